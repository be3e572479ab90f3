import { fromZonedInput, toZonedInput } from '@/lib/dates'
import { inLocale, type Locale } from '@/lib/locales'
import { nestQuotes } from '@/lib/quotes'
import { type Agenda, eventDays, type Room, type Session, type SessionKind } from '../rules'

/** What cannot be as planned; what should not be; what is merely to be known. None of them stops saving or releasing. */
export const CLASH_LEVELS = ['blocking', 'warning', 'note'] as const

export const CLASH_KINDS = [
  'room_taken',
  'speaker_twice',
  'speaker_away',
  'speaker_declined',
  'items_too_long',
  'room_small_sign_ups',
  'room_small_places',
  'no_room',
  'outside_event',
  'past_midnight',
  'clock_change',
  'no_interpretation',
  'too_few_booths',
  'untitled',
  'title_missing',
  'languages_unknown',
  'whole_venue',
  'no_moderator',
] as const
export type ClashKind = (typeof CLASH_KINDS)[number]

export type Clash = {
  level: (typeof CLASH_LEVELS)[number]
  kind: ClashKind
  /** The session that it is said of, then the others. */
  sessionIds: string[]
  /** What its sentence names, in the reader's language: `sayClash`. */
  values: Record<string, string | number>
}

/** All values that sentences about clashes may name. */
export const CLASH_VALUES = [
  'session',
  'other',
  'room',
  'speaker',
  'from',
  'to',
  'count',
  'places',
  'minutes',
  'languages',
] as const

/** What the clashes of an agenda depend on besides itself, as plain data for a browser. */
export type ClashContext = {
  /** The reader's language. */
  locale: Locale
  /** What a session without a title is called. */
  untitled: string
  /** In which a session should have a title. */
  languages: Locale[]
  /** Codes of languages and their names. */
  languageNames: Record<string, string>
  timeZone: string
  /** ISO moments at which the event's days begin, and the last one ends. */
  midnights: string[]
  /** ISO moments during the event at which the clocks change. */
  clockChanges: string[]
  speakers: Record<
    string,
    {
      name: string
      state: 'proposed' | 'invited' | 'confirmed' | 'declined'
      availability: { from: string; to: string }[]
    }
  >
  /** How many accredited people of one category and delegation want to listen in a language. */
  demand: { language: string; categoryId: string; delegationId: string | null; count: number }[]
  /** The same of each person named to a session. */
  guests: Record<string, string>
}

/** A session with a time, in milliseconds. */
type Timed = { session: Session; start: number; end: number }

const NEED_A_ROOM: readonly SessionKind[] = ['plenary', 'panel', 'side_event', 'bilateral', 'press_briefing']
const WHOLE_VENUE: readonly SessionKind[] = ['break', 'reception', 'ceremony']
export const NEED_NO_INTERPRETATION: readonly SessionKind[] = ['break', 'bilateral', 'reception']

/** So many at once are named of one room or speaker: enough to see it, and no flood. */
const MOST_AT_ONCE = 8

const MINUTE = 60_000

/**
 * All clashes of a draft, the worst first, then by time. What is on the shelf is still in the making: only parts longer
 * than the session are said of it. It sorts and sweeps, so that a browser can ask after each move of a drag.
 */
export function clashesOf(agenda: Pick<Agenda, 'rooms' | 'roles' | 'sessions'>, context: ClashContext): Clash[] {
  const rooms = new Map(agenda.rooms.map((room) => [room.id, room]))
  const chairs = new Set(agenda.roles.filter(({ isChair }) => isChair).map(({ id }) => id))
  const living = agenda.sessions.filter(({ isDeleted }) => !isDeleted)
  const timed = living
    .flatMap((session): Timed[] => {
      const start = session.startsAt === null ? Number.NaN : Date.parse(session.startsAt)
      return Number.isNaN(start) ? [] : [{ session, start, end: start + session.minutes * MINUTE }]
    })
    .sort((a, b) => a.start - b.start || (a.session.id < b.session.id ? -1 : 1))
  const place = new Map(timed.map(({ session }, at) => [session.id, at]))
  const found = [
    ...takenRooms(timed, rooms, context),
    ...wholeVenue(timed, context),
    ...ofPeople(timed, chairs, context),
    ...timed.flatMap((each) => ofSession(each, rooms, chairs, context)),
    ...living.flatMap((session) => tooLong(session, context)),
  ]
  const rank = (clash: Clash) => CLASH_LEVELS.indexOf(clash.level)
  const time = (clash: Clash) => place.get(clash.sessionIds[0]!) ?? timed.length
  return found.sort(
    (a, b) => rank(a) - rank(b) || time(a) - time(b) || CLASH_KINDS.indexOf(a.kind) - CLASH_KINDS.indexOf(b.kind),
  )
}

/** A clash as a sentence; `patterns` are those of `clashPatterns`. */
export function sayClash(patterns: Record<ClashKind, string>, clash: Pick<Clash, 'kind' | 'values'>): string {
  return nestQuotes(patterns[clash.kind].replace(/\{(\w+)\}/g, (whole, name) => String(clash.values[name] ?? whole)))
}

/** When the days of an event begin, and when its clocks change: for `ClashContext`. */
export function zoneFacts(event: Parameters<typeof eventDays>[0]): Pick<ClashContext, 'midnights' | 'clockChanges'> {
  const days = eventDays(event)
  const after = new Date(Date.parse(`${days.at(-1)}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  const midnights = [...days, after].map((day) => beginOf(day, event.timeZone))
  const offset = (moment: number) =>
    Date.parse(`${toZonedInput(new Date(moment), event.timeZone)}:00Z`) - Math.floor(moment / MINUTE) * MINUTE
  const clockChanges = midnights.slice(1).flatMap((end, at) => {
    let [low, high] = [midnights[at]!, end]
    if (offset(low) === offset(high)) return []
    while (high - low > MINUTE) {
      const middle = Math.floor((low + high) / 2 / MINUTE) * MINUTE
      if (offset(middle) === offset(low)) low = middle
      else high = middle
    }
    return [high]
  })
  const iso = (moment: number) => new Date(moment).toISOString()
  return { midnights: midnights.map(iso), clockChanges: clockChanges.map(iso) }
}

/** Some zones change their clocks at midnight: there the day begins later. */
function beginOf(day: string, timeZone: string): number {
  const moment = fromZonedInput(`${day}T00:00`, timeZone) ?? fromZonedInput(`${day}T01:00`, timeZone)
  return moment?.getTime() ?? Date.parse(`${day}T00:00:00Z`)
}

function takenRooms(timed: Timed[], rooms: Map<string, Room>, context: ClashContext): Clash[] {
  return overlaps(
    timed.filter(({ session }) => session.roomId !== null),
    ({ session }) => session.roomId!,
  ).map(([first, second]) => ({
    level: 'blocking',
    kind: 'room_taken',
    sessionIds: [second.session.id, first.session.id],
    values: {
      session: titleOf(second.session, context),
      other: titleOf(first.session, context),
      room: roomName(rooms.get(second.session.roomId!), context),
      ...span(second.start, Math.min(first.end, second.end), context),
    },
  }))
}

/** Pairs that are at the same time and have the same key, the earlier first. `timed` is in order. */
function overlaps<T extends Pick<Timed, 'start' | 'end'>>(timed: T[], key: (each: T) => string): [T, T][] {
  const running = new Map<string, T[]>()
  return timed.flatMap((each) => {
    const before = (running.get(key(each)) ?? []).filter(({ end }) => end > each.start)
    running.set(key(each), [...before, each].slice(-MOST_AT_ONCE))
    return before.map((other): [T, T] => [other, each])
  })
}

function wholeVenue(timed: Timed[], context: ClashContext): Clash[] {
  const inRooms = timed.filter(({ session }) => session.roomId !== null)
  const longest = Math.max(0, ...inRooms.map(({ start, end }) => end - start))
  return timed
    .filter(({ session }) => session.roomId === null && WHOLE_VENUE.includes(session.kind))
    .flatMap(({ session, start, end }): Clash[] => {
      const others: Timed[] = []
      for (let at = firstFrom(inRooms, start - longest); at < inRooms.length && inRooms[at]!.start < end; at++)
        if (inRooms[at]!.end > start) others.push(inRooms[at]!)
      if (others.length === 0) return []
      return [
        {
          level: 'note',
          kind: 'whole_venue',
          sessionIds: [session.id, ...others.map((other) => other.session.id)],
          values: {
            session: titleOf(session, context),
            other: titleOf(others[0]!.session, context),
            count: others.length,
            ...span(start, end, context),
          },
        },
      ]
    })
}

/** Where in the order of time the first stands that begins at `moment` or later. */
function firstFrom(timed: Timed[], moment: number): number {
  let [low, high] = [0, timed.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (timed[middle]!.start < moment) low = middle + 1
    else high = middle
  }
  return low
}

/** Who speaks only in a part of a session is there for that part; who presides, all the time. */
function ofPeople(timed: Timed[], chairs: Set<string>, context: ClashContext): Clash[] {
  const presences = timed
    .flatMap(({ session, start, end }) => {
      const parts = new Map<string, [number, number]>()
      let at = start
      for (const item of session.items) {
        parts.set(item.id, [at, at + item.minutes * MINUTE])
        at += item.minutes * MINUTE
      }
      const people = new Map<string, { session: Session; speakerId: string; start: number; end: number }>()
      for (const { speakerId, roleId, itemId } of session.speakers) {
        const part = itemId && !chairs.has(roleId) ? parts.get(itemId) : undefined
        const [from, to] = part ?? [start, end]
        const known = people.get(speakerId)
        people.set(speakerId, {
          session,
          speakerId,
          start: Math.min(from, known?.start ?? from),
          end: Math.max(to, known?.end ?? to),
        })
      }
      return [...people.values()]
    })
    .filter(({ speakerId }) => context.speakers[speakerId])
    .sort((a, b) => a.start - b.start || (a.session.id < b.session.id ? -1 : 1))
  const twice = overlaps(presences, ({ speakerId }) => speakerId).map(
    ([first, second]): Clash => ({
      level: 'blocking',
      kind: 'speaker_twice',
      sessionIds: [second.session.id, first.session.id],
      values: {
        speaker: context.speakers[second.speakerId]!.name,
        session: titleOf(second.session, context),
        other: titleOf(first.session, context),
        ...span(second.start, Math.min(first.end, second.end), context),
      },
    }),
  )
  const single = presences.flatMap(({ session, speakerId, start, end }): Clash[] => {
    const { name, state, availability } = context.speakers[speakerId]!
    const values = { speaker: name, session: titleOf(session, context), ...span(start, end, context) }
    if (state === 'declined') return [{ level: 'blocking', kind: 'speaker_declined', sessionIds: [session.id], values }]
    const isThere =
      availability.length === 0 ||
      availability.some(({ from, to }) => Date.parse(from) <= start && Date.parse(to) >= end)
    return isThere ? [] : [{ level: 'blocking', kind: 'speaker_away', sessionIds: [session.id], values }]
  })
  return [...twice, ...single]
}

/** What is wrong with one session by itself. */
function ofSession(
  { session, start, end }: Timed,
  rooms: Map<string, Room>,
  chairs: Set<string>,
  context: ClashContext,
): Clash[] {
  const room = session.roomId === null ? undefined : rooms.get(session.roomId)
  const found: Clash[] = []
  const say = (level: Clash['level'], kind: ClashKind, values: Clash['values'] = {}) =>
    found.push({
      level,
      kind,
      sessionIds: [session.id],
      values: { session: titleOf(session, context), ...(room ? { room: roomName(room, context) } : {}), ...values },
    })

  if (room?.capacity != null) {
    if (session.taken > room.capacity)
      say('warning', 'room_small_sign_ups', { count: session.taken, places: room.capacity })
    else if (session.hasSignUp && session.capacity !== null && session.capacity > room.capacity)
      say('warning', 'room_small_places', { count: session.capacity, places: room.capacity })
  }
  if (!room && NEED_A_ROOM.includes(session.kind)) say('warning', 'no_room')

  const iso = { start: new Date(start).toISOString(), end: new Date(end).toISOString() }
  const isOutside = iso.start < context.midnights[0]! || iso.start >= context.midnights.at(-1)!
  if (isOutside) say('warning', 'outside_event')
  else if (context.midnights.some((midnight) => midnight > iso.start && midnight < iso.end))
    say('warning', 'past_midnight', span(start, end, context))
  if (context.clockChanges.some((moment) => moment > iso.start && moment < iso.end))
    say('warning', 'clock_change', span(start, end, context))

  const { spoken, interpreted } = session
  if (!NEED_NO_INTERPRETATION.includes(session.kind)) {
    if (spoken.length + interpreted.length === 0) say('note', 'languages_unknown')
    else {
      const missing = [...wantedIn(session, context)].filter(
        ([language]) => !spoken.includes(language) && !interpreted.includes(language),
      )
      if (missing.length > 0)
        say('warning', 'no_interpretation', {
          count: missing.reduce((sum, [, count]) => sum + count, 0),
          languages: missing
            .map(([language, count]) => `${context.languageNames[language] ?? language} (${count})`)
            .join(', '),
        })
    }
  }
  const booths = new Set(interpreted.filter((language) => !spoken.includes(language))).size
  if (room && booths > room.booths) say('warning', 'too_few_booths', { count: booths, places: room.booths })

  const untitled = context.languages.filter((language) => !session.title[language]?.trim())
  if (!inLocale(session.title, context.locale)) say('warning', 'untitled', span(start, end, context))
  else if (untitled.length > 0)
    say('note', 'title_missing', {
      languages: untitled.map((language) => context.languageNames[language] ?? language).join(', '),
    })
  if (session.kind === 'panel' && !session.speakers.some(({ roleId }) => chairs.has(roleId)))
    say('note', 'no_moderator')
  return found
}

/** How many of those who may come to a session want to listen in each language, most first. */
function wantedIn(session: Session, context: ClashContext): Map<string, number> {
  const counts = new Map<string, number>()
  const add = (language: string, count: number) => counts.set(language, (counts.get(language) ?? 0) + count)
  if (session.access === 'invited')
    for (const id of session.guestIds) {
      const language = context.guests[id]
      if (language) add(language, 1)
    }
  else
    for (const { language, categoryId, delegationId, count } of context.demand) {
      if (session.access === 'categories' && !session.categoryIds.includes(categoryId)) continue
      if (session.access === 'delegations' && !(delegationId && session.delegationIds.includes(delegationId))) continue
      add(language, count)
    }
  return new Map([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)))
}

function tooLong(session: Session, context: ClashContext): Clash[] {
  const minutes = session.items.reduce((sum, item) => sum + item.minutes, 0)
  if (minutes <= session.minutes) return []
  const values = { session: titleOf(session, context), count: minutes, minutes: session.minutes }
  return [{ level: 'warning', kind: 'items_too_long', sessionIds: [session.id], values }]
}

function titleOf(session: Session, { locale, untitled }: ClashContext): string {
  return inLocale(session.title, locale) || untitled
}

function roomName(room: Room | undefined, { locale }: ClashContext): string {
  return inLocale(room?.name, locale)
}

/** What the clocks show at moments that were asked for, because asking the platform is slow and many sessions begin together. */
const shown = new WeakMap<ClashContext, Map<number, string>>()

/** By the event's clocks, which are written alike in all our languages. */
function span(start: number, end: number, context: ClashContext): { from: string; to: string } {
  const known = shown.get(context) ?? new Map<number, string>()
  shown.set(context, known)
  const clock = (moment: number) => {
    const text = known.get(moment) ?? toZonedInput(new Date(moment), context.timeZone).slice(11)
    known.set(moment, text)
    return text
  }
  return { from: clock(start), to: clock(end) }
}
