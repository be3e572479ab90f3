import { asc, eq } from 'drizzle-orm'
import { type Database, db, type Transaction } from '@/db'
import { delegations } from '@/db/schema/delegations'
import { categories } from '@/db/schema/events'
import type { ViewedEvent } from '../access'

/** The categories and delegations that a reviewer may be limited to, in their order. */
export async function listScopeOptions(event: ViewedEvent, from: Database | Transaction = db()) {
  const [ofCategories, ofDelegations] = [
    await from
      .select({ id: categories.id, name: categories.name })
      .from(categories)
      .where(eq(categories.eventId, event.id))
      .orderBy(asc(categories.position), asc(categories.id)),
    await from
      .select({ id: delegations.id, name: delegations.name })
      .from(delegations)
      .where(eq(delegations.eventId, event.id))
      .orderBy(asc(delegations.position), asc(delegations.id)),
  ]
  return { categories: ofCategories, delegations: ofDelegations }
}

export type ScopeOptions = Awaited<ReturnType<typeof listScopeOptions>>
