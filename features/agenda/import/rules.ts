import { createHash } from 'node:crypto'
import {
  dayOf,
  eventDays,
  MAX_ABSTRACT,
  MAX_TITLE,
  MOST_MINUTES,
  type Room,
  type SessionKind,
  type SessionRole,
  type Track,
  USUAL_MINUTES,
} from '@/features/agenda/rules'
import { fromZonedInput } from '@/lib/dates'
import { LOCALES, type Localized } from '@/lib/locales'
import { usualSessionRoles } from '../roles/rules'
import type { Problem, ReadFile, ReadSession } from './formats/session/rules'
import { floorLanguage, keyOf, kindNamed, namesOf, rolesByName } from './names/rules'

export const MAX_MEGABYTES = 8
const LEAST_MINUTES = 5
const MAX_NAME = 200

/** What is there before the file: parts of the draft, and whom its speakers may be. */
export type Present = {
  rooms: Pick<Room, 'id' | 'name'>[]
  tracks: Pick<Track, 'id' | 'name'>[]
  roles: Pick<SessionRole, 'id' | 'slug' | 'name' | 'isChair'>[]
  speakers: { id: string; names: string[] }[]
  sessions: (Entered & { id: string; version: number; isDeleted: boolean })[]
}

/** What a file says of a session, as the draft keeps it. */
export type Entered = {
  kind: SessionKind
  title: Localized
  abstract: Localized
  startsAt: string | null
  minutes: number
  spoken: string[]
  roomId: string | null
  trackId: string | null
  speakerIds: string[]
}

export type PlannedSession = {
  place: number
  id: string
  title: Localized
  state: 'new' | 'changed' | 'same' | 'removed' | 'wrong'
  errors: Problem[]
  /** Null where it is wrong. Names stand for rooms, tracks and people until they have ids. */
  content: {
    kind: SessionKind
    title: Localized
    abstract: Localized
    startsAt: string | null
    minutes: number
    spoken: string[]
    room: string
    track: string
    people: ReadSession['people']
  } | null
}

export type Plan = {
  sessions: PlannedSession[]
  /** What is done otherwise than the file says, once each, with the places of the sessions. */
  notes: (Problem & { places: number[] })[]
  /** Names that will be made. */
  rooms: string[]
  tracks: string[]
  people: string[]
  /** The file's first day and the event's, where they differ. */
  shift: { from: string; to: string } | null
  isShifted: boolean
}

type Dated = { id: string; startsAt: Date; endsAt: Date; timeZone: string }

/**
 * What taking over a file would do.
 * @param wish.isShifted moves all by whole days, so that the file's first day is the event's; null: if no session fits otherwise
 */
export function planImport(file: ReadFile, event: Dated, present: Present, wish: { isShifted: boolean | null }): Plan {
  const days = eventDays(event)
  const firstDay = file.sessions.flatMap(({ start }) => (start ? [start.slice(0, 10)] : [])).sort()[0]
  const shift = firstDay && firstDay !== days[0] ? { from: firstDay, to: days[0]! } : null
  const fits = ({ start, moment }: ReadSession) =>
    start !== null && days.includes(moment ? dayOf(moment, event.timeZone) : start.slice(0, 10))
  const isShifted = shift !== null && (wish.isShifted ?? !file.sessions.some(fits))
  const move = isShifted ? (Date.parse(shift.to) - Date.parse(shift.from)) / 86_400_000 : null

  const named = {
    rooms: namesOf(present.rooms),
    tracks: namesOf(present.tracks),
    people: new Map(present.speakers.flatMap(({ id, names }) => names.map((name) => [keyOf(name), id] as const))),
  }
  // An event without roles gets the usual ones with its first speakers.
  const roles = rolesByName(
    present.roles.length > 0 ? present.roles : usualSessionRoles().map((role) => ({ ...role, id: role.slug })),
  )
  const there = new Map(present.sessions.map((session) => [session.id, session]))
  const notes = new Map<string, Problem & { places: number[] }>()
  const made = {
    rooms: new Map<string, string>(),
    tracks: new Map<string, string>(),
    people: new Map<string, string>(),
  }
  const seen = new Set<string>()
  const alike = new Map<string, number>()

  const sessions = file.sessions.map((read): PlannedSession => {
    const errors = [...read.errors]
    const own = [...read.notes]
    const words = LOCALES.flatMap((locale) => read.title[locale] ?? [])
    // What has no code of its own is known by its title, and by which of that title it is.
    const title = keyOf(words[0] ?? '')
    const nth = (alike.get(title) ?? 0) + 1
    alike.set(title, nth)
    const id = stableId(event.id, read.uid || `${title} ${nth}`)
    if (words.length === 0) errors.push({ code: 'title_missing' })
    if (words.some((text) => text.length > MAX_TITLE)) errors.push({ code: 'title_long', values: { max: MAX_TITLE } })
    if (seen.has(id)) errors.push({ code: 'repeated', values: { code: read.uid.slice(0, 60) } })
    seen.add(id)

    const startsAt = momentOf(read, move, event.timeZone)
    if (read.start !== null && startsAt === null)
      errors.push({ code: 'time_skipped', values: { time: read.start.replace('T', ' ') } })
    if (startsAt !== null && !days.includes(dayOf(startsAt, event.timeZone)))
      errors.push({ code: 'outside', values: { day: dayOf(startsAt, event.timeZone) } })
    const isLengthWrong = read.minutes !== null && (read.minutes <= 0 || read.minutes > MOST_MINUTES)
    if (isLengthWrong && !errors.some(({ code }) => code === 'ends_before'))
      errors.push(read.minutes! <= 0 ? { code: 'no_length' } : { code: 'length', values: { minutes: read.minutes! } })
    const isShort = read.minutes !== null && read.minutes > 0 && read.minutes < LEAST_MINUTES
    if (isShort) own.push({ code: 'least_length', values: { minutes: LEAST_MINUTES } })
    if (read.start === null && !errors.some(({ code }) => /^(date|time)_/.test(code))) own.push({ code: 'no_time' })
    if (read.minutes === null) own.push({ code: 'usual_length', values: { minutes: USUAL_MINUTES } })
    if ([read.room, read.track].some((name) => name.length > MAX_NAME)) errors.push({ code: 'name_long' })

    const kind = kindNamed(read.kind)
    if (read.kind && !kind) own.push({ code: 'kind_unknown', values: { text: read.kind.slice(0, 60) } })
    const spoken = read.languages.flatMap((text) => {
      const code = floorLanguage(text)
      if (!code) own.push({ code: 'language_unknown', values: { text: text.slice(0, 40) } })
      return code ?? []
    })
    const abstract = Object.fromEntries(
      LOCALES.flatMap((locale) => {
        const text = read.abstract[locale] ?? ''
        if (text.length > MAX_ABSTRACT) own.push({ code: 'abstract_cut', values: { max: MAX_ABSTRACT } })
        return text ? [[locale, text.slice(0, MAX_ABSTRACT)]] : []
      }),
    )
    const people = read.people.flatMap(({ name, role, biography }) => {
      if (name.length > MAX_NAME) {
        own.push({ code: 'person_long' })
        return []
      }
      const isKnown = roles.has(keyOf(role))
      if (role && !isKnown) own.push({ code: 'role_unknown', values: { text: role.slice(0, 60) } })
      return { name, role: isKnown ? role : '', biography }
    })
    if (errors.length > 0) return { place: read.place, id, title: read.title, state: 'wrong', errors, content: null }

    for (const note of own) {
      const key = JSON.stringify(note)
      const known = notes.get(key)
      if (known) known.places.push(read.place)
      else notes.set(key, { ...note, places: [read.place] })
    }
    const content = {
      kind: kind ?? 'panel',
      title: read.title,
      abstract,
      startsAt,
      minutes: Math.max(read.minutes ?? USUAL_MINUTES, LEAST_MINUTES),
      spoken: [...new Set(spoken)],
      room: read.room,
      track: read.track,
      people: people.filter(({ name }, at) => people.findIndex((other) => keyOf(other.name) === keyOf(name)) === at),
    } satisfies PlannedSession['content']
    const old = there.get(id)
    const state = !old ? 'new' : old.isDeleted ? 'removed' : isSame(old, content, named) ? 'same' : 'changed'
    if (state !== 'removed') {
      const missing = (kept: Map<string, string>, known: ReadonlyMap<string, string>, name: string) => {
        if (name && !known.has(keyOf(name)) && !kept.has(keyOf(name))) kept.set(keyOf(name), name)
      }
      missing(made.rooms, named.rooms, content.room)
      missing(made.tracks, named.tracks, content.track)
      for (const { name } of content.people) missing(made.people, named.people, name)
    }
    return { place: read.place, id, title: read.title, state, errors, content }
  })
  return {
    sessions,
    notes: [...notes.values()],
    rooms: [...made.rooms.values()],
    tracks: [...made.tracks.values()],
    people: [...made.people.values()],
    shift,
    isShifted,
  }
}

function momentOf({ start, moment }: ReadSession, move: number | null, timeZone: string): string | null {
  if (start === null) return null
  if (move === null && moment) return moment
  const day = new Date(Date.parse(`${start.slice(0, 10)}T00:00:00Z`) + (move ?? 0) * 86_400_000)
  return fromZonedInput(`${day.toISOString().slice(0, 10)}${start.slice(10)}`, timeZone)?.toISOString() ?? null
}

/** Of what a file does not say, and of people added here, nothing is a difference. */
function isSame(
  old: Entered,
  content: NonNullable<PlannedSession['content']>,
  named: Record<'rooms' | 'tracks' | 'people', ReadonlyMap<string, string>>,
): boolean {
  const same = (has: Localized, says: Localized) =>
    LOCALES.every((locale) => !says[locale] || has[locale] === says[locale])
  return (
    same(old.title, content.title) &&
    same(old.abstract, content.abstract) &&
    old.kind === content.kind &&
    old.startsAt === content.startsAt &&
    old.minutes === content.minutes &&
    (!content.room || old.roomId === named.rooms.get(keyOf(content.room))) &&
    (!content.track || old.trackId === named.tracks.get(keyOf(content.track))) &&
    content.spoken.every((code) => old.spoken.includes(code)) &&
    content.people.every(({ name }) => old.speakerIds.includes(named.people.get(keyOf(name)) ?? ''))
  )
}

/** The same session of the same event has the same id whenever its file is read (RFC 9562, version 5). */
export function stableId(eventId: string, uid: string): string {
  const hash = createHash('sha1').update(`plenary session ${eventId} ${uid}`).digest()
  hash[6] = (hash[6]! & 0x0f) | 0x50
  hash[8] = (hash[8]! & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
