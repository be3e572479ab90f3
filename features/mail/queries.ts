import { and, count, desc, eq, isNull, min, type SQL } from 'drizzle-orm'
import { db } from '@/db'
import { type MAIL_STATES, mailQueue, mails } from '@/db/schema/mail'
import type { GatedEvent } from '@/features/audit/commands'
import { env } from '@/lib/env'
import { isUuid } from '@/lib/ids'
import { unseal } from '@/lib/secrets'
import { readLogoOf } from './look/queries'
import { withLogoInside } from './look/rules'
import { ACCOUNT_MAILS, withLink } from './rules'
import { mailProvider } from './transports/rules'

export const MAILS_PER_PAGE = 50

type MailState = (typeof MAIL_STATES)[number]

const row = {
  id: mails.id,
  subject: mails.subject,
  to: mails.to,
  kind: mails.kind,
  state: mails.state,
  createdAt: mails.createdAt,
  sentAt: mails.sentAt,
  /** A code of `mail.error.*`. */
  error: mails.error,
}

/** Roles that read letters: the others learn of a letter's subject and state only, beside its registration. */
const READERS = ['owner', 'organiser']

/** One page of an event's mails, newest first; pages count from 1, `total` is that of all pages. */
export async function listMails(event: GatedEvent, { page, state }: { page: number; state?: MailState }) {
  if (!READERS.includes(event.role)) return { rows: [], total: 0 }
  return pageOfMails(and(eq(mails.eventId, event.id), state && eq(mails.state, state)), page)
}

/** One page of the installation's own mails, like sign-in links: for administrators. */
export async function listSystemMails({ page }: { page: number }) {
  return pageOfMails(isNull(mails.eventId), page)
}

async function pageOfMails(where: SQL | undefined, page: number) {
  const [rows, [counted]] = await Promise.all([
    db()
      .select(row)
      .from(mails)
      .where(where)
      .orderBy(desc(mails.createdAt), desc(mails.id))
      .limit(MAILS_PER_PAGE)
      .offset((page - 1) * MAILS_PER_PAGE),
    db().select({ total: count() }).from(mails).where(where),
  ])
  return { rows, total: counted?.total ?? 0 }
}

/** All mails about one registration, newest first. */
export async function listRegistrationMails(event: GatedEvent, registrationId: string) {
  return db()
    .select(row)
    .from(mails)
    .where(and(eq(mails.eventId, event.id), eq(mails.registrationId, registrationId)))
    .orderBy(desc(mails.createdAt), desc(mails.id))
}

/**
 * One mail as it arrives, or null. Its private link works only where this mailbox is the delivery, because no provider
 * is set; elsewhere, for viewers, and in mails to organisers, `#` stands in its place.
 * @param event null for a mail of the installation itself
 * @param showAccountLinks also show the links of mails to organisers: for administrators only
 */
export async function readMail(event: GatedEvent | null, mailId: string, { showAccountLinks = false } = {}) {
  if (!isUuid(mailId) || (event && !READERS.includes(event.role))) return null
  const [mail] = await db()
    .select({
      ...row,
      eventId: mails.eventId,
      replyTo: mails.replyTo,
      locale: mails.locale,
      html: mails.html,
      text: mails.text,
      sealedLink: mails.sealedLink,
      calendar: mails.calendar,
    })
    .from(mails)
    .where(and(eq(mails.id, mailId), event === null ? isNull(mails.eventId) : eq(mails.eventId, event.id)))
  if (!mail) return null
  const { sealedLink, eventId, ...rest } = mail
  const html = withLogoInside(mail.html, await readLogoOf({ eventId, html: mail.html }))
  // Whoever holds a private link may change the registration, and a viewer may not.
  const mayAct =
    showAccountLinks || (!ACCOUNT_MAILS.includes(mail.kind) && (!event || ['owner', 'organiser'].includes(event.role)))
  const mayShow = mailProvider(env()) === 'mailbox' && mayAct
  return {
    ...rest,
    ...withLink(
      { html, text: mail.text },
      sealedLink && mayShow ? unseal(sealedLink, env().PLENARY_SECRET_KEY, mail.id) : '#',
    ),
  }
}

/** How mail leaves, what waits, and why nothing leaves where nothing does: a code of `mail.error.*`. */
export async function queueStatus() {
  const [[queue], states] = await Promise.all([
    db().select({ pausedBecause: mailQueue.pausedBecause, pausedAt: mailQueue.pausedAt }).from(mailQueue),
    db()
      .select({ state: mails.state, count: count(), oldest: min(mails.createdAt) })
      .from(mails)
      .where(eq(mails.state, 'queued'))
      .groupBy(mails.state),
  ])
  return {
    provider: mailProvider(env()),
    pausedBecause: queue?.pausedBecause ?? null,
    pausedAt: queue?.pausedAt ?? null,
    queued: states[0]?.count ?? 0,
    oldestQueuedAt: states[0]?.oldest ?? null,
  }
}
