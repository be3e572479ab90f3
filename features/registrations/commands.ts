import { and, eq } from 'drizzle-orm'
import { db, isUniqueViolation, type Transaction } from '@/db'
import { categories, type events } from '@/db/schema/events'
import { registrations } from '@/db/schema/registrations'
import { type Actor, recordAudit } from '@/features/audit/commands'
import { changeable, type ManagedEvent } from '@/features/events/access'
import { insertMail } from '@/features/mail/commands'
import { wakeWorker } from '@/features/mail/worker/commands'
import { Refusal } from '@/lib/errors'
import type { Answers } from '@/lib/fields'
import { isUuid } from '@/lib/ids'
import { searchKey } from '@/lib/names'
import { columnsOf, searchable } from './form/commands'
import { prepareNotice } from './notices/commands'
import { freePlace, takePlace } from './places/commands'
import { isCorrectable, MAIL_OF_STATE, mayMove, personKey, type RegistrationState } from './rules'

type EventRow = typeof events.$inferSelect
type RegistrationRow = typeof registrations.$inferSelect

/**
 * An organiser's decision: accept, put on the waiting list, decline or withdraw, and tell the person.
 * @param decision.from the state that the organiser saw
 * @param decision.note the organiser's words to the person, put into the mail
 * @throws Refusal `registration_unknown`, `registration_changed` (another decided meanwhile), `move_not_allowed`, `no_place_left`, `registered_again`, `event_archived`
 */
export async function decideRegistration(
  event: ManagedEvent,
  registrationId: string,
  decision: { from: RegistrationState; to: RegistrationState; note: string },
  now: Date,
): Promise<void> {
  changeable(event)
  const registration = await inEvent(event.id, registrationId)
  if (!mayMove('organiser', decision.from, decision.to)) throw new Refusal('move_not_allowed')
  await move({ event, registration, ...decision, actor: event.actor, now })
}

/**
 * A person withdraws through their private page.
 * @throws Refusal `registration_changed`, `move_not_allowed`
 */
export async function withdrawOwnRegistration(
  event: EventRow,
  registration: RegistrationRow,
  now: Date,
): Promise<void> {
  if (event.state === 'archived' || !mayMove('person', registration.state, 'withdrawn'))
    throw new Refusal('move_not_allowed')
  await move({
    event,
    registration,
    from: registration.state,
    to: 'withdrawn',
    note: '',
    actor: { kind: 'person' },
    now,
  })
}

async function move(input: {
  event: EventRow
  registration: RegistrationRow
  from: RegistrationState
  to: RegistrationState
  note: string
  actor: Actor
  now: Date
}): Promise<void> {
  const { event, registration, from, to, note, actor, now } = input
  const [category] = await db()
    .select({ id: categories.id, name: categories.name })
    .from(categories)
    .where(eq(categories.id, registration.categoryId))
  if (!category) throw new Error('registration without its category')
  const version = registration.version + 1
  const mail = await prepareNotice(MAIL_OF_STATE[to], event, category.name, registration, version, note || undefined)

  await db()
    .transaction(async (tx) => {
      const [moved] = await tx
        .update(registrations)
        .set({ state: to, stateSince: now, updatedAt: now, version })
        .where(
          and(
            eq(registrations.id, registration.id),
            eq(registrations.state, from),
            eq(registrations.version, registration.version),
          ),
        )
        .returning({ id: registrations.id })
      if (!moved) throw new Refusal('registration_changed')
      await recordAudit(tx, {
        eventId: event.id,
        actor,
        subject: 'registration',
        subjectId: registration.id,
        action: `registration.${to}`,
        data: { from, to, hasNote: note !== '' },
      })
      await insertMail(tx, mail)
      if (from === 'accepted') await freePlace(tx, category.id)
      if (to === 'accepted' && !(await takePlace(tx, category.id))) throw new Refusal('no_place_left')
    })
    .catch((error: unknown) => {
      throw isUniqueViolation(error, 'registrations_one_live_per_person') ? new Refusal('registered_again') : error
    })
  wakeWorker()
}

/**
 * A person corrects their own data. The address and the consents stay as they are.
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
  if (!isCorrectable(registration.state, event, now)) throw new Refusal('correction_closed')
  const { sortKey: proposed, ...columns } = columnsOf(category, answers)
  const before = columnsOf(category, answersOf(registration))
  // An organiser's own sort key outlives a correction of anything but the name it was made from.
  const sortKey = before.sortKey === proposed ? registration.sortKey : proposed
  const changed = Object.keys(columns).filter(
    (name) =>
      JSON.stringify(columns[name as keyof typeof columns]) !==
      JSON.stringify(registration[name as keyof RegistrationRow]),
  )
  if (changed.length === 0) return
  await db()
    .transaction(async (tx) => {
      await change(tx, registration, {
        ...columns,
        sortKey,
        searchKey: searchKey(...searchable({ ...registration, ...columns })),
        personKey: personKey({ ...answers, email: registration.email }),
        updatedAt: now,
      })
      await recordAudit(tx, {
        eventId: event.id,
        actor: { kind: 'person' },
        subject: 'registration',
        subjectId: registration.id,
        action: 'registration.corrected',
        data: { fields: changed },
      })
    })
    .catch((error: unknown) => {
      throw isUniqueViolation(error, 'registrations_one_live_per_person') ? new Refusal('registered_again') : error
    })
}

/**
 * Sets where a person stands in alphabetical lists.
 * @throws Refusal `registration_unknown`, `registration_changed`, `event_archived`
 */
export async function setSortKey(
  event: ManagedEvent,
  registrationId: string,
  sortKey: string,
  now: Date,
): Promise<void> {
  changeable(event)
  const registration = await inEvent(event.id, registrationId)
  if (registration.sortKey === sortKey) return
  await db().transaction(async (tx) => {
    await change(tx, registration, { sortKey, updatedAt: now })
    await recordAudit(tx, {
      eventId: event.id,
      actor: event.actor,
      subject: 'registration',
      subjectId: registration.id,
      action: 'registration.sort_key_set',
    })
  })
}

/** Writes unless someone else has written since `registration` was read. */
async function change(tx: Transaction, registration: RegistrationRow, values: Partial<RegistrationRow>): Promise<void> {
  const [changed] = await tx
    .update(registrations)
    .set({ ...values, version: registration.version + 1 })
    .where(and(eq(registrations.id, registration.id), eq(registrations.version, registration.version)))
    .returning({ id: registrations.id })
  if (!changed) throw new Refusal('registration_changed')
}

async function inEvent(eventId: string, registrationId: string): Promise<RegistrationRow> {
  if (!isUuid(registrationId)) throw new Refusal('registration_unknown')
  const [registration] = await db()
    .select()
    .from(registrations)
    .where(and(eq(registrations.id, registrationId), eq(registrations.eventId, eventId)))
  if (!registration) throw new Refusal('registration_unknown')
  return registration
}

/** A registration as the answers to its form. */
export function answersOf(registration: RegistrationRow): Answers {
  const {
    title,
    givenName,
    familyName,
    patronymic,
    nativeName,
    country,
    position,
    institution,
    email,
    phone,
    locale,
    interpretation,
    diet,
    accessibility,
  } = registration
  return {
    title,
    givenName,
    familyName,
    patronymic,
    nativeName,
    country,
    position,
    institution,
    email,
    phone,
    locale,
    interpretation,
    diet,
    accessibility,
    ...registration.details,
  }
}
