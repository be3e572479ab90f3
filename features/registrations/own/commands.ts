import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { db } from '@/db'
import { categories, type events } from '@/db/schema/events'
import { files } from '@/db/schema/files'
import { informationRequests, registrations } from '@/db/schema/registrations'
import { takeTurn } from '@/features/accounts/rate/commands'
import { recordAudit } from '@/features/audit/commands'
import { type PreparedFile, prepareFile, storeFile } from '@/features/files/commands'
import { insertMail, readdressWaiting } from '@/features/mail/commands'
import { readDress } from '@/features/mail/wording/queries'
import { wakeWorker } from '@/features/mail/worker/commands'
import { Refusal } from '@/lib/errors'
import type { Answers } from '@/lib/fields'
import { isUuid } from '@/lib/ids'
import { hashToken } from '@/lib/secrets'
import { keepChange } from '../changes/commands'
import { applyMove, changeRegistration } from '../commands'
import { linkToken, prepareNotice, privateLink } from '../notices/commands'
import { asFormAnswers, questionAnswers, questionIdOf } from '../questions/rules'
import { LIVE_STATES } from '../rules'
import type { Own } from './queries'
import { toldOf } from './rules'

type EventRow = typeof events.$inferSelect

/** Requests for lost links that one event answers by mail in an hour. */
const LINKS_AN_HOUR = 1000

/**
 * Answers what the secretariat asked, with a document where one was asked for; the registration goes back to review,
 * unless it was decided meanwhile.
 * @throws Refusal `request_gone`, `answer_missing` at answer, `correction_closed`, those of `prepareFile` at file
 */
export async function answerRequest(
  { event, registration }: Own,
  { answer, file }: { answer: string; file: unknown },
  now: Date,
): Promise<void> {
  if (event.state === 'archived') throw new Refusal('correction_closed')
  const hasFile = file instanceof File && file.size > 0
  if (!answer && !hasFile) throw new Refusal('answer_missing', {}, 'answer')
  const prepared = hasFile ? await prepareFile('document', file) : null
  await db().transaction(async (tx) => {
    const [request] = await tx
      .update(informationRequests)
      .set({ answer, answeredAt: now })
      .where(and(eq(informationRequests.registrationId, registration.id), isNull(informationRequests.answeredAt)))
      .returning({ id: informationRequests.id })
    if (!request) throw new Refusal('request_gone')
    const owner = { registrationId: registration.id }
    if (prepared)
      await storeFile(tx, { eventId: event.id, owner, kind: 'document', aboutId: request.id, file: prepared })
    await recordAudit(tx, {
      eventId: event.id,
      actor: { kind: 'person' },
      subject: 'registration',
      subjectId: registration.id,
      action: 'registration.information_given',
      data: { hasFile },
    })
    if (registration.state !== 'information_requested') return
    const move = { from: 'information_requested', to: 'under_review', inform: 'now' } as const
    await applyMove(tx, { event, registration, ...move, actor: { kind: 'person' }, now }, null)
  })
}

/**
 * Keeps a person's travel and stay.
 * @param answers checked answers to `travelFields`
 * @throws Refusal `correction_closed`, `registration_changed`
 */
export async function saveTravel({ event, registration }: Own, answers: Answers, now: Date): Promise<void> {
  open({ event, registration })
  const travel = Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== ''))
  await db().transaction(async (tx) => {
    await changeRegistration(tx, registration, { travel, updatedAt: now })
    await note(tx, event, registration.id, 'registration.travel_saved')
  })
}

/**
 * Keeps a person's answers to the organisers' questions; what they were before stays with the changes.
 * @param answers checked answers to the questions' fields
 * @param sent files that came along, each for one question, instead of the one before
 * @throws Refusal `correction_closed`, `registration_changed`, those of `storeFile`
 */
export async function saveAnswers(
  { event, registration }: Own,
  answers: Answers,
  sent: readonly { questionId: string; file: PreparedFile }[],
  now: Date,
): Promise<void> {
  open({ event, registration })
  const before = asFormAnswers(registration.answers)
  const changed = Object.keys(answers).filter((name) => (answers[name] ?? '') !== (before[name] ?? ''))
  await db().transaction(async (tx) => {
    await changeRegistration(tx, registration, {
      answers: { ...registration.answers, ...questionAnswers(answers) },
      updatedAt: now,
    })
    const replaced = [...changed.map(questionIdOf), ...sent.map(({ questionId }) => questionId)]
    if (replaced.length > 0)
      await tx.delete(files).where(and(eq(files.registrationId, registration.id), inArray(files.aboutId, replaced)))
    const owner = { registrationId: registration.id }
    for (const { questionId, file } of sent)
      await storeFile(tx, { eventId: event.id, owner, kind: 'document', aboutId: questionId, file })
    if (changed.length > 0) await keepChange(tx, event, registration, 'applied', changed, before, answers, now)
    await note(tx, event, registration.id, 'registration.answers_saved')
  })
}

/**
 * Keeps a document that a person gives unasked: a note verbale, a letter. The secretariat finds it among their files.
 * @param given what a form field carried
 * @throws Refusal `correction_closed`, those of `prepareFile` and `storeFile` at file
 */
export async function addDocument({ event, registration }: Own, given: unknown): Promise<void> {
  open({ event, registration })
  const file = await prepareFile('document', given)
  const owner = { registrationId: registration.id }
  await db().transaction(async (tx) => {
    await storeFile(tx, { eventId: event.id, owner, kind: 'document', file })
    await note(tx, event, registration.id, 'registration.document_added')
  })
}

/**
 * Takes back a document that was given unasked; what answers a question or a request stays with it.
 * @throws Refusal `correction_closed`, `file_gone`
 */
export async function removeDocument({ event, registration }: Own, fileId: string): Promise<void> {
  open({ event, registration })
  if (!isUuid(fileId)) throw new Refusal('file_gone')
  await db().transaction(async (tx) => {
    const [removed] = await tx
      .delete(files)
      .where(
        and(
          eq(files.id, fileId),
          eq(files.registrationId, registration.id),
          eq(files.kind, 'document'),
          isNull(files.aboutId),
        ),
      )
      .returning({ id: files.id })
    if (!removed) throw new Refusal('file_gone')
    await note(tx, event, registration.id, 'registration.document_removed')
  })
}

/** The person asks for all their data to be deleted; the secretariat does it. Twice is once. */
export async function requestErasure({ event, registration }: Own, now: Date): Promise<void> {
  if (registration.erasureRequestedAt) return
  await db().transaction(async (tx) => {
    await changeRegistration(tx, registration, { erasureRequestedAt: now, updatedAt: now })
    await note(tx, event, registration.id, 'registration.erasure_requested')
  })
}

/**
 * Sends the private links of every live registration of an address to it, one letter each and a quarter of an hour. Says
 * nothing on whether there are any.
 */
export async function sendLinks(event: EventRow, email: string, now: Date): Promise<void> {
  const found = await db()
    .select({ registration: registrations, categoryName: categories.name })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(
      and(
        eq(registrations.eventId, event.id),
        sql`lower(${registrations.email}) = ${email.toLowerCase()}`,
        inArray(
          registrations.state,
          LIVE_STATES.filter((state) => state !== 'draft'),
        ),
      ),
    )
    .limit(50)
  // Only who is there counts, else whoever asks for strangers would use up the others' turns.
  if (found.length === 0 || !(await takeTurn(['link', event.id], LINKS_AN_HOUR, 60 * 60, now))) return
  const quarter = Math.floor(now.getTime() / (15 * 60 * 1000))
  const dress = await readDress(event.id, 'link')
  for (const { registration, categoryName } of found) {
    const mail = await prepareNotice('link', event, categoryName, registration, quarter, undefined, dress)
    await db().transaction((tx) => insertMail(tx, mail))
  }
  wakeWorker()
}

/**
 * Makes a new private link and mails it; the old one, whoever has it by now, opens nothing any more.
 * @throws Refusal `registration_changed`
 */
export async function renewLink({ event, registration, category }: Own, now: Date): Promise<void> {
  const linkVersion = registration.linkVersion + 1
  const mail = await prepareNotice('link', event, category.name, { ...registration, linkVersion }, -linkVersion)
  await db().transaction(async (tx) => {
    await changeRegistration(tx, registration, {
      linkVersion,
      linkHash: hashToken(linkToken(registration.id, linkVersion)),
      updatedAt: now,
    })
    await readdressWaiting(tx, registration.id, registration.email, (locale) =>
      privateLink(locale, event.slug, { ...registration, linkVersion }),
    )
    if (!(await insertMail(tx, mail))) throw new Refusal('registration_changed')
    await note(tx, event, registration.id, 'registration.link_renewed')
  })
  wakeWorker()
}

function open({ event, registration }: Pick<Own, 'event' | 'registration'>): void {
  const isOpen = (LIVE_STATES as readonly string[]).includes(toldOf(registration))
  if (event.state === 'archived' || !isOpen) throw new Refusal('correction_closed')
}

function note(tx: Parameters<typeof recordAudit>[0], event: { id: string }, subjectId: string, action: string) {
  return recordAudit(tx, {
    eventId: event.id,
    actor: { kind: 'person' },
    subject: 'registration',
    subjectId,
    action,
  })
}
