import type { Locale } from './locales'

const names = new Map<Locale, Intl.DisplayNames>()

/** A language by its name in another: "Kazakh", "қазақ тілі"; what is no language's code, as it is. */
export function languageName(code: string, locale: Locale): string {
  const known = names.get(locale) ?? new Intl.DisplayNames(locale === 'en' ? 'en-GB' : locale, { type: 'language' })
  names.set(locale, known)
  try {
    return known.of(code) ?? code
  } catch {
    return code
  }
}
