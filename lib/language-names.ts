import type { Locale } from './locales'

/** CLDR names some in Uzbek as adverbs and some as bare adjectives. */
const UZBEK: Record<string, string> = {
  ar: 'arab tili',
  az: 'ozarbayjon tili',
  de: 'nemis tili',
  en: 'ingliz tili',
  es: 'ispan tili',
  fa: 'fors tili',
  fr: 'fransuz tili',
  kk: 'qozoq tili',
  ky: 'qirgʻiz tili',
  mn: 'moʻgʻul tili',
  ru: 'rus tili',
  tg: 'tojik tili',
  tk: 'turkman tili',
  tr: 'turk tili',
  uz: 'oʻzbek tili',
  zh: 'xitoy tili',
}

const names = new Map<Locale, Intl.DisplayNames>()

/** A language by its name in another: "Kazakh", "қазақ тілі"; what is no language's code, as it is. */
export function languageName(code: string, locale: Locale): string {
  const own = locale === 'uz' && UZBEK[code]
  if (own) return own
  const known = names.get(locale) ?? new Intl.DisplayNames(locale === 'en' ? 'en-GB' : locale, { type: 'language' })
  names.set(locale, known)
  try {
    return known.of(code) ?? code
  } catch {
    return code
  }
}

/** The same without the word for "language", which a list of them need not say of each. */
export function bareLanguageName(code: string, locale: Locale): string {
  return languageName(code, locale).replace(/ (тілі|tili|dili)$/, '')
}
