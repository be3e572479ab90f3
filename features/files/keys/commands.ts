import { randomBytes } from 'node:crypto'
import type { Transaction } from '@/db'
import { eventKeys } from '@/db/schema/files'
import { env } from '@/lib/env'
import { Refusal } from '@/lib/errors'
import { seal } from '@/lib/secrets'
import { type KeyPurpose, keyContext, readEventKey } from './queries'

/**
 * The event's key to seal with, made at first use: 256 random bits, wrapped by PLENARY_SECRET_KEY.
 * @throws Refusal `kept_no_longer` once it was destroyed
 */
export async function eventKey(tx: Transaction, eventId: string, purpose: KeyPurpose): Promise<Buffer> {
  const context = keyContext(eventId, purpose)
  const wrapped = seal(randomBytes(32).toString('base64'), env().PLENARY_SECRET_KEY, context)
  // Of two that make the first one at once, the second waits here and then reads the other's.
  await tx.insert(eventKeys).values({ eventId, purpose, wrapped }).onConflictDoNothing()
  const key = await readEventKey(eventId, purpose, tx)
  if (!key) throw new Refusal('kept_no_longer')
  return key
}

/** Makes all that was sealed with the key unreadable for good, in every copy of the database. Twice is once. */
export async function destroyEventKey(
  tx: Transaction,
  eventId: string,
  purpose: KeyPurpose,
  now = new Date(),
): Promise<void> {
  const destroyed = { wrapped: null, destroyedAt: now }
  await tx
    .insert(eventKeys)
    .values({ eventId, purpose, ...destroyed })
    .onConflictDoUpdate({ target: [eventKeys.eventId, eventKeys.purpose], set: destroyed })
}
