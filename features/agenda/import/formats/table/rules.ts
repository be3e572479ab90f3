import { LOCALES, type Locale, type Localized } from '@/lib/locales'
import { cleanText } from '@/lib/names'
import { texts } from '@/lib/texts'
import { inItsLanguage, listOf, minutesOf, type Problem, type ReadSession } from '../session/rules'

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
type Column = (typeof COLUMNS)[number] | 'title' | 'abstract' | `${'title' | 'abstract'}_${Locale}`

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
  begin: 'start',
  begins: 'start',
  'start time': 'start',
  'time start': 'start',
  время: 'start',
  уақыты: 'start',
  to: 'end',
  ends: 'end',
  finish: 'end',
  'end time': 'end',
  'time end': 'end',
  duration: 'minutes',
  length: 'minutes',
  location: 'room',
  hall: 'room',
  type: 'kind',
  language: 'languages',
  speaker: 'people',
  speakers: 'people',
  спикеры: 'people',
  докладчики: 'people',
  выступающие: 'people',
  спикерлер: 'people',
  abstract: 'abstract',
  description: 'abstract',
  описание: 'abstract',
  сипаттамасы: 'abstract',
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
  const [from, to] = rangeOf(whole !== undefined && !(whole instanceof Date) ? text('start').slice(11) : cells.start)
  const start = clockOf(from)
  const end = clockOf(isGiven('end') ? cells.end : to)
  if (isGiven('date') && !date) wrong('date_unreadable', cells.date)
  if (isGiven('start') && !start) wrong('time_unreadable', cells.start)
  if (isGiven('end') && !end) wrong('time_unreadable', cells.end)
  else if (to && !end) wrong('time_unreadable', cells.start)
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

/** "Dana Speaker (Moderator); Ali Example"; with commas between them only where each part is a whole name. */
function peopleOf(text: string): ReadSession['people'] {
  const parts = text.split(',')
  const isCommas = !/[;\n|()]/.test(text) && parts.every((part) => /\S\s+\S/.test(part.trim()))
  return (isCommas ? parts : text.split(/[;\n|]/)).flatMap((part) => {
    const [, name = '', role = ''] = /^(.*?)(?:\(([^()]*)\))?\s*$/.exec(cleanText(part)) ?? []
    return name.trim() ? [{ name: name.trim(), role: role.trim() }] : []
  })
}

function dateOf(cell: unknown): string | null {
  // A time alone is kept as one of the first days that a spreadsheet knows.
  if (cell instanceof Date) return cell.getUTCFullYear() > 1904 ? cell.toISOString().slice(0, 10) : null
  // The same as a number, where a spreadsheet was not told that it is a date.
  if (typeof cell === 'number' && cell > 20_000 && cell < 80_000)
    return new Date(Math.floor(cell - 25_569) * 86_400_000).toISOString().slice(0, 10)
  const text = String(cell ?? '').trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(text)
  const local = /^(\d{1,2})[./](\d{1,2})[./](\d{4}|\d\d)(?!\d)/.exec(text)
  const [year, month, day] = iso ? iso.slice(1) : local ? local.slice(1).reverse() : []
  if (!year) return null
  const made = `${year.padStart(4, '20')}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
  const real = new Date(`${made}T00:00:00Z`)
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(made) ? made : null
}

/** "10:00–11:30" in one cell: both. */
function rangeOf(cell: unknown): [unknown, string | undefined] {
  const parts = typeof cell === 'string' ? /^([^-–—]+)[-–—]([^-–—]+)$/.exec(cell.trim()) : null
  return parts ? [parts[1]!.trim(), parts[2]!.trim()] : [cell, undefined]
}

/** Spreadsheets keep a time as a moment, or as a part of a day. */
function clockOf(cell: unknown): string | null {
  if (cell instanceof Date) {
    // A spreadsheet's 10:35 can be a thousandth of a second short of it.
    const nearest = new Date(Math.round(cell.getTime() / 60_000) * 60_000)
    return Number.isNaN(nearest.getTime()) ? null : nearest.toISOString().slice(11, 16)
  }
  if (typeof cell === 'number' && cell >= 0 && cell < 1) {
    const minutes = Math.round(cell * 24 * 60)
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  }
  const parts = /^(\d{1,2})[:.](\d\d)(?::\d\d)?\s*(?:([ap])\.?m\.?)?$/i.exec(String(cell ?? '').trim())
  if (!parts || Number(parts[1]) > (parts[3] ? 12 : 23) || Number(parts[2]) > 59) return null
  const half = parts[3]?.toLowerCase()
  const hour = half ? (Number(parts[1]) % 12) + (half === 'p' ? 12 : 0) : Number(parts[1])
  return `${String(hour).padStart(2, '0')}:${parts[2]}`
}

function clockMinutes(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
}
