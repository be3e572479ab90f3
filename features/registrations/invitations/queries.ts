import { and, desc, eq } from 'drizzle-orm'
import { db } from '@/db'
import { delegations } from '@/db/schema/delegations'
import { categories } from '@/db/schema/events'
import { invitations } from '@/db/schema/invitations'
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

/** The event's invitations, the latest first. */
export function listInvitations(event: ManagedEvent) {
  return db()
    .select({ invitation: invitations, categoryName: categories.name, delegationName: delegations.name })
    .from(invitations)
    .innerJoin(categories, eq(categories.id, invitations.categoryId))
    .leftJoin(delegations, eq(delegations.id, invitations.delegationId))
    .where(eq(invitations.eventId, event.id))
    .orderBy(desc(invitations.createdAt), invitations.email)
    .limit(500)
}
