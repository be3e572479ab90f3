import { readCalendar } from './calendar/rules'
import { readFrabJson, readFrabXml } from './frab/rules'
import type { FileKind, ReadFile } from './session/rules'

/** Which format a text is in, by how it begins. */
export function kindOf(text: string): FileKind {
  const begin = text
    .slice(0, 200)
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (begin.startsWith('<')) return 'frab_xml'
  if (/^\{|^\[\s*[[{"]/.test(begin)) return 'frab_json'
  return /^BEGIN:VCALENDAR/i.test(begin) ? 'ical' : 'table'
}

/**
 * A programme in one of the formats with marks of its own.
 * @param timeZone of the event, for files that say no other
 * @throws Refusal at file: `import_unreadable`, `import_broken_line`, `import_not_programme`, `import_doctype`
 */
export function readProgramme(text: string, kind: Exclude<FileKind, 'table'>, timeZone: string): ReadFile {
  const read = { frab_xml: readFrabXml, frab_json: readFrabJson, ical: readCalendar }[kind]
  return { kind, sessions: read(text.replace(/^\uFEFF/, ''), timeZone) }
}
