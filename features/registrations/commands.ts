import { randomUUID } from 'node:crypto'
import { and, eq, or } from 'drizzle-orm'
import { db, isUniqueViolation, type Transaction } from '@/db'
import { categories, type events } from '@/db/schema/events'
import { invitations } from '@/db/schema/invitations'
import { decisions, opinions, reasons, registrations } from '@/db/schema/registrations'
import { speakers } from '@/db/schema/speakers'
import type { RegistrationLetterKind } from '@/emails/registration'
import { type Actor, recordAudit } from '@/features/audit/commands'
import { changeable, type ManagedEvent, type ViewedEvent } from '@/features/events/access'
import { insertMail, type PreparedMail } from '@/features/mail/commands'
import type { Dress } from '@/features/mail/wording/rules'
import { wakeWorker } from '@/features/mail/worker/commands'
import { Refusal } from '@/lib/errors'
import type { Answers } from '@/lib/fields'
import { isUuid } from '@/lib/ids'
import { inLocale, type Locale } from '@/lib/locales'
import { searchKey } from '@/lib/names'
import { listCompanions } from './companions/queries'
import { comesAlong } from './companions/rules'
import { prepareNotice } from './notices/commands'
import { mayWithdraw, toldOf } from './own/rules'
import { changePlaces, lockPlaces } from './places/commands'
import { inScope } from './queries'
import { isLive, MAIL_OF_STATE, mayMove, placeAfter, type RegistrationState } from './rules'

type EventRow = typeof events.$inferSelect
type RegistrationRow = typeof registrations.$inferSelect

/** How the person learns of a move: by mail at once, in a later "inform" run, or not at all. */
export type Inform = 'now' | 'later' | 'never'

export type Move = {
  event: EventRow
  registration: RegistrationRow
  /** The state that the mover saw. */
  from: RegistrationState
  to: RegistrationState
  actor: Actor
  inform: Inform
  now: Date
  /** The organiser's own words to the person, put into the mail. */
  note?: string
  internalNote?: string
  reasonId?: string | null
  /** Decisions made together; they are undone together. */
  batchId?: string
  /** Seconds that the mail waits, so that undoing the move unsends it. */
  holdSeconds?: number
  /** The mail, where it is not the usual one of the state; null: none, because the mover tells it. */
  letter?: RegistrationLetterKind | null
  /** How the event dresses its mails, read before by who moves many. */
  dress?: Dress
}

/**
 * Changes a registration's state: the one way to do it. State, audit entry, decision, mail and places are one
 * transaction; the places come last. Whether the mover may is asked before (`mayMove`).
 * @throws Refusal `registration_changed` (another moved it meanwhile), `registered_again`, and those of `takePlaces` and `takeDelegationPlaces`
 */
export async function moveRegistration(move: Move): Promise<void> {
  const moves = await prepareMoves(move)
  await db()
    .transaction((tx) => applyMoves(tx, moves))
    .catch(registeredAgain)
  wakeWorker()
}

type PreparedMove = { move: Move; mail: PreparedMail | null }

/** Companions do not come without their person: who withdraws, or is withdrawn by the delegation, takes them along. */
const takesAlong = ({ to, actor }: Move) => to === 'withdrawn' && ['person', 'focal_point'].includes(actor.kind)

/** A move with those of the companions that follow from it, and their mails, rendered before the transaction. */
export async function prepareMoves(move: Move): Promise<PreparedMove[]> {
  const companions = takesAlong(move) ? (await listCompanions(move.registration)).filter(comesAlong) : []
  const { event, actor, now } = move
  const along = companions.map((registration): Move => {
    return { event, registration, from: registration.state, to: 'withdrawn', actor, inform: 'now', now }
  })
  return Promise.all([move, ...along].map(async (each) => ({ move: each, mail: await prepareMove(each) })))
}

/**
 * The moves themselves, in the transaction of whoever does more with them. Call `wakeWorker` after the commit.
 * @throws Refusal `registration_changed` also where a companion came or went meanwhile
 */
export async function applyMoves(tx: Transaction, moves: readonly PreparedMove[]): Promise<void> {
  const [first, ...along] = moves
  if (first && takesAlong(first.move)) {
    const present = (await lockParty(tx, first.move.registration)).filter(comesAlong)
    const known = new Set(along.map(({ move }) => move.registration.id))
    if (present.length !== known.size || present.some(({ id }) => !known.has(id)))
      throw new Refusal('registration_changed')
    if (along.length > 0) await lockPlaces(tx, first.move.event)
  }
  for (const { move, mail } of moves) await applyMove(tx, move, mail)
}

/** Locks a person and their companions, in the order of ids, so that none is added or moved until the commit. */
export async function lockParty(tx: Transaction, host: { id: string }): Promise<RegistrationRow[]> {
  await tx
    .select({ id: registrations.id })
    .from(registrations)
    .where(or(eq(registrations.id, host.id), eq(registrations.companionOfId, host.id)))
    .orderBy(registrations.id)
    .for('no key update')
  // Read again: who was added while the lock was waited for is there now.
  return listCompanions(host, tx)
}

/** The mail of a move, rendered before its transaction; null where none is sent. */
export async function prepareMove(move: Move): Promise<PreparedMail | null> {
  const kind = move.letter === undefined ? MAIL_OF_STATE[move.to] : move.letter
  if (move.inform !== 'now' || !kind) return null
  const { event, registration } = move
  const [category] = await db()
    .select({ name: categories.name })
    .from(categories)
    .where(eq(categories.id, registration.categoryId))
  const note = [await reasonText(event, move.reasonId, registration.locale), move.note].filter(Boolean).join('\n\n')
  const version = registration.version + 1
  return prepareNotice(kind, event, category!.name, registration, version, note || undefined, move.dress)
}

/** The move itself, in the transaction of whoever does more with it. Call `wakeWorker` after the commit. */
export async function applyMove(tx: Transaction, move: Move, mail: PreparedMail | null): Promise<void> {
  const { event, registration, from, to, actor, now } = move
  const isTold = move.inform === 'now' || (move.inform === 'later' && MAIL_OF_STATE[to] === null)
  const holdsPlace = placeAfter(to, registration.holdsPlace)
  const [moved] = await tx
    .update(registrations)
    .set({
      state: to,
      stateSince: now,
      updatedAt: now,
      version: registration.version + 1,
      holdsPlace,
      offerExpiresAt: null,
      ...(isTold ? { toldState: to } : {}),
    })
    .where(
      and(
        eq(registrations.id, registration.id),
        eq(registrations.state, from),
        eq(registrations.version, registration.version),
      ),
    )
    .returning({ id: registrations.id })
  if (!moved) throw new Refusal('registration_changed')
  await tx.delete(opinions).where(eq(opinions.registrationId, registration.id))
  await recordAudit(tx, {
    eventId: event.id,
    actor,
    subject: 'registration',
    subjectId: registration.id,
    action: `registration.${to}`,
    data: {
      from,
      to,
      hasNote: Boolean(move.note),
      ...(move.inform === 'now' ? {} : { inform: move.inform }),
      ...(move.letter === undefined ? {} : { letter: move.letter ?? 'none' }),
    },
  })
  const mailId = mail ? await insertMail(tx, mail, move.holdSeconds) : null
  if (actor.kind === 'organiser') {
    await tx.insert(decisions).values({
      batchId: move.batchId ?? randomUUID(),
      eventId: event.id,
      registrationId: registration.id,
      userId: actor.userId,
      from,
      to,
      reasonId: move.reasonId ?? null,
      internalNote: move.internalNote ?? '',
      note: move.note ?? '',
      toldBefore: registration.toldState,
      heldPlaceBefore: registration.holdsPlace,
      mailId,
      createdAt: now,
    })
  }
  await changePlaces(tx, registration, {
    place: Number(holdsPlace) - Number(registration.holdsPlace),
    ofDelegation: Number(isLive(to)) - Number(isLive(from)),
    mayUseReserve: await mayUseReserve(tx, registration),
  })
}

/** Whether the invitation that a person came by gives a right to the places that the category keeps. */
async function mayUseReserve(tx: Transaction, { invitationId }: RegistrationRow): Promise<boolean> {
  if (!invitationId) return false
  const [invitation] = await tx
    .select({ usesReserve: invitations.usesReserve })
    .from(invitations)
    .where(eq(invitations.id, invitationId))
  return invitation?.usesReserve ?? false
}

/** The words that go with a reason, in the person's language. */
export async function reasonText(
  event: EventRow,
  reasonId: string | null | undefined,
  locale: Locale,
): Promise<string> {
  if (!reasonId) return ''
  const [reason] = await db()
    .select({ text: reasons.text })
    .from(reasons)
    .where(and(eq(reasons.id, reasonId), eq(reasons.eventId, event.id)))
  return reason ? inLocale(reason.text, locale) : ''
}

/**
 * A person withdraws through their private page: also where a decision against them stands that was not told yet.
 * @throws Refusal `registration_changed`, `move_not_allowed`
 */
export async function withdrawOwnRegistration(
  event: EventRow,
  registration: RegistrationRow,
  now: Date,
): Promise<void> {
  const isUntold = registration.state !== toldOf(registration)
  const mayNow = mayMove('person', registration.state, 'withdrawn') || isUntold
  if (event.state === 'archived' || !mayWithdraw(registration) || !mayNow) throw new Refusal('move_not_allowed')
  await moveRegistration({
    event,
    registration,
    from: registration.state,
    to: 'withdrawn',
    inform: 'now',
    actor: { kind: 'person' },
    now,
  })
}

/** To be caught where a registration may come to life: a person has one live registration in an event. */
export function registeredAgain(error: unknown): never {
  throw isUniqueViolation(error, 'registrations_one_live_per_person') ? new Refusal('registered_again') : error
}

/**
 * Sets where a person stands in alphabetical lists.
 * @throws Refusal `registration_unknown`, `registration_changed`, `event_archived`
 */
export async function setSortKey(
  event: ManagedEvent,
  registrationId: string,
  sortKey: string,
  now: Date,
): Promise<void> {
  changeable(event)
  const registration = await registrationInScope(event, registrationId)
  if (registration.sortKey === sortKey) return
  await db().transaction(async (tx) => {
    await changeRegistration(tx, registration, { sortKey, updatedAt: now })
    await recordAudit(tx, {
      eventId: event.id,
      actor: event.actor,
      subject: 'registration',
      subjectId: registration.id,
      action: 'registration.sort_key_set',
    })
  })
}

/** Writes unless someone else has written since `registration` was read. */
export async function changeRegistration(
  tx: Transaction,
  registration: RegistrationRow,
  values: Partial<RegistrationRow>,
): Promise<void> {
  const [changed] = await tx
    .update(registrations)
    .set({ ...values, version: registration.version + 1 })
    .where(and(eq(registrations.id, registration.id), eq(registrations.version, registration.version)))
    .returning({ id: registrations.id })
  if (!changed) throw new Refusal('registration_changed')
  if (values.searchKey !== undefined) await findSpeakerAnew(tx, { ...registration, ...values })
}

/** Whoever is a speaker too is found as one by the corrected name. */
async function findSpeakerAnew(tx: Transaction, person: RegistrationRow): Promise<void> {
  const [speaker] = await tx
    .select({ id: speakers.id, institution: speakers.institution })
    .from(speakers)
    .where(eq(speakers.registrationId, person.id))
    .for('update')
  if (!speaker) return
  const institutions = [person.institution, ...Object.values(speaker.institution)]
  await tx
    .update(speakers)
    .set({ searchKey: speakerKey(person, institutions) })
    .where(eq(speakers.id, speaker.id))
}

/** Under which a speaker is found: names and institutions, never the address, because the public searches by it. */
export function speakerKey(
  person: { familyName: string; givenName: string; patronymic?: string; nativeName: string },
  institutions: readonly string[],
): string {
  const { familyName, givenName, patronymic = '', nativeName } = person
  return searchKey(familyName, givenName, patronymic, nativeName, ...institutions)
}

/**
 * A registration in the reader's scope.
 * @throws Refusal `registration_unknown`
 */
export async function registrationInScope(event: ViewedEvent, registrationId: string): Promise<RegistrationRow> {
  if (!isUuid(registrationId)) throw new Refusal('registration_unknown')
  const [registration] = await db()
    .select()
    .from(registrations)
    .where(and(eq(registrations.id, registrationId), inScope(event)))
  if (!registration) throw new Refusal('registration_unknown')
  return registration
}

/** A registration as the answers to its form. */
export function answersOf(registration: RegistrationRow): Answers {
  const {
    title,
    givenName,
    familyName,
    patronymic,
    nativeName,
    country,
    position,
    institution,
    email,
    phone,
    locale,
    interpretation,
    diet,
    accessibility,
  } = registration
  return {
    title,
    givenName,
    familyName,
    patronymic,
    nativeName,
    country,
    position,
    institution,
    email,
    phone,
    locale,
    interpretation,
    diet,
    accessibility,
    ...registration.details,
  }
}
