import { unzipSync } from 'fflate'

const DOCUMENTS = {
  docx: {
    main: 'word/document.xml',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  xlsx: { main: 'xl/workbook.xml', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
} as const

/** What acts by itself in an Office document, or carries other files along. */
const ACTIVE = /vbaProject|\/activeX\/|\/embeddings\/|\/externalLinks\/|macrosheets|\.(exe|js|vbs|bat|cmd|scr)$/i

/** More parts than any letter's document has. */
const MOST_PARTS = 5000

/** A Word document or an Excel workbook by what is in it, whatever it is called; null: it is neither. */
export function officeDocument(file: Buffer): { ending: 'docx' | 'xlsx'; type: string; isActive: boolean } | null {
  if (file.subarray(0, 4).toString('latin1') !== 'PK\x03\x04') return null
  const parts: string[] = []
  try {
    // Only the names are read: nothing is unpacked.
    unzipSync(file, {
      filter: ({ name }) => {
        if (parts.push(name) > MOST_PARTS) throw new Error('too many parts')
        return false
      },
    })
  } catch {
    return null
  }
  if (!parts.includes('[Content_Types].xml')) return null
  const ending = (['docx', 'xlsx'] as const).find((each) => parts.includes(DOCUMENTS[each].main))
  if (!ending) return null
  return { ending, type: DOCUMENTS[ending].type, isActive: parts.some((name) => ACTIVE.test(name)) }
}
