import { randomUUID } from 'node:crypto'
import { and, count, desc, eq, inArray, isNull } from 'drizzle-orm'
import { db } from '@/db'
import { categories } from '@/db/schema/events'
import { decisions, informationRequests, opinions, reasons, registrations } from '@/db/schema/registrations'
import { recordAudit } from '@/features/audit/commands'
import { changeable, type ReviewedEvent, type ViewedEvent } from '@/features/events/access'
import { insertMail, unsendMail } from '@/features/mail/commands'
import { readDress } from '@/features/mail/wording/queries'
import { type Dress, dressed } from '@/features/mail/wording/rules'
import { wakeWorker } from '@/features/mail/worker/commands'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import { inLocale, type Locale } from '@/lib/locales'
import {
  applyMove,
  changeRegistration,
  type Inform,
  type Move,
  moveRegistration,
  prepareMove,
  registeredAgain,
  registrationInScope,
} from '../commands'
import { noticeLetter, prepareNotice } from '../notices/commands'
import { changePlaces, PLACE_REFUSALS } from '../places/commands'
import { DECISION_ORDER, inScope, needing } from '../queries'
import { isLive, MAIL_OF_STATE, mayMove, placeAfter, type RegistrationState } from '../rules'
import { serveWaitingLists } from '../waiting-list/commands'
import { BATCH_LIMIT, type IfFull } from './rules'

/** Seconds that a decision's mail waits, so that undoing the decision unsends it. */
export const HOLD_SECONDS = 60

export type Decision = Pick<Move, 'to' | 'note' | 'internalNote' | 'reasonId'> & { inform: Inform }

export type BatchResult = {
  batchId: string
  moved: number
  opinions: number
  /** Of those moved: who got the waiting list instead of a place. */
  waiting: string[]
  /** Who could not be decided on, by the code of the refusal. */
  refused: Record<string, string[]>
}

/**
 * An organiser's decision on one registration. Where the event asks for a second opinion, the first person's "accept" is
 * kept as an opinion, and only another person's accepts.
 * @param from the state that the organiser saw
 * @returns the batch to undo it by, and whether it was only an opinion
 * @throws Refusal `registration_unknown`, `registration_changed` (another decided meanwhile), `move_not_allowed`, `opinion_given` (by the same person before), the place refusals, `registered_again`, `event_archived`
 */
export async function decideRegistration(
  event: ReviewedEvent,
  registrationId: string,
  decision: Decision & { from: RegistrationState; batchId?: string; dress?: Dress },
  now: Date,
): Promise<{ batchId: string; outcome: 'moved' | 'opinion' }> {
  changeable(event)
  const registration = await registrationInScope(event, registrationId)
  if (!mayMove('organiser', decision.from, decision.to)) throw new Refusal('move_not_allowed')
  const batchId = decision.batchId ?? randomUUID()
  if (decision.to === 'accepted' && event.needsSecondOpinion && (await isFirstOpinion(event, registration, now)))
    return { batchId, outcome: 'opinion' }
  await moveRegistration({
    ...decision,
    batchId,
    event,
    registration,
    actor: event.actor,
    holdSeconds: HOLD_SECONDS,
    now,
  })
  if (registration.holdsPlace && !placeAfter(decision.to, true)) await serveWaitingLists(now)
  return { batchId, outcome: 'moved' }
}

/**
 * On-site staff check a person in, or take that back.
 * @throws Refusal `registration_unknown`, `registration_changed`, `move_not_allowed`, `event_archived`
 */
export async function checkIn(
  event: ViewedEvent,
  registrationId: string,
  { from, to }: { from: RegistrationState; to: RegistrationState },
  now: Date,
): Promise<void> {
  if (event.role === 'viewer' || !mayMove('onsite', from, to)) throw new Refusal('move_not_allowed')
  changeable(event)
  const registration = await registrationInScope(event, registrationId)
  await moveRegistration({ event, registration, from, to, inform: 'now', actor: event.actor, now })
}

/** Keeps the opinion, and says whether another person's is missing still. */
async function isFirstOpinion(
  event: ReviewedEvent,
  registration: typeof registrations.$inferSelect,
  now: Date,
): Promise<boolean> {
  const { actor } = event
  if (actor.kind !== 'organiser') throw new Refusal('move_not_allowed')
  return db().transaction(async (tx) => {
    // One opinion on a person at a time, else two first ones at once would both be the first.
    await tx
      .select({ id: registrations.id })
      .from(registrations)
      .where(eq(registrations.id, registration.id))
      .for('update')
    const given = await tx.select().from(opinions).where(eq(opinions.registrationId, registration.id))
    if (given.some(({ userId }) => userId !== actor.userId)) return false
    if (given.length > 0) throw new Refusal('opinion_given')
    await tx.insert(opinions).values({ registrationId: registration.id, userId: actor.userId, createdAt: now })
    await recordAudit(tx, {
      eventId: event.id,
      actor,
      subject: 'registration',
      subjectId: registration.id,
      action: 'registration.opinion_given',
    })
    return true
  })
}

/**
 * Decides on many at once in the order of `DECISION_ORDER`, each in its own transaction: what cannot be done is told
 * and stops none of the others.
 * @param ifFull where an accepted person finds no place left: they stay as they are, or go on the waiting list, without the note and the reason, which were written for those accepted
 * @throws Refusal `event_archived`, `nothing_chosen`, `too_many_chosen` with { limit }
 */
export async function decideMany(
  event: ReviewedEvent,
  ids: readonly string[],
  { ifFull = 'stay', ...decision }: Decision & { ifFull?: IfFull },
  now: Date,
): Promise<BatchResult> {
  changeable(event)
  const chosen = [...new Set(ids)].filter(isUuid)
  if (chosen.length === 0) throw new Refusal('nothing_chosen')
  if (chosen.length > BATCH_LIMIT) throw new Refusal('too_many_chosen', { limit: BATCH_LIMIT })
  const found = await db()
    .select({ id: registrations.id, state: registrations.state })
    .from(registrations)
    .where(and(inScope(event), inArray(registrations.id, chosen)))
    .orderBy(...DECISION_ORDER)
  const batchId = randomUUID()
  const result: BatchResult = { batchId, moved: 0, opinions: 0, waiting: [], refused: {} }
  const dress = await readDress(event.id)
  for (const { id, state } of found) {
    const decide = async (how: Decision): Promise<string> => {
      try {
        return (await decideRegistration(event, id, { ...how, from: state, batchId, dress }, now)).outcome
      } catch (error) {
        if (error instanceof Refusal) return error.code
        throw error
      }
    }
    let outcome = await decide(decision)
    const isFull = decision.to === 'accepted' && PLACE_REFUSALS.includes(outcome)
    if (isFull && ifFull === 'waiting_list' && mayMove('organiser', state, 'waiting_list')) {
      outcome = await decide({ ...decision, to: 'waiting_list', note: undefined, reasonId: null })
      if (outcome === 'moved') result.waiting.push(id)
    }
    if (outcome === 'moved') result.moved += 1
    else if (outcome === 'opinion') result.opinions += 1
    else result.refused[outcome] = [...(result.refused[outcome] ?? []), id]
  }
  return result
}

/**
 * Takes the decisions of a batch back, as far as their mails have not left and nobody has moved the person since. Only
 * who decided may.
 * @returns how many were taken back, and how many it was too late for
 * @throws Refusal `event_archived`
 */
export async function undoDecisions(
  event: ReviewedEvent,
  batchId: string,
  now: Date,
): Promise<{ undone: number; late: number }> {
  changeable(event)
  if (!isUuid(batchId) || event.actor.kind !== 'organiser') return { undone: 0, late: 0 }
  const batch = await db()
    .select({ decision: decisions, registration: registrations })
    .from(decisions)
    .innerJoin(registrations, eq(registrations.id, decisions.registrationId))
    .where(
      and(
        inScope(event),
        eq(decisions.batchId, batchId),
        eq(decisions.userId, event.actor.userId),
        isNull(decisions.undoneAt),
      ),
    )
  let undone = 0
  for (const { decision, registration } of batch) {
    const isUndone = await db()
      .transaction(async (tx) => {
        if (registration.state !== decision.to) throw new Refusal('registration_changed')
        if (decision.mailId && !(await unsendMail(tx, decision.mailId))) throw new Refusal('registration_changed')
        const holdsPlace = decision.heldPlaceBefore
        await changeRegistration(tx, registration, {
          state: decision.from,
          stateSince: now,
          toldState: decision.toldBefore,
          holdsPlace,
          updatedAt: now,
        })
        const [mine] = await tx
          .update(decisions)
          .set({ undoneAt: now })
          .where(and(eq(decisions.id, decision.id), isNull(decisions.undoneAt)))
          .returning({ id: decisions.id })
        if (!mine) throw new Refusal('registration_changed')
        await recordAudit(tx, {
          eventId: event.id,
          actor: event.actor,
          subject: 'registration',
          subjectId: registration.id,
          action: 'registration.decision_undone',
          data: { from: decision.to, to: decision.from, unsent: decision.mailId !== null },
        })
        await changePlaces(tx, registration, {
          place: Number(holdsPlace) - Number(registration.holdsPlace),
          ofDelegation: Number(isLive(decision.from)) - Number(isLive(decision.to)),
        })
        return true
      })
      .catch((error: unknown) => {
        if (error instanceof Refusal) return false
        return registeredAgain(error)
      })
    if (isUndone) undone += 1
  }
  return { undone, late: batch.length - undone }
}

/** Registrations whose state the person does not know yet and a letter would tell. */
function untold(event: ReviewedEvent) {
  return and(inScope(event), needing(event, 'untold'))
}

/** Who is to be informed, and by which letter: the preview of an inform run, 500 at most, with the count of all. */
export async function listUntold(event: ReviewedEvent) {
  const [people, [all]] = await Promise.all([
    db()
      .select({
        id: registrations.id,
        title: registrations.title,
        givenName: registrations.givenName,
        familyName: registrations.familyName,
        patronymic: registrations.patronymic,
        nativeName: registrations.nativeName,
        state: registrations.state,
        toldState: registrations.toldState,
        email: registrations.email,
        locale: registrations.locale,
        reference: registrations.reference,
        categoryId: registrations.categoryId,
        categoryName: categories.name,
      })
      .from(registrations)
      .innerJoin(categories, eq(categories.id, registrations.categoryId))
      .where(untold(event))
      .orderBy(registrations.state, registrations.sortKey)
      .limit(BATCH_LIMIT),
    db().select({ total: count() }).from(registrations).where(untold(event)),
  ])
  const words = await readWords(
    event,
    people.map(({ id }) => id),
  )
  const dress = await readDress(event.id)
  const rows = people.flatMap((person) => {
    const kind = MAIL_OF_STATE[person.state]
    if (!kind) return []
    const letter = noticeLetter(kind, event, person.categoryName, person, words(person).note)
    return [{ ...person, letter: dressed(letter, dress, { kind, categoryId: person.categoryId }) }]
  })
  return { rows, total: all?.total ?? 0 }
}

/**
 * The inform run: everybody chosen gets the letter of their present state, with the words of its decision, once.
 * @returns how many letters were queued
 * @throws Refusal `event_archived`, `nothing_chosen`
 */
export async function informPeople(event: ReviewedEvent, ids: readonly string[], now: Date): Promise<number> {
  changeable(event)
  const chosen = ids.filter(isUuid).slice(0, BATCH_LIMIT)
  if (chosen.length === 0) throw new Refusal('nothing_chosen')
  const people = await db()
    .select({ registration: registrations, categoryName: categories.name })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(and(untold(event), inArray(registrations.id, chosen)))
  const words = await readWords(
    event,
    people.map(({ registration }) => registration.id),
  )
  const dress = await readDress(event.id)
  let informed = 0
  for (const { registration, categoryName } of people) {
    const kind = MAIL_OF_STATE[registration.state]
    if (!kind) continue
    const { decision, note } = words(registration)
    const mail = await prepareNotice(kind, event, categoryName, registration, registration.version + 1, note, dress)
    const isDone = await db()
      .transaction(async (tx) => {
        await changeRegistration(tx, registration, { toldState: registration.state, updatedAt: now })
        const mailId = await insertMail(tx, mail)
        if (decision) await tx.update(decisions).set({ mailId }).where(eq(decisions.id, decision.id))
        await recordAudit(tx, {
          eventId: event.id,
          actor: event.actor,
          subject: 'registration',
          subjectId: registration.id,
          action: 'registration.informed',
          data: { state: registration.state },
        })
        return true
      })
      .catch((error: unknown) => {
        // Decided anew in this moment: the next run tells the newer state.
        if (error instanceof Refusal) return false
        throw error
      })
    if (isDone) informed += 1
  }
  wakeWorker()
  return informed
}

/** The decision that each registration's present state comes from, and its words to the person: the reason's and the note. */
async function readWords(event: ReviewedEvent, ids: string[]) {
  const [made, texts] = await Promise.all([
    ids.length === 0
      ? []
      : db()
          .selectDistinctOn([decisions.registrationId], {
            id: decisions.id,
            registrationId: decisions.registrationId,
            reasonId: decisions.reasonId,
            note: decisions.note,
          })
          .from(decisions)
          .innerJoin(registrations, eq(registrations.id, decisions.registrationId))
          .where(
            and(
              inArray(decisions.registrationId, ids),
              eq(decisions.to, registrations.state),
              isNull(decisions.undoneAt),
            ),
          )
          .orderBy(decisions.registrationId, desc(decisions.createdAt)),
    db().select({ id: reasons.id, text: reasons.text }).from(reasons).where(eq(reasons.eventId, event.id)),
  ])
  const decisionOf = new Map(made.map((decision) => [decision.registrationId, decision]))
  const textOf = new Map(texts.map(({ id, text }) => [id, text]))
  return ({ id, locale }: { id: string; locale: Locale }) => {
    const decision = decisionOf.get(id)
    const reason = inLocale(textOf.get(decision?.reasonId ?? ''), locale)
    return { decision, note: [reason, decision?.note].filter(Boolean).join('\n\n') || undefined }
  }
}

/**
 * Asks a person for something: the question stands in the mail and on their page, and the registration waits.
 * @throws Refusal those of `decideRegistration`
 */
export async function requestInformation(
  event: ReviewedEvent,
  registrationId: string,
  { from, question, internalNote }: { from: RegistrationState; question: string; internalNote?: string },
  now: Date,
): Promise<void> {
  changeable(event)
  const registration = await registrationInScope(event, registrationId)
  if (!mayMove('organiser', from, 'information_requested')) throw new Refusal('move_not_allowed')
  const { actor } = event
  const move: Move = {
    event,
    registration,
    from,
    to: 'information_requested',
    note: question,
    internalNote,
    inform: 'now',
    actor,
    holdSeconds: HOLD_SECONDS,
    now,
  }
  const mail = await prepareMove(move)
  await db().transaction(async (tx) => {
    await tx.insert(informationRequests).values({
      eventId: event.id,
      registrationId: registration.id,
      userId: actor.kind === 'organiser' ? actor.userId : null,
      question,
      createdAt: now,
    })
    await applyMove(tx, move, mail)
  })
  wakeWorker()
}
