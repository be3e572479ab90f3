import { createHash, randomUUID } from 'node:crypto'
import { and, eq, gte, inArray, isNull, sql } from 'drizzle-orm'
import { db, isUniqueViolation } from '@/db'
import { categories, type events } from '@/db/schema/events'
import { consents, drafts, registrations, submissions } from '@/db/schema/registrations'
import { recordAudit } from '@/features/audit/commands'
import { currentConsents } from '@/features/events/commands'
import type { ConsentPurpose } from '@/features/events/rules'
import { registrationWindow } from '@/features/events/rules'
import { storeFile } from '@/features/files/commands'
import { insertMail } from '@/features/mail/commands'
import { readDress } from '@/features/mail/wording/queries'
import { wakeWorker } from '@/features/mail/worker/commands'
import { Refusal } from '@/lib/errors'
import { type Answers, checkAnswers } from '@/lib/fields'
import type { Locale } from '@/lib/locales'
import { searchKey, sortKey } from '@/lib/names'
import { hashToken, newReference } from '@/lib/secrets'
import { readDraftFiles } from '../drafts/commands'
import { countUse } from '../invitations/commands'
import { heldInvitation, type Invitation } from '../invitations/queries'
import { fitsInvitation } from '../invitations/rules'
import { linkToken, prepareNotice } from '../notices/commands'
import { changePlaces, PLACE_REFUSALS } from '../places/commands'
import { signUpQuestions } from '../questions/queries'
import { questionAnswers, questionIdOf } from '../questions/rules'
import { LIVE_STATES, MAIL_OF_STATE, personKey, type RegistrationState } from '../rules'
import { consentField, DETAIL_FIELDS, formFields } from './rules'

type EventRow = typeof events.$inferSelect
type CategoryRow = typeof categories.$inferSelect

/** Fingerprint of a form's answers: the same answers under the same submission id are the same submission. */
export function answersDigest(answers: Answers): string {
  const sorted = Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex')
}

/**
 * Registers a person. One submission is one registration: a copy of a form that has been taken gets the same answer,
 * and a person who is registered already gets the same answer too, while the mail tells them the truth.
 * Registration, consents, audit entry, mail and place are one transaction; the place comes last.
 * @param submission.id made when the form was begun; `draftToken` is forgotten with the success
 * @throws Refusal `form_changed` (the id was used for other answers), `form_incomplete`, `registration_not_yet`, `registration_closed`, `category_full`
 */
export async function register(
  event: EventRow,
  category: CategoryRow,
  submission: { id: string; draftToken?: string; answers: Answers; locale: Locale; invitation?: string | null },
  now: Date,
): Promise<void> {
  const consent = await currentConsents(event)
  const purposes = Object.keys(consent.texts) as ConsentPurpose[]
  const questions = await signUpQuestions(category)
  const { answers, errors } = checkAnswers(formFields({ form: category.form, purposes, questions }), submission.answers)
  const digest = answersDigest(answers)
  if (await wasTaken(submission.id, digest)) return
  if (errors.length > 0) throw new Refusal('form_incomplete')

  const invitation = await heldInvitation(category, submission.invitation ?? null, now)
  if (!fitsInvitation(invitation, answers.email!)) throw new Refusal('invitation_address')
  const window = registrationWindow(category, event, now, invitation)
  if (window.state === 'by_invitation') throw new Refusal('invitation_needed')
  if (window.state === 'not_yet') throw new Refusal('registration_not_yet')
  if (window.state === 'closed') throw new Refusal('registration_closed')
  if (window.state === 'full') throw new Refusal('category_full')

  const isReviewed = category.isReviewed && !invitation?.skipsReview
  const wish: RegistrationState = isReviewed
    ? 'submitted'
    : window.waitingList || (!invitation?.usesReserve && (await hasWaiting(category.id)))
      ? 'waiting_list'
      : 'accepted'
  const asked = new Set(questions.filter(({ name }) => answers[name]).map(({ name }) => questionIdOf(name)))
  const sent = submission.draftToken ? await readDraftFiles(submission.draftToken) : []
  const files = sent.filter(({ questionId }) => asked.has(questionId))
  const record = (state: RegistrationState) =>
    withFreeReference((reference) =>
      insertRegistration({
        event,
        category,
        submission,
        answers,
        digest,
        consent,
        purposes,
        state,
        reference,
        invitation,
        files,
        now,
      }),
    )
  try {
    if (!(await record(wish))) {
      if (!category.hasWaitingList) throw new Refusal('category_full')
      if (!(await record('waiting_list'))) throw new Refusal('category_full')
    }
    wakeWorker()
  } catch (error) {
    // A copy of this form came in at the same moment and won: the answer is the same.
    if (isUniqueViolation(error, 'submissions_pkey') && (await wasTaken(submission.id, digest))) return
    throw error
  }
}

/** References are random: at 50,000 registrations one in two hundred is taken already, and another is drawn. */
export async function withFreeReference<Result>(run: (reference: string) => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await run(newReference())
    } catch (error) {
      const isTaken =
        isUniqueViolation(error, 'registrations_reference') || isUniqueViolation(error, 'submissions_reference')
      if (!isTaken || tries === 5) throw error
    }
  }
}

/** @returns false if the state asked for a place and none was left: nothing was written then. */
async function insertRegistration(input: {
  event: EventRow
  category: CategoryRow
  submission: { id: string; draftToken?: string; locale: Locale }
  answers: Answers
  digest: string
  consent: { version: number }
  purposes: ConsentPurpose[]
  state: RegistrationState
  reference: string
  invitation: Invitation | null
  files: Awaited<ReturnType<typeof readDraftFiles>>
  now: Date
}): Promise<boolean> {
  const { event, category, submission, answers, state, reference, invitation, now } = input
  const id = randomUUID()
  const row = {
    id,
    eventId: event.id,
    categoryId: category.id,
    reference,
    state,
    toldState: state,
    holdsPlace: state === 'accepted',
    stateSince: now,
    ...columnsOf(category, answers),
    email: answers.email!,
    answers: questionAnswers(answers),
    personKey: personKey(answers),
    linkHash: hashToken(linkToken(id)),
    invitationId: invitation?.id ?? null,
    delegationId: invitation?.delegationId ?? null,
    createdAt: now,
    updatedAt: now,
  }
  const dress = await readDress(event.id)
  const mail = await prepareNotice(MAIL_OF_STATE[state]!, event, category.name, row, 1, undefined, dress)

  try {
    return await db().transaction(async (tx) => {
      const [created] = await tx
        .insert(registrations)
        .values({ ...row, searchKey: searchKey(...searchable(row)) })
        .onConflictDoNothing({
          target: [registrations.eventId, registrations.personKey],
          where: inArray(registrations.state, [...LIVE_STATES]),
        })
        .returning({ id: registrations.id })
      if (submission.draftToken) await tx.delete(drafts).where(eq(drafts.tokenHash, hashToken(submission.draftToken)))

      if (!created) {
        const [known] = await tx
          .select({ registration: registrations, categoryName: categories.name })
          .from(registrations)
          .innerJoin(categories, eq(categories.id, registrations.categoryId))
          .where(
            and(
              eq(registrations.eventId, event.id),
              eq(registrations.personKey, row.personKey),
              inArray(registrations.state, [...LIVE_STATES]),
            ),
          )
        // Withdrawn in this very moment: the person's next try will find the way free.
        if (!known) throw new Refusal('try_again')
        await tx.insert(submissions).values({
          id: submission.id,
          eventId: event.id,
          categoryId: category.id,
          registrationId: known.registration.id,
          digest: input.digest,
          reference,
          createdAt: now,
        })
        await recordAudit(tx, {
          eventId: event.id,
          actor: { kind: 'person' },
          subject: 'registration',
          subjectId: known.registration.id,
          action: 'registration.repeated',
          data: { reference },
        })
        // One such mail a day at most, so that nobody's mailbox can be flooded through our form.
        await insertMail(
          tx,
          await prepareNotice(
            'already_registered',
            event,
            known.categoryName,
            known.registration,
            Math.floor(now.getTime() / 86_400_000),
            undefined,
            dress,
          ),
        )
        return true
      }

      for (const { questionId, file } of input.files)
        await storeFile(tx, {
          eventId: event.id,
          owner: { registrationId: id },
          kind: 'document',
          aboutId: questionId,
          file,
        })
      await tx.insert(submissions).values({
        id: submission.id,
        eventId: event.id,
        categoryId: category.id,
        registrationId: id,
        digest: input.digest,
        reference,
        createdAt: now,
      })
      await tx.insert(consents).values(
        input.purposes.map((purpose) => ({
          registrationId: id,
          purpose,
          eventId: event.id,
          version: input.consent.version,
          isGiven: answers[consentField(purpose)] === 'yes',
          locale: submission.locale,
          at: now,
        })),
      )
      await recordAudit(tx, {
        eventId: event.id,
        actor: { kind: 'person' },
        subject: 'registration',
        subjectId: id,
        action: `registration.${state}`,
        data: { to: state },
      })
      await insertMail(tx, mail)
      if (invitation) await countUse(tx, invitation, now)
      await changePlaces(
        tx,
        { eventId: event.id, categoryId: category.id, delegationId: row.delegationId, roleId: null },
        { place: Number(state === 'accepted'), ofDelegation: 1, mayUseReserve: invitation?.usesReserve ?? false },
      )
      return true
    })
  } catch (error) {
    if (error instanceof Refusal && PLACE_REFUSALS.includes(error.code)) return false
    throw error
  }
}

/** The columns that answers fill. */
export function columnsOf(category: Pick<CategoryRow, 'form'>, answers: Answers) {
  const text = (name: string) => answers[name] ?? ''
  return {
    title: text('title'),
    givenName: text('givenName'),
    familyName: text('familyName'),
    patronymic: text('patronymic'),
    nativeName: text('nativeName'),
    sortKey: sortKey(text('familyName'), text('givenName'), text('patronymic')),
    country: text('country'),
    position: text('position'),
    institution: text('institution'),
    phone: text('phone'),
    locale: text('locale') as Locale,
    interpretation: text('interpretation'),
    diet: text('diet'),
    accessibility: text('accessibility'),
    details: Object.fromEntries(DETAIL_FIELDS[category.form].map((name) => [name, text(name)])),
  }
}

/** What a registration is found by. */
export function searchable(row: {
  familyName: string
  givenName: string
  patronymic: string
  nativeName: string
  institution: string
  email: string
  reference: string
}): string[] {
  return [row.familyName, row.givenName, row.patronymic, row.nativeName, row.institution, row.email, row.reference]
}

/** @throws Refusal `form_changed` if the id was used for other answers. */
async function wasTaken(submissionId: string, digest: string): Promise<boolean> {
  const [earlier] = await db()
    .select({ digest: submissions.digest })
    .from(submissions)
    .where(eq(submissions.id, submissionId))
  if (!earlier) return false
  if (earlier.digest !== digest) throw new Refusal('form_changed')
  return true
}

/** A freed place is theirs who wait, not the next comer's. */
export async function hasWaiting(categoryId: string): Promise<boolean> {
  const [waiting] = await db()
    .select({ one: sql`1` })
    .from(registrations)
    .where(
      and(
        eq(registrations.categoryId, categoryId),
        eq(registrations.state, 'waiting_list'),
        isNull(registrations.offerExpiresAt),
        gte(registrations.priority, 0),
      ),
    )
    .limit(1)
  return Boolean(waiting)
}
