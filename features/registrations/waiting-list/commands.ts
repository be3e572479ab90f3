import { and, eq, gt, gte, isNull, lt, lte, notInArray, or, sql } from 'drizzle-orm'
import { db } from '@/db'
import { categories, events } from '@/db/schema/events'
import { registrations } from '@/db/schema/registrations'
import { recordAudit } from '@/features/audit/commands'
import { changeable, type ReviewedEvent } from '@/features/events/access'
import { insertMail } from '@/features/mail/commands'
import { wakeWorker } from '@/features/mail/worker/commands'
import { Refusal } from '@/lib/errors'
import { changeRegistration, moveRegistration, registrationInScope } from '../commands'
import { prepareNotice } from '../notices/commands'
import { changePlaces, PLACE_REFUSALS } from '../places/commands'
import { WAITING_ORDER } from '../queries'
import { afterWorkingHours } from './rules'

type EventRow = typeof events.$inferSelect
type RegistrationRow = typeof registrations.$inferSelect

/** Priority of who let an offer pass: not offered again until an organiser says so. */
const PASSED = -1

/** Whoever waits for an offer: not those who have one, nor those who let one pass. */
export const isWaiting = and(
  eq(registrations.state, 'waiting_list'),
  isNull(registrations.offerExpiresAt),
  gte(registrations.priority, 0),
)

/**
 * Offers free places to the next on the waiting lists, one transaction an offer: the offer holds the place, so nobody
 * else can take it. Called after whatever frees a place, and regularly, so that none is forgotten.
 * @returns how many offers were made
 */
export async function serveWaitingLists(now: Date): Promise<number> {
  let offers = 0
  const skipped: string[] = []
  for (;;) {
    const [next] = await db()
      .select({ registration: registrations, category: categories, event: events })
      .from(registrations)
      .innerJoin(categories, eq(categories.id, registrations.categoryId))
      .innerJoin(events, eq(events.id, registrations.eventId))
      .where(
        and(
          isWaiting,
          eq(events.state, 'published'),
          gt(events.startsAt, now),
          or(isNull(categories.capacity), lt(categories.taken, sql`${categories.capacity} - ${categories.reserve}`)),
          skipped.length > 0 ? notInArray(registrations.id, skipped) : undefined,
        ),
      )
      .orderBy(...WAITING_ORDER)
      .limit(1)
    if (!next) return offers
    if (await offer(next, now)) offers += 1
    // Another took the place or the person moved meanwhile, or another limit than the category's is reached.
    else skipped.push(next.registration.id)
  }
}

async function offer(
  {
    registration,
    category,
    event,
  }: { registration: RegistrationRow; category: { name: EventRow['name'] }; event: EventRow },
  now: Date,
): Promise<boolean> {
  const offerExpiresAt = new Date(
    Math.min(afterWorkingHours(now, event.offerHours, event).getTime(), event.startsAt.getTime()),
  )
  const version = registration.version + 1
  const mail = await prepareNotice('offered', event, category.name, { ...registration, offerExpiresAt }, version)
  try {
    await db().transaction(async (tx) => {
      await changeRegistration(tx, registration, { offerExpiresAt, holdsPlace: true, updatedAt: now })
      await recordAudit(tx, {
        eventId: event.id,
        actor: { kind: 'system' },
        subject: 'registration',
        subjectId: registration.id,
        action: 'registration.offered',
      })
      await insertMail(tx, mail)
      await changePlaces(tx, registration, { place: 1, ofDelegation: 0 })
    })
  } catch (error) {
    if (error instanceof Refusal && [...PLACE_REFUSALS, 'registration_changed'].includes(error.code)) return false
    throw error
  }
  wakeWorker()
  return true
}

/**
 * A person takes the place that was offered.
 * @throws Refusal `offer_gone` (none, or withdrawn), `offer_expired`, `registration_changed`
 */
export async function acceptOffer(event: EventRow, registration: RegistrationRow, now: Date): Promise<void> {
  offerStands(event, registration, now)
  await moveRegistration({
    event,
    registration,
    from: 'waiting_list',
    to: 'accepted',
    inform: 'now',
    actor: { kind: 'person' },
    now,
  })
}

/**
 * A person declines the place that was offered, and with it the waiting list; the place goes to the next.
 * @throws Refusal `offer_gone`, `offer_expired`, `registration_changed`
 */
export async function declineOffer(event: EventRow, registration: RegistrationRow, now: Date): Promise<void> {
  offerStands(event, registration, now)
  await moveRegistration({
    event,
    registration,
    from: 'waiting_list',
    to: 'withdrawn',
    inform: 'now',
    actor: { kind: 'person' },
    now,
  })
  await serveWaitingLists(now)
}

function offerStands(event: EventRow, registration: RegistrationRow, now: Date): void {
  if (event.state === 'archived' || !registration.offerExpiresAt) throw new Refusal('offer_gone')
  if (now >= registration.offerExpiresAt) throw new Refusal('offer_expired')
}

/**
 * Takes back the places of offers that nobody answered in time; those people stay on the list, behind all others, until
 * an organiser gives them a priority again.
 * @returns how many offers were over
 */
export async function expireOffers(now: Date): Promise<number> {
  const over = await db()
    .select({ registration: registrations, categoryName: categories.name, event: events })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .innerJoin(events, eq(events.id, registrations.eventId))
    .where(and(lte(registrations.offerExpiresAt, now), eq(events.state, 'published')))
    .limit(100)
  for (const { registration, categoryName, event } of over) {
    const mail = await prepareNotice('offer_expired', event, categoryName, registration, registration.version + 1)
    await db()
      .transaction(async (tx) => {
        await changeRegistration(tx, registration, {
          offerExpiresAt: null,
          holdsPlace: false,
          priority: PASSED,
          priorityReason: '',
          updatedAt: now,
        })
        await recordAudit(tx, {
          eventId: event.id,
          actor: { kind: 'system' },
          subject: 'registration',
          subjectId: registration.id,
          action: 'registration.offer_expired',
        })
        await insertMail(tx, mail)
        await changePlaces(tx, registration, { place: -1, ofDelegation: 0 })
      })
      .catch((error: unknown) => {
        // Answered in this very moment.
        if (!(error instanceof Refusal && error.code === 'registration_changed')) throw error
      })
  }
  return over.length
}

/**
 * Puts a person before or behind others on the waiting list.
 * @param priority 0 is everybody's; higher stands before
 * @throws Refusal `registration_unknown`, `not_waiting`, `registration_changed`, `event_archived`
 */
export async function setPriority(
  event: ReviewedEvent,
  registrationId: string,
  { priority, reason }: { priority: number; reason: string },
  now: Date,
): Promise<void> {
  changeable(event)
  const registration = await registrationInScope(event, registrationId)
  if (registration.state !== 'waiting_list') throw new Refusal('not_waiting')
  await db().transaction(async (tx) => {
    await changeRegistration(tx, registration, { priority, priorityReason: reason, updatedAt: now })
    await recordAudit(tx, {
      eventId: event.id,
      actor: event.actor,
      subject: 'registration',
      subjectId: registration.id,
      action: 'registration.priority_set',
      data: { priority, hasReason: reason !== '' },
    })
  })
}
