import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { db } from '@/db'
import { agendaReleases } from '@/db/schema/agenda'
import { mails } from '@/db/schema/mail'
import { recordAudit } from '@/features/audit/commands'
import { changeable, type EditedEvent } from '@/features/events/access'
import { insertMail, type PreparedMail, prepareMail, unsendMail } from '@/features/mail/commands'
import { readDress } from '@/features/mail/wording/queries'
import { wakeWorker } from '@/features/mail/worker/commands'
import { Refusal } from '@/lib/errors'
import { readRelease } from '../../queries'
import { findRelease } from '../queries'
import { listConcerned } from './queries'

const KIND = 'agenda_changed'

/** Seconds that the letters wait, so that they can be taken back. */
const HOLD_SECONDS = 60

/**
 * Writes to everybody whom the newest version concerns, once each.
 * @returns how many letters were queued
 * @throws Refusal `event_archived`, `release_event_hidden`, `release_unknown`, `release_not_last`, `release_told`
 */
export async function tellConcerned(event: EditedEvent, number: number, now: Date): Promise<number> {
  changeable(event)
  if (event.state !== 'published') throw new Refusal('release_event_hidden')
  const [release, last] = await Promise.all([findRelease(event, number), readRelease(event)])
  if (!release) throw new Refusal('release_unknown')
  if (last?.number !== number) throw new Refusal('release_not_last')
  if (release.toldAt) throw new Refusal('release_told')
  const dress = await readDress(event.id, KIND)
  const prepared: PreparedMail[] = []
  for (const person of await listConcerned(event, number))
    prepared.push(
      await prepareMail({
        eventId: event.id,
        registrationId: person.registrationId ?? undefined,
        speakerId: person.speakerId ?? undefined,
        kind: KIND,
        dress,
        version: number,
        to: person.email,
        replyTo: event.contactEmail,
        letter: person.letter,
        link: person.link,
        calendar: person.calendar,
      }),
    )
  const count = await db().transaction(async (tx) => {
    const [mine] = await tx
      .update(agendaReleases)
      .set({ toldAt: now })
      .where(and(eq(agendaReleases.id, release.id), isNull(agendaReleases.toldAt)))
      .returning({ id: agendaReleases.id })
    if (!mine) throw new Refusal('release_told')
    let queued = 0
    for (const mail of prepared) if (await insertMail(tx, mail, HOLD_SECONDS)) queued += 1
    await recordAudit(tx, {
      eventId: event.id,
      actor: event.actor,
      subject: 'agenda',
      subjectId: release.id,
      action: 'agenda.told',
      data: { letters: queued },
    })
    return queued
  })
  wakeWorker()
  return count
}

/**
 * Takes the letters about a version back, as far as they have not left; telling again writes to those only.
 * @returns how many were taken back, and how many it was too late for
 * @throws Refusal `event_archived`, `release_unknown`
 */
export async function untellConcerned(event: EditedEvent, number: number): Promise<{ unsent: number; late: number }> {
  changeable(event)
  const release = await findRelease(event, number)
  if (!release) throw new Refusal('release_unknown')
  return db().transaction(async (tx) => {
    // Waits for whoever is telling, or taking back, at this moment.
    await tx.select().from(agendaReleases).where(eq(agendaReleases.id, release.id)).for('update')
    const sent = await tx
      .select({ id: mails.id })
      .from(mails)
      .where(and(eq(mails.eventId, event.id), eq(mails.kind, KIND), eq(mails.version, number)))
    let unsent = 0
    for (const { id } of sent) if (await unsendMail(tx, id)) unsent += 1
    if (unsent > 0) {
      await tx
        .update(agendaReleases)
        .set({ toldAt: null })
        .where(and(eq(agendaReleases.id, release.id), isNotNull(agendaReleases.toldAt)))
      await recordAudit(tx, {
        eventId: event.id,
        actor: event.actor,
        subject: 'agenda',
        subjectId: release.id,
        action: 'agenda.untold',
        data: { letters: unsent },
      })
    }
    return { unsent, late: sent.length - unsent }
  })
}
