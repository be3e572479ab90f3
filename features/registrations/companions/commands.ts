import { randomUUID } from 'node:crypto'
import { and, eq, inArray } from 'drizzle-orm'
import { db, isUniqueViolation } from '@/db'
import { categories } from '@/db/schema/events'
import { consents, registrations } from '@/db/schema/registrations'
import { recordAudit } from '@/features/audit/commands'
import type { ReviewedEvent } from '@/features/events/access'
import { currentConsents } from '@/features/events/commands'
import { type ConsentPurpose, REQUIRED_CONSENTS } from '@/features/events/rules'
import { insertMail } from '@/features/mail/commands'
import { wakeWorker } from '@/features/mail/worker/commands'
import { Refusal } from '@/lib/errors'
import type { Answers } from '@/lib/fields'
import { isUuid } from '@/lib/ids'
import type { Locale } from '@/lib/locales'
import { searchKey } from '@/lib/names'
import { hashToken } from '@/lib/secrets'
import { answersOf, registrationInScope, withdrawOwnRegistration } from '../commands'
import { columnsOf, hasWaiting, searchable, withFreeReference } from '../form/commands'
import { consentField } from '../form/rules'
import { linkToken, prepareNotice } from '../notices/commands'
import type { Own } from '../own/queries'
import { toldOf } from '../own/rules'
import { changePlaces, PLACE_REFUSALS } from '../places/commands'
import { decideMany } from '../review/commands'
import { isLive, LIVE_STATES, MAIL_OF_STATE, personKey, type RegistrationState } from '../rules'
import { readParty } from './queries'
import { mayBring } from './rules'

/**
 * A person names a companion: a registration of its own in the category that theirs says, with the same delegation, and
 * its usual letter. A companion is never ahead of its person: it is confirmed at once only where the person is accepted
 * and the category is not reviewed; else it waits for the secretariat. How many there may be is counted while the
 * person's row is locked. Registration, consents, audit, mail and places are one transaction; the places come last.
 * @param answers checked answers to `companionFields`
 * @param locale in which the agreements were read
 * @returns the companion's id
 * @throws Refusal `companions_closed`, `companions_limit` with { most }, `companions_full`, `companion_exists` at
 *   givenName, `form_incomplete` (an agreement is missing), `registration_changed`
 */
export async function addCompanion(own: Own, answers: Answers, locale: Locale, now: Date): Promise<string> {
  const { event, registration, category } = own
  if (!mayBring(registration, category, event, now)) throw new Refusal('companions_closed')
  if (REQUIRED_CONSENTS.some((purpose) => answers[consentField(purpose)] !== 'yes'))
    throw new Refusal('form_incomplete')
  const [into] = await db()
    .select()
    .from(categories)
    .where(eq(categories.id, category.companionCategoryId ?? category.id))
  const isConfirmed = registration.state === 'accepted' && toldOf(registration) === 'accepted'
  const wish: RegistrationState =
    into!.isReviewed || !isConfirmed ? 'submitted' : (await hasWaiting(into!.id)) ? 'waiting_list' : 'accepted'
  const record = (state: RegistrationState) =>
    withFreeReference((reference) => insertCompanion(own, into!, { answers, locale, state, reference, now }))
  const id = (await record(wish)) ?? (wish === 'accepted' && into!.hasWaitingList ? await record('waiting_list') : null)
  if (!id) throw new Refusal('companions_full')
  wakeWorker()
  return id
}

/** @returns the id, or null if a place was asked for and none was left: nothing was written then. */
async function insertCompanion(
  { event, registration, category }: Own,
  into: Own['category'],
  input: { answers: Answers; locale: Locale; state: RegistrationState; reference: string; now: Date },
): Promise<string | null> {
  const { state, reference, now } = input
  const id = randomUUID()
  const { institution, locale, interpretation } = registration
  const answers: Answers = { ...input.answers, institution, locale, interpretation }
  const email = answers.email || registration.email
  // Named by themself, or twice: the address may be the person's own.
  if (personKey({ ...answers, email }) === personKey(answersOf(registration)))
    throw new Refusal('companion_exists', {}, 'givenName')
  const row = {
    id,
    eventId: event.id,
    categoryId: into.id,
    companionOfId: registration.id,
    reference,
    state,
    toldState: state,
    holdsPlace: state === 'accepted',
    stateSince: now,
    ...columnsOf(into, answers),
    email,
    personKey: personKey({ ...answers, email }, registration.id),
    linkHash: hashToken(linkToken(id)),
    createdAt: now,
    updatedAt: now,
  }
  const consent = await currentConsents(event)
  const mail = await prepareNotice(MAIL_OF_STATE[state]!, event, into.name, row, 1)
  try {
    return await db().transaction(async (tx) => {
      const [host] = await tx
        .select()
        .from(registrations)
        .where(eq(registrations.id, registration.id))
        .for('no key update')
      if (!host || !mayBring(host, category, event, now)) throw new Refusal('companions_closed')
      if (state === 'accepted' && host.state !== 'accepted') throw new Refusal('registration_changed')
      const named = await tx.$count(
        registrations,
        and(eq(registrations.companionOfId, host.id), inArray(registrations.state, [...LIVE_STATES])),
      )
      if (named >= category.mostCompanions) throw new Refusal('companions_limit', { most: category.mostCompanions })
      const { delegationId, delegationPosition } = host
      await tx
        .insert(registrations)
        .values({ ...row, delegationId, delegationPosition, searchKey: searchKey(...searchable(row)) })
      await tx.insert(consents).values(
        (Object.keys(consent.texts) as ConsentPurpose[]).map((purpose) => ({
          registrationId: id,
          purpose,
          eventId: event.id,
          version: consent.version,
          isGiven: answers[consentField(purpose)] === 'yes',
          locale: input.locale,
          at: now,
        })),
      )
      const entry = { eventId: event.id, actor: { kind: 'person' }, subject: 'registration' } as const
      const data = { to: state, companionOf: host.id }
      await recordAudit(tx, { ...entry, subjectId: id, action: `registration.${state}`, data })
      await recordAudit(tx, {
        ...entry,
        subjectId: host.id,
        action: 'registration.companion_added',
        data: { companion: id },
      })
      await insertMail(tx, mail)
      await changePlaces(
        tx,
        { ...row, delegationId, roleId: null },
        { place: Number(state === 'accepted'), ofDelegation: 1 },
      )
      return id
    })
  } catch (error) {
    if (error instanceof Refusal && PLACE_REFUSALS.includes(error.code)) return null
    if (isUniqueViolation(error, 'registrations_one_live_per_person'))
      throw new Refusal('companion_exists', {}, 'givenName')
    throw error
  }
}

/**
 * A person withdraws one of their own companions.
 * @throws Refusal `companion_unknown` (also another's), `move_not_allowed`, `registration_changed`
 */
export async function withdrawCompanion({ event, registration }: Own, companionId: string, now: Date): Promise<void> {
  const [companion] = isUuid(companionId)
    ? await db()
        .select()
        .from(registrations)
        .where(and(eq(registrations.id, companionId), eq(registrations.companionOfId, registration.id)))
    : []
  if (!companion) throw new Refusal('companion_unknown')
  await withdrawOwnRegistration(event, companion, now)
}

/**
 * Ends the companions of somebody who takes part no more the same way, as one decision to be undone together. They are
 * told now where the person knows, and with the next inform run where the person does not yet.
 * @returns the batch to undo it by, and the state
 * @throws Refusal `registration_unknown`, `move_not_allowed` (the person still takes part, or nobody is left to end),
 *   `event_archived`
 */
export async function endCompanions(
  event: ReviewedEvent,
  registrationId: string,
  now: Date,
): Promise<{ batchId: string; to: RegistrationState }> {
  const host = await registrationInScope(event, registrationId)
  const companions = (await readParty(event, host)).companions.filter(({ state }) => isLive(state))
  if (isLive(host.state) || companions.length === 0) throw new Refusal('move_not_allowed')
  const inform = host.toldState === host.state ? 'now' : 'later'
  const ids = companions.map(({ id }) => id)
  const { batchId, moved } = await decideMany(event, ids, { to: host.state, inform }, now)
  if (moved === 0) throw new Refusal('move_not_allowed')
  return { batchId, to: host.state }
}
