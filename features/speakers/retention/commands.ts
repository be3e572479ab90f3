import { and, eq, inArray, isNotNull, lt, ne, or, sql } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { events } from '@/db/schema/events'
import { files } from '@/db/schema/files'
import { mails } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import { speakerPhotos, speakers } from '@/db/schema/speakers'
import { recordAudit } from '@/features/audit/commands'
import type { Chore } from '@/features/mail/worker/commands'
import { dueAt } from '@/features/registrations/privacy/rules'

const HOUR = 60 * 60

/** What happens by itself to speakers. Each may run in several processes at once and twice in a row. */
export const SPEAKER_CHORES: readonly Chore[] = [
  { name: 'speakers', everySeconds: HOUR, run: (now) => forgetSpeakers(now) },
]

/**
 * Deletes what organisers needed of speakers once the event's term for registrations is over: address, notes, answer,
 * availability, letters, private link, and documents that are not public. The public profile stays with its public
 * documents: it is part of what was published. Of those who declined or were kept back, and of whose registration was
 * erased, nothing stays but the row.
 * @returns of how many speakers something was deleted
 */
export async function forgetSpeakers(now: Date): Promise<number> {
  let forgotten = await forgetErased()
  const ended = await db().select().from(events).where(lt(events.endsAt, now))
  for (const event of ended) if (dueAt(event, 'registrations') <= now) forgotten += await forgetPrivate(event.id)
  return forgotten
}

const PRIVATE = { email: '', note: '', answer: '', availability: [], linkHash: null }

async function forgetPrivate(eventId: string): Promise<number> {
  return db().transaction(async (tx) => {
    const gone = await tx
      .update(speakers)
      .set(PRIVATE)
      .where(
        and(
          eq(speakers.eventId, eventId),
          or(
            ne(speakers.email, ''),
            ne(speakers.note, ''),
            ne(speakers.answer, ''),
            ne(speakers.availability, sql`'[]'::jsonb`),
            isNotNull(speakers.linkHash),
          ),
        ),
      )
      .returning({ id: speakers.id })
    await tx.delete(files).where(and(eq(files.eventId, eventId), isNotNull(files.speakerId), eq(files.isPublic, false)))
    await tx.delete(mails).where(and(eq(mails.eventId, eventId), isNotNull(mails.speakerId)))
    const hidden = await tx
      .select({ id: speakers.id })
      .from(speakers)
      .where(
        and(
          eq(speakers.eventId, eventId),
          or(eq(speakers.isPublic, false), eq(speakers.state, 'declined')),
          ne(speakers.searchKey, ''),
        ),
      )
    const hiddenIds = hidden.map(({ id }) => id)
    await forgetWhole(tx, hiddenIds)
    const deleted = new Set([...gone.map(({ id }) => id), ...hiddenIds]).size
    if (deleted > 0) await record(tx, eventId, deleted)
    return deleted
  })
}

async function forgetErased(): Promise<number> {
  return db().transaction(async (tx) => {
    const found = await tx
      .select({ id: speakers.id, eventId: speakers.eventId })
      .from(speakers)
      .innerJoin(registrations, eq(registrations.id, speakers.registrationId))
      .where(and(isNotNull(registrations.erasedAt), ne(speakers.searchKey, '')))
    if (found.length === 0) return 0
    const ids = found.map(({ id }) => id)
    await forgetWhole(tx, ids)
    for (const eventId of new Set(found.map((one) => one.eventId)))
      await record(tx, eventId, found.filter((one) => one.eventId === eventId).length)
    return found.length
  })
}

/** Empties all that tells of the person; that they declined stays, as a number. */
async function forgetWhole(tx: Transaction, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .update(speakers)
    .set({
      ...PRIVATE,
      isPublic: false,
      title: '',
      givenName: '',
      familyName: '',
      nativeName: '',
      pronunciation: '',
      country: '',
      position: {},
      institution: {},
      biography: {},
      links: [],
      searchKey: '',
      sortKey: '',
    })
    .where(inArray(speakers.id, ids))
  for (const table of [speakerPhotos, mails, files]) await tx.delete(table).where(inArray(table.speakerId, ids))
}

function record(tx: Transaction, eventId: string, deleted: number) {
  return recordAudit(tx, {
    eventId,
    actor: { kind: 'system' },
    subject: 'event',
    subjectId: eventId,
    action: 'event.data_deleted',
    data: { kind: 'speakers', deleted },
  })
}
