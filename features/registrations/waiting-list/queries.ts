import { and, count, eq, inArray, or, sql } from 'drizzle-orm'
import { db } from '@/db'
import { registrations } from '@/db/schema/registrations'
import type { ViewedEvent } from '@/features/events/access'
import { WAITING_ORDER } from '../queries'

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

/** Places in line, by registration, of those of `ids` who wait: each counted in its category, as `waitingPosition` does. */
export async function waitingPlaces(event: ViewedEvent, ids: readonly string[]): Promise<Map<string, WaitingPlace>> {
  if (ids.length === 0) return new Map()
  const line = db()
    .$with('line')
    .as(
      db()
        .select({
          id: registrations.id,
          position:
            sql<number>`row_number() over (partition by ${registrations.categoryId} order by ${sql.join(WAITING_ORDER, sql`, `)})::int`.as(
              'position',
            ),
          priority: registrations.priority,
          priorityReason: registrations.priorityReason,
        })
        .from(registrations)
        .where(and(eq(registrations.eventId, event.id), eq(registrations.state, 'waiting_list'))),
    )
  const rows = await db()
    .with(line)
    .select()
    .from(line)
    .where(inArray(line.id, [...ids]))
  return new Map(rows.map(({ id, ...place }) => [id, place]))
}

export type WaitingPlace = { position: number; priority: number; priorityReason: string }
