import { constants, inflateSync } from 'node:zlib'

export type PdfProblem = 'broken' | 'locked' | 'active_content'

/** What acts by itself when a PDF is opened, or carries other files along. A script always comes with /JavaScript. */
const ACTIVE = /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA|GoToE|SubmitForm|ImportData)(?![A-Za-z0-9])/

/** /ObjStm in all its spellings: the word that a stream of packed objects must have beside it, in the open. */
const PACKED = new RegExp(
  `/${[...'ObjStm'].map((letter) => `(?:${letter}|#${letter.charCodeAt(0).toString(16)})`).join('')}`,
  'gi',
)

/** All that packed objects may unpack to: more than any letter has. */
const MAX_UNPACKED = 64 * 1024 * 1024

export function isPdf(file: Buffer): boolean {
  return file.subarray(0, 5).toString('latin1') === '%PDF-'
}

/**
 * What is wrong with a PDF, or null. Looked for by scanning, also where objects are packed into compressed streams; what
 * cannot be looked into is refused too. It is one wall of two: downloads never open a PDF within the site.
 */
export function pdfProblem(file: Buffer): PdfProblem | null {
  const text = plainNames(file.toString('latin1'))
  if (!isPdf(file) || !text.includes('startxref')) return 'broken'
  if (/\/Encrypt(?![A-Za-z0-9])/.test(text)) return 'locked'
  if (ACTIVE.test(text)) return 'active_content'
  return arePackedObjectsQuiet(file) ? null : 'active_content'
}

/** /J#61vaScript is /JavaScript. */
function plainNames(text: string): string {
  return text.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** False where packed objects act, and where they cannot be unpacked: they begin with pairs of numbers. */
function arePackedObjectsQuiet(file: Buffer): boolean {
  let left = MAX_UNPACKED
  let at = 0
  for (const { index } of file.toString('latin1').matchAll(PACKED)) {
    if (index < at) continue
    at = file.indexOf('stream', index)
    const objects = at < 0 ? null : unpacked(file, at, left)
    if (!objects || !/^\s*\d+\s+\d+\s/.test(objects) || ACTIVE.test(plainNames(objects))) return false
    left -= objects.length
  }
  return true
}

function unpacked(file: Buffer, keyword: number, maxOutputLength: number): string | null {
  const after = keyword + 'stream'.length
  const begin = after + (file[after] === 13 ? 1 : 0) + (file[after] === 10 || file[after + 1] === 10 ? 1 : 0)
  try {
    // Its end is where the compression says so, not where the file says so.
    return inflateSync(file.subarray(begin), { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH }).toString(
      'latin1',
    )
  } catch {
    return null
  }
}
