/** One State as the search knows it: its shown name, and its other names and codes, folded. */
export type CountryEntry = { code: string; name: string; names: string[]; codes: string[] }

const NO_MATCH = 6

/**
 * Entries that match, best first: the whole shown name, another whole name, the start of the shown name, an ISO code,
 * the start of a word of any key, any other part of a key; equal ones in the given order. Case, diacritics, apostrophes
 * and punctuation are ignored, and so are the letters that a Russian keyboard lacks (озбекстан finds Өзбекстан).
 * An empty query matches all. Runs in the browser too: no data of its own.
 */
export function searchCountries(entries: readonly CountryEntry[], query: string): CountryEntry[] {
  const wanted = fold(query)
  return entries
    .map((entry) => ({ entry, rank: rank(entry, wanted) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry)
}

function rank({ name, names, codes }: CountryEntry, wanted: string): number {
  const unspaced = wanted.replaceAll(' ', '')
  if (fold(name) === wanted) return 0
  if (names.includes(wanted)) return 1
  if (fold(name).startsWith(wanted)) return 2
  if (codes.includes(wanted)) return 3
  if (
    names.concat(codes).some((key) => ` ${key}`.includes(` ${wanted}`) || key.replaceAll(' ', '').startsWith(unspaced))
  )
    return 4
  return names.some((key) => key.includes(wanted)) ? 5 : NO_MATCH
}

// Letters that Unicode does not take apart into a base letter and a mark.
const BASE_LETTERS: Record<string, string> = {
  қ: 'к',
  ғ: 'г',
  ң: 'н',
  ө: 'о',
  ұ: 'у',
  ү: 'у',
  ә: 'а',
  і: 'и',
  һ: 'х',
  ҳ: 'х',
  ҷ: 'ч',
  ə: 'a',
  ı: 'i',
  ø: 'o',
  ł: 'l',
  ß: 'ss',
}

/** Lower case, without marks and apostrophes, letters at their base, single spaces for all punctuation but dots. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}'`´‘’ʻʼʹʾʿ.]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/./gu, (letter) => BASE_LETTERS[letter] ?? letter)
    .trim()
}
