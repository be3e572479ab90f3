import { and, eq, lt, sql } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { agendaImports, agendaSessions, rooms, sessionRoles, sessionSpeakers, tracks } from '@/db/schema/agenda'
import { speakers } from '@/db/schema/speakers'
import { editing } from '@/features/agenda/commands'
import { usualSessionRoles } from '@/features/agenda/roles/rules'
import { MAX_SESSIONS } from '@/features/agenda/rules'
import { changeable, type EditedEvent } from '@/features/events/access'
import { MAX_BIOGRAPHY } from '@/features/speakers/rules'
import { Refusal } from '@/lib/errors'
import { type Localized, languageOf } from '@/lib/locales'
import { searchKey, sortKey, suggestLatin } from '@/lib/names'
import { decode, readTable } from '@/lib/tables'
import { kindOf, readProgramme } from './formats/rules'
import type { ReadFile } from './formats/session/rules'
import { readSessionTable } from './formats/table/rules'
import { keyOf, nameParts, namesOf, rolesByName, usualRole } from './names/rules'
import { importedFile, readPresent } from './queries'
import { MAX_MEGABYTES, type Plan, planImport } from './rules'

const DAY = 24 * 60 * 60 * 1000

/** Dark enough for white text. */
const TRACK_COLOURS = ['#0B2E4F', '#17693A', '#7A1F5C', '#80540D', '#8F2A1E', '#3D4A8A', '#0B5CAD', '#5B3A29']

/**
 * Takes a programme in, to be looked at before it is taken over; nothing of the agenda changes.
 * @returns the import's id
 * @throws Refusal `event_archived`; at file: `list_empty`, `list_too_large` with { megabytes }, `list_not_table`,
 *   `import_heads`, `import_too_many` with { max }, those of `readProgramme`
 */
export async function beginImport(
  event: EditedEvent,
  { file, pasted }: { file: unknown; pasted: string },
  now: Date,
): Promise<string> {
  changeable(event)
  const content = await readFile(event, file, pasted)
  if (content.sessions.length === 0) throw new Refusal('list_empty', {}, 'file')
  if (content.sessions.length > MAX_SESSIONS) throw new Refusal('import_too_many', { max: MAX_SESSIONS }, 'file')
  const [made] = await db()
    .insert(agendaImports)
    .values({ eventId: event.id, userId: userOf(event), content: storable(content), createdAt: now })
    .returning({ id: agendaImports.id })
  return made!.id
}

/** Forgets files that nobody took over within a day, of every event. */
export async function forgetImports(now: Date): Promise<void> {
  await db()
    .delete(agendaImports)
    .where(lt(agendaImports.createdAt, new Date(now.getTime() - DAY)))
}

async function readFile(event: EditedEvent, file: unknown, pasted: string): Promise<ReadFile> {
  const isFile = file instanceof File && file.size > 0
  if (isFile && file.size > MAX_MEGABYTES * 1024 * 1024)
    throw new Refusal('list_too_large', { megabytes: MAX_MEGABYTES }, 'file')
  const text = isFile ? textOf(Buffer.from(await file.arrayBuffer())) : pasted
  const kind = kindOf(text)
  if (kind !== 'table') return readProgramme(text, kind, event.timeZone)
  const { table } = await readTable(file, pasted, ['\t', ';', ','], MAX_MEGABYTES)
  const sessions = readSessionTable(table)
  if (!sessions) throw new Refusal('import_heads', {}, 'file')
  return { kind, sessions }
}

/** XML may say in which encoding it is; all else tells it by its bytes. */
function textOf(bytes: Buffer): string {
  const said = /^<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(bytes.subarray(0, 200).toString('latin1'))?.[1]
  try {
    if (said) return new TextDecoder(said, { fatal: true }).decode(bytes)
  } catch {
    // An encoding that nobody knows, or that it is not in: its bytes are the better witness.
  }
  return decode(bytes).text
}

/** PostgreSQL keeps no NUL and no half of a character, and a file's codes may have them. */
function storable(content: ReadFile): ReadFile {
  return JSON.parse(
    JSON.stringify(content, (_key, value) =>
      typeof value === 'string' ? value.replaceAll('\0', '').replace(/\p{Cs}/gu, '\uFFFD') : value,
    ),
  )
}

export type TakenOver = { made: number; changed: number }

/**
 * Takes a file over into the draft, all of it that is right, in one transaction: rooms, tracks and people by their
 * names, made where there are none. What is there already changes only with `isUpdating`; what was removed stays away;
 * people who were added here stay in their sessions.
 * @throws Refusal `event_archived`, `import_gone` (also where somebody has just taken it over), `import_nothing`,
 *   `sessions_too_many` with { count }
 */
export async function takeOver(
  event: EditedEvent,
  importId: string,
  { isShifted, isUpdating }: { isShifted: boolean; isUpdating: boolean },
): Promise<TakenOver> {
  return editing(event, { subject: 'agenda', action: 'agenda.imported' }, async (tx, revision) => {
    const file = await importedFile(tx, event, importId)
    if (!file) throw new Refusal('import_gone')
    const present = await readPresent(tx, event)
    const plan = planImport(file, event, present, { isShifted })
    const made = plan.sessions.filter(({ state }) => state === 'new')
    const changed = isUpdating ? plan.sessions.filter(({ state }) => state === 'changed') : []
    if (made.length + changed.length === 0) throw new Refusal('import_nothing')
    if (present.sessions.length + made.length > MAX_SESSIONS)
      throw new Refusal('sessions_too_many', { count: MAX_SESSIONS })
    const ids = await makeParts(tx, event, present, [...made, ...changed], plan)

    const contentOf = ({ content }: Plan['sessions'][number]) => {
      const { room, track, people: _, startsAt, ...columns } = content!
      return {
        ...columns,
        startsAt: startsAt ? new Date(startsAt) : null,
        revision,
        changedBy: userOf(event),
        roomId: room ? ids.rooms.get(keyOf(room))! : null,
        trackId: track ? ids.tracks.get(keyOf(track))! : null,
      }
    }
    for (const part of chunks(made, 200))
      await tx
        .insert(agendaSessions)
        .values(part.map((session) => ({ ...contentOf(session), id: session.id, eventId: event.id })))
    for (const session of changed) {
      const old = present.sessions.find(({ id }) => id === session.id)!
      const { roomId, trackId, ...columns } = contentOf(session)
      await tx
        .update(agendaSessions)
        .set({
          ...columns,
          title: { ...old.title, ...columns.title },
          abstract: { ...old.abstract, ...columns.abstract },
          spoken: [...new Set([...old.spoken, ...columns.spoken])],
          roomId: roomId ?? old.roomId,
          trackId: trackId ?? old.trackId,
          version: sql`${agendaSessions.version} + 1`,
          changedAt: sql`now()`,
        })
        .where(and(eq(agendaSessions.id, session.id), eq(agendaSessions.eventId, event.id)))
    }
    const entries = [...made, ...changed].flatMap(({ id, content }) => {
      const there = present.sessions.find((old) => old.id === id)?.speakerIds ?? []
      return content!.people
        .map(({ name, role }) => ({
          speakerId: ids.people.get(keyOf(name))!,
          roleId: ids.roles.get(keyOf(role)) ?? ids.usualRole,
        }))
        .filter(({ speakerId }) => !there.includes(speakerId))
        .map((entry, at) => ({ ...entry, sessionId: id, position: there.length + at }))
    })
    for (const part of chunks(entries, 500)) await tx.insert(sessionSpeakers).values(part)
    await tx.delete(agendaImports).where(and(eq(agendaImports.id, importId), eq(agendaImports.eventId, event.id)))
    return { subjectId: event.id, result: { made: made.length, changed: changed.length } }
  })
}

type Present = Awaited<ReturnType<typeof readPresent>>

/** Makes what the sessions name and the event does not have; returns all ids by name. */
async function makeParts(
  tx: Transaction,
  event: EditedEvent,
  present: Present,
  sessions: Plan['sessions'],
  plan: Plan,
) {
  const wanted = {
    rooms: new Set(sessions.map(({ content }) => keyOf(content!.room))),
    tracks: new Set(sessions.map(({ content }) => keyOf(content!.track))),
    people: new Set(sessions.flatMap(({ content }) => content!.people.map(({ name }) => keyOf(name)))),
  }
  const ids = {
    rooms: namesOf(present.rooms),
    tracks: namesOf(present.tracks),
    people: new Map(present.speakers.flatMap(({ id, names }) => names.map((name) => [keyOf(name), id] as const))),
  }
  const named = (name: string, at: number, before: number) => ({
    id: crypto.randomUUID(),
    eventId: event.id,
    name: { [languageOf(name)]: name },
    position: before + at,
  })
  const newRooms = plan.rooms.filter((name) => wanted.rooms.has(keyOf(name)))
  if (newRooms.length > 0) {
    const rows = newRooms.map((name, at) => named(name, at, present.rooms.length))
    await tx.insert(rooms).values(rows)
    for (const [key, id] of namesOf(rows)) ids.rooms.set(key, id)
  }
  const newTracks = plan.tracks.filter((name) => wanted.tracks.has(keyOf(name)))
  if (newTracks.length > 0) {
    const rows = newTracks.map((name, at) => ({
      ...named(name, at, present.tracks.length),
      colour: TRACK_COLOURS[(present.tracks.length + at) % TRACK_COLOURS.length]!,
    }))
    await tx.insert(tracks).values(rows)
    for (const [key, id] of namesOf(rows)) ids.tracks.set(key, id)
  }
  const told = sessions.flatMap(({ content }) => content!.people.filter(({ biography }) => biography))
  const biographies = new Map(told.map(({ name, biography }) => [keyOf(name), biography!.slice(0, MAX_BIOGRAPHY)]))
  const biographyOf = (name: string): Localized => {
    const text = biographies.get(keyOf(name))
    return text ? { [languageOf(text)]: text } : {}
  }
  const people = plan.people
    .filter((name) => wanted.people.has(keyOf(name)))
    .map((name) => {
      const { givenName, familyName } = nameParts(suggestLatin(name))
      const nativeName = suggestLatin(name) === name ? '' : name
      return {
        id: crypto.randomUUID(),
        eventId: event.id,
        givenName,
        familyName,
        nativeName,
        locale: languageOf(name),
        searchKey: searchKey(familyName, givenName, nativeName),
        sortKey: sortKey(familyName, givenName),
        biography: biographyOf(name),
        name,
      }
    })
  for (const part of chunks(people, 200)) await tx.insert(speakers).values(part.map(({ name: _, ...row }) => row))
  for (const { id, name } of people) ids.people.set(keyOf(name), id)

  let roles = present.roles
  if (roles.length === 0 && wanted.people.size > 0)
    roles = await tx
      .insert(sessionRoles)
      .values(usualSessionRoles().map((role, position) => ({ ...role, eventId: event.id, position })))
      .onConflictDoUpdate({
        target: [sessionRoles.eventId, sessionRoles.slug],
        set: { retiredAt: null },
      })
      .returning()
  return { ...ids, roles: rolesByName(roles), usualRole: usualRole(roles) ?? '' }
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))
}

function userOf(event: EditedEvent): string | null {
  return 'userId' in event.actor ? event.actor.userId : null
}
