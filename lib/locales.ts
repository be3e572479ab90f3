/** The interface's languages, as in addresses and in `messages/`. To add one, see README "Add a language". */
export const LOCALES = ['en', 'ru', 'kk'] as const
export type Locale = (typeof LOCALES)[number]
export const DEFAULT_LOCALE: Locale = 'en'

/** Each language's own name for itself, for the switch on every page. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', ru: 'Русский', kk: 'Қазақша' }

/** An organiser's text: one string per language, any of which may still be missing. */
export type Localized = Partial<Record<Locale, string>>

export function isLocale(value: unknown): value is Locale {
  return (LOCALES as readonly unknown[]).includes(value)
}

/** The text in `locale`, else in the first language that has it. */
export function inLocale(text: Localized | null | undefined, locale: Locale): string {
  return textIn(text, locale).text
}

/** Like `inLocale`, but says which language the text is in, for the `lang` attribute. */
export function textIn(text: Localized | null | undefined, locale: Locale): { text: string; lang: Locale } {
  for (const lang of [locale, ...LOCALES]) {
    const found = text?.[lang]?.trim()
    if (found) return { text: found, lang }
  }
  return { text: '', lang: locale }
}

/** The best of our languages for an `Accept-Language` header (RFC 9110, 12.5.4). */
export function preferredLocale(acceptLanguage: string | null | undefined): Locale {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';')
      const q = params.find((param) => param.trim().startsWith('q='))
      return { lang: tag.split('-')[0]?.toLowerCase(), q: q ? Number(q.split('=')[1]) : 1 }
    })
    .filter((entry) => entry.q > 0)
    .sort((a, b) => b.q - a.q)
  return wanted.map((entry) => entry.lang).find(isLocale) ?? DEFAULT_LOCALE
}

/** The language that a text seems to be in, by its letters: those that only Kazakh has, other Cyrillic ones, or Latin. */
export function languageOf(text: string): Locale {
  if (/[әғқңөұүһі]/i.test(text)) return 'kk'
  return /\p{Script=Cyrillic}/u.test(text) ? 'ru' : 'en'
}
