import { and, asc, eq } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { users } from '@/db/schema/accounts'
import { members } from '@/db/schema/events'
import { teamInvitationLetter } from '@/emails/account'
import { ensureUser } from '@/features/accounts/commands'
import { recordAudit } from '@/features/audit/commands'
import { insertMail, prepareMail } from '@/features/mail/commands'
import { wakeWorker } from '@/features/mail/worker/commands'
import { env } from '@/lib/env'
import { Refusal } from '@/lib/errors'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { changeable, type OwnedEvent, type Role, type Scope } from '../access'
import { entry } from '../commands'
import { listScopeOptions } from './queries'

/**
 * Takes someone into the event's team and tells them by mail, in `locale`; whoever has no account gets one.
 * @throws Refusal `event_archived`, `member_exists` at email
 */
export async function inviteMember(event: OwnedEvent, email: string, role: Role, locale: Locale): Promise<void> {
  changeable(event)
  const inviter = await nameOfActor(event)
  const link = `${env().PUBLIC_URL}/${locale}/sign-in`
  const name = inLocale(event.name, locale)
  const mail = await prepareMail({
    eventId: event.id,
    kind: 'team_invitation',
    to: email,
    replyTo: event.contactEmail,
    letter: teamInvitationLetter({
      t: texts(locale),
      locale,
      event: { name, colour: event.colour },
      role,
      inviter,
      link,
    }),
  })
  await db().transaction(async (tx) => {
    const userId = await ensureUser(tx, { email, locale })
    const [joined] = await tx
      .insert(members)
      .values({ eventId: event.id, userId, role })
      .onConflictDoNothing()
      .returning({ userId: members.userId })
    if (!joined) throw new Refusal('member_exists', {}, 'email')
    await recordAudit(tx, entry(event, 'member', userId, 'member.invited', { role }))
    await insertMail(tx, mail)
  })
  wakeWorker()
}

/** @throws Refusal `event_archived`, `member_unknown`, `last_owner` */
export async function changeRole(event: OwnedEvent, userId: string, role: Role): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    if (role !== 'owner') await anotherOwner(tx, event, userId)
    const [changed] = await tx.update(members).set({ role }).where(ofTeam(event, userId)).returning()
    if (!changed) throw new Refusal('member_unknown')
    await recordAudit(tx, entry(event, 'member', userId, 'member.role_changed', { role }))
  })
}

/**
 * Limits whose registrations a reviewer sees: those of the categories or of the delegations; null: no such limit. Ids of
 * other events count for nothing.
 * @throws Refusal `event_archived`, `member_unknown` (also where the member is no reviewer)
 */
export async function setScope(event: OwnedEvent, userId: string, scope: Scope): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    const known = await listScopeOptions(event, tx)
    const of = (ids: string[] | null, options: { id: string }[]) =>
      ids && options.map(({ id }) => id).filter((id) => ids.includes(id))
    const limits = {
      categoryIds: of(scope.categoryIds, known.categories),
      delegationIds: of(scope.delegationIds, known.delegations),
    }
    const [changed] = await tx
      .update(members)
      .set(limits)
      .where(and(ofTeam(event, userId), eq(members.role, 'reviewer')))
      .returning()
    if (!changed) throw new Refusal('member_unknown')
    const data = { categories: limits.categoryIds ?? 'all', delegations: limits.delegationIds ?? 'all' }
    await recordAudit(tx, entry(event, 'member', userId, 'member.scope_set', data))
  })
}

/** Takes someone out of the team; the account stays. @throws Refusal `event_archived`, `member_unknown`, `last_owner` */
export async function removeMember(event: OwnedEvent, userId: string): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    await anotherOwner(tx, event, userId)
    const [removed] = await tx.delete(members).where(ofTeam(event, userId)).returning()
    if (!removed) throw new Refusal('member_unknown')
    await recordAudit(tx, entry(event, 'member', userId, 'member.removed', { role: removed.role }))
  })
}

/** Refuses if nobody but `userId` owns the event; locks its owners, so that two cannot leave at the same moment. */
async function anotherOwner(tx: Transaction, event: OwnedEvent, userId: string): Promise<void> {
  const owners = await tx
    .select({ userId: members.userId })
    .from(members)
    .where(and(eq(members.eventId, event.id), eq(members.role, 'owner')))
    .orderBy(asc(members.userId))
    .for('update')
  if (owners.length === 1 && owners[0]!.userId === userId) throw new Refusal('last_owner')
}

function ofTeam(event: OwnedEvent, userId: string) {
  return and(eq(members.eventId, event.id), eq(members.userId, userId))
}

async function nameOfActor(event: OwnedEvent): Promise<string> {
  if (event.actor.kind !== 'organiser') return event.contactEmail
  const [user] = await db().select().from(users).where(eq(users.id, event.actor.userId))
  return user?.name || user?.email || event.contactEmail
}
