import { and, count, eq, or, sql } from 'drizzle-orm'
import { db } from '@/db'
import { registrations } from '@/db/schema/registrations'
import type { ViewedEvent } from '@/features/events/access'

/** Where somebody stands on the category's waiting list (1 is next), and how many wait there. */
export async function waitingPosition(
  event: ViewedEvent,
  registration: { id: string; categoryId: string; priority: number; stateSince: Date },
): Promise<{ position: number; total: number }> {
  const isBefore = or(
    sql`${registrations.priority} > ${registration.priority}`,
    sql`(${registrations.priority} = ${registration.priority} and (${registrations.stateSince}, ${registrations.id}) < (${registration.stateSince.toISOString()}::timestamptz, ${registration.id}::uuid))`,
  )
  const [row] = await db()
    .select({ before: count(sql`case when ${isBefore} then 1 end`), total: count() })
    .from(registrations)
    .where(
      and(
        eq(registrations.eventId, event.id),
        eq(registrations.categoryId, registration.categoryId),
        eq(registrations.state, 'waiting_list'),
      ),
    )
  return { position: (row?.before ?? 0) + 1, total: row?.total ?? 0 }
}
