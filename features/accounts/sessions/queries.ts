import { and, desc, eq, gt, isNotNull, sql } from 'drizzle-orm'
import { type Database, db, type Transaction } from '@/db'
import { passkeys, sessions, totpSecrets, users } from '@/db/schema/accounts'
import { hashToken } from '@/lib/secrets'
import { IDLE_SECONDS, isLiveSession } from './rules'

/** True, in SQL, for a user who has a confirmed authenticator app or a passkey. */
const holdsSecondFactor = sql<boolean>`(
  exists (select 1 from ${totpSecrets} where ${totpSecrets.userId} = ${users.id} and ${totpSecrets.confirmedAt} is not null)
  or exists (select 1 from ${passkeys} where ${passkeys.userId} = ${users.id})
)`

/**
 * The session of a cookie with its user; null if there is none or it has ended. `isHalf`: the user has a second factor
 * and has not given it in this session, which then is nobody's.
 */
export async function findSession(sessionToken: string, now: Date = new Date()) {
  const [found] = await db()
    .select({ user: users, session: sessions, holdsSecondFactor })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.tokenHash, hashToken(sessionToken)))
  if (!found || !isLiveSession(found.session, now)) return null
  return { ...found, isHalf: found.holdsSecondFactor && found.session.secondFactorAt === null }
}

/** True if the person has a second factor to give. */
export async function hasFactor(userId: string, from: Database | Transaction = db()): Promise<boolean> {
  const isConfirmed = and(eq(totpSecrets.userId, userId), isNotNull(totpSecrets.confirmedAt))
  if ((await from.$count(totpSecrets, isConfirmed)) > 0) return true
  return (await from.$count(passkeys, eq(passkeys.userId, userId))) > 0
}

/** The person's sessions that have not ended, the latest first. */
export async function listSessions(userId: string, now: Date = new Date()) {
  return db()
    .select({
      id: sessions.id,
      device: sessions.device,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, userId),
        gt(sessions.expires, now),
        gt(sessions.lastSeenAt, new Date(now.getTime() - IDLE_SECONDS * 1000)),
      ),
    )
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
}
