import { XMLParser, XMLValidator } from 'fast-xml-parser'
import ICAL from 'ical.js'
import { fromZonedInput, isTimeZone, toZonedInput } from '@/lib/dates'
import { Refusal, type RefusalValues } from '@/lib/errors'
import { LOCALES, type Locale, type Localized, languageOf } from '@/lib/locales'
import { cleanText } from '@/lib/names'
import { texts } from '@/lib/texts'

export type FileKind = 'table' | 'frab_xml' | 'frab_json' | 'ical'

/** Something to be said about a session of a file: a sentence under paper.problems. */
export type Problem = { code: string; values?: RefusalValues }

/** A session as its file says it; nothing is compared with the event yet. */
export type ReadSession = {
  /** Its line in a table, else which of the file's sessions it is; from 1. */
  place: number
  /** What the file knows it by; '' where it says nothing. */
  uid: string
  title: Localized
  abstract: Localized
  /** By the clock that the file goes by: "2026-10-16T10:00"; null: no time. */
  start: string | null
  /** The same as an ISO moment, where the file says which it is. */
  moment: string | null
  minutes: number | null
  room: string
  track: string
  kind: string
  languages: string[]
  people: { name: string; role: string }[]
  /** What reading it found wrong. */
  errors: Problem[]
  notes: Problem[]
}

export type ReadFile = { kind: FileKind; sessions: ReadSession[] }

/** The columns of a table, in the template's order. */
export const COLUMNS = [
  'code',
  'title_en',
  'title_ru',
  'title_kk',
  'date',
  'start',
  'end',
  'minutes',
  'room',
  'track',
  'kind',
  'languages',
  'people',
  'abstract_en',
  'abstract_ru',
  'abstract_kk',
] as const
type Column = (typeof COLUMNS)[number] | 'title' | 'abstract'

/** What else such columns are called in lists that people have. */
const OTHER_HEADS: Record<string, Column> = {
  id: 'code',
  guid: 'code',
  uid: 'code',
  title: 'title',
  session: 'title',
  название: 'title',
  сессия: 'title',
  тема: 'title',
  атауы: 'title',
  тақырыбы: 'title',
  day: 'date',
  день: 'date',
  күні: 'date',
  time: 'start',
  from: 'start',
  время: 'start',
  уақыты: 'start',
  to: 'end',
  duration: 'minutes',
  length: 'minutes',
  location: 'room',
  hall: 'room',
  type: 'kind',
  language: 'languages',
  speaker: 'people',
  speakers: 'people',
  спикеры: 'people',
  спикерлер: 'people',
  abstract: 'abstract',
  description: 'abstract',
  описание: 'abstract',
  сипаттамасы: 'abstract',
}

/** Which format a text is in, by how it begins. */
export function kindOf(text: string): FileKind {
  const begin = text
    .slice(0, 200)
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (begin.startsWith('<')) return 'frab_xml'
  if (begin.startsWith('{')) return 'frab_json'
  return /^BEGIN:VCALENDAR/i.test(begin) ? 'ical' : 'table'
}

/**
 * A programme in one of the formats with marks of its own.
 * @param timeZone of the event, for calendars that say no other
 * @throws Refusal at file: `import_unreadable`, `import_not_programme`, `import_doctype`
 */
export function readProgramme(text: string, kind: Exclude<FileKind, 'table'>, timeZone: string): ReadFile {
  const read = { frab_xml: readXml, frab_json: readJson, ical: (it: string) => readCalendar(it, timeZone) }[kind]
  return { kind, sessions: read(text.replace(/^\uFEFF/, '')) }
}

type Loose = Record<string, unknown>

function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const MANY = ['day', 'room', 'event', 'person']

/** Frab's schedule.xml. What declares a type of document could declare entities that grow without end: it is refused. */
function readXml(text: string): ReadSession[] {
  if (/<!DOCTYPE/i.test(text)) throw new Refusal('import_doctype', {}, 'file')
  let parsed: Loose
  try {
    const isRight = XMLValidator.validate(text)
    if (isRight !== true) throw new Refusal('import_broken_line', { line: isRight.err.line }, 'file')
    parsed = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      parseTagValue: false,
      parseAttributeValue: false,
      processEntities: false,
      isArray: (name, path) => MANY.includes(name) && !String(path).endsWith('event.room'),
    }).parse(text) as Loose
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('import_unreadable', {}, 'file')
  }
  const schedule = parsed.schedule
  if (!isLoose(schedule)) throw new Refusal('import_not_programme', {}, 'file')
  const found: ReadSession[] = []
  for (const day of looseList(schedule.day))
    for (const room of looseList(day.room))
      for (const event of looseList(room.event)) {
        const persons = isLoose(event.persons) ? (event.persons.person as unknown[]) : []
        found.push(
          frabSession(found.length + 1, {
            event: Object.fromEntries(
              Object.entries(event).map(([name, value]) => [name.replace(/^@/, ''), plain(value)]),
            ),
            people: (Array.isArray(persons) ? persons : []).map(plain),
            room: plain(event.room) || plain(room['@name']),
            day: plain(day['@date']),
          }),
        )
      }
  return found
}

function looseList(value: unknown): Loose[] {
  return (Array.isArray(value) ? value : [value]).filter(isLoose)
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The text of an element, with the five entities of XML and those by number. */
function plain(value: unknown): string {
  const text = isLoose(value) ? value['#text'] : value
  if (typeof text !== 'string') return ''
  return text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name, decimal, hex) => {
    if (name) return ENTITIES[name.toLowerCase()]!
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** Frab's and pretalx's schedule.json. */
function readJson(text: string): ReadSession[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new Refusal('import_unreadable', {}, 'file')
  }
  const schedule = isLoose(parsed) && isLoose(parsed.schedule) ? parsed.schedule : parsed
  const days = isLoose(schedule) && isLoose(schedule.conference) ? schedule.conference.days : null
  if (!Array.isArray(days)) throw new Refusal('import_not_programme', {}, 'file')
  const found: ReadSession[] = []
  for (const day of days.filter(isLoose))
    for (const [room, events] of Object.entries(isLoose(day.rooms) ? day.rooms : {}))
      for (const event of looseList(events)) {
        const persons = Array.isArray(event.persons) ? event.persons.filter(isLoose) : []
        found.push(
          frabSession(found.length + 1, {
            event,
            people: persons.map((person) => said(person.public_name ?? person.full_public_name ?? person.name)),
            room: said(event.room) || room,
            day: said(day.date),
          }),
        )
      }
  return found
}

function said(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

type Frab = { event: Loose; people: string[]; room: string; day: string }

function frabSession(place: number, { event, people, room, day }: Frab): ReadSession {
  const date = said(event.date)
  const exact = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(date)
  const clock = /^\d{1,2}:\d\d/.exec(said(event.start))?.[0]?.padStart(5, '0')
  const start = exact ? `${exact[1]}T${exact[2]}` : clock && /^\d{4}-\d\d-\d\d$/.test(day) ? `${day}T${clock}` : null
  const given = date || said(event.start)
  const moment = exact?.[3] ? new Date(date) : null
  const title = [said(event.title), said(event.subtitle)].map(cleanText).filter(Boolean).join(': ')
  const abstract = [said(event.abstract), said(event.description)].map(cleanText).filter(Boolean).join('\n\n')
  return {
    place,
    uid: said(event.guid) || said(event.id),
    title: localizedOr(event.title, title),
    abstract: inItsLanguage(abstract),
    start,
    moment: moment && !Number.isNaN(moment.getTime()) ? moment.toISOString() : null,
    minutes: minutesOf(said(event.duration)),
    room: cleanText(room),
    track: cleanText(said(event.track)),
    kind: cleanText(said(event.type)),
    languages: listOf(said(event.language)),
    people: people.map((name) => ({ name: cleanText(name), role: '' })).filter(({ name }) => name),
    errors: given && !start ? [{ code: 'time_unreadable', values: { text: given.slice(0, 40) } }] : [],
    notes: [],
  }
}

function localizedOr(value: unknown, text: string): Localized {
  if (!isLoose(value)) return inItsLanguage(text)
  const known = LOCALES.map((locale) => [locale, cleanText(said(value[locale]))] as const).filter(([, it]) => it)
  if (known.length > 0) return Object.fromEntries(known)
  return inItsLanguage(cleanText(Object.values(value).map(said).find(Boolean) ?? ''))
}

function inItsLanguage(text: string): Localized {
  return text ? { [languageOf(text)]: text } : {}
}

function listOf(text: string): string[] {
  return text
    .split(/[,;/|]/)
    .map((part) => part.trim())
    .filter(Boolean)
}

/** "90", "1:30", "01:30:00" (hours, minutes, seconds) → minutes; null for anything else. */
export function minutesOf(text: string): number | null {
  const clean = text.trim()
  if (/^\d{1,5}$/.test(clean)) return Number(clean)
  const parts = /^(\d{1,3}):(\d{1,2})(?::\d{1,2})?$/.exec(clean)
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null
}

/** iCalendar (RFC 5545). Of what repeats the first stands for all, and what was called off stays out. */
function readCalendar(text: string, timeZone: string): ReadSession[] {
  try {
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[] as never)
    const named = String(calendar.getFirstPropertyValue('x-wr-timezone') ?? '')
    const zone = isTimeZone(named) ? named : timeZone
    const zones = new Map(
      calendar.getAllSubcomponents('vtimezone').map((part) => {
        const made = new ICAL.Timezone(part)
        return [made.tzid, made]
      }),
    )
    return calendar.getAllSubcomponents('vevent').map((part, at) => calendarSession(part, at + 1, zone, zones))
  } catch {
    throw new Refusal('import_unreadable', {}, 'file')
  }
}

function calendarSession(
  part: ICAL.Component,
  place: number,
  zone: string,
  zones: ReadonlyMap<string, ICAL.Timezone>,
): ReadSession {
  const value = (name: string) => {
    const found = part.getFirstPropertyValue(name)
    return found === null ? '' : String(found)
  }
  const momentOf = (name: string): { time: ICAL.Time; moment: Date | null; wall: string } | null => {
    const time = part.getFirstPropertyValue(name)
    if (!(time instanceof ICAL.Time)) return null
    const wall = time.toString().slice(0, 16)
    const tzid = String(part.getFirstProperty(name)?.getFirstParameter('tzid') ?? '')
    if (time.zone === ICAL.Timezone.utcTimezone) {
      const moment = time.toJSDate()
      return { time, moment, wall: toZonedInput(moment, zone) }
    }
    // The names of IANA are known better here than by what a file says of them.
    if (isTimeZone(tzid)) return { time, moment: fromZonedInput(wall, tzid), wall }
    const own = zones.get(tzid)
    if (!own) return { time, moment: tzid ? null : fromZonedInput(wall, zone), wall }
    time.zone = own
    return { time, moment: time.toJSDate(), wall }
  }
  const [begin, end] = [momentOf('dtstart'), momentOf('dtend')]
  const duration = part.getFirstPropertyValue('duration')
  const isAllDay = begin?.time.isDate ?? false
  const minutes =
    begin?.moment && end?.moment
      ? Math.round((end.moment.getTime() - begin.moment.getTime()) / 60_000)
      : duration instanceof ICAL.Duration
        ? Math.round(duration.toSeconds() / 60)
        : null
  const notes: Problem[] = []
  if (isAllDay) notes.push({ code: 'all_day' })
  if (part.getFirstProperty('rrule')) notes.push({ code: 'repeats' })
  const track = part.getFirstProperty('categories')?.getFirstValue()
  return {
    place,
    uid: [value('uid'), value('recurrence-id')].filter(Boolean).join(' '),
    title: inItsLanguage(cleanText(value('summary'))),
    abstract: inItsLanguage(cleanText(value('description'))),
    start: begin && !isAllDay ? begin.wall : null,
    moment: begin && !isAllDay ? (begin.moment?.toISOString() ?? null) : null,
    minutes: isAllDay ? null : minutes,
    room: cleanText(value('location')),
    track: cleanText(track ? String(track) : ''),
    kind: '',
    languages: [],
    people: [],
    errors: value('status').toUpperCase() === 'CANCELLED' ? [{ code: 'called_off' }] : [],
    notes,
  }
}

/** A table's sessions by the names of its columns; null where no line of its first ones names them. */
export function readSessionTable(table: readonly (readonly unknown[])[]): ReadSession[] | null {
  const headAt = table.slice(0, 10).findIndex((row) => {
    const columns = row.map(columnOf)
    return columns.some((name) => name?.startsWith('title')) && columns.filter(Boolean).length > 1
  })
  if (headAt < 0) return null
  const columns = table[headAt]!.map(columnOf)
  return table.slice(headAt + 1).flatMap((row, at) => {
    if (row.every((cell) => cell === null || cell === undefined || String(cell).trim() === '')) return []
    const cells: Partial<Record<Column, unknown>> = {}
    for (const [index, name] of columns.entries()) if (name && cells[name] === undefined) cells[name] = row[index]
    return [tableSession(cells, headAt + at + 2)]
  })
}

const HEADS = new Map<string, Column>([
  ...Object.entries(OTHER_HEADS),
  ...LOCALES.flatMap((locale) =>
    COLUMNS.map((name) => [headKey(texts(locale)(`paper.columns.${name}`)), name] as [string, Column]),
  ),
  ...COLUMNS.map((name) => [headKey(name), name] as [string, Column]),
])

function headKey(cell: unknown): string {
  return String(cell ?? '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function columnOf(cell: unknown): Column | undefined {
  return HEADS.get(headKey(cell))
}

function tableSession(cells: Partial<Record<Column, unknown>>, place: number): ReadSession {
  const text = (name: Column) => cleanText(cells[name] instanceof Date ? '' : String(cells[name] ?? ''))
  const errors: Problem[] = []
  const wrong = (code: string, cell: unknown) => errors.push({ code, values: { text: String(cell).slice(0, 40) } })
  const localized = (name: 'title' | 'abstract'): Localized => {
    const own = LOCALES.map((locale) => [locale, text(`${name}_${locale}`)] as [Locale, string]).filter(([, it]) => it)
    return { ...inItsLanguage(text(name)), ...Object.fromEntries(own) }
  }
  const isGiven = (name: Column) => cells[name] !== null && cells[name] !== undefined && cells[name] !== ''
  // "2026-10-16 10:00" in the column of the beginning says the date too.
  const whole = cells.start instanceof Date || /^\d{4}-\d\d-\d\d[T ]/.test(text('start')) ? cells.start : undefined
  const date = dateOf(isGiven('date') ? cells.date : whole)
  const start = clockOf(whole !== undefined && !(whole instanceof Date) ? text('start').slice(11) : cells.start)
  const end = clockOf(cells.end)
  if (isGiven('date') && !date) wrong('date_unreadable', cells.date)
  if (isGiven('start') && !start) wrong('time_unreadable', cells.start)
  if (isGiven('end') && !end) wrong('time_unreadable', cells.end)
  if (start && !date && !isGiven('date')) errors.push({ code: 'date_missing' })
  const minutes = isGiven('minutes') ? minutesOf(text('minutes')) : null
  if (isGiven('minutes') && minutes === null) wrong('length_unreadable', cells.minutes)
  const between = start && end ? clockMinutes(end) - clockMinutes(start) : null
  if (between !== null && between <= 0) errors.push({ code: 'ends_before', values: { start: start!, end: end! } })
  return {
    place,
    uid: text('code'),
    title: localized('title'),
    abstract: localized('abstract'),
    start: date && start ? `${date}T${start}` : null,
    moment: null,
    minutes: minutes ?? between,
    room: text('room'),
    track: text('track'),
    kind: text('kind'),
    languages: listOf(text('languages')),
    people: peopleOf(String(cells.people ?? '')),
    errors,
    notes: [],
  }
}

/** "Dana Speaker (Moderator); Ali Example" */
function peopleOf(text: string): ReadSession['people'] {
  return text.split(/[;\n|]/).flatMap((part) => {
    const [, name = '', role = ''] = /^(.*?)(?:\(([^()]*)\))?\s*$/.exec(cleanText(part)) ?? []
    return name.trim() ? [{ name: name.trim(), role: role.trim() }] : []
  })
}

function dateOf(cell: unknown): string | null {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : cell.toISOString().slice(0, 10)
  const text = String(cell ?? '').trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(text)
  const local = /^(\d{1,2})[./](\d{1,2})[./](\d{4})/.exec(text)
  const [year, month, day] = iso ? iso.slice(1) : local ? local.slice(1).reverse() : []
  if (!year) return null
  const made = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
  const real = new Date(`${made}T00:00:00Z`)
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(made) ? made : null
}

/** Spreadsheets keep a time as a moment, or as a part of a day. */
function clockOf(cell: unknown): string | null {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : cell.toISOString().slice(11, 16)
  if (typeof cell === 'number' && cell >= 0 && cell < 1) {
    const minutes = Math.round(cell * 24 * 60)
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  }
  const parts = /^(\d{1,2})[:.](\d\d)(?::\d\d)?$/.exec(String(cell ?? '').trim())
  if (!parts || Number(parts[1]) > 23 || Number(parts[2]) > 59) return null
  return `${parts[1]!.padStart(2, '0')}:${parts[2]}`
}

function clockMinutes(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
}
