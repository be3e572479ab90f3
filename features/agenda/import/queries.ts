import { and, asc, eq } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { agendaImports, agendaSessions, rooms, sessionRoles, sessionSpeakers, tracks } from '@/db/schema/agenda'
import { registrations } from '@/db/schema/registrations'
import { speakers } from '@/db/schema/speakers'
import type { EditedEvent } from '@/features/events/access'
import { isUuid } from '@/lib/ids'
import type { ReadFile } from './formats/session/rules'
import { type Plan, type Present, planImport } from './rules'

/** A file on its way, checked as things stand now; null where the event has none of that id. */
export async function readImport(
  event: EditedEvent,
  importId: unknown,
  wish: { isShifted: boolean | null },
): Promise<{ id: string; file: ReadFile; plan: Plan } | null> {
  const file = await importedFile(db(), event, importId)
  if (!file) return null
  return { id: String(importId), file, plan: planImport(file, event, await readPresent(db(), event), wish) }
}

type Reader = Pick<Transaction, 'select'>

/** What was read of the file; null where the event has no such import. */
export async function importedFile(tx: Reader, event: EditedEvent, importId: unknown): Promise<ReadFile | null> {
  if (!isUuid(importId)) return null
  const [row] = await tx
    .select({ content: agendaImports.content })
    .from(agendaImports)
    .where(and(eq(agendaImports.id, importId), eq(agendaImports.eventId, event.id)))
  return (row?.content as ReadFile | undefined) ?? null
}

/** What a file is compared with. */
export async function readPresent(tx: Reader, event: EditedEvent): Promise<Present> {
  const allRooms = await tx
    .select()
    .from(rooms)
    .where(eq(rooms.eventId, event.id))
    .orderBy(asc(rooms.position), asc(rooms.id))
  const allTracks = await tx.select().from(tracks).where(eq(tracks.eventId, event.id)).orderBy(asc(tracks.position))
  const roles = await tx
    .select()
    .from(sessionRoles)
    .where(eq(sessionRoles.eventId, event.id))
    .orderBy(asc(sessionRoles.position))
  const people = await tx
    .select({ speaker: speakers, registration: registrations })
    .from(speakers)
    .leftJoin(registrations, eq(registrations.id, speakers.registrationId))
    .where(eq(speakers.eventId, event.id))
    .orderBy(asc(speakers.createdAt), asc(speakers.id))
  const sessions = await tx.select().from(agendaSessions).where(eq(agendaSessions.eventId, event.id))
  const entries = await tx
    .select({ sessionId: sessionSpeakers.sessionId, speakerId: sessionSpeakers.speakerId })
    .from(sessionSpeakers)
    .innerJoin(agendaSessions, eq(agendaSessions.id, sessionSpeakers.sessionId))
    .where(eq(agendaSessions.eventId, event.id))
  const speakersOf = new Map<string, string[]>()
  for (const { sessionId, speakerId } of entries)
    speakersOf.set(sessionId, [...(speakersOf.get(sessionId) ?? []), speakerId])
  return {
    rooms: allRooms,
    tracks: allTracks,
    roles: roles.filter(({ retiredAt }) => retiredAt === null),
    speakers: people.map(({ speaker, registration }) => ({
      id: speaker.id,
      names: [speaker, ...(registration ? [registration] : [])].flatMap(({ givenName, familyName, nativeName }) =>
        [[givenName, familyName].join(' '), [familyName, givenName].join(' '), nativeName].filter((name) =>
          name.trim(),
        ),
      ),
    })),
    sessions: sessions.map((row) => ({
      id: row.id,
      version: row.version,
      isDeleted: row.deletedAt !== null,
      kind: row.kind,
      title: row.title,
      abstract: row.abstract,
      startsAt: row.startsAt?.toISOString() ?? null,
      minutes: row.minutes,
      spoken: row.spoken,
      roomId: row.roomId,
      trackId: row.trackId,
      speakerIds: speakersOf.get(row.id) ?? [],
    })),
  }
}
