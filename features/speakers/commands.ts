import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { agendaSessions, agendas, sessionSpeakers } from '@/db/schema/agenda'
import { registrations } from '@/db/schema/registrations'
import { speakers } from '@/db/schema/speakers'
import { type Actor, recordAudit } from '@/features/audit/commands'
import { changeable, type EditedEvent, type ManagedEvent } from '@/features/events/access'
import { speakerKey } from '@/features/registrations/commands'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import { sortKey } from '@/lib/names'
import type { Care, Identity, Profile } from './rules'

export type SpeakerRow = typeof speakers.$inferSelect

/** What a linked speaker's own columns hold: who it is, the registration says, and nothing twice. */
export const NOBODY = { title: '', givenName: '', familyName: '', nativeName: '', country: '', email: '' }

/** The keys under which a speaker is found and stands in the list. */
export function keysOf(
  person: Pick<Identity, 'givenName' | 'familyName' | 'nativeName'> & { patronymic?: string },
  institutions: readonly string[],
) {
  const { givenName, familyName, patronymic } = person
  return { searchKey: speakerKey(person, institutions), sortKey: sortKey(familyName, givenName, patronymic) }
}

/**
 * Adds a speaker whose name the organisers know.
 * @returns the id
 * @throws Refusal `event_archived`
 */
export async function createSpeaker(event: EditedEvent, input: Identity & Profile & Care): Promise<string> {
  changeable(event)
  return db().transaction(async (tx) => {
    const [made] = await tx
      .insert(speakers)
      .values({ ...input, eventId: event.id, ...keysOf(input, Object.values(input.institution)) })
      .returning({ id: speakers.id })
    await note(tx, event, made!.id, 'speaker.created')
    return made!.id
  })
}

/**
 * Changes what organisers say of a speaker. Of a linked one `identity` is left as the registration has it.
 * @param version which its editor saw
 * @throws Refusal `event_archived`, `speaker_unknown`, `speaker_changed` (somebody else was quicker)
 */
export async function changeSpeaker(
  event: EditedEvent,
  speakerId: string,
  version: number,
  input: Partial<Identity> & Profile & Care,
): Promise<void> {
  changeable(event)
  await writeProfile(event.id, event.actor, speakerId, version, input)
}

/** The same for whoever holds the proof of another gate. */
export async function writeProfile(
  eventId: string,
  actor: Actor,
  speakerId: string,
  version: number,
  input: Profile & Partial<Identity & Care>,
): Promise<void> {
  await db().transaction(async (tx) => {
    const row = await lockSpeaker(tx, eventId, speakerId, version)
    const [person] = row.registrationId
      ? await tx.select().from(registrations).where(eq(registrations.id, row.registrationId))
      : []
    // Even if a form says otherwise.
    const columns = person ? { ...input, ...NOBODY, locale: row.locale } : input
    const institutions = [...(person ? [person.institution] : []), ...Object.values(input.institution)]
    await tx
      .update(speakers)
      .set({ ...columns, ...keysOf(person ?? { ...row, ...columns }, institutions), ...changed(row) })
      .where(eq(speakers.id, row.id))
    await recordAudit(tx, { eventId, actor, subject: 'speaker', subjectId: row.id, action: 'speaker.changed' })
  })
}

/**
 * Removes a speaker, and takes them out of the sessions of the draft; the released agenda names them no more either.
 * Editors who have the agenda open see it.
 * @throws Refusal `event_archived`, `speaker_unknown`, `speaker_changed`
 */
export async function removeSpeaker(event: EditedEvent, speakerId: string, version: number): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    // The agenda first, as whoever edits it does, so that nobody waits in a circle.
    const [agenda] = await tx
      .insert(agendas)
      .values({ eventId: event.id, revision: 1 })
      .onConflictDoUpdate({ target: agendas.eventId, set: { revision: sql`${agendas.revision} + 1` } })
      .returning({ revision: agendas.revision })
    const row = await lockSpeaker(tx, event.id, speakerId, version)
    const of = tx
      .select({ id: sessionSpeakers.sessionId })
      .from(sessionSpeakers)
      .where(eq(sessionSpeakers.speakerId, row.id))
    const changedBy = 'userId' in event.actor ? event.actor.userId : null
    const left = await tx
      .update(agendaSessions)
      .set({
        version: sql`${agendaSessions.version} + 1`,
        revision: agenda!.revision,
        changedBy,
        changedAt: sql`now()`,
      })
      .where(and(inArray(agendaSessions.id, of), isNull(agendaSessions.deletedAt)))
      .returning({ id: agendaSessions.id })
    await tx.delete(speakers).where(eq(speakers.id, row.id))
    await note(tx, event, row.id, 'speaker.removed', { sessions: left.map(({ id }) => id) })
  })
}

/** The speaker's row, locked. @throws Refusal `speaker_unknown`, `speaker_changed` */
export async function lockSpeaker(
  tx: Transaction,
  eventId: string,
  speakerId: string,
  version?: number,
): Promise<SpeakerRow> {
  if (!isUuid(speakerId)) throw new Refusal('speaker_unknown')
  const [row] = await tx
    .select()
    .from(speakers)
    .where(and(eq(speakers.id, speakerId), eq(speakers.eventId, eventId)))
    .for('update')
  if (!row) throw new Refusal('speaker_unknown')
  if (version !== undefined && row.version !== version) throw new Refusal('speaker_changed')
  return row
}

/** What each change of the row sets. */
export function changed(row: SpeakerRow) {
  return { version: row.version + 1, updatedAt: new Date() }
}

/** The audit's entry of what an organiser did to a speaker. */
export function note(
  tx: Transaction,
  event: EditedEvent | ManagedEvent,
  subjectId: string,
  action: string,
  data?: Parameters<typeof recordAudit>[1]['data'],
) {
  return recordAudit(tx, { eventId: event.id, actor: event.actor, subject: 'speaker', subjectId, action, data })
}
