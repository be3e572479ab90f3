import { and, eq, inArray, ne } from 'drizzle-orm'
import { db } from '@/db'
import { files } from '@/db/schema/files'
import { dismissedDuplicates, informationRequests, registrations } from '@/db/schema/registrations'
import { speakers } from '@/db/schema/speakers'
import { recordAudit } from '@/features/audit/commands'
import { changeable, type ReviewedEvent } from '@/features/events/access'
import { wakeWorker } from '@/features/mail/worker/commands'
import { Refusal } from '@/lib/errors'
import { applyMove, changeRegistration, registrationInScope } from '../commands'
import { isLive, mayMove } from '../rules'
import { serveWaitingLists } from '../waiting-list/commands'
import { filledFrom } from './rules'

/**
 * Makes one registration of two: the other is cancelled without a mail, its place is free again, and what only it knew
 * (answers, files, companions, what they speak at) goes to the one that is kept. Passport data stay where they are, sealed for their row.
 * @throws Refusal `registration_unknown`, `registration_changed`, `merge_needs_two` (one and the same, or one has ended),
 *   `move_not_allowed`, `event_archived`
 */
export async function mergeRegistrations(
  event: ReviewedEvent,
  keptId: string,
  otherId: string,
  now: Date,
): Promise<void> {
  changeable(event)
  const [kept, other] = [await registrationInScope(event, keptId), await registrationInScope(event, otherId)]
  if (kept.id === other.id || !isLive(kept.state) || !isLive(other.state)) throw new Refusal('merge_needs_two')
  if (!mayMove('organiser', other.state, 'cancelled')) throw new Refusal('move_not_allowed')
  await db().transaction(async (tx) => {
    // Both rows in one order, so that merging them both ways at once leaves one.
    await tx
      .select({ id: registrations.id })
      .from(registrations)
      .where(inArray(registrations.id, [kept.id, other.id]))
      .orderBy(registrations.id)
      .for('update')
    if ((await tx.$count(speakers, eq(speakers.registrationId, kept.id))) === 0)
      await tx.update(speakers).set({ registrationId: kept.id }).where(eq(speakers.registrationId, other.id))
    // With its key, by which a speaker who came along is found anew.
    const { searchKey } = kept
    await changeRegistration(tx, kept, { searchKey, ...filledFrom(kept, other), updatedAt: now })
    const [photo] = await tx
      .select({ id: files.id })
      .from(files)
      .where(and(eq(files.registrationId, kept.id), eq(files.kind, 'photo')))
    const moved = photo ? (['document'] as const) : (['document', 'photo'] as const)
    await tx
      .update(files)
      .set({ registrationId: kept.id })
      .where(and(eq(files.registrationId, other.id), inArray(files.kind, [...moved])))
    await tx
      .update(informationRequests)
      .set({ registrationId: kept.id })
      .where(eq(informationRequests.registrationId, other.id))
    await recordAudit(tx, {
      eventId: event.id,
      actor: event.actor,
      subject: 'registration',
      subjectId: kept.id,
      action: 'registration.merged',
      data: { other: other.id },
    })
    const move = { event, registration: other, from: other.state, to: 'cancelled', actor: event.actor, now } as const
    await applyMove(tx, { ...move, inform: 'never' }, null)
    await tx
      .update(registrations)
      .set({ mergedIntoId: kept.id, toldState: 'cancelled' })
      .where(eq(registrations.id, other.id))
    await tx
      .update(registrations)
      .set({ companionOfId: kept.id })
      .where(and(eq(registrations.companionOfId, other.id), ne(registrations.id, kept.id)))
    // Who registered for themself, too, comes as themself, whoever named them.
    if (kept.companionOfId && !other.companionOfId)
      await tx.update(registrations).set({ companionOfId: null }).where(eq(registrations.id, kept.id))
  })
  wakeWorker()
  if (other.holdsPlace) await serveWaitingLists(now)
}

/**
 * Says that two registrations are two people's. Twice is once.
 * @throws Refusal `registration_unknown`, `merge_needs_two`, `event_archived`
 */
export async function dismissDuplicate(event: ReviewedEvent, oneId: string, otherId: string, now: Date): Promise<void> {
  changeable(event)
  const pair = [await registrationInScope(event, oneId), await registrationInScope(event, otherId)]
  const [firstId, secondId] = pair.map(({ id }) => id).sort() as [string, string]
  if (firstId === secondId) throw new Refusal('merge_needs_two')
  const userId = event.actor.kind === 'organiser' ? event.actor.userId : null
  await db().transaction(async (tx) => {
    await tx.insert(dismissedDuplicates).values({ firstId, secondId, userId, createdAt: now }).onConflictDoNothing()
    await recordAudit(tx, {
      eventId: event.id,
      actor: event.actor,
      subject: 'registration',
      subjectId: oneId,
      action: 'registration.duplicate_dismissed',
      data: { other: otherId },
    })
  })
}
