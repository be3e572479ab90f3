import { randomUUID } from 'node:crypto'
import { and, eq, isNotNull, isNull, min, ne, sql } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { mailQueue, mails } from '@/db/schema/mail'
import { type Letter, renderLetter } from '@/emails/letter'
import { type Actor, type GatedEvent, recordAudit } from '@/features/audit/commands'
import { env } from '@/lib/env'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import type { Locale } from '@/lib/locales'
import { isDeliverable } from '@/lib/mail-addresses'
import { seal } from '@/lib/secrets'
import { LINK, laneOf, type MailLane } from './rules'
import { readDress } from './wording/queries'
import { type Dress, dressed } from './wording/rules'

export type MailToPrepare = {
  /** Null: a mail of the installation itself. */
  eventId: string | null
  registrationId?: string
  speakerId?: string
  focalPointId?: string
  userId?: string
  kind: string
  /** Where the kind does not say it: letters to many are `bulk`. */
  lane?: MailLane
  /** The letter to many that it is one of: its files go with it. */
  campaignId?: string
  /** True: it can be ended with one click; `{{unsubscribe}}` in the letter becomes the address for that. */
  isBulletin?: boolean
  /** With registration or speaker, and kind: what makes a mail the same mail. 1 where it is left out. */
  version?: number
  /** Whose category's wording it gets, where there is one. */
  categoryId?: string | null
  /** One plain address. */
  to: string
  /** Unless the event has an address of its own for answers. */
  replyTo?: string
  /** In the built-in words: here the event's own take their place, and its logo and signature come in. */
  letter: Letter
  /** How the event dresses its mails, read before by who writes many. */
  dress?: Dress
  /** The private address behind the letter's button. It is stored sealed, and its place in the letter left open. */
  link?: string
  /** Calendar file to attach. */
  calendar?: string
}

export type PreparedMail = typeof mails.$inferInsert

/**
 * Dresses, renders and freezes a mail: before the transaction, so that none waits for it; within one only with `dress`.
 * @throws Error if an address is not one plain address
 */
export async function prepareMail({
  letter: builtIn,
  link,
  categoryId,
  dress: known,
  ...asked
}: MailToPrepare): Promise<PreparedMail> {
  const dress = known ?? (asked.eventId ? await readDress(asked.eventId, asked.kind) : null)
  const mail = { ...asked, replyTo: dress?.replyTo || asked.replyTo }
  const letter = dress ? dressed(builtIn, dress, { kind: asked.kind, categoryId }) : builtIn
  for (const address of [mail.to, mail.replyTo]) {
    if (address !== undefined && !isDeliverable(address)) throw new Error('Not one plain mail address.')
  }
  const open = link && letter.action ? { ...letter, action: { ...letter.action, url: LINK } } : letter
  const id = randomUUID()
  return {
    ...mail,
    lane: mail.lane ?? laneOf(mail.kind),
    ...(await renderLetter(open)),
    id,
    locale: letter.locale,
    sealedLink: link ? seal(link, env().PLENARY_SECRET_KEY, id) : null,
  }
}

/**
 * Queues a prepared mail in the transaction of what it tells of. Call `wakeWorker` after the commit.
 * @param holdSeconds how long it waits, an hour at most, so that undoing an organiser's act unsends it
 * @returns its id, or null where the same (registration, speaker or focal point, kind, version) was queued before
 */
export async function insertMail(tx: Transaction, mail: PreparedMail, holdSeconds = 0): Promise<string | null> {
  const [row] = await tx
    .insert(mails)
    .values(holdSeconds > 0 ? { ...mail, dueAt: sql`now() + make_interval(secs => ${holdSeconds})` } : mail)
    .onConflictDoNothing()
    .returning({ id: mails.id })
  return row?.id ?? null
}

/**
 * Takes a mail back that nobody has tried to deliver yet.
 * @returns false if it was too late: it is on its way or gone
 */
export async function unsendMail(tx: Transaction, mailId: string): Promise<boolean> {
  const [row] = await tx
    .delete(mails)
    .where(and(eq(mails.id, mailId), eq(mails.state, 'queued'), eq(mails.attempts, 0), isNull(mails.firstTriedAt)))
    .returning({ id: mails.id })
  return row !== undefined
}

/**
 * Queues a failed mail again, under the same id and so the same idempotency key.
 * @throws Refusal `mail_not_failed` if there is no such mail in the event, or it has not failed, or the provider had it:
 *   under the same key it would be sent no more
 */
export async function retryMail(event: GatedEvent, mailId: string): Promise<void> {
  if (!isUuid(mailId)) throw new Refusal('mail_not_failed')
  await db().transaction(async (tx) => {
    const [row] = await tx
      .update(mails)
      .set({ state: 'queued', dueAt: sql`now()`, firstTriedAt: null, attempts: 0, error: null, answer: null })
      .where(and(eq(mails.id, mailId), eq(mails.eventId, event.id), eq(mails.state, 'failed'), isNull(mails.sentAt)))
      .returning({ id: mails.id })
    if (!row) throw new Refusal('mail_not_failed')
    await recordAudit(tx, {
      eventId: event.id,
      actor: event.actor,
      subject: 'mail',
      subjectId: mailId,
      action: 'mail.retried',
    })
  })
}

/** Versions of copies lie below; those of letters count up, and of new private links down from zero. */
const COPIES = -1_000_000

/**
 * Gives mails about a registration that nobody has tried to deliver yet the address and the private link that hold now.
 * @param linkIn the private link in a language
 */
export async function readdressWaiting(
  tx: Transaction,
  registrationId: string,
  to: string,
  linkIn: (locale: Locale) => string,
): Promise<void> {
  const waiting = await tx
    .select({ id: mails.id, locale: mails.locale, sealedLink: mails.sealedLink })
    .from(mails)
    .where(and(eq(mails.registrationId, registrationId), eq(mails.state, 'queued'), isNull(mails.firstTriedAt)))
    .for('update')
  for (const { id, locale, sealedLink } of waiting)
    await tx
      .update(mails)
      .set({ to, ...(sealedLink ? { sealedLink: seal(linkIn(locale), env().PLENARY_SECRET_KEY, id) } : {}) })
      .where(eq(mails.id, id))
}

/**
 * Queues a mail once more as a mail of its own, word for word, because a person wants it: under a version below
 * `COPIES`, where no letter that is still to come can meet it.
 * @param link the private address to put in, which the first mail has forgotten
 * @throws Refusal `mail_resent_meanwhile` where another is doing the same at this moment
 */
export async function copyMail(
  tx: Transaction,
  mail: typeof mails.$inferSelect & { registrationId: string },
  { to, link }: { to: string; link: string },
): Promise<string> {
  const { attempts, firstTriedAt, sentAt, settledAt, providerId, error, answer, createdAt, dueAt, state, ...kept } =
    mail
  const [lowest] = await tx
    .select({ version: min(mails.version) })
    .from(mails)
    .where(and(eq(mails.registrationId, mail.registrationId), eq(mails.kind, mail.kind)))
  const id = randomUUID()
  const queued = await insertMail(tx, {
    ...kept,
    id,
    to,
    version: Math.min(lowest?.version ?? 0, COPIES) - 1,
    lane: 'personal',
    resentFromId: mail.id,
    sealedLink: seal(link, env().PLENARY_SECRET_KEY, id),
  })
  if (!queued) throw new Refusal('mail_resent_meanwhile')
  return queued
}

/** Stops all mail but sign-in links until a person lets it go on. Nothing happens where it stands already. */
export async function pauseQueue(actor: Actor): Promise<void> {
  await db().transaction(async (tx) => {
    const [row] = await tx
      .update(mailQueue)
      .set({ pausedBecause: 'by_hand', pausedAt: sql`now()` })
      .where(isNull(mailQueue.pausedBecause))
      .returning({ id: mailQueue.id })
    if (row)
      await recordAudit(tx, { eventId: null, actor, subject: 'mail', subjectId: null, action: 'mail.queue_paused' })
  })
}

/**
 * Lets the queue go on after a person has seen to what had stopped it. Nothing happens where it runs.
 * @param isAdministrator what was stopped by hand goes on only by an administrator's: it is the mail of all events
 */
export async function resumeQueue(actor: Actor, isAdministrator = false): Promise<void> {
  await db().transaction(async (tx) => {
    const [row] = await tx
      .update(mailQueue)
      .set({ pausedBecause: null, pausedAt: null })
      .where(
        and(isNotNull(mailQueue.pausedBecause), isAdministrator ? undefined : ne(mailQueue.pausedBecause, 'by_hand')),
      )
      .returning({ id: mailQueue.id })
    if (row)
      await recordAudit(tx, { eventId: null, actor, subject: 'mail', subjectId: null, action: 'mail.queue_resumed' })
  })
}
