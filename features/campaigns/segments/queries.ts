import { asc, eq } from 'drizzle-orm'
import { db } from '@/db'
import { segments } from '@/db/schema/mail'
import type { ManagedEvent } from '@/features/events/access'

export type Segment = { id: string; name: string; filters: Record<string, string> }

/** The event's saved choices of people, by name. */
export async function listSegments(event: ManagedEvent): Promise<Segment[]> {
  return db()
    .select({ id: segments.id, name: segments.name, filters: segments.filters })
    .from(segments)
    .where(eq(segments.eventId, event.id))
    .orderBy(asc(segments.name))
}
