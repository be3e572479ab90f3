import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { events } from '@/db/schema/events'
import { recordAudit } from '@/features/audit/commands'
import { changeable, type ManagedEvent } from '@/features/events/access'
import { insertMail, type PreparedMail } from '@/features/mail/commands'
import { readDress } from '@/features/mail/wording/queries'
import { wakeWorker } from '@/features/mail/worker/commands'
import { Refusal } from '@/lib/errors'
import { prepareNotice } from '../notices/commands'
import { listConcerned, untoldChange } from './queries'

/**
 * Tells everyone who was accepted before it that the event's name, dates or place have changed, with a calendar file that
 * replaces the first; each once for a change.
 * @returns how many letters were queued
 * @throws Refusal `event_archived`, `event_change_told` where there is nothing to tell any more
 */
export async function tellEventChange(event: ManagedEvent): Promise<number> {
  changeable(event)
  const change = await untoldChange(event)
  if (!change) throw new Refusal('event_change_told')
  const dress = await readDress(event.id, 'event_changed')
  const mails: PreparedMail[] = []
  for (const { registration, categoryName } of await listConcerned(event, change.at))
    mails.push(await prepareNotice('event_changed', event, categoryName, registration, change.id, undefined, dress))
  const queued = await db().transaction(async (tx) => {
    // Nobody changes the event, or tells of it, between the look and the entry that says it is told.
    await tx.select({ id: events.id }).from(events).where(eq(events.id, event.id)).for('update')
    if ((await untoldChange(event))?.id !== change.id) throw new Refusal('event_change_told')
    let queued = 0
    for (const mail of mails) if (await insertMail(tx, mail)) queued += 1
    await recordAudit(tx, {
      eventId: event.id,
      actor: event.actor,
      subject: 'event',
      subjectId: event.id,
      action: 'event.change_told',
      data: { letters: queued },
    })
    return queued
  })
  wakeWorker()
  return queued
}
