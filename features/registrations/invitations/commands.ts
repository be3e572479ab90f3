import { randomUUID } from 'node:crypto'
import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { db, isUniqueViolation, type Transaction } from '@/db'
import { categories } from '@/db/schema/events'
import { invitations } from '@/db/schema/invitations'
import { registrations } from '@/db/schema/registrations'
import { invitationLetter } from '@/emails/invitation'
import { recordAudit } from '@/features/audit/commands'
import { changeable, type ManagedEvent } from '@/features/events/access'
import { insertMail, prepareMail } from '@/features/mail/commands'
import { readDress } from '@/features/mail/wording/queries'
import type { Dress } from '@/features/mail/wording/rules'
import { wakeWorker } from '@/features/mail/worker/commands'
import { formatDateRange, formatDateTime } from '@/lib/dates'
import { env } from '@/lib/env'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import { inLocale, type Locale } from '@/lib/locales'
import { hashToken } from '@/lib/secrets'
import { texts } from '@/lib/texts'
import { hasOwnEmail } from '../members/queries'
import { placeOf } from '../notices/commands'
import { LIVE_STATES } from '../rules'
import { codeToken, findInvitation, type Invitation, invitationToken, standing } from './queries'
import { foldCode, isInvited, MAX_INVITED, mayBeSentAgain, SENT_AGAIN_AFTER } from './rules'

export type NewInvitation = {
  kind: Invitation['kind']
  people: { email: string; name: string }[]
  code: string
  maxUses: number
  categoryId: string
  delegationId: string | null
  expiresAt: Date | null
  locale: Locale
  skipsReview: boolean
  usesReserve: boolean
}

/**
 * Makes invitations: one for each person, with a letter each; or one link or one code that is counted. Whoever has a
 * personal one into the category already keeps it and gets no second letter; whoever is registered is not invited.
 * @returns how many were made, and how many people were left out because they are registered
 * @throws Refusal `event_archived`, `event_not_published`, `category_unknown`, `invited_missing` and `invited_many` with
 *   { max } at invited, `code_short` and `code_taken` at invitationCode
 */
export async function createInvitations(
  event: ManagedEvent,
  wanted: NewInvitation,
  now: Date,
): Promise<{ made: number; registered: number }> {
  changeable(event)
  if (event.state !== 'published') throw new Refusal('event_not_published')
  const [category] = await db()
    .select()
    .from(categories)
    .where(and(eq(categories.id, wanted.categoryId), eq(categories.eventId, event.id)))
  if (!category) throw new Refusal('category_unknown')
  const { kind, people, code, maxUses, ...shared } = wanted
  if (kind === 'personal' && people.length === 0) throw new Refusal('invited_missing', {}, 'invited')
  if (people.length > MAX_INVITED) throw new Refusal('invited_many', { max: MAX_INVITED }, 'invited')
  const folded = foldCode(code)
  if (kind === 'code' && folded.length < 8) throw new Refusal('code_short', {}, 'invitationCode')

  const invited = kind === 'personal' ? await notRegistered(event, people) : [{ email: null, name: '' }]
  const rows = invited.map(({ email, name }) => {
    const id = randomUUID()
    const token = kind === 'code' ? codeToken(event.id, folded) : invitationToken(id)
    return {
      ...shared,
      id,
      eventId: event.id,
      kind,
      email,
      name,
      code: kind === 'code' ? folded : null,
      maxUses: kind === 'personal' ? 1 : maxUses,
      tokenHash: hashToken(token),
      sentAt: kind === 'personal' ? now : null,
      createdAt: now,
    }
  })
  const dress = await readDress(event.id, 'invitation')
  let made = 0
  for (const row of rows) {
    const mail = row.email ? await letterOf(event, category.name, row, dress) : null
    const isMade = await db()
      .transaction(async (tx) => {
        const [inserted] = await tx.insert(invitations).values(row).onConflictDoNothing().returning()
        if (!inserted) return false
        if (mail) await insertMail(tx, mail)
        await recordAudit(tx, entry(event, row.id, 'invitation.created', { kind }))
        return true
      })
      .catch((error: unknown) => {
        if (isUniqueViolation(error, 'invitations_token_hash_unique')) return false
        throw error
      })
    if (!isMade && kind === 'code') throw new Refusal('code_taken', {}, 'invitationCode')
    made += Number(isMade)
  }
  wakeWorker()
  return { made, registered: kind === 'personal' ? people.length - invited.length : 0 }
}

/** Those of `people` who have no live registration of their own in the event. */
async function notRegistered(event: ManagedEvent, people: NewInvitation['people']): Promise<NewInvitation['people']> {
  const found = await db()
    .select()
    .from(registrations)
    .where(
      and(
        eq(registrations.eventId, event.id),
        inArray(registrations.state, [...LIVE_STATES]),
        inArray(
          sql`lower(${registrations.email})`,
          people.map(({ email }) => email.toLowerCase()),
        ),
      ),
    )
  const own: typeof found = []
  // A member without an address of their own has the focal point's, who may be invited all the same.
  for (const person of found)
    if (!person.delegationId || (await hasOwnEmail(person.delegationId, person.email))) own.push(person)
  return people.filter((invited) => !own.some((person) => isInvited(invited, person)))
}

/**
 * Sends the letter of a personal invitation again, once a day at most.
 * @throws Refusal `event_archived`, `event_not_published`, `invitation_unknown` (gone, or not valid any more),
 *   `invitation_sent_today`
 */
export async function sendInvitationAgain(event: ManagedEvent, invitationId: string, now: Date): Promise<void> {
  changeable(event)
  if (event.state !== 'published') throw new Refusal('event_not_published')
  if (!isUuid(invitationId)) throw new Refusal('invitation_unknown')
  const [found] = await db()
    .select({ invitation: invitations, categoryName: categories.name })
    .from(invitations)
    .innerJoin(categories, eq(categories.id, invitations.categoryId))
    .where(and(eq(invitations.id, invitationId), eq(invitations.eventId, event.id)))
  if (found?.invitation.kind !== 'personal' || standing(found.invitation, now) !== 'open')
    throw new Refusal('invitation_unknown')
  if (!mayBeSentAgain(found.invitation, now)) throw new Refusal('invitation_sent_today')
  const mail = await letterOf(event, found.categoryName, found.invitation)
  const before = new Date(now.getTime() - SENT_AGAIN_AFTER)
  await db().transaction(async (tx) => {
    const [sent] = await tx
      .update(invitations)
      .set({ sentAt: now })
      .where(
        and(
          eq(invitations.id, invitationId),
          isNull(invitations.revokedAt),
          isNull(invitations.declinedAt),
          or(isNull(invitations.sentAt), sql`${invitations.sentAt} <= ${before.toISOString()}::timestamptz`),
        ),
      )
      .returning({ id: invitations.id })
    if (!sent) throw new Refusal('invitation_sent_today')
    await insertMail(tx, { ...mail, lane: 'personal' })
    await recordAudit(tx, entry(event, invitationId, 'invitation.sent_again'))
  })
  wakeWorker()
}

/** Takes an invitation back; who has registered by it stays. @throws Refusal `event_archived`, `invitation_unknown` */
export async function revokeInvitation(event: ManagedEvent, invitationId: string, now: Date): Promise<void> {
  changeable(event)
  if (!isUuid(invitationId)) throw new Refusal('invitation_unknown')
  await db().transaction(async (tx) => {
    const [revoked] = await tx
      .update(invitations)
      .set({ revokedAt: now })
      .where(and(eq(invitations.id, invitationId), eq(invitations.eventId, event.id), isNull(invitations.revokedAt)))
      .returning({ id: invitations.id })
    if (!revoked) throw new Refusal('invitation_unknown')
    await recordAudit(tx, entry(event, invitationId, 'invitation.revoked'))
  })
}

/**
 * Its holder pressed the button, or typed the code: the invitation is opened.
 * @throws Refusal `code_unknown` at code, `invitation_over`: both tell apart only what opens nothing
 */
export async function takeUpInvitation(event: { id: string }, token: string, now: Date): Promise<Invitation> {
  const invitation = await findInvitation(event.id, token)
  if (!invitation) throw new Refusal('code_unknown', {}, 'code')
  if (standing(invitation, now) !== 'open') throw new Refusal('invitation_over')
  if (!invitation.openedAt)
    await db().update(invitations).set({ openedAt: now }).where(eq(invitations.id, invitation.id))
  return invitation
}

/**
 * Its holder will not come. Only a personal one can be declined: a link is many people's.
 * @throws Refusal `invitation_over`
 */
export async function declineInvitation(
  event: { id: string },
  token: string,
  reason: string,
  now: Date,
): Promise<void> {
  const invitation = await findInvitation(event.id, token)
  if (invitation?.kind !== 'personal' || standing(invitation, now) !== 'open') throw new Refusal('invitation_over')
  await db().transaction(async (tx) => {
    await tx
      .update(invitations)
      .set({ openedAt: invitation.openedAt ?? now, declinedAt: now, declinedReason: reason })
      .where(eq(invitations.id, invitation.id))
    await recordAudit(tx, {
      eventId: event.id,
      actor: { kind: 'person' },
      subject: 'invitation',
      subjectId: invitation.id,
      action: 'invitation.declined',
    })
  })
}

/**
 * Counts one use, in the transaction of the registration.
 * @throws Refusal `invitation_over`: used up, ended or taken back in this moment
 */
export async function countUse(tx: Transaction, invitation: Invitation, now: Date): Promise<void> {
  const [used] = await tx
    .update(invitations)
    .set({ uses: sql`${invitations.uses} + 1` })
    .where(
      and(
        eq(invitations.id, invitation.id),
        isNull(invitations.revokedAt),
        isNull(invitations.declinedAt),
        or(isNull(invitations.expiresAt), sql`${invitations.expiresAt} > ${now.toISOString()}::timestamptz`),
        lt(invitations.uses, invitations.maxUses),
      ),
    )
    .returning({ id: invitations.id })
  if (!used) throw new Refusal('invitation_over')
}

function letterOf(
  event: ManagedEvent,
  categoryName: ManagedEvent['name'],
  row: {
    id: string
    categoryId: string
    email: string | null
    name: string
    locale: Locale
    expiresAt: Date | null
  },
  dress?: Dress,
) {
  const { locale } = row
  return prepareMail({
    eventId: event.id,
    kind: 'invitation',
    categoryId: row.categoryId,
    dress,
    to: row.email!,
    replyTo: event.contactEmail,
    link: `${env().PUBLIC_URL}/${locale}/${event.slug}/invitation/${invitationToken(row.id)}`,
    letter: invitationLetter({
      t: texts(locale),
      locale,
      event: {
        name: inLocale(event.name, locale),
        when: formatDateRange(event.startsAt, event.endsAt, locale, event.timeZone),
        where: placeOf(event, locale),
        colour: event.colour,
        contactEmail: event.contactEmail,
        host: inLocale(event.host, locale),
      },
      name: row.name,
      category: inLocale(categoryName, locale),
      until: row.expiresAt && formatDateTime(row.expiresAt, locale, event.timeZone),
      link: '{{link}}',
    }),
  })
}

function entry(event: ManagedEvent, subjectId: string, action: string, data: Record<string, string> = {}) {
  return { eventId: event.id, actor: event.actor, subject: 'invitation' as const, subjectId, action, data }
}
