import { ALIASES, ALPHA3, COUNTRY_NAMES, MENDED_NAMES } from './country-names'
import { type CountryEntry, fold } from './country-search'
import { DEFAULT_LOCALE, isLocale, LOCALES, type Locale } from './locales'
import { inAlphabetOf } from './sorting'

/** ISO 3166-1 alpha-2 in capitals, or XO for an international organisation. */
export type CountryCode = string

const ORGANISATION = 'XO'
/** The table's languages, in its order. */
const LANGUAGES = ['en', 'ru', 'kk']
const CLDR_LOCALES = ['en', 'ru', 'kk', 'ky', 'uz', 'uz-Cyrl', 'tk', 'tg', 'tr', 'fr', 'es', 'de', 'ar', 'fa', 'zh']

/** Whether the code is in our table. Only capitals pass: `kg` is not a code. */
export function isCountryCode(code: string): boolean {
  return Object.hasOwn(COUNTRY_NAMES, code)
}

/**
 * The State's name in its UN short form (DOMAIN 4.3). `locale` is a BCP 47 tag: of a language that is not the interface's
 * English is read. An unknown code is returned as it came.
 */
export function countryName(code: string, locale: string): string {
  if (!isCountryCode(code)) return code
  const language = languageOf(locale)
  const own = COUNTRY_NAMES[code]?.[LANGUAGES.indexOf(language)]
  return own ?? MENDED_NAMES[language]?.[code] ?? cldrName(code, language) ?? COUNTRY_NAMES[code]?.[0] ?? code
}

const lists = new Map<string, readonly { code: string; name: string }[]>()

/**
 * All entries as `{ code, name }`, in the alphabetical order of the locale's language, international organisation last.
 * The order of States changes with the language (DOMAIN 4.3). A new array on each call.
 */
export function listCountries(locale: string): { code: string; name: string }[] {
  const language = languageOf(locale)
  let list = lists.get(language)
  if (!list) {
    const compare = inAlphabetOf(language)
    list = Object.keys(COUNTRY_NAMES)
      .map((code) => ({ code, name: countryName(code, language) }))
      .sort((a, b) => Number(a.code === ORGANISATION) - Number(b.code === ORGANISATION) || compare(a.name, b.name))
    lists.set(language, list)
  }
  return list.map((country) => ({ ...country }))
}

/**
 * Lower-cased names and codes by which one may look for the State, without repeats: ours first, then the ISO codes,
 * old and informal names, and CLDR's names, which are good enough to search by and never shown. Unknown code: none.
 */
export function countrySearchKeys(code: string): string[] {
  if (!isCountryCode(code)) return []
  const ours = LOCALES.map((locale) => countryName(code, locale))
  const keys = [...ours, code, ALPHA3[code], ...(ALIASES[code] ?? []), ...cldrNames(code)]
  return [...new Set(keys.filter((key) => key !== undefined).map((key) => key.toLowerCase()))]
}

let codesByKey: Map<string, CountryCode> | undefined

/** The code of the State that is called exactly so, in any language or by its ISO code; null where no one name fits. */
export function countryCodeOf(text: string): CountryCode | null {
  codesByKey ??= new Map(
    Object.keys(COUNTRY_NAMES).flatMap((code) => countrySearchKeys(code).map((key) => [fold(key), code] as const)),
  )
  return codesByKey.get(fold(text)) ?? null
}

/** Everything that the search needs, in the locale's order: for the browser, once. */
export function countryIndex(locale: string): readonly CountryEntry[] {
  const language = languageOf(locale)
  const index = indexes.get(language) ?? indexOf(language)
  indexes.set(language, index)
  return index
}

const indexes = new Map<Locale, readonly CountryEntry[]>()

function indexOf(language: Locale): CountryEntry[] {
  return listCountries(language).map(({ code, name }) => {
    const codes = [code, ALPHA3[code]].filter((key) => key !== undefined).map(fold)
    // A code that people also use as a name, like US, stays a name.
    const aliases = (ALIASES[code] ?? []).map(fold)
    const names = [...new Set(countrySearchKeys(code).map(fold))].filter(
      (key) => !codes.includes(key) || aliases.includes(key),
    )
    return { code, name, names, codes }
  })
}

const displayNames = new Map<string, Intl.DisplayNames>()

function cldrNames(code: string): string[] {
  if (code === ORGANISATION) return []
  return CLDR_LOCALES.flatMap((locale) => cldrName(code, locale) ?? [])
}

function cldrName(code: string, locale: string): string | undefined {
  const names = displayNames.get(locale) ?? new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' })
  displayNames.set(locale, names)
  return names.of(code)
}

function languageOf(locale: string): Locale {
  const language = locale.split(/[-_]/)[0]?.toLowerCase()
  return isLocale(language) ? language : DEFAULT_LOCALE
}
