import { and, eq } from 'drizzle-orm'
import { cache } from 'react'
import { db } from '@/db'
import { delegations, focalPoints } from '@/db/schema/delegations'
import { events } from '@/db/schema/events'
import { currentUser, type User } from '@/features/accounts/access'
import type { Actor } from '@/features/audit/commands'
import { gateEvent, orNotFound } from '@/features/events/access'
import { isUuid } from '@/lib/ids'

export type DelegationRow = typeof delegations.$inferSelect

declare const focal: unique symbol

/** Proof that somebody looks after the delegation: one of its focal points, or an organiser who acts for it. */
export type FocalDelegation = {
  delegation: DelegationRow
  event: typeof events.$inferSelect
  actor: Actor
  /** Null where an organiser acts for it. */
  focalPoint: typeof focalPoints.$inferSelect | null
  readonly [focal]: true
}

/**
 * The delegation, if `user` looks after it. Null for an unknown one as for a foreign one; a draft event's delegations
 * are nobody's but the organisers'.
 */
export async function gateFocalDelegation(user: User | null, delegationId: string): Promise<FocalDelegation | null> {
  if (!user || !isUuid(delegationId)) return null
  const [found] = await db()
    .select({ delegation: delegations, event: events, focalPoint: focalPoints })
    .from(delegations)
    .innerJoin(events, eq(events.id, delegations.eventId))
    .leftJoin(focalPoints, and(eq(focalPoints.delegationId, delegations.id), eq(focalPoints.userId, user.id)))
    .where(eq(delegations.id, delegationId))
  if (!found) return null
  const { delegation, event, focalPoint } = found
  if (focalPoint && event.state !== 'draft') {
    const actor: Actor = { kind: 'focal_point', userId: user.id }
    return { delegation, event, actor, focalPoint } as FocalDelegation
  }
  const managed = await gateEvent(user, event.slug, 'manage')
  return managed && ({ delegation, event, actor: managed.actor, focalPoint: null } as FocalDelegation)
}

/** Gate of the pages of who looks after a delegation. */
export const focalDelegation = cache(async (delegationId: string) =>
  orNotFound(gateFocalDelegation(await currentUser(), delegationId)),
)
