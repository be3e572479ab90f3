import { and, desc, eq } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { users } from '@/db/schema/accounts'
import { categories, type events } from '@/db/schema/events'
import { changes, type registrations } from '@/db/schema/registrations'
import { recordAudit } from '@/features/audit/commands'
import { changeable, type ReviewedEvent, type ViewedEvent } from '@/features/events/access'
import { Refusal } from '@/lib/errors'
import type { Answers } from '@/lib/fields'
import { searchKey } from '@/lib/names'
import { answersOf, changeRegistration, registeredAgain, registrationInScope } from '../commands'
import { columnsOf, searchable } from '../form/commands'
import { reviewedFields, toldOf } from '../own/rules'
import { isCorrectable, personKey } from '../rules'

type EventRow = typeof events.$inferSelect
type RegistrationRow = typeof registrations.$inferSelect

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
 * A person corrects their own data. The address and the consents stay as they are. What an accepted person corrects of
 * `reviewedFields` waits for the secretariat; the rest is written at once. Both are kept field by field.
 * @param answers checked answers to `correctableFields`
 * @throws Refusal `correction_closed`, `registration_changed`, `registered_again`
 */
export async function correctOwnRegistration(
  event: EventRow,
  category: { form: 'delegate' | 'parliamentarian' | 'diplomat' },
  registration: RegistrationRow,
  answers: Answers,
  now: Date,
): Promise<void> {
  if (!isCorrectable(toldOf(registration), event, now)) throw new Refusal('correction_closed')
  const before = answersOf(registration)
  const changed = Object.keys(answers).filter(
    (name) => name !== 'email' && (answers[name] ?? '') !== (before[name] ?? ''),
  )
  const waits = reviewedFields(registration)
  const waiting = changed.filter((name) => waits.includes(name))
  const written = changed.filter((name) => !waits.includes(name))
  if (changed.length === 0) return
  await db()
    .transaction(async (tx) => {
      await changeRegistration(tx, registration, {
        ...correctedColumns(category, registration, answers, written),
        updatedAt: now,
      })
      for (const [state, fields] of [
        ['applied', written],
        ['pending', waiting],
      ] as const) {
        if (fields.length === 0) continue
        await keepChange(tx, event, registration, state, fields, before, answers, now)
        await recordAudit(tx, {
          eventId: event.id,
          actor: { kind: 'person' },
          subject: 'registration',
          subjectId: registration.id,
          action: state === 'applied' ? 'registration.corrected' : 'registration.correction_asked',
          data: { fields: [...fields] },
        })
      }
    })
    .catch(registeredAgain)
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

/** The columns of a registration with some of its answers exchanged. */
export function correctedColumns(
  category: { form: 'delegate' | 'parliamentarian' | 'diplomat' },
  registration: RegistrationRow,
  answers: Answers,
  fields: readonly string[],
): Partial<RegistrationRow> {
  const present = answersOf(registration)
  const next = { ...present, ...Object.fromEntries(fields.map((name) => [name, answers[name] ?? ''])) }
  const { sortKey: proposed, ...columns } = columnsOf(category, next)
  // An organiser's own sort key outlives a correction of anything but the name it was made from.
  const sortKey = columnsOf(category, present).sortKey === proposed ? registration.sortKey : proposed
  return {
    ...columns,
    sortKey,
    searchKey: searchKey(...searchable({ ...registration, ...columns })),
    personKey: personKey({ ...next, email: registration.email }, registration.companionOfId),
  }
}

/**
 * What is corrected again while it waits replaces what waited; what it said before it ever was stays.
 * @param userId who made the change, where it was not the person
 */
export async function keepChange(
  tx: Transaction,
  event: EventRow,
  registration: RegistrationRow,
  state: 'applied' | 'pending',
  fields: readonly string[],
  before: Answers,
  answers: Answers,
  now: Date,
  userId: string | null = null,
): Promise<void> {
  const pick = (from: Answers) => Object.fromEntries(fields.map((name) => [name, from[name] ?? '']))
  const row = { before: pick(before), after: pick(answers), createdAt: now, userId }
  if (state === 'pending')
    await tx.delete(changes).where(and(eq(changes.registrationId, registration.id), eq(changes.state, 'pending')))
  await tx.insert(changes).values({ eventId: event.id, registrationId: registration.id, state, ...row })
}
