import { isOpenToAll } from '@/features/speakers/rules'
import { isTimeZone } from '@/lib/dates'
import type { Locale } from '@/lib/locales'
import { searchKey } from '@/lib/names'
import { dayOf, endOf, inOrder, type Programme, type ReleasedSession } from '../rules'

/** Who reads the agenda with a private link, as far as the agenda asks. */
export type Reader = {
  /** Accepted, as far as they were told. */
  isAccepted: boolean
  categoryId: string
  delegationId: string | null
  /** Sessions to which they are named. */
  invitedTo: ReadonlySet<string>
  /** As whom they speak. */
  speakerId: string | null
}

/** A session that the reader may know of. Where `isOpen` is false, only that it takes place, when and where. */
export type VisibleSession = ReleasedSession & { isOpen: boolean }

/**
 * What a reader (null: anybody) may know of the agenda, by time and room. Sessions for invited people, and bilateral
 * meetings, do not exist for who is not named to them; those for participants are announced to everyone, and open to
 * those whom they are for. Source: DOMAIN.md 6b, and the word of each access in db/schema/agenda.ts.
 */
export function visibleSessions(programme: Programme, reader: Reader | null): readonly VisibleSession[] {
  const known = reader ? undefined : forAnybody.get(programme)
  if (known) return known
  const sessions = inOrder(
    programme.sessions.flatMap((session) => {
      if (session.isCancelled) return []
      const isOpen = mayCome(session, reader)
      return isOpen || isAnnounced(session) ? [isOpen ? { ...session, isOpen } : announced(session)] : []
    }),
    programme.rooms,
  )
  if (!reader) forAnybody.set(programme, sessions)
  return sessions
}

/** A release never changes, so what anybody may know of one is made once. */
const forAnybody = new WeakMap<Programme, readonly VisibleSession[]>()

function isAnnounced({ access, kind }: ReleasedSession): boolean {
  return access !== 'invited' && kind !== 'bilateral'
}

function mayCome(session: ReleasedSession, reader: Reader | null): boolean {
  if (isOpenToAll(session)) return true
  if (!reader) return false
  const { speakers, access, kind } = session
  if (reader.invitedTo.has(session.id) || speakers.some(({ speakerId }) => speakerId === reader.speakerId)) return true
  if (!reader.isAccepted) return false
  if (access === 'categories') return kind !== 'bilateral' && session.categoryIds.includes(reader.categoryId)
  if (access === 'delegations')
    return reader.delegationId !== null && session.delegationIds.includes(reader.delegationId)
  return access === 'registered' && kind !== 'bilateral'
}

/** What stands in the agenda of a session for those whom it is not for. */
export function announced(session: ReleasedSession): VisibleSession {
  return { ...session, abstract: {}, items: [], speakers: [], documents: [], hasSignUp: false, isOpen: false }
}

/** Does the release name a document of the session? */
export function isReleased({ documents }: Pick<ReleasedSession, 'documents'>, fileId: string): boolean {
  return documents?.some(({ id }) => id === fileId) ?? true
}

/** What the address of an agenda asks for; '' where it asks for nothing. */
export type AgendaView = { day: string; room: string; track: string; q: string; isMine: boolean; zone: string }

/** Zones to choose from without JavaScript: the region's, and of those who come from afar. */
export const ZONES = [
  'Asia/Almaty',
  'Asia/Ashgabat',
  'Asia/Bishkek',
  'Asia/Dushanbe',
  'Asia/Tashkent',
  'Asia/Baku',
  'Asia/Kabul',
  'Asia/Ulaanbaatar',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Asia/Kolkata',
  'Europe/Moscow',
  'Europe/Istanbul',
  'Europe/Paris',
  'Europe/London',
  'America/New_York',
  'UTC',
] as const

/** The days, as ISO dates in `zone`, on which sessions begin. */
export function daysOf(sessions: readonly { startsAt: string }[], zone: string): string[] {
  return [...new Set(sessions.map(({ startsAt }) => startsAt).map(dayIn(zone)))].sort()
}

/** `dayOf` for many sessions, of which most begin at the same few moments. */
export function dayIn(zone: string): (moment: string) => string {
  const known = new Map<string, string>()
  return (moment) => {
    const day = known.get(moment) ?? dayOf(moment, zone)
    known.set(moment, day)
    return day
  }
}

/** The day that a reader meets first: today while there are sessions today, else the first; with a choice of theirs: all. */
export function shownDay(view: AgendaView, days: readonly string[], now: Date): string {
  if (days.includes(view.day)) return view.day
  if (view.day === 'all' || view.room || view.track || view.q || view.isMine) return ''
  const today = dayOf(now, view.zone)
  return days.includes(today) ? today : (days[0] ?? '')
}

/** Sessions of a view. `words` says what of a session is searched, in all scripts. */
export function chosen<T extends ReleasedSession>(
  sessions: readonly T[],
  view: AgendaView,
  day: string,
  stars: ReadonlySet<string>,
  words: (session: T) => string[],
): T[] {
  const asked = searchKey(view.q).split(' ').filter(Boolean)
  const dayAt = dayIn(view.zone)
  return sessions.filter((session) => {
    if (day && dayAt(session.startsAt) !== day) return false
    if (view.room && session.roomId !== view.room) return false
    if (view.track && session.trackId !== view.track) return false
    if (view.isMine && !stars.has(session.id)) return false
    if (asked.length === 0) return true
    const key = searchKey(...words(session))
    return asked.every((word) => key.includes(word))
  })
}

/** Which sessions run at `now`, and which begin next: the soonest moment's, of the same day in the event's zone. */
export function nowAndNext<T extends { startsAt: string; minutes: number }>(
  sessions: readonly T[],
  now: Date,
  timeZone: string,
): { now: T[]; next: T[] } {
  const moment = now.toISOString()
  const running = sessions.filter((session) => session.startsAt <= moment && endOf(session) > moment)
  const coming = sessions
    .map(({ startsAt }) => startsAt)
    .filter((startsAt) => startsAt > moment)
    .sort()[0]
  const isToday = coming !== undefined && dayOf(coming, timeZone) === dayOf(now, timeZone)
  return { now: running, next: isToday ? sessions.filter(({ startsAt }) => startsAt === coming) : [] }
}

/** The items of a session with the moments at which each begins, one after the other. */
export function timedItems<T extends { minutes: number }>(session: { startsAt: string; items: T[] }) {
  let at = Date.parse(session.startsAt)
  return session.items.map((item) => {
    const startsAt = new Date(at).toISOString()
    at += item.minutes * 60_000
    return { ...item, startsAt }
  })
}

/** Those who preside stand before those who speak, each as their editors put them. */
export function byRole<T extends { roleId: string }>(people: readonly T[], roles: Programme['roles']): T[] {
  const chairs = new Set(roles.filter(({ isChair }) => isChair).map(({ id }) => id))
  return [...people.filter(({ roleId }) => chairs.has(roleId)), ...people.filter(({ roleId }) => !chairs.has(roleId))]
}

const MOST_STARS = 200

/** Name of the cookie that keeps a reader's stars of one event. */
export function starsCookie(slug: string): string {
  return `stars-${slug}`
}

/** A session in that cookie: so short that two hundred fit. */
function starOf(id: string): string {
  return id.slice(0, 8)
}

/** The starred of `sessions`. */
export function starredOf(cookie: string | undefined, sessions: readonly { id: string }[]): Set<string> {
  const stars = new Set((cookie ?? '').split('.'))
  return new Set(sessions.filter(({ id }) => stars.has(starOf(id))).map(({ id }) => id))
}

/** The cookie's value after a star was set or taken away. */
export function withStar(cookie: string | undefined, id: string, isStarred: boolean): string {
  const star = starOf(id)
  const others = (cookie ?? '').split('.').filter((each) => /^[0-9a-f]{8}$/.test(each) && each !== star)
  return (isStarred ? [...others, star].slice(-MOST_STARS) : others).join('.')
}

/** The address of a view of the agenda, with what is not asked for left out. */
export function agendaAddress(locale: Locale, base: string, view: Partial<AgendaView>): string {
  const query = new URLSearchParams()
  for (const name of ['day', 'room', 'track', 'q', 'zone'] as const) if (view[name]) query.set(name, view[name])
  if (view.isMine) query.set('mine', '1')
  return `/${locale}${base}${query.size > 0 ? `?${query}` : ''}`
}

/** What the address of an agenda asks for; whatever it does not know is left out. */
export function viewOf(query: Record<string, string | string[] | undefined>, timeZone: string): AgendaView {
  const word = (name: string) => {
    const given = query[name]
    return typeof given === 'string' ? given.trim().slice(0, 100) : ''
  }
  const zone = word('zone')
  return {
    day: word('day'),
    room: word('room'),
    track: word('track'),
    q: word('q'),
    isMine: word('mine') === '1',
    zone: zone && isTimeZone(zone) ? zone : timeZone,
  }
}
