import { sql } from 'drizzle-orm'
import { db } from '@/db'
import journal from '@/db/migrations/meta/_journal.json' with { type: 'json' }
import { describeError, log } from '@/lib/log'

/** Ready only when the database answers and has this version's tables. Tells no more than that. */
export async function GET(): Promise<Response> {
  const newest = Math.max(...journal.entries.map((entry) => entry.when))
  const applied = await db()
    .execute<{ created_at: string }>(sql`select max(created_at) as created_at from drizzle.__drizzle_migrations`)
    .then(([row]) => Number(row?.created_at ?? 0))
    .catch((error: unknown) => {
      log('error', 'health', describeError(error))
      return 0
    })
  const isReady = applied >= newest
  return Response.json(
    { status: isReady ? 'ready' : 'unavailable' },
    { status: isReady ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
