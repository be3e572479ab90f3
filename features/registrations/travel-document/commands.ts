import { and, eq } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { files } from '@/db/schema/files'
import { registrations, travelDocuments } from '@/db/schema/registrations'
import { type Actor, recordAudit } from '@/features/audit/commands'
import type { ManagedEvent } from '@/features/events/access'
import { eventKey } from '@/features/files/keys/commands'
import { sealedPlace } from '@/features/files/keys/queries'
import { type ListedFile, listFiles } from '@/features/files/queries'
import { Refusal } from '@/lib/errors'
import type { Answers } from '@/lib/fields'
import { isUuid } from '@/lib/ids'
import { seal } from '@/lib/secrets'
import { scanKey } from '../files/access'
import { inScope } from '../queries'
import { isLive, type RegistrationState } from '../rules'
import { indexUnder, openTravelDocument } from './queries'
import {
  foldNumber,
  REVEAL_REASONS,
  type RevealGuard,
  SCAN_LINK_SECONDS,
  type TravelDocument,
  travelDocumentFields,
} from './rules'

type EventRow = { id: string; slug: string; state: string; endsAt: Date; timeZone: string }

/**
 * Keeps a person's passport data, sealed with the event's passport key and bound to the row; what was there is replaced.
 * @param answers checked against `travelDocumentFields`
 * @throws Refusal `correction_closed`, `kept_no_longer`; at number: `document_number`
 */
export async function saveTravelDocument(
  event: EventRow,
  registration: { id: string; eventId: string; state: RegistrationState },
  answers: Answers,
  now: Date,
  actor: Actor = { kind: 'person' },
): Promise<void> {
  if (!isLive(registration.state) || event.state === 'archived' || registration.eventId !== event.id)
    throw new Refusal('correction_closed')
  if (foldNumber(answers.number ?? '').length < 4) throw new Refusal('document_number', {}, 'number')
  const named = travelDocumentFields(event, now).map(({ name }) => [name, answers[name] ?? ''] as const)
  const text = JSON.stringify(Object.fromEntries(named.filter(([, answer]) => answer)))
  await db().transaction(async (tx) => {
    const key = await eventKey(tx, event.id, 'passport')
    const row = {
      sealed: seal(text, key, sealedPlace('travel_documents', registration.id)),
      numberIndex: indexUnder(key, answers.issuingCountry ?? '', answers.number ?? ''),
      updatedAt: now,
    }
    await tx
      .insert(travelDocuments)
      .values({ registrationId: registration.id, eventId: event.id, ...row })
      .onConflictDoUpdate({ target: travelDocuments.registrationId, set: row })
    await recordAudit(tx, { ...entry(event, actor, registration.id), action: 'registration.passport_saved' })
  })
}

/** Passport data in clear, with links to the scans that open them for a few minutes. */
export type RevealedTravelDocument = { answers: TravelDocument; scans: (ListedFile & { href: string })[] }

/**
 * Shows passport data in clear to who has the right, a second factor and a reason; the audit has the entry before anything
 * is shown. Null where there is nothing to read any more; then there is no entry either.
 * @throws Refusal `second_factor_needed`, `fresh_sign_in_needed`; at reason: `reveal_reason`
 */
export async function revealTravelDocument(
  event: ManagedEvent,
  registrationId: string,
  reason: string,
  guard: RevealGuard,
  now: Date,
): Promise<RevealedTravelDocument | null> {
  if (!guard.hasSecondFactor) throw new Refusal('second_factor_needed')
  if (!guard.isFresh) throw new Refusal('fresh_sign_in_needed')
  if (!(REVEAL_REASONS as readonly string[]).includes(reason)) throw new Refusal('reveal_reason', {}, 'reason')
  if (!isUuid(registrationId)) return null
  return db().transaction(async (tx) => {
    const [row] = await tx
      .select({ id: registrations.id })
      .from(registrations)
      .where(and(eq(registrations.id, registrationId), inScope(event)))
    if (!row) return null
    const document = await openTravelDocument(event.id, row.id, tx)
    const scans = (await listFiles({ registrationId: row.id })).filter(({ kind }) => kind === 'passport')
    if (!document && scans.length === 0) return null
    await recordAudit(tx, {
      ...entry(event, event.actor, row.id),
      action: 'registration.passport_revealed',
      data: { reason },
    })
    return {
      answers: document?.answers ?? {},
      scans: scans.map((scan) => ({ ...scan, href: scanLink(event, scan.id, now) })),
    }
  })
}

/** Deletes a person's passport data and scans. Twice is once. */
export async function forgetTravelDocument(
  tx: Transaction,
  event: { id: string },
  registrationId: string,
): Promise<void> {
  await tx
    .delete(travelDocuments)
    .where(and(eq(travelDocuments.registrationId, registrationId), eq(travelDocuments.eventId, event.id)))
  await tx
    .delete(files)
    .where(and(eq(files.registrationId, registrationId), eq(files.eventId, event.id), eq(files.kind, 'passport')))
}

function entry(event: { id: string }, actor: Actor, registrationId: string) {
  return { eventId: event.id, actor, subject: 'registration' as const, subjectId: registrationId }
}

function scanLink(event: ManagedEvent, fileId: string, now: Date): string {
  const until = Math.floor(now.getTime() / 1000) + SCAN_LINK_SECONDS
  const userId = event.actor.kind === 'organiser' ? event.actor.userId : ''
  return `/api/events/${event.slug}/files/${fileId}?until=${until}&key=${scanKey(fileId, userId, until)}`
}
