import { and, asc, count, desc, eq, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { categories } from '@/db/schema/events'
import { decisions, informationRequests, opinions, quotas, reasons, registrations } from '@/db/schema/registrations'
import type { EnteredEvent, ViewedEvent } from '@/features/events/access'
import { isUuid } from '@/lib/ids'
import { DECISION_ORDER, inScope, needing, selection } from '../queries'
import { TO_REVIEW } from '../rules'
import {
  BATCH_LIMIT,
  type Limit,
  placesLeft,
  queueFilter,
  type RegistrationFilter,
  type RegistrationNeed,
} from './rules'

/** Those of the filter who wait for review. */
function inQueue(event: ViewedEvent, filter: RegistrationFilter): SQL | undefined {
  const { state } = queueFilter(filter)
  return and(
    selection(event, { ...filter, state: '' }),
    state ? eq(registrations.state, state) : inArray(registrations.state, [...TO_REVIEW]),
  )
}

/** Compares with a registration's place in the queue, which is by the time it was sent. */
function placed(event: ViewedEvent, than: '<' | '<=' | '>', from: string): SQL {
  return sql`(${registrations.createdAt}, ${registrations.id}) ${sql.raw(than)} (select at.created_at, at.id from ${registrations} at where at.id = ${from}::uuid and at.event_id = ${event.id})`
}

/**
 * Whom to review next: who waits longest, in the reader's scope; with `from` the neighbour of that registration, which
 * need not be in the queue any more.
 * @returns a registration's id, or null at the end of the queue
 */
export async function nextInQueue(
  event: ViewedEvent,
  filter: RegistrationFilter,
  from: string | null,
  direction: 'next' | 'back',
): Promise<string | null> {
  const isNext = direction === 'next'
  const order = isNext ? asc : desc
  const [found] = await db()
    .select({ id: registrations.id })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(and(inQueue(event, filter), from && isUuid(from) ? placed(event, isNext ? '>' : '<', from) : undefined))
    .orderBy(order(registrations.createdAt), order(registrations.id))
    .limit(1)
  return found?.id ?? null
}

/**
 * Where a registration stands in the queue.
 * @returns its neighbours, its place (1 waits longest; null: it does not wait any more), and how many wait
 */
export async function queuePlace(event: ViewedEvent, filter: RegistrationFilter, registrationId: string) {
  const [next, back, [row]] = await Promise.all([
    nextInQueue(event, filter, registrationId, 'next'),
    nextInQueue(event, filter, registrationId, 'back'),
    db()
      .select({
        upTo: sql`count(*) filter (where ${placed(event, '<=', registrationId)})`.mapWith(Number),
        isIn: sql<boolean>`coalesce(bool_or(${sql`${registrations.id}`} = ${registrationId}::uuid), false)`,
        total: count(),
      })
      .from(registrations)
      .where(inQueue(event, filter)),
  ])
  return { next, back, position: row?.isIn ? row.upTo : null, total: row?.total ?? 0 }
}

export type QueuePlace = Awaited<ReturnType<typeof queuePlace>>

/** Names and present states of registrations, those in the reader's scope, in the order given. */
export async function listPeople(event: ViewedEvent, ids: readonly string[]) {
  const known = ids.filter(isUuid)
  if (known.length === 0) return []
  const rows = await db()
    .select({
      id: registrations.id,
      title: registrations.title,
      givenName: registrations.givenName,
      familyName: registrations.familyName,
      patronymic: registrations.patronymic,
      state: registrations.state,
    })
    .from(registrations)
    .where(and(inScope(event), inArray(registrations.id, known)))
  return known.flatMap((id) => rows.filter((row) => row.id === id))
}

export type ListedPerson = Awaited<ReturnType<typeof listPeople>>[number]

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
      bounced: those(needing(event, 'bounced')),
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

/** How many registrations the filter finds. */
export async function countSelected(event: ViewedEvent, filter: RegistrationFilter): Promise<number> {
  const selected = and(selection(event, filter), filter.state ? eq(registrations.state, filter.state) : undefined)
  const [row] = await db().select({ count: count() }).from(registrations).where(selected)
  return row?.count ?? 0
}

/** Those chosen for a bulk decision, in the order in which it is made; without those out of scope. */
export async function listChosen(event: ViewedEvent, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db()
    .select({
      id: registrations.id,
      title: registrations.title,
      givenName: registrations.givenName,
      familyName: registrations.familyName,
      patronymic: registrations.patronymic,
      state: registrations.state,
      categoryId: registrations.categoryId,
      roleId: registrations.roleId,
      holdsPlace: registrations.holdsPlace,
    })
    .from(registrations)
    .where(and(inScope(event), inArray(registrations.id, [...ids])))
    .orderBy(...DECISION_ORDER)
}

export type ChosenPerson = Awaited<ReturnType<typeof listChosen>>[number]

/** The limits that an accepted person's place is taken from: the event's, the roles' and the categories'. */
export async function listLimits(event: ViewedEvent): Promise<Limit[]> {
  const [ofCategories, others] = await Promise.all([
    db().select().from(categories).where(eq(categories.eventId, event.id)),
    db()
      .select()
      .from(quotas)
      .where(and(eq(quotas.eventId, event.id), isNull(quotas.delegationId))),
  ])
  return [
    ...others.map(({ categoryId, roleId, capacity, taken }) => ({
      categoryId,
      roleId,
      capacity,
      left: Math.max(0, capacity - taken),
    })),
    ...ofCategories.map((category) => ({
      categoryId: category.id,
      roleId: null,
      capacity: category.capacity,
      left: placesLeft(category),
    })),
  ]
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
