import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import { Refusal } from './errors'

const MAX_MEGABYTES = 2
/** All that a workbook may unpack to. */
const MAX_UNPACKED = 64 * 1024 * 1024
/** All that a sheet may span: one cell in its last corner would be made seventeen thousand millions. */
const MAX_CELLS = 4_000_000

/** A table's lines, those that are empty too, so that a line's place is its number; `encoding` of a text file alone. */
export type Table = { table: unknown[][]; encoding: string | null }

/**
 * The table in an uploaded CSV or XLSX file or in pasted text.
 * @param delimiters of text, in the order in which the first line is searched for them
 * @throws Refusal at file: `list_too_large` with { megabytes }, `list_not_table`, `list_empty`
 */
export async function readTable(
  given: unknown,
  pasted: string,
  delimiters: readonly string[] = ['\t', ';', ','],
  megabytes = MAX_MEGABYTES,
): Promise<Table> {
  if (!(given instanceof File) || given.size === 0) {
    if (!pasted.trim()) throw new Refusal('list_empty', {}, 'file')
    return { table: parseText(pasted, delimiters), encoding: null }
  }
  if (given.size > megabytes * 1024 * 1024) throw new Refusal('list_too_large', { megabytes }, 'file')
  const bytes = Buffer.from(await given.arrayBuffer())
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04')
    return { table: await readWorkbook(bytes), encoding: null }
  // A control character other than a line's end or a tab: no text in any encoding we read.
  const { text, encoding } = decode(bytes)
  if (/[^\P{Cc}\t\r\n]/u.test(text)) throw new Refusal('list_not_table', {}, 'file')
  return { table: parseText(text, delimiters), encoding }
}

async function readWorkbook(bytes: Buffer): Promise<unknown[][]> {
  let unpacked = 0
  try {
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        unpacked += originalSize
        return false
      },
    })
    if (unpacked > MAX_UNPACKED) throw new Error('More than a list of people has.')
    const parts = unzipSync(bytes, { filter: ({ name }) => name.endsWith('.xml') })
    for (const part of Object.values(parts))
      if (cellsOf(strFromU8(part)) > MAX_CELLS) throw new Error('More than a list of people has.')
    return (await readSheet(bytes)) as unknown[][]
  } catch {
    throw new Refusal('list_not_table', {}, 'file')
  }
}

/** How many cells lie between a sheet's first and its furthest one. */
function cellsOf(sheet: string): number {
  let [rows, columns] = [0, 0]
  for (const [, place] of sheet.matchAll(/<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([^"'<>]*)/g)) {
    const [, letters, row] = /^([A-Z]{1,3})(\d{1,7})$/.exec(place!) ?? []
    if (!letters) return Number.POSITIVE_INFINITY
    rows = Math.max(rows, Number(row))
    columns = Math.max(
      columns,
      [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0),
    )
  }
  return rows * columns
}

/** UTF-8, UTF-16 by its mark, else what Excel saves in our countries. */
export function decode(bytes: Buffer): { text: string; encoding: string } {
  const as = (encoding: string, fatal = false) => ({
    text: new TextDecoder(encoding, { fatal }).decode(bytes),
    encoding,
  })
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return as('utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return as('utf-16be')
  try {
    return as('utf-8', true)
  } catch {
    return as('windows-1251')
  }
}

/** UTF-8 read as windows-1252, UTF-8 read as windows-1251, and windows-1251 read as windows-1252. */
const WRONGLY_READ = [
  /[ÂÃÐÑ][\u0080-\u00bfŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]/,
  /(?:[РС][ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї]){2}/,
  /[À-ÿ]{4}/,
]

/** True of text that looks as if it had been read in another encoding than it was written in, by us or before us. */
export function looksWronglyRead(text: string): boolean {
  return text.includes('\ufffd') || WRONGLY_READ.some((pattern) => pattern.test(text))
}

function parseText(text: string, delimiters: readonly string[]): unknown[][] {
  const head = text.slice(0, 2000).split('\n', 1)[0] ?? ''
  const delimiter = delimiters.find((sign) => head.includes(sign)) ?? delimiters.at(-1)!
  try {
    return parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
    })
  } catch {
    throw new Refusal('list_not_table', {}, 'file')
  }
}
