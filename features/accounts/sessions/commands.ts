import { and, eq, lt, ne } from 'drizzle-orm'
import { db } from '@/db'
import { sessions } from '@/db/schema/accounts'
import { recordAudit } from '@/features/audit/commands'
import { SEEN_SECONDS } from './rules'

/** Writes down that the session was used, at most once a minute. */
export async function touchSession(session: { id: string; lastSeenAt: Date }, now: Date = new Date()): Promise<void> {
  const before = new Date(now.getTime() - SEEN_SECONDS * 1000)
  if (session.lastSeenAt > before) return
  await db()
    .update(sessions)
    .set({ lastSeenAt: now })
    .where(and(eq(sessions.id, session.id), lt(sessions.lastSeenAt, before)))
}

/** Ends one session of the person's; nothing happens if it is not theirs or has ended. */
export async function endSession(userId: string, sessionId: string): Promise<void> {
  await end(userId, and(eq(sessions.userId, userId), eq(sessions.id, sessionId)))
}

/** Ends all sessions of the person's but this one. */
export async function endOtherSessions(userId: string, sessionId: string): Promise<void> {
  await end(userId, and(eq(sessions.userId, userId), ne(sessions.id, sessionId)))
}

async function end(userId: string, which: ReturnType<typeof and>): Promise<void> {
  await db().transaction(async (tx) => {
    const ended = await tx.delete(sessions).where(which).returning({ id: sessions.id })
    if (ended.length === 0) return
    await recordAudit(tx, {
      eventId: null,
      actor: { kind: 'organiser', userId },
      subject: 'user',
      subjectId: userId,
      action: 'user.sessions_ended',
      data: { count: ended.length },
    })
  })
}
