import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm'
import type { Transaction } from '@/db'
import { categories } from '@/db/schema/events'

/**
 * Takes one place of a category, or says that there is none. The guard is in the update itself, so however many ask at
 * once, `taken` never passes `capacity`. Call it last in its transaction: it locks the category's row until the commit.
 */
export async function takePlace(tx: Transaction, categoryId: string): Promise<boolean> {
  const taken = await tx
    .update(categories)
    .set({ taken: sql`${categories.taken} + 1` })
    .where(
      and(eq(categories.id, categoryId), or(isNull(categories.capacity), lt(categories.taken, categories.capacity))),
    )
    .returning({ id: categories.id })
  return taken.length === 1
}

/** Gives a place back. */
export async function freePlace(tx: Transaction, categoryId: string): Promise<void> {
  await tx
    .update(categories)
    .set({ taken: sql`${categories.taken} - 1` })
    .where(and(eq(categories.id, categoryId), gt(categories.taken, 0)))
}
