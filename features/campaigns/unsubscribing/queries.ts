import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { db } from '@/db'
import { events } from '@/db/schema/events'
import { mails, unsubscribed } from '@/db/schema/mail'
import { mailIdOfUnsubscribe } from '@/features/mail/rules'
import type { Locale, Localized } from '@/lib/locales'

/** The bulletin that a token came with: whose event, which address, and whether that gets no more of them; or null. */
export async function bulletinOf(token: string): Promise<{
  mailId: string
  eventId: string
  event: { name: Localized; slug: string }
  email: string
  locale: Locale
  isUnsubscribed: boolean
} | null> {
  const mailId = mailIdOfUnsubscribe(token)
  if (!mailId) return null
  const email = sql<string>`lower(${mails.to})`
  const [row] = await db()
    .select({
      eventId: events.id,
      event: { name: events.name, slug: events.slug },
      email,
      locale: mails.locale,
      isUnsubscribed: sql<boolean>`${unsubscribed.email} is not null`,
    })
    .from(mails)
    .innerJoin(events, eq(events.id, mails.eventId))
    .leftJoin(unsubscribed, and(eq(unsubscribed.eventId, mails.eventId), eq(unsubscribed.email, email)))
    .where(and(eq(mails.id, mailId), eq(mails.isBulletin, true), isNotNull(mails.eventId)))
  return row ? { mailId, ...row } : null
}
