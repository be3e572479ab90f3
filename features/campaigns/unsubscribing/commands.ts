import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { unsubscribed } from '@/db/schema/mail'
import { recordAudit } from '@/features/audit/commands'
import { bulletinOf } from './queries'

/**
 * Ends an event's bulletins for the address that the token's mail went to. Twice is as once.
 * @returns false where the token is none of ours
 */
export async function unsubscribe(token: string): Promise<boolean> {
  const bulletin = await bulletinOf(token)
  if (!bulletin) return false
  await db().transaction(async (tx) => {
    const [added] = await tx
      .insert(unsubscribed)
      .values({ eventId: bulletin.eventId, email: bulletin.email })
      .onConflictDoNothing()
      .returning({ email: unsubscribed.email })
    if (added) await recordAudit(tx, { ...entryOf(bulletin), action: 'bulletins.ended' })
  })
  return true
}

/** Lets the bulletins come again. False where the token is none of ours. */
export async function subscribeAgain(token: string): Promise<boolean> {
  const bulletin = await bulletinOf(token)
  if (!bulletin) return false
  await db().transaction(async (tx) => {
    const [gone] = await tx
      .delete(unsubscribed)
      .where(and(eq(unsubscribed.eventId, bulletin.eventId), eq(unsubscribed.email, bulletin.email)))
      .returning({ email: unsubscribed.email })
    if (gone) await recordAudit(tx, { ...entryOf(bulletin), action: 'bulletins.resumed' })
  })
  return true
}

function entryOf({ eventId, mailId }: { eventId: string; mailId: string }) {
  return { eventId, actor: { kind: 'person' } as const, subject: 'mail' as const, subjectId: mailId }
}
