import { formatDate, formatWeekday, fromZonedInput, toZonedInput } from '@/lib/dates'
import { inLocale, type Locale } from '@/lib/locales'
import { type Agenda, EMPTY_SESSION, eventDays, type Session, type SessionContent, SNAP_MINUTES } from '../rules'

/**
 * A day of the event as the browser knows it: it reckons in minutes from the day's begin and never asks its own idea of
 * a time zone, which may be years old.
 */
export type Day = {
  /** ISO date. */
  date: string
  label: string
  /** First moment, in milliseconds since 1970. */
  startsAt: number
  /** 1440, but for days on which the clocks change. */
  minutes: number
  /** What the clocks show at each hour from its begin, into the day after, where a session may end. */
  hours: string[]
}

const HOUR = 3_600_000

/** The event's days, named in `locale`. */
export function daysOf(event: { startsAt: Date; endsAt: Date; timeZone: string }, locale: Locale): Day[] {
  const { timeZone } = event
  return eventDays(event).map((date) => {
    const startsAt = midnight(date, timeZone)
    const next = new Date(Date.parse(`${date}T00:00:00Z`) + 24 * HOUR).toISOString().slice(0, 10)
    const hours = Array.from({ length: 50 }, (_, at) =>
      toZonedInput(new Date(startsAt + at * HOUR), timeZone).slice(11),
    )
    return {
      date,
      label: dayLabel(new Date(startsAt), locale, timeZone),
      startsAt,
      minutes: (midnight(next, timeZone) - startsAt) / 60_000,
      hours,
    }
  })
}

function dayLabel(date: Date, locale: Locale, timeZone: string): string {
  return `${formatWeekday(date, locale, timeZone)}, ${formatDate(date, locale, timeZone)}`
}

/** Some clocks are put forward at midnight: then the day begins at the first hour they show. */
function midnight(date: string, timeZone: string): number {
  const moment = fromZonedInput(`${date}T00:00`, timeZone) ?? fromZonedInput(`${date}T01:00`, timeZone)
  if (!moment) throw new Error(`No such day: ${date}`)
  return moment.getTime()
}

/** What the clocks show so many minutes after the day's begin: "09:05". */
export function clockAt(day: Day, minute: number): string {
  const [hour, minutes] = (day.hours[Math.floor(minute / 60)] ?? '00:00').split(':').map(Number) as [number, number]
  const shown = hour * 60 + minutes + (minute % 60)
  return `${String(Math.floor(shown / 60) % 24).padStart(2, '0')}:${String(shown % 60).padStart(2, '0')}`
}

/** Minutes from the day's begin at which the clocks show `clock`; null for a time that they skip, or that is none. */
export function minuteAt(day: Day, clock: string): number | null {
  for (let minute = 0; minute < day.minutes; minute += 60) {
    const [hour, from] = (day.hours[minute / 60] ?? '').split(':').map(Number)
    const [wanted, minutes] = clock.split(':').map(Number)
    const at = minute + (minutes ?? 0) - (from ?? 0)
    if (hour === wanted && clockAt(day, at) === clock) return at
  }
  return null
}

/** What people type for a time: "9", "930", "9.30", "09:30"; null for anything else. */
export function readClock(typed: string): string | null {
  const [, hours = '', minutes = '00'] = /^\s*(\d{1,2})(?:[:.\s]?([0-5]\d))?\s*$/.exec(typed) ?? []
  if (hours === '' || Number(hours) > 23) return null
  return `${hours.padStart(2, '0')}:${minutes}`
}

/** The day on which a session begins; undefined where the event has no such day, or it has no time. */
export function dayOfSession(days: readonly Day[], { startsAt }: Pick<Session, 'startsAt'>): Day | undefined {
  if (startsAt === null) return undefined
  const moment = Date.parse(startsAt)
  return days.find((day) => day.startsAt <= moment && moment < day.startsAt + day.minutes * 60_000)
}

export function minuteOf(day: Day, startsAt: string): number {
  return (Date.parse(startsAt) - day.startsAt) / 60_000
}

export function momentAt(day: Day, minute: number): string {
  return new Date(day.startsAt + minute * 60_000).toISOString()
}

/** To the grid of five minutes. */
export function snapped(minutes: number): number {
  return Math.round(minutes / SNAP_MINUTES) * SNAP_MINUTES
}

/** A session in the grid: its column from 0, its minutes, and its place among those at the same time in the same room. */
export type Placed = { session: Session; column: number; from: number; to: number; lane: number; lanes: number }

/** Room ids in the order of the grid's columns; first the whole venue. */
export function columnsOf(agenda: Pick<Agenda, 'rooms'>): (string | null)[] {
  return [null, ...agenda.rooms.map(({ id }) => id)]
}

/** Where the day's sessions stand; those at the same time in one room share its width, side by side. */
export function placedOn(day: Day, sessions: readonly Session[], columns: readonly (string | null)[]): Placed[] {
  const found: Placed[] = []
  for (const session of sessions) {
    if (session.startsAt === null || dayOfSession([day], session) === undefined) continue
    const from = minuteOf(day, session.startsAt)
    const column = Math.max(0, columns.indexOf(session.roomId))
    found.push({ session, column, from, to: from + session.minutes, lane: 0, lanes: 1 })
  }
  for (const column of columns.keys()) share(found.filter((one) => one.column === column))
  return found
}

function share(inColumn: Placed[]): void {
  let cluster: Placed[] = []
  let end = Number.NEGATIVE_INFINITY
  const close = () => {
    const lanes = Math.max(0, ...cluster.map(({ lane }) => lane + 1))
    for (const one of cluster) one.lanes = lanes
    cluster = []
  }
  for (const one of [...inColumn].sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (one.from >= end) close()
    const taken = new Set(cluster.filter(({ to }) => to > one.from).map(({ lane }) => lane))
    while (taken.has(one.lane)) one.lane++
    cluster.push(one)
    end = Math.max(end, one.to)
  }
  close()
}

/** One step of the editor, and what it takes to go back. Ids of sessions that are still being made stand for those they will have. */
export type Step =
  | { kind: 'create'; id: string; content: Partial<SessionContent> & Pick<SessionContent, 'kind' | 'minutes'> }
  | { kind: 'change'; id: string; change: Partial<SessionContent>; before: Partial<SessionContent> }
  | { kind: 'remove'; id: string }
  | { kind: 'restore'; id: string; session: Session }
  | { kind: 'copyDay'; from: string; to: string }

const NEW: Omit<Session, 'id' | 'kind' | 'minutes'> = {
  ...EMPTY_SESSION,
  version: 0,
  revision: 0,
  taken: 0,
  changedBy: null,
  isDeleted: false,
}

/** The sessions after a step, as it will be when the server agrees. */
export function applied(sessions: readonly Session[], step: Step): Session[] {
  switch (step.kind) {
    case 'create':
      return [...sessions, { ...NEW, ...step.content, id: step.id }]
    case 'change':
      return sessions.map((session) => (session.id === step.id ? { ...session, ...step.change } : session))
    case 'remove':
      return sessions.filter(({ id }) => id !== step.id)
    case 'restore':
      return [...sessions.filter(({ id }) => id !== step.id), step.session]
    default:
      return [...sessions]
  }
}

/** A step that changes a session, with what was there before. */
export function changing(session: Session, change: Partial<SessionContent>): Step & { kind: 'change' } {
  const keys = Object.keys(change) as (keyof SessionContent)[]
  return {
    kind: 'change',
    id: session.id,
    change,
    before: Object.fromEntries(keys.map((key) => [key, session[key]])),
  }
}

/** What undoes a step; `made`: the sessions that copying a day made. */
export function reversed(step: Step, sessions: readonly Session[], made: readonly string[] = []): Step[] {
  switch (step.kind) {
    case 'create':
      return [{ kind: 'remove', id: step.id }]
    case 'change':
      return [{ ...step, change: step.before, before: step.change }]
    case 'remove': {
      const session = sessions.find(({ id }) => id === step.id)
      return session ? [{ kind: 'restore', id: step.id, session }] : []
    }
    case 'restore':
      return [{ kind: 'remove', id: step.id }]
    default:
      return made.map((id) => ({ kind: 'remove', id }))
  }
}

/** False where somebody else has changed since what the step would take back. */
export function isStill(sessions: readonly Session[], step: Step): boolean {
  if (step.kind !== 'change') return true
  const session = sessions.find(({ id }) => id === step.id)
  if (!session) return false
  return sameIn(session, step.before)
}

/** True where the session has all that `part` says. */
export function sameIn(session: Session, part: Partial<SessionContent>): boolean {
  return (Object.keys(part) as (keyof SessionContent)[]).every((key) => isSame(session[key], part[key]))
}

/** True where two values say the same, whatever the order of their keys: the database has its own. */
export function isSame(one: unknown, other: unknown): boolean {
  const sorted = (_: string, value: unknown) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value
  return JSON.stringify(one, sorted) === JSON.stringify(other, sorted)
}

/** What editors change in the grid and its dialog. */
const COMPARED = [
  'kind',
  'trackId',
  'roomId',
  'startsAt',
  'minutes',
  'title',
  'spoken',
  'interpreted',
  'access',
  'hasSignUp',
  'capacity',
  'items',
  'speakers',
] as const

/** What it takes to make `from` like `to`. */
export function difference(from: Session, to: Session): Partial<SessionContent> {
  return Object.fromEntries(COMPARED.filter((key) => !isSame(from[key], to[key])).map((key) => [key, to[key]]))
}

/** What the server answers to an act: all that changed since the revision the browser knew, and what it refused. */
export type Answer = {
  revision: number
  sessions: Session[]
  made: string[]
  refusal: { code: string; message: string } | null
}

/** A text with its places filled. */
export function fill(pattern: string, values: Record<string, string | number>): string {
  return pattern.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}

/** Somebody to be dropped onto a session. */
export type EditorSpeaker = { id: string; name: string; detail: string; isOffered: boolean }

/** The texts that the editor says by itself, in the page's language, with places for values. */
export const EDITOR_TEXTS = [
  'untitled',
  'whole_venue',
  'shelf',
  'shelf_empty',
  'outside',
  'speakers',
  'speakers_hint',
  'no_speakers',
  'find_speaker',
  'days',
  'new',
  'undo',
  'redo',
  'copy_day',
  'copy_to',
  'copy_text',
  'copied',
  'copy_all',
  'cancel',
  'save',
  'add_session',
  'remove',
  'all_details',
  'session',
  'new_session',
  'title',
  'kind',
  'track',
  'no_track',
  'day',
  'on_shelf',
  'begins',
  'length',
  'room',
  'spoken',
  'interpreted',
  'people',
  'add_person',
  'role',
  'role_of',
  'add',
  'take_off',
  'minutes_short',
  'card',
  'card_shelf',
  'moved',
  'stretched',
  'to_shelf',
  'made',
  'removed',
  'restored',
  'changed',
  'person_added',
  'undone',
  'redone',
  'nothing_to_undo',
  'overtaken',
  'others_changed',
  'lost',
  'lost_new',
  'wrong_time',
  'skipped_time',
  'wrong_length',
  'title_needed',
  'no_roles',
  'person_there',
  'conflict',
  'conflict_text',
  'theirs',
  'yours',
  'removed_version',
  'keep_theirs',
  'take_yours',
  'somebody',
  'keys',
  'clashes',
  'no_clashes',
  'notes',
  'clash_levels_blocking',
  'clash_levels_warning',
  'clash_levels_note',
  'grip',
  'empty_rooms',
  'empty_sessions',
] as const
export type EditorTexts = Record<(typeof EDITOR_TEXTS)[number], string>

/** Title of a session, or what stands for none. */
export function titleOf({ title }: Pick<Session, 'title'>, locale: Locale, texts: EditorTexts): string {
  return inLocale(title, locale) || texts.untitled
}
