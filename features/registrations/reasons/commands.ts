import { randomUUID } from 'node:crypto'
import { and, eq, max } from 'drizzle-orm'
import { db } from '@/db'
import { reasons } from '@/db/schema/registrations'
import { recordAudit } from '@/features/audit/commands'
import { changeable, type ManagedEvent } from '@/features/events/access'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import type { Localized } from '@/lib/locales'
import type { RegistrationState } from '../rules'
import { usualReasons } from './rules'

type ReasonInput = { name: Localized; text: Localized; states: RegistrationState[] }

/** Gives the event the usual reasons it does not have. @throws Refusal `event_archived` */
export async function addUsualReasons(event: ManagedEvent): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    await tx
      .insert(reasons)
      .values(usualReasons().map((reason, position) => ({ eventId: event.id, position, ...reason })))
      .onConflictDoNothing()
    await recordAudit(tx, entry(event, 'event.reasons_added'))
  })
}

/**
 * Adds a reason, or changes the one that `reasonId` names.
 * @throws Refusal `event_archived`, `reason_unknown`, `reason_name` at reasonName.en
 */
export async function saveReason(event: ManagedEvent, reasonId: string | null, input: ReasonInput): Promise<void> {
  changeable(event)
  if (Object.keys(input.name).length === 0) throw new Refusal('reason_name', {}, 'reasonName.en')
  await db().transaction(async (tx) => {
    if (reasonId === null) {
      const [last] = await tx
        .select({ position: max(reasons.position) })
        .from(reasons)
        .where(eq(reasons.eventId, event.id))
      const position = (last?.position ?? -1) + 1
      await tx.insert(reasons).values({ eventId: event.id, slug: randomUUID().slice(0, 8), position, ...input })
    } else {
      const [changed] = await tx
        .update(reasons)
        .set(input)
        .where(and(eq(reasons.id, isUuid(reasonId) ? reasonId : randomUUID()), eq(reasons.eventId, event.id)))
        .returning({ id: reasons.id })
      if (!changed) throw new Refusal('reason_unknown')
    }
    await recordAudit(tx, entry(event, 'event.reason_saved'))
  })
}

/** A retired reason is not offered any more and stays with its decisions. @throws Refusal `event_archived`, `reason_unknown` */
export async function retireReason(
  event: ManagedEvent,
  reasonId: string,
  isRetired: boolean,
  now: Date,
): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    const [changed] = await tx
      .update(reasons)
      .set({ retiredAt: isRetired ? now : null })
      .where(and(eq(reasons.id, isUuid(reasonId) ? reasonId : randomUUID()), eq(reasons.eventId, event.id)))
      .returning({ id: reasons.id })
    if (!changed) throw new Refusal('reason_unknown')
    await recordAudit(tx, entry(event, 'event.reason_saved'))
  })
}

function entry(event: ManagedEvent, action: string) {
  return { eventId: event.id, actor: event.actor, subject: 'event' as const, subjectId: event.id, action }
}
