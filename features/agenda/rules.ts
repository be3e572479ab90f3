import type {
  Programme,
  ReleasedDocument,
  ReleasedSession,
  rooms,
  SESSION_ACCESS,
  SESSION_KINDS,
  SessionDetails,
  sessionRoles,
  tracks,
} from '@/db/schema/agenda'
import { toZonedInput } from '@/lib/dates'
import type { Localized } from '@/lib/locales'

export type { Programme, ReleasedDocument, ReleasedSession }

export type Room = Pick<
  typeof rooms.$inferSelect,
  'id' | 'position' | 'name' | 'capacity' | 'floor' | 'equipment' | 'booths'
>
export type Track = Pick<typeof tracks.$inferSelect, 'id' | 'position' | 'name' | 'colour'>
export type SessionRole = Pick<
  typeof sessionRoles.$inferSelect,
  'id' | 'position' | 'slug' | 'name' | 'isChair' | 'retiredAt'
>
export type SessionKind = (typeof SESSION_KINDS)[number]
export type SessionAccess = (typeof SESSION_ACCESS)[number]

/** What its editors say of a session. */
export type SessionContent = SessionDetails & {
  /** ISO moment; null: on the shelf. */
  startsAt: string | null
  items: { id: string; title: Localized; minutes: number }[]
  /** In their order. */
  speakers: { speakerId: string; roleId: string; itemId: string | null }[]
  /** Registrations named to it, where only invited people may come. */
  guestIds: string[]
}

/** What a new session has where nothing is said. */
export const EMPTY_SESSION: Omit<SessionContent, 'kind' | 'minutes'> = {
  trackId: null,
  roomId: null,
  startsAt: null,
  title: {},
  abstract: {},
  spoken: [],
  interpreted: [],
  access: 'public',
  categoryIds: [],
  delegationIds: [],
  hasSignUp: false,
  capacity: null,
  items: [],
  speakers: [],
  guestIds: [],
}

/** A session of the draft, as the editor's browser holds it too. */
export type Session = SessionContent & {
  id: string
  version: number
  /** The agenda's revision in which it was last changed. */
  revision: number
  /** Confirmed sign-ups. */
  taken: number
  /** Who changed it last: an address of the team; null: nobody known. */
  changedBy: string | null
  isDeleted: boolean
}

/** The draft of an event's agenda: rooms, tracks, roles in their order, sessions by time. */
export type Agenda = {
  revision: number
  rooms: Room[]
  tracks: Track[]
  roles: SessionRole[]
  sessions: Session[]
}

/** The grid of the editor: sessions begin and end on it when they are dragged. */
export const SNAP_MINUTES = 5

/** How long a new session is. */
export const USUAL_MINUTES = 60

export const MOST_MINUTES = 24 * 60

/** Longest abstract in one language, in characters. */
export const MAX_ABSTRACT = 5000
export const MAX_TITLE = 200
/** Of one event, so that the editor's browser can hold them. */
export const MAX_SESSIONS = 2000

/** Languages of the floor and of the booths: ISO 639-1. */
export const FLOOR_LANGUAGES = [
  'en',
  'ru',
  'kk',
  'ky',
  'tg',
  'tk',
  'uz',
  'az',
  'tr',
  'fa',
  'ar',
  'zh',
  'fr',
  'es',
  'de',
  'mn',
] as const

type Dated = { startsAt: Date; endsAt: Date; timeZone: string }

/** The event's days as ISO dates, in its time zone. */
export function eventDays({ startsAt, endsAt, timeZone }: Dated): string[] {
  const first = toZonedInput(startsAt, timeZone).slice(0, 10)
  const last = toZonedInput(new Date(endsAt.getTime() - 1), timeZone).slice(0, 10)
  const days: string[] = []
  for (let day = first; day <= last && days.length < 60; day = nextDay(day)) days.push(day)
  return days
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/** The ISO date on which something begins, in the event's time zone. */
export function dayOf(moment: Date | string, timeZone: string): string {
  return toZonedInput(new Date(moment), timeZone).slice(0, 10)
}

/** When a session ends, as an ISO moment. */
export function endOf({ startsAt, minutes }: { startsAt: string; minutes: number }): string {
  return new Date(Date.parse(startsAt) + minutes * 60_000).toISOString()
}

/** Sessions by time, then as their rooms stand, those on the shelf last. */
export function inOrder<T extends { id: string; startsAt: string | null; roomId: string | null; minutes: number }>(
  sessions: readonly T[],
  order: readonly { id: string }[],
): T[] {
  const place = new Map(order.map(({ id }, at) => [id, at]))
  const of = ({ roomId }: T) => (roomId === null ? -1 : (place.get(roomId) ?? order.length))
  return [...sessions].sort(
    (a, b) => inTurn(a.startsAt ?? '9999', b.startsAt ?? '9999') || of(a) - of(b) || inTurn(a.id, b.id),
  )
}

/** Moments and ids are plain characters, of which no language has an order of its own; `localeCompare` takes ten times longer. */
function inTurn(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
