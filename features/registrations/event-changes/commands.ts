import { db } from '@/db'
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
  const changedAt = await untoldChange(event)
  if (!changedAt) throw new Refusal('event_change_told')
  // The change's own minute: pressed twice at once, the second letter is the first.
  const version = Math.floor(changedAt.getTime() / 60_000)
  const dress = await readDress(event.id, 'event_changed')
  const mails: PreparedMail[] = []
  for (const { registration, categoryName } of await listConcerned(event, changedAt))
    mails.push(await prepareNotice('event_changed', event, categoryName, registration, version, undefined, dress))
  const queued = await db().transaction(async (tx) => {
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
