import { and, asc, eq, isNull } from 'drizzle-orm'
import { type Database, db } from '@/db'
import { registrations } from '@/db/schema/registrations'
import type { ViewedEvent } from '@/features/events/access'
import { inScope } from '../queries'

export type Companion = typeof registrations.$inferSelect

/** Who was named by a person, in that order, the ended ones among them; without the erased. */
export function listCompanions(host: { id: string }, reader: Pick<Database, 'select'> = db()): Promise<Companion[]> {
  return reader
    .select()
    .from(registrations)
    .where(and(eq(registrations.companionOfId, host.id), isNull(registrations.erasedAt)))
    .orderBy(asc(registrations.createdAt), asc(registrations.id))
}

/** Whom a companion comes with; null for all others. */
export async function hostOf({ companionOfId }: { companionOfId: string | null }): Promise<Companion | null> {
  if (!companionOfId) return null
  const [host] = await db().select().from(registrations).where(eq(registrations.id, companionOfId))
  return host ?? null
}

/** Whom a registration comes with and who comes with it, as far as the reader's scope goes. */
export async function readParty(
  event: ViewedEvent,
  registration: { id: string; companionOfId: string | null },
): Promise<{ host: Companion | null; companions: Companion[] }> {
  const find = (which: ReturnType<typeof eq>) =>
    db()
      .select()
      .from(registrations)
      .where(and(inScope(event), which))
      .orderBy(asc(registrations.createdAt), asc(registrations.id))
  const [companions, [host]] = await Promise.all([
    find(eq(registrations.companionOfId, registration.id)),
    registration.companionOfId ? find(eq(registrations.id, registration.companionOfId)) : [],
  ])
  return { host: host ?? null, companions }
}
