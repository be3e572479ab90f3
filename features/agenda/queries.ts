import { and, asc, count, eq, gt, inArray, isNotNull, isNull, max, or, sql } from 'drizzle-orm'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import {
  agendaReleases,
  agendaSessions,
  agendas,
  rooms,
  sessionGuests,
  sessionItems,
  sessionRoles,
  sessionSpeakers,
  tracks,
} from '@/db/schema/agenda'
import { speakers } from '@/db/schema/speakers'
import type { EditedEvent, EnteredEvent, PublicEvent } from '@/features/events/access'
import type { Localized } from '@/lib/locales'
import { type Agenda, inOrder, type Programme, type Session } from './rules'

/**
 * The draft of the agenda. With `since`, only sessions changed after that revision, the removed ones among them, so that
 * an open editor keeps up.
 */
export async function readAgenda(event: EditedEvent, since?: number): Promise<Agenda> {
  // Read first: what is committed in between is sent once more rather than missed.
  const [agenda] = await db().select().from(agendas).where(eq(agendas.eventId, event.id))
  const chosen = and(
    eq(agendaSessions.eventId, event.id),
    since === undefined ? isNull(agendaSessions.deletedAt) : gt(agendaSessions.revision, since),
  )
  const ofThem = db().select({ id: agendaSessions.id }).from(agendaSessions).where(chosen)
  const [allRooms, allTracks, roles, sessions, items, people, guests] = await Promise.all([
    db().select().from(rooms).where(eq(rooms.eventId, event.id)).orderBy(asc(rooms.position), asc(rooms.id)),
    db().select().from(tracks).where(eq(tracks.eventId, event.id)).orderBy(asc(tracks.position), asc(tracks.id)),
    db()
      .select()
      .from(sessionRoles)
      .where(eq(sessionRoles.eventId, event.id))
      .orderBy(asc(sessionRoles.position), asc(sessionRoles.id)),
    db()
      .select({ session: agendaSessions, changedBy: users.email })
      .from(agendaSessions)
      .leftJoin(users, eq(users.id, agendaSessions.changedBy))
      .where(chosen),
    db().select().from(sessionItems).where(inArray(sessionItems.sessionId, ofThem)).orderBy(asc(sessionItems.position)),
    db()
      .select()
      .from(sessionSpeakers)
      .where(inArray(sessionSpeakers.sessionId, ofThem))
      .orderBy(asc(sessionSpeakers.position)),
    db().select().from(sessionGuests).where(inArray(sessionGuests.sessionId, ofThem)),
  ])
  const [itemsOf, speakersOf, guestsOf] = [bySession(items), bySession(people), bySession(guests)]
  return {
    revision: agenda?.revision ?? 0,
    rooms: allRooms.map(({ id, position, name, capacity, floor, equipment, booths }) => ({
      id,
      position,
      name,
      capacity,
      floor,
      equipment,
      booths,
    })),
    tracks: allTracks.map(({ id, position, name, colour }) => ({ id, position, name, colour })),
    roles: roles.map(({ id, position, slug, name, isChair, retiredAt }) => ({
      id,
      position,
      slug,
      name,
      isChair,
      retiredAt,
    })),
    sessions: inOrder(
      sessions.map(({ session, changedBy }): Session => {
        const { eventId, startsAt, changedAt, createdAt, deletedAt, changedBy: _, ...rest } = session
        return {
          ...rest,
          startsAt: startsAt?.toISOString() ?? null,
          changedBy,
          isDeleted: deletedAt !== null,
          items: (itemsOf.get(session.id) ?? []).map(({ id, title, minutes }) => ({ id, title, minutes })),
          speakers: (speakersOf.get(session.id) ?? []).map(({ speakerId, roleId, itemId }) => ({
            speakerId,
            roleId,
            itemId,
          })),
          guestIds: (guestsOf.get(session.id) ?? []).map(({ registrationId }) => registrationId).sort(),
        }
      }),
      allRooms,
    ),
  }
}

function bySession<T extends { sessionId: string }>(rows: T[]): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const row of rows) found.set(row.sessionId, [...(found.get(row.sessionId) ?? []), row])
  return found
}

export type Release = { id: string; number: number; releasedAt: Date; note: Localized; programme: Programme }

/** Releases never change, so each is read from the database once by this process. */
const known = new Map<string, Programme>()
const MOST_KNOWN = 20

/** The agenda as the public reads it: the last release; null while there is none. */
export async function readRelease(event: Pick<PublicEvent, 'id'>): Promise<Release | null> {
  const [last] = await db()
    .select({
      id: agendaReleases.id,
      number: agendaReleases.number,
      releasedAt: agendaReleases.releasedAt,
      note: agendaReleases.note,
    })
    .from(agendaReleases)
    .where(eq(agendaReleases.eventId, event.id))
    .orderBy(sql`${agendaReleases.number} desc`)
    .limit(1)
  return last ? { ...last, programme: await programmeOf(last.id) } : null
}

/** What one release says. @throws Error if there is none of that id */
export async function programmeOf(releaseId: string): Promise<Programme> {
  const kept = known.get(releaseId)
  if (kept) return kept
  const [row] = await db()
    .select({ programme: agendaReleases.programme })
    .from(agendaReleases)
    .where(eq(agendaReleases.id, releaseId))
  if (!row) throw new Error('No such release')
  if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value!)
  known.set(releaseId, row.programme)
  return row.programme
}

/** For the overview, in one query: speakers who were asked and have not answered, sessions changed since the last release. */
export async function countAgendaToDo(event: EnteredEvent): Promise<{ silent: number; unreleased: number }> {
  const last = (column: 'revision' | 'releasedAt') =>
    db()
      .select({ last: max(agendaReleases[column]) })
      .from(agendaReleases)
      .where(eq(agendaReleases.eventId, event.id))
  const [counts] = await db()
    .select({
      silent: sql<number>`(${db()
        .select({ count: count() })
        .from(speakers)
        .where(and(eq(speakers.eventId, event.id), eq(speakers.state, 'invited')))})`.mapWith(Number),
      unreleased: count(),
    })
    .from(agendaSessions)
    .where(
      and(
        eq(agendaSessions.eventId, event.id),
        isNotNull(agendaSessions.startsAt),
        sql`${agendaSessions.revision} > coalesce((${last('revision')}), 0)`,
        // Not what was made and removed again since then.
        or(isNull(agendaSessions.deletedAt), sql`${agendaSessions.createdAt} < (${last('releasedAt')})`),
      ),
    )
  return counts!
}
