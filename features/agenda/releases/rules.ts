import { isDeepStrictEqual } from 'node:util'
import { formatDate, formatTime } from '@/lib/dates'
import { languageName } from '@/lib/language-names'
import { inLocale, LOCALES, type Locale, type Localized } from '@/lib/locales'
import type { Texts } from '@/lib/texts'
import { announced, type Reader, visibleSessions } from '../public/rules'
import { type Agenda, dayOf, inOrder, type Programme, type ReleasedDocument, type ReleasedSession } from '../rules'

/** Longest note on a release in one language, in characters. */
export const MAX_NOTE = 1000

export const DIFFERENCE_KINDS = [
  'added',
  'removed',
  'moved',
  'length',
  'renamed',
  'kind',
  'speaker_added',
  'speaker_removed',
  'speaker_role',
  'speakers_arranged',
  'items',
  'languages',
  'access',
  'sign_up',
  'track',
  'abstract',
  'document_added',
  'document_removed',
  'room_renamed',
  'details',
] as const

/** One thing that changed from one version to another. */
export type Difference = {
  kind: (typeof DIFFERENCE_KINDS)[number]
  /** Null: it is of no single session. */
  sessionId: string | null
  speakerId?: string
  roomId?: string
  documentId?: string
}

/** What those who come to a session are told of it; who speaks there is told of their own part besides. */
export const CONCERNING: readonly Difference['kind'][] = ['added', 'removed', 'moved', 'length', 'renamed', 'languages']

/** All that changed from `before` to `after`, by the time of the sessions; null: there was nothing yet. */
export function differences(before: Programme | null, after: Programme | null): Difference[] {
  const [old, now] = [living(before), living(after)]
  const all = inOrder(
    [...now.values(), ...[...old.values()].filter(({ id }) => !now.has(id))],
    after?.rooms ?? before?.rooms ?? [],
  )
  const found = all.flatMap(({ id: sessionId }): Difference[] => {
    const [was, is] = [old.get(sessionId), now.get(sessionId)]
    if (!was) return [{ kind: 'added', sessionId }]
    if (!is) return [{ kind: 'removed', sessionId }]
    return ofSession(was, is)
  })
  const rooms = new Map(before?.rooms.map((room) => [room.id, room]))
  for (const room of after?.rooms ?? []) {
    const was = rooms.get(room.id)
    if (was && !sameText(was.name, room.name)) found.push({ kind: 'room_renamed', sessionId: null, roomId: room.id })
  }
  if (before && after && !isDeepStrictEqual(frame(before, after), frame(after, before)))
    found.push({ kind: 'details', sessionId: null })
  return found
}

function ofSession(was: ReleasedSession, is: ReleasedSession): Difference[] {
  const sessionId = is.id
  const differ = (...names: (keyof ReleasedSession)[]) => names.some((name) => !isDeepStrictEqual(was[name], is[name]))
  const found: Difference[] = []
  const say = (kind: Difference['kind'], isSo: boolean) => isSo && found.push({ kind, sessionId })
  say('moved', differ('startsAt', 'roomId'))
  say('length', differ('minutes'))
  say('renamed', !sameText(was.title, is.title))
  say('kind', differ('kind'))
  const [before, after] = [rolesOf(was), rolesOf(is)]
  for (const speakerId of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(speakerId), after.get(speakerId)]
    if (!old) found.push({ kind: 'speaker_added', sessionId, speakerId })
    else if (!now) found.push({ kind: 'speaker_removed', sessionId, speakerId })
    else if (!isDeepStrictEqual(old, now)) found.push({ kind: 'speaker_role', sessionId, speakerId })
  }
  say('speakers_arranged', isDeepStrictEqual(before, after) && differ('speakers'))
  const texts = (session: ReleasedSession) =>
    session.items.map(({ id, title, minutes }) => ({ id, minutes, title: written(title) }))
  say('items', !isDeepStrictEqual(texts(was), texts(is)))
  say('languages', differ('spoken', 'interpreted'))
  say('access', differ('access', 'categoryIds', 'delegationIds'))
  say('sign_up', differ('hasSignUp', 'capacity'))
  say('track', differ('trackId'))
  say('abstract', !sameText(was.abstract, is.abstract))
  if (was.documents && is.documents) {
    const [old, now] = [was.documents, is.documents].map((all) => new Set(all.map(({ id }) => id)))
    for (const id of now!) if (!old!.has(id)) found.push({ kind: 'document_added', sessionId, documentId: id })
    for (const id of old!) if (!now!.has(id)) found.push({ kind: 'document_removed', sessionId, documentId: id })
  }
  return found
}

function living(programme: Programme | null): Map<string, ReleasedSession> {
  return new Map(programme?.sessions.filter(({ isCancelled }) => !isCancelled).map((each) => [each.id, each]))
}

function rolesOf({ speakers }: ReleasedSession): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { speakerId, roleId } of speakers) found.set(speakerId, [...(found.get(speakerId) ?? []), roleId].sort())
  return new Map([...found].sort())
}

/** What two versions say of the rooms, tracks and roles that both have, but for the names of rooms. */
function frame(of: Programme, other: Programme) {
  const shared = <T extends { id: string }>(rows: T[], others: { id: string }[]) => {
    const ids = new Set(others.map(({ id }) => id))
    return rows.filter(({ id }) => ids.has(id))
  }
  return {
    rooms: shared(of.rooms, other.rooms).map(({ id, capacity, floor }) => ({ id, capacity, floor: written(floor) })),
    tracks: shared(of.tracks, other.tracks).map((track) => ({ ...track, name: written(track.name) })),
    roles: shared(of.roles, other.roles).map((role) => ({ ...role, name: written(role.name) })),
  }
}

function written(text: Localized): string[] {
  return LOCALES.map((locale) => text[locale]?.trim() ?? '')
}

function sameText(one: Localized, other: Localized): boolean {
  return isDeepStrictEqual(written(one), written(other))
}

/**
 * The draft as it would be released after `previous`: what has a time, with the rooms, tracks and roles that it names.
 * A session that was released before and is no longer there stays as cancelled, so that calendars drop it.
 * @param documents those that are public, by the session's id
 */
export function programmeOfDraft(
  draft: Agenda,
  previous: Programme | null,
  documents: ReadonlyMap<string, ReleasedDocument[]>,
): Programme {
  const known = new Map(previous?.sessions.map((session) => [session.id, session]))
  const planned = draft.sessions.filter(({ isDeleted, startsAt }) => !isDeleted && startsAt !== null)
  const ids = new Set(planned.map(({ id }) => id))
  const roomNames = new Map(previous?.rooms.map(({ id, name }) => [id, name]))
  const newNames = new Map(draft.rooms.map(({ id, name }) => [id, name]))
  const sessions = [
    ...planned.map((session): ReleasedSession => {
      const { version, revision, taken, changedBy, isDeleted, guestIds, ...content } = session
      const now = {
        ...content,
        startsAt: session.startsAt!,
        sequence: 0,
        isCancelled: false,
        documents: documents.get(session.id) ?? [],
      }
      const was = known.get(session.id)
      if (!was) return now
      const { roomId } = session
      const isMoved = roomId !== null && !sameText(roomNames.get(roomId) ?? {}, newNames.get(roomId) ?? {})
      const isSame = !was.isCancelled && !isMoved && ofSession(was, now).length === 0
      return { ...now, sequence: was.sequence + (isSame ? 0 : 1) }
    }),
    ...[...known.values()]
      .filter(({ id }) => !ids.has(id))
      .map((was) => (was.isCancelled ? was : { ...was, sequence: was.sequence + 1, isCancelled: true })),
  ]
  const named = (of: (session: ReleasedSession) => (string | null)[]) => new Set(sessions.flatMap(of))
  const pick = <T extends { id: string }>(now: T[], before: T[] | undefined, used: Set<string | null>): T[] => {
    const there = new Set(now.map(({ id }) => id))
    return [...now, ...(before ?? []).filter(({ id }) => !there.has(id))].filter(({ id }) => used.has(id))
  }
  const rooms = draft.rooms.map(({ id, name, capacity, floor }) => ({ id, name, capacity, floor }))
  return {
    rooms: pick(
      rooms,
      previous?.rooms,
      named(({ roomId }) => [roomId]),
    ),
    tracks: pick(
      draft.tracks.map(({ id, name, colour }) => ({ id, name, colour })),
      previous?.tracks,
      named(({ trackId }) => [trackId]),
    ),
    roles: pick(
      draft.roles.map(({ id, name, isChair }) => ({ id, name, isChair })),
      previous?.roles,
      named(({ speakers }) => speakers.map(({ roleId }) => roleId)),
    ),
    sessions: inOrder(sessions, rooms),
  }
}

/**
 * A version as far as a reader may know of it today: who could see a session once, and no longer may, is not reminded of
 * it, and a document that was withdrawn is named in no version.
 * @param latest what the public reads now
 * @param documents ids of those that are still public
 */
export function knownToday(
  programme: Programme,
  latest: Programme,
  reader: Reader | null,
  documents: ReadonlySet<string>,
): Programme {
  const last = latest.sessions.map((session) => ({ ...session, isCancelled: false }))
  const isOpenToday = new Map(
    visibleSessions({ ...latest, sessions: last }, reader).map(({ id, isOpen }) => [id, isOpen]),
  )
  const sessions = visibleSessions(programme, reader).flatMap((session): ReleasedSession[] => {
    const isOpen = isOpenToday.get(session.id)
    if (isOpen === undefined) return []
    const known = isOpen ? session : announced(session)
    return [{ ...known, documents: known.documents?.filter(({ id }) => documents.has(id)) }]
  })
  const used = new Set(sessions.map(({ roomId }) => roomId))
  return { ...programme, rooms: programme.rooms.filter(({ id }) => used.has(id)), sessions }
}

/** What sentences need besides the difference itself. */
export type Wording = {
  t: Texts
  locale: Locale
  timeZone: string
  before: Programme | null
  after: Programme | null
  /** Names of speakers by id; who is missing is "a speaker". */
  names: ReadonlyMap<string, string>
  /** The speaker who reads it, if one does. */
  readerId?: string | null
}

/** A difference as a sentence in one language, by the event's clocks. */
export function sayDifference(difference: Difference, wording: Wording): string {
  const { t, locale, names } = wording
  const find = (programme: Programme | null) => programme?.sessions.find(({ id }) => id === difference.sessionId)
  const [was, is] = [find(wording.before), find(wording.after)]
  const session = is && !is.isCancelled ? is : (was ?? is)
  const values: Record<string, string | number> = {
    session: inLocale(session?.title, locale) || t('clashes.untitled'),
    speaker: names.get(difference.speakerId ?? '') ?? t('releases.a_speaker'),
  }
  const room = (programme: Programme | null, id: string | null | undefined) =>
    inLocale(programme?.rooms.find((each) => each.id === id)?.name, locale)
  switch (difference.kind) {
    case 'added':
    case 'removed':
      values.when = whenAndWhere(session, difference.kind === 'added' ? wording.after : wording.before, wording)
      break
    case 'moved': {
      const isLater = was?.startsAt !== is?.startsAt
      const isElsewhere = was?.roomId !== is?.roomId
      const isAnotherDay =
        isLater && was && is && dayOf(was.startsAt, wording.timeZone) !== dayOf(is.startsAt, wording.timeZone)
      const time = (of: ReleasedSession | undefined) => (of ? timeOf(of, wording, Boolean(isAnotherDay)) : '')
      const noRoom = t('releases.no_room')
      values.from = isLater ? time(was) : room(wording.before, was?.roomId) || noRoom
      values.to = [isLater ? time(is) : '', isElsewhere ? room(wording.after, is?.roomId) || noRoom : '']
        .filter(Boolean)
        .join(', ')
      break
    }
    case 'length':
      Object.assign(values, { from: was?.minutes ?? 0, to: is?.minutes ?? 0 })
      break
    case 'renamed':
      values.from = inLocale(was?.title, locale) || t('clashes.untitled')
      if (values.from === values.session) return t('releases.differences.translated', values)
      break
    case 'speaker_added':
    case 'speaker_role': {
      const roles = (is?.speakers ?? [])
        .filter(({ speakerId }) => speakerId === difference.speakerId)
        .map(({ roleId }) => inLocale(wording.after?.roles.find(({ id }) => id === roleId)?.name, locale))
      values.role = [...new Set(roles)].filter(Boolean).join(', ')
      break
    }
    case 'languages': {
      const list = (codes: readonly string[] = []) => codes.map((code) => languageName(code, locale)).join(', ') || '–'
      Object.assign(values, { spoken: list(is?.spoken), interpreted: list(is?.interpreted) })
      break
    }
    case 'document_added':
    case 'document_removed': {
      const of = difference.kind === 'document_added' ? is : was
      const document = of?.documents?.find(({ id }) => id === difference.documentId)
      const title = document?.symbol || inLocale(document?.title, locale) || document?.name || ''
      values.document = document?.language ? `${title} (${document.language})` : title
      break
    }
    case 'room_renamed':
      Object.assign(values, {
        from: room(wording.before, difference.roomId),
        to: room(wording.after, difference.roomId),
      })
      break
  }
  const isOwn = difference.speakerId !== undefined && difference.speakerId === wording.readerId
  return t(`releases.${isOwn ? 'own_differences' : 'differences'}.${difference.kind}`, values)
}

/** "16 October 2026, 11:00, Hall A". */
export function whenAndWhere(
  session: ReleasedSession | undefined,
  programme: Programme | null,
  wording: Pick<Wording, 'locale' | 'timeZone'>,
): string {
  if (!session) return ''
  const room = programme?.rooms.find(({ id }) => id === session.roomId)
  return [timeOf(session, wording, true), inLocale(room?.name, wording.locale)].filter(Boolean).join(', ')
}

function timeOf(
  { startsAt }: ReleasedSession,
  { locale, timeZone }: Pick<Wording, 'locale' | 'timeZone'>,
  withDay: boolean,
): string {
  const moment = new Date(startsAt)
  const time = formatTime(moment, locale, timeZone)
  return withDay ? `${formatDate(moment, locale, timeZone)}, ${time}` : time
}
