import { and, asc, count, desc, eq, gt, inArray, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { categories } from '@/db/schema/events'
import { decisions, informationRequests, opinions, reasons, registrations } from '@/db/schema/registrations'
import type { EnteredEvent, ViewedEvent } from '@/features/events/access'
import { isUuid } from '@/lib/ids'
import { inScope, needing, selection } from '../queries'
import { TO_REVIEW } from '../rules'
import { BATCH_LIMIT, type RegistrationFilter, type RegistrationNeed } from './rules'

/**
 * Whom to review next: who waits longest, in the reader's scope; with `from` the neighbour of that registration.
 * @returns a registration's id, or null at the end of the queue
 */
export async function nextInQueue(
  event: ViewedEvent,
  filter: RegistrationFilter,
  from: string | null,
  direction: 'next' | 'back',
): Promise<string | null> {
  const [at] =
    from && isUuid(from)
      ? await db()
          .select({ createdAt: registrations.createdAt })
          .from(registrations)
          .where(and(eq(registrations.id, from), selection(event, filter)))
      : []
  const isNext = direction === 'next'
  const beyond = isNext ? gt : lt
  const order = isNext ? asc : desc
  const [found] = await db()
    .select({ id: registrations.id })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(
      and(
        selection(event, { ...filter, state: '' }),
        inArray(registrations.state, [...TO_REVIEW]),
        at && from
          ? or(
              beyond(registrations.createdAt, at.createdAt),
              and(eq(registrations.createdAt, at.createdAt), beyond(registrations.id, from)),
            )
          : undefined,
      ),
    )
    .orderBy(order(registrations.createdAt), order(registrations.id))
    .limit(1)
  return found?.id ?? null
}

export type ToDo = Record<RegistrationNeed, number> & { toReview: number; offerToday: number }

/**
 * How many wait for review in the reader's scope, how many have each need, and whose offer ends today by the event's
 * clock. One query.
 */
export async function countToDo(event: EnteredEvent, now: Date): Promise<ToDo> {
  const those = (condition: SQL) => sql`count(*) filter (where ${condition})`.mapWith(Number)
  const day = (at: SQL) => sql`(${at} at time zone ${event.timeZone}::text)::date`
  const [row] = await db()
    .select({
      toReview: those(inArray(registrations.state, [...TO_REVIEW])),
      correction: those(needing(event, 'correction')),
      answered: those(needing(event, 'answered')),
      erasure: those(needing(event, 'erasure')),
      untold: those(needing(event, 'untold')),
      offer: those(needing(event, 'offer')),
      offerToday: those(
        sql`${day(sql`${registrations.offerExpiresAt}`)} <= ${day(sql`${now.toISOString()}::timestamptz`)}`,
      ),
    })
    .from(registrations)
    .where(and(inScope(event), ne(registrations.state, 'draft')))
  return row!
}

/** Ids of what the filter finds, as many as one bulk decision may hold. */
export async function listIds(event: ViewedEvent, filter: RegistrationFilter): Promise<string[]> {
  const rows = await db()
    .select({ id: registrations.id })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(and(selection(event, filter), filter.state ? eq(registrations.state, filter.state) : undefined))
    .orderBy(registrations.createdAt)
    .limit(BATCH_LIMIT)
  return rows.map(({ id }) => id)
}

/** How many of these registrations stand in each state; those out of scope are not counted. */
export async function countByState(event: ViewedEvent, ids: readonly string[]): Promise<Record<string, number>> {
  if (ids.length === 0) return {}
  const rows = await db()
    .select({ state: registrations.state, count: count() })
    .from(registrations)
    .where(and(inScope(event), inArray(registrations.id, [...ids])))
    .groupBy(registrations.state)
  return Object.fromEntries(rows.map((row) => [row.state, row.count]))
}

/** What was decided on one registration and why, newest first; the notes are for the secretariat. */
export async function listDecisions(event: ViewedEvent, registrationId: string) {
  return db()
    .select({
      id: decisions.id,
      from: decisions.from,
      to: decisions.to,
      note: decisions.note,
      internalNote: decisions.internalNote,
      reason: reasons.name,
      byEmail: users.email,
      isTold: sql<boolean>`${decisions.mailId} is not null`,
      undoneAt: decisions.undoneAt,
      createdAt: decisions.createdAt,
    })
    .from(decisions)
    .leftJoin(reasons, eq(reasons.id, decisions.reasonId))
    .leftJoin(users, eq(users.id, decisions.userId))
    .where(and(eq(decisions.eventId, event.id), eq(decisions.registrationId, registrationId)))
    .orderBy(desc(decisions.createdAt))
}

/** Who has said "accept" already, where the event asks for two. */
export async function listOpinions(event: ViewedEvent, registrationId: string) {
  return db()
    .select({ userId: opinions.userId, email: users.email, createdAt: opinions.createdAt })
    .from(opinions)
    .innerJoin(registrations, eq(registrations.id, opinions.registrationId))
    .leftJoin(users, eq(users.id, opinions.userId))
    .where(and(eq(registrations.eventId, event.id), eq(opinions.registrationId, registrationId)))
}

/** What the person was asked for, with the answers, newest first. */
export async function listInformationRequests(event: { id: string }, registrationId: string) {
  return db()
    .select()
    .from(informationRequests)
    .where(and(eq(informationRequests.eventId, event.id), eq(informationRequests.registrationId, registrationId)))
    .orderBy(desc(informationRequests.createdAt))
}
