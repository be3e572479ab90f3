import type { Locale } from './locales'

const compares = new Map<Locale, (a: string, b: string) => number>()

/** Compares by the alphabet of the language; `Array.sort` takes it as it is. */
export function inAlphabetOf(locale: Locale): (a: string, b: string) => number {
  const known = compares.get(locale)
  if (known) return known
  const made = locale === 'tg' ? inTajik : new Intl.Collator(locale).compare
  compares.set(locale, made)
  return made
}

/** Russian has all letters of Tajik but these, which follow the letter they are made of. */
const TAJIK: Record<string, string> = { ғ: 'г', ӣ: 'и', қ: 'к', ӯ: 'у', ҳ: 'х', ҷ: 'ч' }
const russian = new Intl.Collator('ru')

/** The platform has no Tajik alphabet and would silently take the server's own. */
function inTajik(a: string, b: string): number {
  return russian.compare(tajikKey(a), tajikKey(b))
}

/** No word of Tajik has these letters after each other: "ъъъ" puts Ғ behind every Г. */
function tajikKey(text: string): string {
  return text.replace(/[ғӣқӯҳҷ]/giu, (letter) => `${TAJIK[letter.toLowerCase()]}яяя`)
}
