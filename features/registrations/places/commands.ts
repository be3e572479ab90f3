import { and, asc, count, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { categories } from '@/db/schema/events'
import { quotas, registrations } from '@/db/schema/registrations'
import { recordAudit } from '@/features/audit/commands'
import { changeable, type ManagedEvent } from '@/features/events/access'
import { Refusal } from '@/lib/errors'
import { LIVE_STATES } from '../rules'

/** What a person's places depend on. */
export type Holder = { eventId: string; categoryId: string; delegationId: string | null; roleId: string | null }

/** Which places a transaction takes (+) or gives back (-). */
type Change = { place: number; ofDelegation: number; mayUseReserve?: boolean }

/** Refusals that mean "no place left", whichever limit it was. */
export const PLACE_REFUSALS: readonly string[] = [
  'event_full',
  'no_place_left',
  'role_full',
  'delegation_full',
  'delegation_category_full',
]

/**
 * Takes the event's, the role's and the category's place for one person. The guard is in the updates themselves, so
 * however many ask at once, nothing is oversold. Call it last in its transaction: it locks the counters until the commit.
 * @throws Refusal `event_full`, `role_full`, `no_place_left`: with it the transaction is rolled back
 */
export function takePlaces(tx: Transaction, holder: Holder, options: { mayUseReserve?: boolean } = {}): Promise<void> {
  return changePlaces(tx, holder, { place: 1, ofDelegation: 0, ...options })
}

/** Gives the event's, the role's and the category's place back. */
export function freePlaces(tx: Transaction, holder: Holder): Promise<void> {
  return changePlaces(tx, holder, { place: -1, ofDelegation: 0 })
}

/**
 * Takes places of a delegation, in total and for the category: as soon as a member is entered or a place reserved.
 * @throws Refusal `delegation_full`, `delegation_category_full`
 */
export function takeDelegationPlaces(tx: Transaction, holder: Holder, count = 1): Promise<void> {
  return changePlaces(tx, holder, { place: 0, ofDelegation: count })
}

/** Gives places of a delegation back. */
export function freeDelegationPlaces(tx: Transaction, holder: Holder, count = 1): Promise<void> {
  return changePlaces(tx, holder, { place: 0, ofDelegation: -count })
}

/** All counters of one person in one go: quotas in the order of their ids, the category last, so that nobody waits in a circle. */
export async function changePlaces(tx: Transaction, holder: Holder, change: Change): Promise<void> {
  const { place, ofDelegation } = holder.delegationId ? change : { ...change, ofDelegation: 0 }
  if (place === 0 && ofDelegation === 0) return
  // A quota that is being counted anew waits for us, or we for it.
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${QUOTAS_LOCK}, hashtext(${holder.eventId}))`)
  const applying = await tx
    .select()
    .from(quotas)
    .where(
      and(
        eq(quotas.eventId, holder.eventId),
        or(isNull(quotas.categoryId), eq(quotas.categoryId, holder.categoryId)),
        holder.delegationId
          ? or(isNull(quotas.delegationId), eq(quotas.delegationId, holder.delegationId))
          : isNull(quotas.delegationId),
        holder.roleId ? or(isNull(quotas.roleId), eq(quotas.roleId, holder.roleId)) : isNull(quotas.roleId),
      ),
    )
    .orderBy(asc(quotas.id))
    .for('update')
  for (const quota of applying) {
    const step = quota.delegationId ? ofDelegation : place
    if (step > 0 && quota.taken + step > quota.capacity)
      throw new Refusal(refusalOf(quota), { capacity: quota.capacity, taken: quota.taken })
  }
  for (const isOfDelegation of [true, false]) {
    const step = isOfDelegation ? ofDelegation : place
    const ids = applying.filter((quota) => Boolean(quota.delegationId) === isOfDelegation).map(({ id }) => id)
    if (step === 0 || ids.length === 0) continue
    await tx
      .update(quotas)
      .set({ taken: sql`greatest(0, ${quotas.taken} + ${step})` })
      .where(inArray(quotas.id, ids))
  }
  if (place !== 0) await changeCategory(tx, holder.categoryId, place, change.mayUseReserve ?? false)
}

/**
 * For a transaction that changes the places of several people: nobody else changes places of the event until it ends, so
 * that nobody waits in a circle. Call it after all rows are locked and before the first change.
 */
export async function lockPlaces(tx: Transaction, event: { id: string }): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${QUOTAS_LOCK}, hashtext(${event.id}))`)
}

async function changeCategory(tx: Transaction, categoryId: string, step: number, mayUseReserve: boolean) {
  const limit = mayUseReserve ? categories.capacity : sql`${categories.capacity} - ${categories.reserve}`
  const [changed] = await tx
    .update(categories)
    .set({ taken: sql`greatest(0, ${categories.taken} + ${step})` })
    .where(
      and(
        eq(categories.id, categoryId),
        step < 0 ? undefined : or(isNull(categories.capacity), lt(categories.taken, limit)),
      ),
    )
    .returning({ id: categories.id })
  if (!changed) throw new Refusal('no_place_left')
}

function refusalOf(quota: typeof quotas.$inferSelect): string {
  if (quota.delegationId) return quota.categoryId ? 'delegation_category_full' : 'delegation_full'
  return quota.roleId ? 'role_full' : 'event_full'
}

/** First key of the advisory locks on an event's quotas; the second is the event. */
const QUOTAS_LOCK = 20231016

/** What a limit is of: null in a column means "whichever"; a category alone has its capacity in its own settings. */
export type QuotaOf = { categoryId: string | null; delegationId: string | null; roleId: string | null }

type Limit = { of: QuotaOf; capacity: number | null; field: string }

/**
 * Sets, changes or (null) lifts a limit of an event: of all its places, of a delegation, of a delegation's places in one
 * category, of a role.
 * @throws Refusal those of `setQuotas`
 */
export async function setQuota(event: ManagedEvent, of: QuotaOf, capacity: number | null): Promise<void> {
  await setQuotas(event, [{ of, capacity, field: 'capacity' }])
}

/**
 * Sets several limits, all or none; those that stand already are left as they are. What is taken already is counted while
 * nobody can take or free a place of the event.
 * @throws Refusal `event_archived`, `capacity_below_taken` at the limit's field with { taken }
 */
export async function setQuotas(event: ManagedEvent, limits: readonly Limit[]): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    await lockPlaces(tx, event)
    await applyQuotas(tx, event, limits)
  })
}

/** The same in the transaction of whoever does more with it and holds `lockPlaces`. */
export async function applyQuotas(tx: Transaction, event: ManagedEvent, limits: readonly Limit[]): Promise<void> {
  for (const { of, capacity, field } of limits) {
    const same = and(
      eq(quotas.eventId, event.id),
      of.categoryId ? eq(quotas.categoryId, of.categoryId) : isNull(quotas.categoryId),
      of.delegationId ? eq(quotas.delegationId, of.delegationId) : isNull(quotas.delegationId),
      of.roleId ? eq(quotas.roleId, of.roleId) : isNull(quotas.roleId),
    )
    const [present] = await tx.select({ capacity: quotas.capacity }).from(quotas).where(same)
    if ((present?.capacity ?? null) === capacity) continue
    const subject = of.delegationId ? ('delegation' as const) : ('event' as const)
    await recordAudit(tx, {
      eventId: event.id,
      actor: event.actor,
      subject,
      subjectId: of.delegationId ?? event.id,
      action: `${subject}.quota_set`,
      data: {
        capacity: capacity ?? 'unlimited',
        ...(of.categoryId ? { category: of.categoryId } : {}),
        ...(of.roleId ? { role: of.roleId } : {}),
      },
    })
    if (capacity === null) {
      await tx.delete(quotas).where(same)
      continue
    }
    const [held] = await tx
      .select({ taken: count() })
      .from(registrations)
      .where(
        and(
          eq(registrations.eventId, event.id),
          of.categoryId ? eq(registrations.categoryId, of.categoryId) : undefined,
          of.delegationId ? eq(registrations.delegationId, of.delegationId) : undefined,
          of.roleId ? eq(registrations.roleId, of.roleId) : undefined,
          of.delegationId ? inArray(registrations.state, [...LIVE_STATES]) : eq(registrations.holdsPlace, true),
        ),
      )
    const taken = held?.taken ?? 0
    if (taken > capacity) throw new Refusal('capacity_below_taken', { taken }, field)
    if (present) await tx.update(quotas).set({ capacity, taken }).where(same)
    else await tx.insert(quotas).values({ eventId: event.id, ...of, capacity, taken })
  }
}

/** All limits of an event but the categories' own. */
export async function listQuotas(event: { id: string }): Promise<(typeof quotas.$inferSelect)[]> {
  return db().select().from(quotas).where(eq(quotas.eventId, event.id))
}

/** Places held in an event: in all, and by role, also where there is no limit. */
export async function countHeld(event: ManagedEvent): Promise<{ all: number; byRole: Map<string | null, number> }> {
  const rows = await db()
    .select({ roleId: registrations.roleId, held: count() })
    .from(registrations)
    .where(and(eq(registrations.eventId, event.id), eq(registrations.holdsPlace, true)))
    .groupBy(registrations.roleId)
  return {
    all: rows.reduce((sum, { held }) => sum + held, 0),
    byRole: new Map(rows.map(({ roleId, held }) => [roleId, held])),
  }
}
