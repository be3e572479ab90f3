import { createHmac, hkdfSync } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { type Database, db, type Transaction } from '@/db'
import { registrations, travelDocuments } from '@/db/schema/registrations'
import type { PublicEvent, ViewedEvent } from '@/features/events/access'
import { opened, readEventKey, sealedPlace } from '@/features/files/keys/queries'
import { isUuid } from '@/lib/ids'
import { unseal } from '@/lib/secrets'
import { inScope } from '../queries'
import { foldNumber, maskedNumber, type TravelDocument } from './rules'

/** What may be shown without a reason: the number's end and which fields are filled in, none of their answers. */
export type MaskedTravelDocument = { number: string; fields: string[]; updatedAt: Date }

/** A registration's passport data, masked. Null where there is none to read, or not for this reader. */
export async function maskedTravelDocument(
  event: ViewedEvent,
  registrationId: string,
): Promise<MaskedTravelDocument | null> {
  if (!isUuid(registrationId)) return null
  const [row] = await db()
    .select({ id: registrations.id })
    .from(registrations)
    .where(and(eq(registrations.id, registrationId), inScope(event)))
  return row ? masked(event.id, row.id) : null
}

/** The same for the person, who came by their private link. */
export async function ownMaskedTravelDocument(
  event: PublicEvent,
  registration: { id: string },
): Promise<MaskedTravelDocument | null> {
  return masked(event.id, registration.id)
}

async function masked(eventId: string, registrationId: string): Promise<MaskedTravelDocument | null> {
  const document = await openTravelDocument(eventId, registrationId)
  if (!document) return null
  const { answers, updatedAt } = document
  return { number: maskedNumber(answers.number ?? ''), fields: Object.keys(answers), updatedAt }
}

/** Passport data in clear, for this folder's commands only: everybody else masks or reveals. */
export async function openTravelDocument(
  eventId: string,
  registrationId: string,
  from: Database | Transaction = db(),
): Promise<{ answers: TravelDocument; updatedAt: Date } | null> {
  const [row] = await from
    .select({ sealed: travelDocuments.sealed, updatedAt: travelDocuments.updatedAt })
    .from(travelDocuments)
    .where(and(eq(travelDocuments.registrationId, registrationId), eq(travelDocuments.eventId, eventId)))
  const key = row && (await readEventKey(eventId, 'passport', from))
  if (!key) return null
  const text = opened(sealedPlace('travel_documents', registrationId), (place) => unseal(row.sealed, key, place))
  return text === null ? null : { answers: JSON.parse(text), updatedAt: row.updatedAt }
}

/**
 * What finds the same passport again without reading any: the HMAC of issuing country and folded number under a key that
 * ends with the event's passport key. Null where that key was not made yet, or was destroyed.
 */
export async function numberIndex(eventId: string, country: string, number: string): Promise<string | null> {
  const key = await readEventKey(eventId, 'passport')
  return key && indexUnder(key, country, number)
}

export function indexUnder(key: Buffer, country: string, number: string): string {
  const indexKey = Buffer.from(hkdfSync('sha256', key, '', 'plenary passport index', 32))
  return createHmac('sha256', indexKey)
    .update(`${country}\n${foldNumber(number)}`)
    .digest('base64url')
}
