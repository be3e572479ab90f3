import { and, eq, isNotNull, isNull, lt, or } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { users } from '@/db/schema/accounts'
import { delegations, focalPoints } from '@/db/schema/delegations'
import { focalPointLetter } from '@/emails/delegation'
import { ensureUser } from '@/features/accounts/commands'
import { changeable, type ManagedEvent } from '@/features/events/access'
import { insertMail, prepareMail } from '@/features/mail/commands'
import { readDress } from '@/features/mail/wording/queries'
import { wakeWorker } from '@/features/mail/worker/commands'
import { formatDateTime } from '@/lib/dates'
import { env } from '@/lib/env'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { note } from '../commands'
import { isFrozen, openUntil } from '../rules'

type FocalPointInput = { email: string; name: string; locale: Locale }

/** Nobody is reminded twice within it. */
const REMINDER_PAUSE = 24 * 60 * 60 * 1000

/**
 * Makes somebody a delegation's focal point; whoever has no account gets one. No mail yet: `inviteFocalPoints` sends it.
 * @throws Refusal `event_archived`, `delegation_unknown`, `focal_point_exists` at email
 */
export async function addFocalPoint(event: ManagedEvent, delegationId: string, input: FocalPointInput): Promise<void> {
  changeable(event)
  if (!isUuid(delegationId)) throw new Refusal('delegation_unknown')
  await db().transaction(async (tx) => {
    const [delegation] = await tx
      .select({ id: delegations.id })
      .from(delegations)
      .where(and(eq(delegations.id, delegationId), eq(delegations.eventId, event.id)))
    if (!delegation) throw new Refusal('delegation_unknown')
    await insertFocalPoint(tx, event, delegationId, input)
  })
}

/** The same in the transaction of whoever does more with it, for a delegation known to be the event's. */
export async function insertFocalPoint(
  tx: Transaction,
  event: ManagedEvent,
  delegationId: string,
  { email, name, locale }: FocalPointInput,
): Promise<void> {
  const userId = await ensureUser(tx, { email, locale, name: name || undefined })
  const [added] = await tx
    .insert(focalPoints)
    .values({ eventId: event.id, delegationId, userId, name, locale })
    .onConflictDoNothing()
    .returning({ id: focalPoints.id })
  if (!added) throw new Refusal('focal_point_exists', {}, 'email')
  await note(tx, event, delegationId, 'delegation.focal_point_added', { user: userId })
}

/** The account stays. @throws Refusal `event_archived`, `focal_point_unknown` */
export async function removeFocalPoint(event: ManagedEvent, focalPointId: string): Promise<void> {
  changeable(event)
  if (!isUuid(focalPointId)) throw new Refusal('focal_point_unknown')
  await db().transaction(async (tx) => {
    const [removed] = await tx
      .delete(focalPoints)
      .where(and(eq(focalPoints.id, focalPointId), eq(focalPoints.eventId, event.id)))
      .returning()
    if (!removed) throw new Refusal('focal_point_unknown')
    await note(tx, event, removed.delegationId, 'delegation.focal_point_removed', { user: removed.userId })
  })
}

/** Whom a round of mails would reach now: `invite` who has had none, `remind` who was invited and whose delegation is open and not sent. */
export async function listToWrite(event: ManagedEvent, round: 'invite' | 'remind', now: Date) {
  const rows = await db()
    .select({ point: focalPoints, delegation: delegations, email: users.email })
    .from(focalPoints)
    .innerJoin(delegations, eq(delegations.id, focalPoints.delegationId))
    .innerJoin(users, eq(users.id, focalPoints.userId))
    .where(
      and(
        eq(focalPoints.eventId, event.id),
        round === 'invite'
          ? isNull(focalPoints.invitedAt)
          : and(isNotNull(focalPoints.invitedAt), isNull(delegations.sentAt), isPaused(now)),
      ),
    )
    .orderBy(delegations.position, focalPoints.createdAt)
  // Nobody is reminded of what can be changed no more.
  return rows.filter(({ delegation }) => round === 'invite' || !isFrozen(event, delegation, now))
}

function isPaused(now: Date) {
  const before = new Date(now.getTime() - REMINDER_PAUSE)
  return and(lt(focalPoints.invitedAt, before), or(isNull(focalPoints.remindedAt), lt(focalPoints.remindedAt, before)))
}

/**
 * Writes to every focal point of the round, each in their language, each once: the row that says so is written in the
 * transaction of the mail, and only by who finds it unwritten.
 * @returns how many letters were queued
 * @throws Refusal `event_archived`, `event_not_published`: their pages open with the event
 */
export async function writeToFocalPoints(event: ManagedEvent, round: 'invite' | 'remind', now: Date): Promise<number> {
  changeable(event)
  if (event.state !== 'published') throw new Refusal('event_not_published')
  const kind = round === 'invite' ? 'focal_point_invitation' : 'focal_point_reminder'
  const dress = await readDress(event.id, kind)
  let written = 0
  for (const { point, delegation, email } of await listToWrite(event, round, now)) {
    const { locale } = point
    const until = openUntil(event, delegation, now)
    const mail = await prepareMail({
      eventId: event.id,
      userId: point.userId,
      kind,
      dress,
      to: email,
      replyTo: event.contactEmail,
      letter: focalPointLetter({
        t: texts(locale),
        locale,
        round,
        colour: event.colour,
        eventName: inLocale(event.name, locale),
        host: inLocale(event.host, locale),
        delegationName: inLocale(delegation.name, locale),
        name: point.name,
        closes: until && formatDateTime(until, locale, event.timeZone),
        contactEmail: event.contactEmail,
        link: `${env().PUBLIC_URL}/${locale}/delegation/${delegation.id}`,
      }),
    })
    await db().transaction(async (tx) => {
      const [mine] = await tx
        .update(focalPoints)
        .set(round === 'invite' ? { invitedAt: now } : { remindedAt: now })
        .where(and(eq(focalPoints.id, point.id), round === 'invite' ? isNull(focalPoints.invitedAt) : isPaused(now)))
        .returning({ id: focalPoints.id })
      if (!mine) return
      await insertMail(tx, mail)
      await note(tx, event, delegation.id, `delegation.focal_point_${round === 'invite' ? 'invited' : 'reminded'}`)
      written += 1
    })
  }
  wakeWorker()
  return written
}
