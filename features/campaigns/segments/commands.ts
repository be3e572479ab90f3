import { and, count, eq } from 'drizzle-orm'
import { db } from '@/db'
import { segments } from '@/db/schema/mail'
import { recordAudit } from '@/features/audit/commands'
import { changeable, type ManagedEvent } from '@/features/events/access'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import { MOST_SEGMENTS } from '../rules'

/**
 * Saves a choice of people under a name.
 * @throws Refusal `event_archived`, `segment_exists` at the name, `segment_too_many` with { count }
 */
export async function saveSegment(event: ManagedEvent, name: string, filters: Record<string, string>): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    const [there] = await tx.select({ count: count() }).from(segments).where(eq(segments.eventId, event.id))
    if (there!.count >= MOST_SEGMENTS) throw new Refusal('segment_too_many', { count: MOST_SEGMENTS }, 'segmentName')
    const [saved] = await tx
      .insert(segments)
      .values({ eventId: event.id, name, filters })
      .onConflictDoNothing()
      .returning({ id: segments.id })
    if (!saved) throw new Refusal('segment_exists', {}, 'segmentName')
    await recordAudit(tx, {
      eventId: event.id,
      actor: event.actor,
      subject: 'mail',
      subjectId: saved.id,
      action: 'segment.saved',
    })
  })
}

/** Forgets a saved choice of people; letters that began with it keep theirs. Nothing happens where it is gone. */
export async function deleteSegment(event: ManagedEvent, segmentId: string): Promise<void> {
  changeable(event)
  if (!isUuid(segmentId)) return
  await db().transaction(async (tx) => {
    const [gone] = await tx
      .delete(segments)
      .where(and(eq(segments.id, segmentId), eq(segments.eventId, event.id)))
      .returning({ id: segments.id })
    if (gone)
      await recordAudit(tx, {
        eventId: event.id,
        actor: event.actor,
        subject: 'mail',
        subjectId: gone.id,
        action: 'segment.deleted',
      })
  })
}
