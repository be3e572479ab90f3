import { and, eq, sql } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { events } from '@/db/schema/events'
import { automations } from '@/db/schema/mail'
import { automationLetter } from '@/emails/automation'
import { recordAudit } from '@/features/audit/commands'
import { openUntil } from '@/features/delegations/rules'
import { changeable, type ManagedEvent } from '@/features/events/access'
import { insertMail, type PreparedMail, prepareMail } from '@/features/mail/commands'
import { readDress } from '@/features/mail/wording/queries'
import type { Dress } from '@/features/mail/wording/rules'
import { type Chore, wakeWorker } from '@/features/mail/worker/commands'
import { placeOf, privateLink } from '@/features/registrations/notices/commands'
import { formatDateRange, formatDateTime } from '@/lib/dates'
import { env } from '@/lib/env'
import { inLocale } from '@/lib/locales'
import { describeError, log } from '@/lib/log'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'
import { focalPointsDue, peopleDue } from './queries'
import { AUTOMATIONS, type Automation, type AutomationKind, isAutomation, isOpen } from './rules'

type EventRow = typeof events.$inferSelect

/** Letters made in one transaction. */
const BATCH = 50

/** @throws Refusal `event_archived` */
export async function setAutomation(
  event: ManagedEvent,
  kind: AutomationKind,
  { days, hour, isOn }: { days: number; hour: number; isOn: boolean },
  now: Date,
): Promise<void> {
  changeable(event)
  const values = { days, hour, isOn, ...(isOn ? { switchedOnAt: now } : {}) }
  await db().transaction(async (tx) => {
    await tx
      .insert(automations)
      .values({ eventId: event.id, kind, ...values })
      .onConflictDoUpdate({ target: [automations.eventId, automations.kind], set: values })
    await recordAudit(tx, {
      eventId: event.id,
      actor: event.actor,
      subject: 'mail',
      subjectId: null,
      action: 'mail.automation_set',
      data: { kind, isOn, days, hour },
    })
  })
}

/** A chore: several workers may do it at once, each automation is one worker's at a time, each letter one person's only one. */
export const AUTOMATION_CHORES: readonly Chore[] = [
  { name: 'automations', everySeconds: 60, run: () => runAutomations() },
]

/**
 * Queues the letters whose time has come. The database's clock decides, so that a machine whose clock is wrong writes to
 * nobody too early.
 * @param at in a test: the moment that it is
 * @returns how many were queued
 */
export async function runAutomations(at?: Date): Promise<number> {
  const rows = await db()
    .select({ automation: automations, event: events, now: sql<Date>`now()`.mapWith((text) => new Date(text)) })
    .from(automations)
    .innerJoin(events, and(eq(events.id, automations.eventId), eq(events.state, 'published')))
    .where(eq(automations.isOn, true))
  let queued = 0
  for (const { automation, event, now } of rows) {
    if (!isAutomation(automation.kind)) continue
    const known = { ...automation, kind: automation.kind }
    if (!isOpen(known, event, at ?? now)) continue
    const dress = await readDress(event.id, known.kind)
    try {
      for (let batch = BATCH; batch === BATCH; queued += batch) batch = await runBatch(known, event, dress, at ?? now)
    } catch (error) {
      // One event's trouble is not the others'.
      log('error', 'automations.failed', { event: event.id, kind: known.kind, ...describeError(error) })
    }
  }
  if (queued > 0) wakeWorker()
  return queued
}

/** @returns how many letters were made; fewer than `BATCH`: there are no more, or another worker is at it */
async function runBatch(automation: Automation, event: EventRow, dress: Dress, now: Date): Promise<number> {
  return db().transaction(async (tx) => {
    const [mine] = await tx
      .select({ isOn: automations.isOn })
      .from(automations)
      .where(and(eq(automations.eventId, event.id), eq(automations.kind, automation.kind)))
      .for('update', { skipLocked: true })
    if (!mine?.isOn) return 0
    const mails = await lettersDue(tx, automation, event, dress, now)
    for (const mail of mails) await insertMail(tx, mail)
    if (mails.length > 0)
      await tx
        .update(automations)
        .set({ ranAt: now })
        .where(and(eq(automations.eventId, event.id), eq(automations.kind, automation.kind)))
    return mails.length
  })
}

async function lettersDue(
  tx: Transaction,
  automation: Automation,
  event: EventRow,
  dress: Dress,
  now: Date,
): Promise<PreparedMail[]> {
  if (AUTOMATIONS[automation.kind].from === 'delegationsCloseAt') {
    const due = await focalPointsDue(event, now, BATCH, tx)
    return written(due.map((each) => focalPointMail(event, dress, each, now)))
  }
  const due = await peopleDue(event, automation, now, BATCH, tx)
  return written(due.map((each) => personMail(automation.kind, event, dress, each)))
}

/** A letter that cannot be written, because its address is none, keeps nobody else from theirs. */
async function written(letters: Promise<PreparedMail>[]): Promise<PreparedMail[]> {
  const outcomes = await Promise.allSettled(letters)
  return outcomes.flatMap((outcome) => {
    if (outcome.status === 'fulfilled') return [outcome.value]
    log('error', 'automations.letter_failed', describeError(outcome.reason))
    return []
  })
}

type Due = Awaited<ReturnType<typeof peopleDue>>[number]

function personMail(kind: AutomationKind, event: EventRow, dress: Dress, { registration, categoryName, lacks }: Due) {
  const { locale } = registration
  const t = texts(locale)
  return prepareMail({
    eventId: event.id,
    registrationId: registration.id,
    kind,
    categoryId: registration.categoryId,
    dress,
    to: registration.email,
    replyTo: event.contactEmail,
    letter: automationLetter(kind, {
      t,
      locale,
      event: describe(event, locale),
      name: displayName(registration, locale),
      category: inLocale(categoryName, locale),
      reference: registration.reference,
      delegation: '',
      closes: '',
      missing: (['photo', 'travel', 'passport'] as const)
        .filter((part) => lacks[part])
        .map((part) => t(`automations.missing.${part}`)),
      link: '{{link}}',
      isOwnLink: true,
    }),
    link: privateLink(locale, event.slug, registration),
  })
}

function focalPointMail(
  event: EventRow,
  dress: Dress,
  due: Awaited<ReturnType<typeof focalPointsDue>>[number],
  now: Date,
) {
  const { point, delegation, email } = due
  const { locale } = point
  const t = texts(locale)
  const until = openUntil(event, delegation, now)
  return prepareMail({
    eventId: event.id,
    focalPointId: point.id,
    userId: point.userId,
    kind: 'reminder_focal_points',
    dress,
    to: email,
    replyTo: event.contactEmail,
    letter: automationLetter('reminder_focal_points', {
      t,
      locale,
      event: describe(event, locale),
      name: point.name,
      category: '',
      reference: '',
      delegation: inLocale(delegation.name, locale),
      closes: until ? formatDateTime(until, locale, event.timeZone) : '',
      missing: [],
      link: `${env().PUBLIC_URL}/${locale}/delegation/${delegation.id}`,
      isOwnLink: false,
    }),
  })
}

function describe(event: EventRow, locale: Due['registration']['locale']) {
  return {
    name: inLocale(event.name, locale),
    when: formatDateRange(event.startsAt, event.endsAt, locale, event.timeZone),
    opens: formatDateTime(event.startsAt, locale, event.timeZone),
    where: placeOf(event, locale),
    colour: event.colour,
    contactEmail: event.contactEmail,
    host: inLocale(event.host, locale),
  }
}
