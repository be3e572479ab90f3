import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { events } from '@/db/schema/events'
import { recordAudit } from '@/features/audit/commands'
import { Refusal } from '@/lib/errors'
import type { Answers } from '@/lib/fields'
import { changeable, type ManagedEvent } from '../access'
import { entry } from '../commands'
import { accreditationColumns } from './rules'

/**
 * Changes how an event accredits.
 * @param answers checked answers to `ACCREDITATION_FIELDS`
 * @param hasSecondFactor whether who asks gave a second factor: nobody locks themselves out
 * @throws Refusal `event_archived`, `work_hours` at workTo, `own_factor_first` at needsSecondFactor
 */
export async function setAccreditation(event: ManagedEvent, answers: Answers, hasSecondFactor: boolean): Promise<void> {
  changeable(event)
  const columns = accreditationColumns(event, answers)
  if (columns.workFrom >= columns.workTo) throw new Refusal('work_hours', {}, 'workTo')
  if (columns.needsSecondFactor && !hasSecondFactor) throw new Refusal('own_factor_first', {}, 'needsSecondFactor')
  await db().transaction(async (tx) => {
    await tx
      .update(events)
      .set({ ...columns, updatedAt: new Date() })
      .where(eq(events.id, event.id))
    await recordAudit(tx, entry(event, 'event', event.id, 'event.accreditation_set', {}))
  })
}
