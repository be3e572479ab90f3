import { and, asc, count, desc, eq, inArray, ne, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { delegationRoles, delegations, focalPoints } from '@/db/schema/delegations'
import { events } from '@/db/schema/events'
import { quotas, registrations } from '@/db/schema/registrations'
import type { EnteredEvent, ViewedEvent } from '@/features/events/access'
import { isUuid } from '@/lib/ids'
import { searchKey } from '@/lib/names'

/** States in which a member counts: has a place of the delegation. */
const LIVE = [
  'draft',
  'submitted',
  'under_review',
  'information_requested',
  'waiting_list',
  'accepted',
  'checked_in',
] as const

/** The delegations that the reader sees: a limited reviewer those of the limit, none where the limit is of categories. */
function inScope(event: EnteredEvent): SQL | undefined {
  const { categoryIds, delegationIds } = event.scope
  if (!delegationIds) return and(eq(delegations.eventId, event.id), categoryIds ? sql`false` : undefined)
  return and(
    eq(delegations.eventId, event.id),
    delegationIds.length > 0 ? inArray(delegations.id, delegationIds) : sql`false`,
  )
}

/** Delegations as their list shows them, in the event's order. Three queries, however many there are. */
export async function listDelegations(event: ViewedEvent, search = '') {
  const key = searchKey(search)
  const rows = await db()
    .select()
    .from(delegations)
    .where(
      and(
        inScope(event),
        key ? sql`${delegations.searchKey} like ${`%${key.replace(/[\\%_]/g, '\\$&')}%`}` : undefined,
      ),
    )
    .orderBy(asc(delegations.position), asc(delegations.createdAt))
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return []
  const isState = (states: readonly string[]) =>
    sql<number>`count(*) filter (where ${inArray(registrations.state, [...states] as (typeof LIVE)[number][])})::int`
  const [members, points, limits] = await Promise.all([
    db()
      .select({
        delegationId: registrations.delegationId,
        live: isState(LIVE),
        drafts: isState(['draft']),
        accepted: isState(['accepted', 'checked_in']),
        heads: sql<number>`count(*) filter (where ${registrations.isHead} and ${inArray(registrations.state, [...LIVE])})::int`,
      })
      .from(registrations)
      .where(and(eq(registrations.eventId, event.id), inArray(registrations.delegationId, ids)))
      .groupBy(registrations.delegationId),
    db()
      .select({
        delegationId: focalPoints.delegationId,
        count: count(),
        invited: count(focalPoints.invitedAt),
        seen: count(focalPoints.firstSeenAt),
      })
      .from(focalPoints)
      .where(inArray(focalPoints.delegationId, ids))
      .groupBy(focalPoints.delegationId),
    db()
      .select({ delegationId: quotas.delegationId, capacity: quotas.capacity, taken: quotas.taken })
      .from(quotas)
      .where(
        and(
          eq(quotas.eventId, event.id),
          inArray(quotas.delegationId, ids),
          sql`${quotas.categoryId} is null and ${quotas.roleId} is null`,
        ),
      ),
  ])
  const none = { live: 0, drafts: 0, accepted: 0, heads: 0 }
  return rows.map((delegation) => ({
    ...delegation,
    members: members.find(({ delegationId }) => delegationId === delegation.id) ?? none,
    focalPoints: points.find(({ delegationId }) => delegationId === delegation.id) ?? { count: 0, invited: 0, seen: 0 },
    quota: limits.find(({ delegationId }) => delegationId === delegation.id) ?? null,
  }))
}

export type ListedDelegation = Awaited<ReturnType<typeof listDelegations>>[number]

/** How many sent delegations have members who wait for review, and how many were invited and have sent nothing. */
export async function countDelegationsToDo(event: EnteredEvent): Promise<{ toReview: number; silent: number }> {
  const those = (condition: SQL) => sql`count(*) filter (where ${condition})`.mapWith(Number)
  const [row] = await db()
    .select({
      toReview: those(
        sql`${delegations.sentAt} is not null and exists (select 1 from ${registrations} where ${registrations.delegationId} = ${delegations.id} and ${registrations.state} in ('submitted', 'under_review'))`,
      ),
      silent: those(
        sql`${delegations.sentAt} is null and exists (select 1 from ${focalPoints} where ${focalPoints.delegationId} = ${delegations.id} and ${focalPoints.invitedAt} is not null)`,
      ),
    })
    .from(delegations)
    .where(inScope(event))
  return row!
}

/** One delegation in the reader's scope, or null. */
export async function getDelegation(event: ViewedEvent, delegationId: string) {
  if (!isUuid(delegationId)) return null
  const [delegation] = await db()
    .select()
    .from(delegations)
    .where(and(eq(delegations.id, delegationId), inScope(event)))
  return delegation ?? null
}

/** Who looks after a delegation. Gate the delegation before. */
export function listFocalPoints(event: { id: string }, delegationId: string) {
  return db()
    .select({
      id: focalPoints.id,
      email: users.email,
      name: focalPoints.name,
      locale: focalPoints.locale,
      invitedAt: focalPoints.invitedAt,
      remindedAt: focalPoints.remindedAt,
      firstSeenAt: focalPoints.firstSeenAt,
    })
    .from(focalPoints)
    .innerJoin(users, eq(users.id, focalPoints.userId))
    .where(and(eq(focalPoints.eventId, event.id), eq(focalPoints.delegationId, delegationId)))
    .orderBy(asc(focalPoints.createdAt), asc(focalPoints.id))
}

/** The delegations that somebody looks after, but of draft events, the latest event first. */
export function listOwnDelegations(userId: string) {
  return db()
    .select({ id: delegations.id, name: delegations.name, eventName: events.name })
    .from(focalPoints)
    .innerJoin(delegations, eq(delegations.id, focalPoints.delegationId))
    .innerJoin(events, eq(events.id, delegations.eventId))
    .where(and(eq(focalPoints.userId, userId), ne(events.state, 'draft')))
    .orderBy(desc(events.startsAt), asc(delegations.position))
}

/** What members of a delegation can be, in the event's order; `withRetired` for those who are something retired. */
export function listRoles(event: { id: string }, { withRetired = false } = {}) {
  return db()
    .select()
    .from(delegationRoles)
    .where(
      and(eq(delegationRoles.eventId, event.id), withRetired ? undefined : sql`${delegationRoles.retiredAt} is null`),
    )
    .orderBy(asc(delegationRoles.position), asc(delegationRoles.id))
}

export type DelegationRole = Awaited<ReturnType<typeof listRoles>>[number]
