import { and, eq, isNotNull, ne } from 'drizzle-orm'
import { db } from '@/db'
import { mails } from '@/db/schema/mail'
import { recordAudit } from '@/features/audit/commands'
import { changeable, type ManagedEvent } from '@/features/events/access'
import { copyMail, readdressWaiting } from '@/features/mail/commands'
import { wakeWorker } from '@/features/mail/worker/commands'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import type { Locale } from '@/lib/locales'
import { searchKey } from '@/lib/names'
import { hashToken } from '@/lib/secrets'
import { keepChange } from '../changes/commands'
import { answersOf, changeRegistration, registeredAgain, registrationInScope } from '../commands'
import { searchable } from '../form/commands'
import { linkToken, privateLink } from '../notices/commands'
import { personKey } from '../rules'

/**
 * Sends a mail about a registration once more, word for word, to the address that the person has now.
 * @returns the new mail's id
 * @throws Refusal `event_archived`, `mail_not_resendable`, `mail_resent_meanwhile`
 */
export async function resendMail(event: ManagedEvent, mailId: string): Promise<string> {
  changeable(event)
  const { mail, registration } = await resendable(event, mailId)
  const id = await db().transaction(async (tx) => {
    const to = registration.email
    const id = await copyMail(tx, mail, { to, link: privateLink(mail.locale, event.slug, registration) })
    await recordAudit(tx, {
      eventId: event.id,
      actor: event.actor,
      subject: 'mail',
      subjectId: id,
      action: 'mail.resent',
    })
    return id
  })
  wakeWorker()
  return id
}

/**
 * Gives a registration another address and sends a mail about it there. Whoever read the mistyped address may hold the
 * private link by now, so a new one is made and the old one opens nothing any more.
 * @param email a checked address
 * @returns the new mail's id
 * @throws Refusal those of `resendMail`, `address_unchanged`, `registration_changed`, `registered_again`
 */
export async function changeAddress(event: ManagedEvent, mailId: string, email: string, now: Date): Promise<string> {
  changeable(event)
  const { mail, registration } = await resendable(event, mailId)
  if (email === registration.email) throw new Refusal('address_unchanged', {}, 'email')
  const before = answersOf(registration)
  const linkVersion = registration.linkVersion + 1
  const id = await db()
    .transaction(async (tx) => {
      await changeRegistration(tx, registration, {
        email,
        searchKey: searchKey(...searchable({ ...registration, email })),
        personKey: personKey({ ...before, email }, registration.companionOfId),
        linkVersion,
        linkHash: hashToken(linkToken(registration.id, linkVersion)),
        updatedAt: now,
      })
      const userId = event.actor.kind === 'organiser' ? event.actor.userId : null
      await keepChange(tx, event, registration, 'applied', ['email'], before, { ...before, email }, now, userId)
      const linkIn = (locale: Locale) => privateLink(locale, event.slug, { ...registration, linkVersion })
      await readdressWaiting(tx, registration.id, email, linkIn)
      const link = linkIn(mail.locale)
      const id = await copyMail(tx, mail, { to: email, link })
      const entry = { eventId: event.id, actor: event.actor }
      await recordAudit(tx, {
        ...entry,
        subject: 'registration',
        subjectId: registration.id,
        action: 'registration.address_changed',
      })
      await recordAudit(tx, { ...entry, subject: 'mail', subjectId: id, action: 'mail.resent' })
      return id
    })
    .catch(registeredAgain)
  wakeWorker()
  return id
}

/** Only what has been through the queue: what waits still leaves by itself. */
async function resendable(event: ManagedEvent, mailId: string) {
  const [mail] = isUuid(mailId)
    ? await db()
        .select()
        .from(mails)
        .where(
          and(
            eq(mails.id, mailId),
            eq(mails.eventId, event.id),
            isNotNull(mails.registrationId),
            ne(mails.state, 'queued'),
            // Their reader may have ended them.
            eq(mails.isBulletin, false),
          ),
        )
    : []
  if (!mail) throw new Refusal('mail_not_resendable')
  const registration = await registrationInScope(event, mail.registrationId!)
  if (registration.erasedAt) throw new Refusal('mail_not_resendable')
  return { mail: { ...mail, registrationId: registration.id }, registration }
}
