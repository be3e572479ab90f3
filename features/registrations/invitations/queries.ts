import { and, asc, desc, eq, isNotNull, lte, sql } from 'drizzle-orm'
import { db } from '@/db'
import { delegations } from '@/db/schema/delegations'
import { categories } from '@/db/schema/events'
import { invitations } from '@/db/schema/invitations'
import { registrations } from '@/db/schema/registrations'
import type { ManagedEvent } from '@/features/events/access'
import { derivedToken, hashToken } from '@/lib/secrets'

export type Invitation = typeof invitations.$inferSelect

/** What stands in the link of an invitation. */
export function invitationToken(invitationId: string): string {
  return derivedToken('invitation', invitationId)
}

/** What a code stands for: the same word is another invitation in another event. */
export function codeToken(eventId: string, foldedCode: string): string {
  return `${eventId}:${foldedCode}`
}

/** An event's invitation by its token, however it stands; null where there is none. */
export async function findInvitation(eventId: string, token: string): Promise<Invitation | null> {
  const [found] = await db()
    .select()
    .from(invitations)
    .where(and(eq(invitations.tokenHash, hashToken(token)), eq(invitations.eventId, eventId)))
  return found ?? null
}

/** How an invitation stands. */
export function standing(invitation: Invitation, now: Date): 'open' | 'expired' | 'used' | 'revoked' | 'declined' {
  if (invitation.revokedAt) return 'revoked'
  if (invitation.declinedAt) return 'declined'
  if (invitation.uses >= invitation.maxUses) return 'used'
  if (invitation.expiresAt && now >= invitation.expiresAt) return 'expired'
  return 'open'
}

/** The open invitation into this category that somebody holds, or null. */
export async function heldInvitation(
  category: { id: string; eventId: string },
  token: string | null,
  now: Date,
): Promise<Invitation | null> {
  const found = token ? await findInvitation(category.eventId, token) : null
  return found && found.categoryId === category.id && standing(found, now) === 'open' ? found : null
}

/** How many of those who registered by one invitation the list names. */
const NAMED = 5

/** The event's invitations, the latest first, each with the first who registered by it and how many they are. */
export async function listInvitations(event: ManagedEvent) {
  const ranked = db()
    .select({
      id: registrations.id,
      invitationId: registrations.invitationId,
      reference: registrations.reference,
      title: registrations.title,
      givenName: registrations.givenName,
      familyName: registrations.familyName,
      patronymic: registrations.patronymic,
      createdAt: registrations.createdAt,
      rank: sql<number>`row_number() over (partition by ${registrations.invitationId} order by ${registrations.createdAt}, ${registrations.id})`.as(
        'rank',
      ),
      all: sql<number>`count(*) over (partition by ${registrations.invitationId})`.mapWith(Number).as('all_registered'),
    })
    .from(registrations)
    .where(and(eq(registrations.eventId, event.id), isNotNull(registrations.invitationId)))
    .as('ranked')
  const [rows, registered] = await Promise.all([
    db()
      .select({ invitation: invitations, categoryName: categories.name, delegationName: delegations.name })
      .from(invitations)
      .innerJoin(categories, eq(categories.id, invitations.categoryId))
      .leftJoin(delegations, eq(delegations.id, invitations.delegationId))
      .where(eq(invitations.eventId, event.id))
      .orderBy(desc(invitations.createdAt), invitations.email)
      .limit(500),
    db().select().from(ranked).where(lte(ranked.rank, NAMED)).orderBy(asc(ranked.createdAt), asc(ranked.id)),
  ])
  return rows.map((row) => ({
    ...row,
    registered: registered.filter(({ invitationId }) => invitationId === row.invitation.id),
  }))
}
