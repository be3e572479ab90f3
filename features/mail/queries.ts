import {
  and,
  count,
  desc,
  eq,
  gt,
  ilike,
  inArray,
  isNull,
  lt,
  min,
  ne,
  notExists,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { db } from '@/db'
import { campaigns, type MAIL_STATES, mailQueue, mails } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import type { GatedEvent } from '@/features/audit/commands'
import { env } from '@/lib/env'
import { isUuid } from '@/lib/ids'
import { displayName, searchKey } from '@/lib/names'
import { unseal } from '@/lib/secrets'
import { OUTAGES } from './delivery/rules'
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

/** What an event's mails are narrowed to; empty strings narrow nothing. */
export type MailFilter = { state: MailState | ''; kind: string; search: string }

/**
 * One page of an event's mails, newest first; pages count from 1, `total` is that of all pages. A search finds parts of
 * the address and of the subject, and the person's name in any script.
 */
export async function listMails(event: GatedEvent, { page, ...filter }: Partial<MailFilter> & { page: number }) {
  if (!READERS.includes(event.role)) return { rows: [], total: 0 }
  return pageOfMails(
    and(
      eq(mails.eventId, event.id),
      filter.state ? eq(mails.state, filter.state) : undefined,
      filter.kind ? eq(mails.kind, filter.kind) : undefined,
      filter.search ? matches(event, filter.search) : undefined,
    ),
    page,
  )
}

function matches(event: GatedEvent, search: string): SQL | undefined {
  const part = `%${search.trim().replace(/[\\%_]/g, '\\$&')}%`
  const key = searchKey(search)
  const named = db()
    .select({ id: registrations.id })
    .from(registrations)
    .where(and(eq(registrations.eventId, event.id), sql`${registrations.searchKey} %> ${key}`))
  return or(ilike(mails.to, part), ilike(mails.subject, part), key ? inArray(mails.registrationId, named) : undefined)
}

/** The kinds of mail that the event has written, for the filter. */
export async function listMailKinds(event: GatedEvent): Promise<string[]> {
  if (!READERS.includes(event.role)) return []
  const rows = await db().selectDistinct({ kind: mails.kind }).from(mails).where(eq(mails.eventId, event.id))
  return rows.map(({ kind }) => kind).sort()
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
      attempts: mails.attempts,
      isBulletin: mails.isBulletin,
      dueAt: mails.dueAt,
      settledAt: mails.settledAt,
      answer: mails.answer,
      resentFromId: mails.resentFromId,
      campaign: { number: campaigns.number, subject: campaigns.subject },
      person: {
        id: registrations.id,
        title: registrations.title,
        givenName: registrations.givenName,
        familyName: registrations.familyName,
        patronymic: registrations.patronymic,
        nativeName: registrations.nativeName,
        email: registrations.email,
      },
    })
    .from(mails)
    .leftJoin(registrations, eq(registrations.id, mails.registrationId))
    .leftJoin(campaigns, eq(campaigns.id, mails.campaignId))
    .where(and(eq(mails.id, mailId), event === null ? isNull(mails.eventId) : eq(mails.eventId, event.id)))
  if (!mail) return null
  const { sealedLink, person, eventId, ...rest } = mail
  const again = await db()
    .select({ id: mails.id, to: mails.to, state: mails.state, createdAt: mails.createdAt })
    .from(mails)
    .where(eq(mails.resentFromId, mail.id))
    .orderBy(mails.createdAt)
  const html = withLogoInside(mail.html, await readLogoOf({ eventId, html: mail.html }))
  // Whoever holds a private link may change the registration, and a viewer may not.
  const mayAct =
    showAccountLinks || (!ACCOUNT_MAILS.includes(mail.kind) && (!event || ['owner', 'organiser'].includes(event.role)))
  const mayShow = mailProvider(env()) === 'mailbox' && mayAct
  return {
    ...rest,
    person: person && { id: person.id, name: displayName(person), email: person.email },
    again,
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

/** How long a mail that is due may wait before nobody seems to be sending. */
const LATE_SECONDS = 10 * 60

/**
 * What is wrong with an event's mail just now, in one query: the queue stands still, mails failed within a day and were
 * not sent again, or mails of all events wait for ten minutes, because nobody sends them or the provider is away. Null: nothing is.
 */
export async function mailTrouble(event: {
  id: string
}): Promise<{ pausedBecause: string | null; failed: number; isLate: boolean } | null> {
  const late = db()
    .select({ id: mails.id })
    .from(mails)
    .where(
      and(
        eq(mails.state, 'queued'),
        ne(mails.lane, 'bulk'),
        or(
          lt(mails.dueAt, sql`now() - make_interval(secs => ${LATE_SECONDS})`),
          // Tried and tried again: the provider is away.
          and(
            inArray(mails.error, OUTAGES),
            lt(mails.firstTriedAt, sql`now() - make_interval(secs => ${LATE_SECONDS})`),
          ),
        ),
      ),
    )
    .limit(1)
  const failed = db()
    .select({ count: count() })
    .from(mails)
    // The last claim's lease ends a minute after the try that failed.
    .where(and(unsent(event), gt(mails.dueAt, sql`now() - interval '1 day'`)))
  const [found] = await db()
    .select({
      pausedBecause: sql<string | null>`(select ${mailQueue.pausedBecause} from ${mailQueue} limit 1)`,
      failed: sql<number>`(${failed})`.mapWith(Number),
      isLate: sql<boolean>`exists (${late})`,
    })
    .from(sql`(values (1)) as one`)
  const { pausedBecause, failed: count_, isLate } = found!
  return pausedBecause || count_ > 0 || isLate ? { pausedBecause, failed: count_, isLate } : null
}

/** Failed mails of an event that nobody has sent again. */
export function unsent(event: { id: string }): SQL | undefined {
  const again = alias(mails, 'again')
  return and(
    eq(mails.eventId, event.id),
    eq(mails.state, 'failed'),
    notExists(db().select({ id: again.id }).from(again).where(eq(again.resentFromId, mails.id))),
  )
}
