import { eq, inArray, lt, sql } from 'drizzle-orm'
import { db } from '@/db'
import { rateLimits } from '@/db/schema/accounts'
import { derivedToken } from '@/lib/secrets'

/**
 * Takes one of `limit` turns that there are in `seconds` seconds from the first; false if none is left. Takes in a
 * statement of its own, so that of many at once no more than `limit` get one, and a failure later gives none back.
 * @param key what is counted by, like ['sign_up', address]; only a keyed hash of it is kept
 */
export async function takeTurn(
  key: readonly string[],
  limit: number,
  seconds: number,
  now: Date = new Date(),
): Promise<boolean> {
  const endsAt = new Date(now.getTime() + seconds * 1000)
  const isOver = sql`${rateLimits.endsAt} <= ${now.toISOString()}::timestamptz`
  const [taken] = await db()
    .insert(rateLimits)
    .values({ key: hashOf(key), count: 1, endsAt })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        count: sql`case when ${isOver} then 1 else least(${rateLimits.count} + 1, ${limit + 1}) end`,
        endsAt: sql`case when ${isOver} then excluded.ends_at else ${rateLimits.endsAt} end`,
      },
    })
    .returning({ count: rateLimits.count })
  if (taken!.count === 1) await sweep(now)
  return taken!.count <= limit
}

/** Gives one turn back, as where it was no guess. */
export async function giveTurnBack(key: readonly string[]): Promise<void> {
  await db()
    .update(rateLimits)
    .set({ count: sql`greatest(${rateLimits.count} - 1, 0)` })
    .where(eq(rateLimits.key, hashOf(key)))
}

/** Gives all turns back, as after the right code. */
export async function forgetTurns(key: readonly string[]): Promise<void> {
  await db()
    .delete(rateLimits)
    .where(eq(rateLimits.key, hashOf(key)))
}

function hashOf(key: readonly string[]): string {
  return derivedToken('rate_limit', JSON.stringify(key))
}

/** Rows that count nothing any more. Those that others are at are left for the next time. */
async function sweep(now: Date): Promise<void> {
  const old = db()
    .select({ key: rateLimits.key })
    .from(rateLimits)
    .where(lt(rateLimits.endsAt, now))
    .limit(100)
    .for('update', { skipLocked: true })
  await db().delete(rateLimits).where(inArray(rateLimits.key, old))
}
