import { and, eq, inArray, isNotNull, isNull, notInArray, sql } from 'drizzle-orm'
import {
  agendaReleases,
  agendaSessions,
  rooms,
  sessionItems,
  sessionRoles,
  sessionSpeakers,
  tracks,
} from '@/db/schema/agenda'
import { speakers } from '@/db/schema/speakers'
import { changeable, type EditedEvent } from '@/features/events/access'
import { Refusal } from '@/lib/errors'
import type { Localized } from '@/lib/locales'
import { editing } from '../commands'
import { findRelease, readDraftProgramme } from './queries'
import { differences } from './rules'

/**
 * Releases the draft as the version that the public reads from now on. Clashes do not stop it.
 * @param seenRevision the draft's revision that its editor read the changes of
 * @returns the number of the new version
 * @throws Refusal `event_archived`; `agenda_moved_on`: the draft has changed since, look again; `agenda_unchanged`
 */
export async function releaseAgenda(
  event: EditedEvent,
  seenRevision: number,
  note: Localized,
  now: Date,
): Promise<number> {
  changeable(event)
  const { draft, last, programme } = await readDraftProgramme(event)
  if (draft.revision !== seenRevision) throw new Refusal('agenda_moved_on')
  if (differences(last?.programme ?? null, programme).length === 0) throw new Refusal('agenda_unchanged')
  const number = (last?.number ?? 0) + 1
  return editing(event, { subject: 'agenda', action: 'agenda.released' }, async (tx, revision) => {
    // Whoever changed or released it after it was read has raised the revision.
    if (revision !== seenRevision + 1) throw new Refusal('agenda_moved_on')
    const releasedBy = 'userId' in event.actor ? event.actor.userId : null
    const values = { eventId: event.id, number, revision, programme, note, releasedBy, releasedAt: now }
    const [made] = await tx.insert(agendaReleases).values(values).returning({ id: agendaReleases.id })
    return { subjectId: made!.id, result: number }
  })
}

/**
 * Puts the draft back to a released version: its sessions, parts, speakers, and what it says of rooms, tracks and roles,
 * those that are gone among them. Sessions that came later are removed; the shelf, sign-ups, guests and documents stay. The public
 * sees nothing of it until the draft is released.
 * @throws Refusal `event_archived`, `release_unknown`
 */
export async function restoreRelease(event: EditedEvent, number: number): Promise<void> {
  changeable(event)
  const release = await findRelease(event, number)
  if (!release) throw new Refusal('release_unknown')
  const { programme } = release
  const sessions = programme.sessions.filter(({ isCancelled }) => !isCancelled)
  const ids = sessions.map(({ id }) => id)
  const eventId = event.id
  await editing(event, { subject: 'agenda', action: 'agenda.version_restored' }, async (tx, revision) => {
    if (programme.rooms.length > 0)
      await tx
        .insert(rooms)
        .values(programme.rooms.map((room, position) => ({ ...room, eventId, position })))
        .onConflictDoUpdate({
          target: rooms.id,
          set: { name: sql`excluded.name`, capacity: sql`excluded.capacity`, floor: sql`excluded.floor` },
          setWhere: eq(rooms.eventId, eventId),
        })
    if (programme.tracks.length > 0)
      await tx
        .insert(tracks)
        .values(programme.tracks.map((track, position) => ({ ...track, eventId, position })))
        .onConflictDoUpdate({
          target: tracks.id,
          set: { name: sql`excluded.name`, colour: sql`excluded.colour` },
          setWhere: eq(tracks.eventId, eventId),
        })
    if (programme.roles.length > 0)
      await tx
        .insert(sessionRoles)
        .values(programme.roles.map((role, position) => ({ ...role, eventId, position, slug: role.id })))
        .onConflictDoUpdate({
          target: sessionRoles.id,
          set: { name: sql`excluded.name`, isChair: sql`excluded.is_chair` },
          setWhere: eq(sessionRoles.eventId, eventId),
        })

    const by = { changedBy: 'userId' in event.actor ? event.actor.userId : null, changedAt: sql`now()`, revision }
    const ofEvent = eq(agendaSessions.eventId, eventId)
    await tx
      .update(agendaSessions)
      .set({ ...by, deletedAt: sql`now()`, version: sql`${agendaSessions.version} + 1` })
      .where(
        and(
          ofEvent,
          isNull(agendaSessions.deletedAt),
          isNotNull(agendaSessions.startsAt),
          ids.length > 0 ? notInArray(agendaSessions.id, ids) : undefined,
        ),
      )
    if (ids.length === 0) return { subjectId: release.id, result: undefined }

    await tx
      .insert(agendaSessions)
      .values(
        sessions.map((session) => ({
          id: session.id,
          kind: session.kind,
          trackId: session.trackId,
          roomId: session.roomId,
          startsAt: new Date(session.startsAt),
          minutes: session.minutes,
          title: session.title,
          abstract: session.abstract,
          spoken: session.spoken,
          interpreted: session.interpreted,
          access: session.access,
          categoryIds: session.categoryIds,
          delegationIds: session.delegationIds,
          hasSignUp: session.hasSignUp,
          capacity: session.capacity,
          ...by,
          eventId,
        })),
      )
      .onConflictDoUpdate({
        target: agendaSessions.id,
        set: {
          ...Object.fromEntries(
            (
              [
                ['kind', 'kind'],
                ['trackId', 'track_id'],
                ['roomId', 'room_id'],
                ['startsAt', 'starts_at'],
                ['minutes', 'minutes'],
                ['title', 'title'],
                ['abstract', 'abstract'],
                ['spoken', 'spoken'],
                ['interpreted', 'interpreted'],
                ['access', 'access'],
                ['categoryIds', 'category_ids'],
                ['delegationIds', 'delegation_ids'],
                ['hasSignUp', 'has_sign_up'],
              ] as const
            ).map(([name, column]) => [name, sql.raw(`excluded."${column}"`)]),
          ),
          // Whoever has a place keeps it.
          capacity: sql`greatest(excluded.capacity, case when excluded.capacity is null then null else nullif(${agendaSessions.taken}, 0) end)`,
          ...by,
          version: sql`${agendaSessions.version} + 1`,
          deletedAt: null,
        },
        setWhere: ofEvent,
      })
    await tx.delete(sessionSpeakers).where(inArray(sessionSpeakers.sessionId, ids))
    await tx.delete(sessionItems).where(inArray(sessionItems.sessionId, ids))
    const items = sessions.flatMap(({ id: sessionId, items }) =>
      items.map((item, position) => ({ ...item, sessionId, position })),
    )
    if (items.length > 0) await tx.insert(sessionItems).values(items)
    const known = await tx.select({ id: speakers.id }).from(speakers).where(eq(speakers.eventId, eventId))
    const there = new Set(known.map(({ id }) => id))
    const people = sessions.flatMap(({ id: sessionId, speakers: people }) =>
      people
        .filter(({ speakerId }) => there.has(speakerId))
        .map((person, position) => ({ ...person, sessionId, position })),
    )
    if (people.length > 0) await tx.insert(sessionSpeakers).values(people)
    return { subjectId: release.id, result: undefined }
  })
}
