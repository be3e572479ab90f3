import { and, count, desc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { db } from '@/db'
import { audit } from '@/db/schema/audit'
import { categories } from '@/db/schema/events'
import { registrations } from '@/db/schema/registrations'
import type { ManagedEvent } from '@/features/events/access'

/** What stands in people's mails and calendars. */
const TOLD_FIELDS = ['name', 'startsAt', 'endsAt', 'timeZone', 'venue', 'city']

/**
 * When the event's name, dates or place were changed last, where nobody was told since; null where all know. The audit
 * tells it: an entry is kept for every change.
 */
export async function untoldChange(event: ManagedEvent): Promise<{ id: number; at: Date } | null> {
  if (event.state !== 'published') return null
  const [last] = await db()
    .select({ id: audit.id, action: audit.action, at: audit.at })
    .from(audit)
    .where(
      and(
        eq(audit.eventId, event.id),
        eq(audit.subjectId, event.id),
        sql`(${audit.action} = 'event.change_told' or (${audit.action} = 'event.updated' and ${audit.data} -> 'changed' ?| ${`{${TOLD_FIELDS.join(',')}}`}::text[]))`,
      ),
    )
    .orderBy(desc(audit.id))
    .limit(1)
  return last?.action === 'event.updated' ? { id: Number(last.id), at: last.at } : null
}

/** Who was accepted, as they know, before the change: they have what it said before. */
function concerned(event: ManagedEvent, changedAt: Date) {
  return and(
    eq(registrations.eventId, event.id),
    inArray(registrations.toldState, ['accepted', 'checked_in']),
    inArray(registrations.state, ['accepted', 'checked_in']),
    isNull(registrations.erasedAt),
    // Who has come was accepted before.
    or(lt(registrations.stateSince, changedAt), eq(registrations.state, 'checked_in')),
  )
}

export async function countConcerned(event: ManagedEvent, changedAt: Date): Promise<number> {
  const [row] = await db().select({ count: count() }).from(registrations).where(concerned(event, changedAt))
  return row?.count ?? 0
}

export async function listConcerned(event: ManagedEvent, changedAt: Date) {
  return db()
    .select({ registration: registrations, categoryName: categories.name })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(concerned(event, changedAt))
    .orderBy(registrations.id)
}
