/** The interface's languages, as in addresses and in `messages/`. To add one, see README "Add a language". */
export const LOCALES = ['en', 'ru', 'kk', 'uz', 'ky', 'tg', 'tk'] as const
export type Locale = (typeof LOCALES)[number]
export const DEFAULT_LOCALE: Locale = 'en'

/** Each language's own name for itself, for the switch on every page. */
export const LOCALE_NAMES: Record<Locale, string> = {
  en: 'English',
  ru: 'Русский',
  kk: 'Қазақша',
  uz: 'Oʻzbekcha',
  ky: 'Кыргызча',
  tg: 'Тоҷикӣ',
  tk: 'Türkmençe',
}

/** The languages whose texts stand in Cyrillic letters. */
export const IN_CYRILLIC: readonly Locale[] = ['ru', 'kk', 'ky', 'tg']

const RIGHT_TO_LEFT = ['ar', 'fa', 'ps', 'ur', 'he', 'ckb', 'sd', 'ug']

/** Which way a language is written, for the `dir` attribute; also of languages that the interface does not speak yet. */
export function direction(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(language.split('-')[0] ?? '') ? 'rtl' : 'ltr'
}

/** The languages to look for a text in: the reader's, then those that most of the region reads, then any. */
export function inOrderFor(locale: Locale): Locale[] {
  return [...new Set<Locale>([locale, ...(locale === 'en' ? [] : (['ru'] as const)), 'en', ...LOCALES])]
}

/** An organiser's text: one string per language, any of which may still be missing. */
export type Localized = Partial<Record<Locale, string>>

export function isLocale(value: unknown): value is Locale {
  return (LOCALES as readonly unknown[]).includes(value)
}

/** Which of an event's languages a reader of `locale` is written to in. */
export function nearest(locale: Locale, languages: readonly Locale[]): Locale {
  return inOrderFor(locale).find((language) => languages.includes(language)) ?? locale
}

/** The text in `locale`, else in the language that its readers are likeliest to know. */
export function inLocale(text: Localized | null | undefined, locale: Locale): string {
  return textIn(text, locale).text
}

/** Like `inLocale`, but says which language the text is in, for the `lang` attribute. */
export function textIn(text: Localized | null | undefined, locale: Locale): { text: string; lang: Locale } {
  for (const lang of inOrderFor(locale)) {
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

/**
 * The language that a text seems to be in, by its letters, of those that come into question (an event's). Letters that
 * several share decide for the first of them that does.
 */
export function languageOf(text: string, languages: readonly Locale[] = LOCALES): Locale {
  const fits = LETTERS.filter(([letters]) => letters.test(text)).map(([, language]) => language)
  return fits.find((language) => languages.includes(language)) ?? fits[0] ?? 'en'
}

const LETTERS: [letters: RegExp, language: Locale][] = [
  [/[ҷҳӣӯ]/i, 'tg'],
  [/[әғқұһі]/i, 'kk'],
  [/[ғқ]/i, 'tg'],
  [/[ңөү]/i, 'ky'],
  [/[ңөү]/i, 'kk'],
  [/\p{Script=Cyrillic}/u, 'ru'],
  [/[og][ʻ‘`]/i, 'uz'],
  [/[ňýž]/i, 'tk'],
]
