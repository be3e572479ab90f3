import { and, asc, eq, isNull } from 'drizzle-orm'
import { db } from '@/db'
import { reasons } from '@/db/schema/registrations'
import type { ViewedEvent } from '@/features/events/access'

export type Reason = typeof reasons.$inferSelect

/** The event's reasons in their order; without the retired ones, unless asked for. */
export async function listReasons(event: ViewedEvent, { withRetired = false } = {}): Promise<Reason[]> {
  return db()
    .select()
    .from(reasons)
    .where(and(eq(reasons.eventId, event.id), withRetired ? undefined : isNull(reasons.retiredAt)))
    .orderBy(asc(reasons.position), asc(reasons.slug))
}
