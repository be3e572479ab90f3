import { and, eq } from 'drizzle-orm'
import { type Database, db, type Transaction } from '@/db'
import { eventKeys, type KEY_PURPOSES } from '@/db/schema/files'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { unseal } from '@/lib/secrets'

export type KeyPurpose = (typeof KEY_PURPOSES)[number]

/**
 * An event's key: 256 random bits. Null where none was made yet, where it was destroyed, and where this installation's
 * PLENARY_SECRET_KEY is not the one that wrapped it.
 */
export async function readEventKey(
  eventId: string,
  purpose: KeyPurpose,
  from: Database | Transaction = db(),
): Promise<Buffer | null> {
  const [row] = await from
    .select({ wrapped: eventKeys.wrapped })
    .from(eventKeys)
    .where(and(eq(eventKeys.eventId, eventId), eq(eventKeys.purpose, purpose)))
  if (!row?.wrapped) return null
  try {
    return Buffer.from(unseal(row.wrapped, env().PLENARY_SECRET_KEY, keyContext(eventId, purpose)), 'base64')
  } catch {
    log('error', 'event_key_unreadable', { eventId, purpose })
    return null
  }
}

/** What a wrapped key is bound to. */
export function keyContext(eventId: string, purpose: KeyPurpose): string {
  return `event_keys/${eventId}/${purpose}/wrapped`
}

/**
 * Reads what was sealed for one place in the database; null, and a line in the log, where it was changed or moved there
 * from elsewhere.
 */
export function opened<T>(place: string, open: (place: string) => T): T | null {
  try {
    return open(place)
  } catch {
    log('error', 'sealed_unreadable', { place })
    return null
  }
}

/** What a sealed value is bound to: moved to another row or column it does not open. */
export function sealedPlace(table: 'files' | 'travel_documents', rowId: string): string {
  return `${table}/${rowId}/sealed`
}
