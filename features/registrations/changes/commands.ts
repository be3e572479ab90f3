import { and, desc, eq } from 'drizzle-orm'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { categories } from '@/db/schema/events'
import { changes } from '@/db/schema/registrations'
import { recordAudit } from '@/features/audit/commands'
import { changeable, type ReviewedEvent, type ViewedEvent } from '@/features/events/access'
import { Refusal } from '@/lib/errors'
import { changeRegistration, correctedColumns, registeredAgain, registrationInScope } from '../commands'

/** The correction that waits for a decision, or null. Gate the registration before. */
export async function pendingChange(event: ViewedEvent, registrationId: string) {
  const [change] = await db()
    .select()
    .from(changes)
    .where(and(eq(changes.eventId, event.id), eq(changes.registrationId, registrationId), eq(changes.state, 'pending')))
  return change ?? null
}

/** What was changed after sending and is in force, newest first, with who did it; null: the person. Gate the registration before. */
export async function appliedChanges(event: ViewedEvent, registrationId: string) {
  return db()
    .select({
      id: changes.id,
      before: changes.before,
      after: changes.after,
      createdAt: changes.createdAt,
      by: users.email,
    })
    .from(changes)
    .leftJoin(users, eq(users.id, changes.userId))
    .where(and(eq(changes.eventId, event.id), eq(changes.registrationId, registrationId), eq(changes.state, 'applied')))
    .orderBy(desc(changes.createdAt))
}

/**
 * Takes over the fields of a waiting correction that were ticked, and lets the others be.
 * @throws Refusal `registration_unknown`, `change_gone`, `registration_changed`, `registered_again`, `event_archived`
 */
export async function decideChange(
  event: ReviewedEvent,
  registrationId: string,
  changeId: string,
  ticked: readonly string[],
  now: Date,
): Promise<void> {
  changeable(event)
  const registration = await registrationInScope(event, registrationId)
  const change = await pendingChange(event, registrationId)
  if (change?.id !== changeId) throw new Refusal('change_gone')
  const fields = Object.keys(change.after).filter((name) => ticked.includes(name))
  const [category] = await db()
    .select({ form: categories.form })
    .from(categories)
    .where(eq(categories.id, registration.categoryId))
  await db()
    .transaction(async (tx) => {
      await changeRegistration(tx, registration, {
        ...correctedColumns(category!, registration, change.after, fields),
        updatedAt: now,
      })
      const userId = event.actor.kind === 'organiser' ? event.actor.userId : null
      const [decided] = await tx
        .update(changes)
        .set({ state: 'decided', acceptedFields: fields, userId, decidedAt: now })
        .where(and(eq(changes.id, change.id), eq(changes.state, 'pending')))
        .returning({ id: changes.id })
      if (!decided) throw new Refusal('change_gone')
      await recordAudit(tx, {
        eventId: event.id,
        actor: event.actor,
        subject: 'registration',
        subjectId: registration.id,
        action: 'registration.correction_decided',
        data: { fields },
      })
    })
    .catch(registeredAgain)
}
