import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { db } from '@/db'
import { audit } from '@/db/schema/audit'
import type { ROLES } from '@/db/schema/events'
import { files } from '@/db/schema/files'
import { changes, draftFiles, questions, registrations } from '@/db/schema/registrations'
import { freshDatabase } from '@/e2e/fixtures/database'
import { answersTo, brokenPromises } from '@/e2e/fixtures/registrations'
import { type CategoryRow, type EventRow, makeCategory, makeEvent, makeUser } from '@/e2e/fixtures/world'
import { type FreshSession, gateFresh } from '@/features/accounts/access'
import { gateEvent, gatePublicEvent, type ManagedEvent } from '@/features/events/access'
import { prepareFile } from '@/features/files/commands'
import type { Answers } from '@/lib/fields'
import { readDraftFiles, saveDraft, saveDraftFile, submissionIdOf } from '../drafts/commands'
import { exportRegistrations } from '../export/commands'
import { fileForOrganiser } from '../files/access'
import { register } from '../form/commands'
import { linkToken } from '../notices/commands'
import { saveAnswers } from '../own/commands'
import { takeaway } from '../own/queries'
import { runRetention } from '../privacy/commands'
import { listRegistrations, registrationByToken } from '../queries'
import { decideRegistration } from '../review/commands'
import { NO_FILTER } from '../review/rules'
import { deleteQuestion, moveQuestion, retireQuestion, saveQuestion } from './commands'
import { answeredQuestions, countAnswers, listQuestions, ownQuestions } from './queries'
import { fieldOf, hasOpenQuestions, type QuestionInput, questionName, strayQuestion } from './rules'

const now = new Date()
const DAY = 86_400_000
let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EventRow
let category: CategoryRow
let managed: ManagedEvent

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  event = await makeEvent()
  category = await makeCategory(event)
  managed = await gated('organiser')
})
test.afterEach(async () => {
  expect(await brokenPromises(event)).toEqual([])
})

async function userOf(role: (typeof ROLES)[number]) {
  return { ...(await makeUser({ event, role })), locale: 'en' as const }
}

async function gated(role: (typeof ROLES)[number]): Promise<ManagedEvent> {
  return (await gateEvent(await userOf(role), event.slug, 'view')) as ManagedEvent
}

const PLAIN: QuestionInput = {
  kind: 'text',
  label: { en: 'Question' },
  hint: {},
  options: [],
  isRequired: false,
  isAfterAcceptance: false,
  dataKind: 'registrations',
  categoryIds: [],
  conditions: [],
}
const TWO = [
  { value: 'plane', label: { en: 'By plane', ru: 'Самолётом' } },
  { value: 'train', label: { en: 'By train' } },
]

/** Adds a question and returns its id. */
async function ask(values: Partial<QuestionInput> = {}, id: string | null = null): Promise<string> {
  await saveQuestion(managed, id, { ...PLAIN, ...values }, 'en')
  return id ?? (await listQuestions(managed)).at(-1)!.id
}

const names = async () => (await listQuestions(managed)).map(({ label }) => label.en)
const dependsOn = (questionId: string, value: string) => [[{ questionId, value }]]
const refusal = (code: string) => expect.objectContaining({ code })

let people = 0

/** Registers somebody with these answers to questions, and returns the registration. */
async function registered(own: Answers = {}, draftToken?: string) {
  const email = `asked-${++people}@example.org`
  const id = draftToken ? submissionIdOf(draftToken) : randomUUID()
  const answers = answersTo('delegate', { email, ...own })
  await register(event, category, { id, draftToken, answers, locale: 'en' }, now)
  return (await db().select().from(registrations).where(eq(registrations.email, email)))[0]!
}

/** The person's own page, as it is now. */
async function own(id: string) {
  const found = (await registrationByToken(event.id, linkToken(id, 1)))!
  return { event: (await gatePublicEvent(event.slug, async () => null))!, ...found }
}

const picture = async (name = 'letter.jpg') =>
  new File(
    [
      new Uint8Array(
        await sharp({ create: { width: 60, height: 80, channels: 3, background: 'red' } })
          .jpeg()
          .toBuffer(),
      ),
    ],
    name,
  )

test('a question has words, and a choice has two answers at least', async () => {
  await expect(ask({ label: {} })).rejects.toEqual(refusal('question_label'))
  await expect(ask({ kind: 'choice', options: TWO.slice(0, 1) })).rejects.toEqual(refusal('question_options'))
  await ask({ label: { kk: 'Сұрақ' }, kind: 'choices', options: TWO })
  expect(await listQuestions(managed)).toHaveLength(1)
  const entries = await db().select().from(audit).where(eq(audit.eventId, event.id))
  expect(entries.map(({ action }) => action)).toEqual(['event.question_saved'])
})

test('the order is the organisers’ own, and no question comes before the answer it depends on', async () => {
  const first = await ask({ label: { en: 'How' }, kind: 'choice', options: TWO })
  const second = await ask({ label: { en: 'Flight' }, conditions: dependsOn(first, 'plane') })
  const third = await ask({ label: { en: 'Hotel' } })
  await moveQuestion(managed, third, 0, 'en')
  expect(await names()).toEqual(['Hotel', 'How', 'Flight'])
  await moveQuestion(managed, third, 99, 'en')
  expect(await names()).toEqual(['How', 'Flight', 'Hotel'])
  for (const breach of [
    () => moveQuestion(managed, second, 0, 'en'),
    () => retireQuestion(managed, first, true, 'en', now),
    () => deleteQuestion(managed, first, 'en'),
    () => ask({ label: { en: 'How' }, kind: 'choice', options: TWO, isAfterAcceptance: true }, first),
    () => ask({ label: { en: 'How' }, kind: 'text' }, first),
    () => ask({ label: { en: 'Odd' }, conditions: dependsOn(first, 'boat') }),
    () => ask({ label: { en: 'Itself' }, conditions: dependsOn(second, 'yes') }),
  ])
    await expect(breach()).rejects.toEqual(refusal('question_order'))
  expect(await names()).toEqual(['How', 'Flight', 'Hotel'])
  expect(strayQuestion(await listQuestions(managed))).toBeNull()
})

test('two who add and move at once leave an order without gaps in meaning', async () => {
  const ids = [await ask({ label: { en: 'A' } }), await ask({ label: { en: 'B' } }), await ask({ label: { en: 'C' } })]
  await Promise.all([
    moveQuestion(managed, ids[0]!, 2, 'en'),
    moveQuestion(managed, ids[2]!, 0, 'en'),
    ask({ label: { en: 'D' } }),
  ])
  expect((await names()).sort()).toEqual(['A', 'B', 'C', 'D'])
  const positions = (await listQuestions(managed)).map(({ position }) => position)
  expect(new Set(positions).size).toBe(4)
})

test('what was answered stays readable: kind and chosen answers are fixed, and the question can only be retired', async () => {
  const id = await ask({ kind: 'choice', options: TWO })
  const person = await registered({ [questionName(id)]: 'plane' })
  await expect(ask({ kind: 'text' }, id)).rejects.toEqual(refusal('question_kind_fixed'))
  await expect(
    ask({ kind: 'choice', options: [TWO[1]!, { value: 'bus', label: { en: 'By bus' } }] }, id),
  ).rejects.toEqual(refusal('question_option_chosen'))
  await expect(deleteQuestion(managed, id, 'en')).rejects.toEqual(refusal('question_answered'))
  await ask({ kind: 'choice', options: [TWO[0]!, { value: 'bus', label: { en: 'By bus' } }] }, id)
  await retireQuestion(managed, id, true, 'en', now)
  expect(await ownQuestions(category, true)).toEqual([])
  expect((await answeredQuestions(person)).map((question) => question.id)).toEqual([id])
  await retireQuestion(managed, id, false, 'en', now)
  expect(await ownQuestions(category, true)).toHaveLength(1)
})

test('questions of another event, and of an archived one, stay as they are', async () => {
  const id = await ask()
  const other = await makeEvent()
  const foreign = (await gateEvent(
    { ...(await makeUser({ event: other })), locale: 'en' },
    other.slug,
    'manage',
  )) as ManagedEvent
  for (const breach of [
    () => saveQuestion(foreign, id, PLAIN, 'en'),
    () => moveQuestion(foreign, id, 0, 'en'),
    () => retireQuestion(foreign, id, true, 'en', now),
    () => deleteQuestion(foreign, id, 'en'),
  ])
    await expect(breach()).rejects.toEqual(refusal('question_unknown'))
  expect(await listQuestions(foreign)).toEqual([])
  await expect(saveQuestion({ ...managed, state: 'archived' }, id, PLAIN, 'en')).rejects.toEqual(
    refusal('event_archived'),
  )
})

test('a question is asked of its categories only, and after acceptance where it says so', async () => {
  const other = await makeCategory(event, { slug: 'other' })
  await ask({ label: { en: 'All' } })
  await ask({ label: { en: 'Others' }, categoryIds: [other.id] })
  await ask({ label: { en: 'Later' }, isAfterAcceptance: true })
  const asked = async (of: CategoryRow, isAccepted: boolean) =>
    (await ownQuestions(of, isAccepted)).map(({ label }) => label.en)
  expect(await asked(category, false)).toEqual(['All'])
  expect(await asked(category, true)).toEqual(['All', 'Later'])
  expect(await asked(other, true)).toEqual(['All', 'Others', 'Later'])
})

test('a required question holds a sign-up up only where its condition holds, and what was not asked is not kept', async () => {
  const how = await ask({ kind: 'choice', options: TWO, isRequired: true })
  const visa = await ask({ kind: 'yes' })
  const flight = await ask({
    isRequired: true,
    conditions: [
      [
        { questionId: how, value: 'plane' },
        { questionId: visa, value: 'yes' },
      ],
      [{ questionId: how, value: 'train' }],
    ],
  })
  const [a, b, c] = [how, visa, flight].map(questionName) as [string, string, string]
  await expect(registered({ [a]: 'plane', [b]: 'yes' })).rejects.toEqual(refusal('form_incomplete'))
  await expect(registered({ [a]: 'train' })).rejects.toEqual(refusal('form_incomplete'))
  await expect(registered({})).rejects.toEqual(refusal('form_incomplete'))
  const unasked = await registered({ [a]: 'plane', [c]: 'KC 851' })
  expect(unasked.answers).toEqual({ [how]: 'plane', [visa]: '', [flight]: '' })
  const asked = await registered({ [a]: 'train', [c]: 'Talgo 2' })
  expect(asked.answers[flight]).toBe('Talgo 2')
  expect(await countAnswers(managed)).toEqual({
    [how]: 2,
    [`${how}.plane`]: 1,
    [`${how}.train`]: 1,
    [flight]: 1,
  })
})

test('a file that came with the form is the registration’s, sealed for it, and the draft keeps none', async () => {
  const id = await ask({ kind: 'file', isRequired: true })
  const token = await saveDraft(category.id, null, {}, now)
  const field = questionName(id)
  await saveDraftFile(token, { questionId: id, field, given: await picture('first.jpg') })
  const name = await saveDraftFile(token, { questionId: id, field, given: await picture('Нота <1>.png') })
  expect(name).toBe('Нота _1_.jpg')
  expect(await readDraftFiles(token)).toHaveLength(1)
  await expect(
    saveDraftFile(token, { questionId: id, field, given: new File(['<html>'], 'page.pdf') }),
  ).rejects.toEqual(refusal('file_not_document'))
  const person = await registered({ [field]: name }, token)
  expect(await db().select().from(draftFiles)).toEqual([])
  const user = await userOf('organiser')
  const [kept] = await db().select().from(files).where(eq(files.registrationId, person.id))
  expect(kept).toMatchObject({ kind: 'document', aboutId: id, name: 'Нота _1_.jpg' })
  const link = { until: null, key: null }
  const opened = (await fileForOrganiser(user, event.slug, kept!.id, link, now))!
  expect((await sharp(opened.data).metadata()).format).toBe('jpeg')
  expect(kept!.sealed.includes(opened.data)).toBe(false)
})

test('answers on the own page replace, keep what they were, and leave those to retired questions alone', async () => {
  const old = await ask({ label: { en: 'Old' } })
  const letter = await ask({ label: { en: 'Letter' }, kind: 'file' })
  const tie = await ask({ label: { en: 'Tie' }, isAfterAcceptance: true })
  const person = await registered({ [questionName(old)]: 'before' })
  await retireQuestion(managed, old, true, 'en', now)
  await decideRegistration(managed, person.id, { from: 'submitted', to: 'accepted', inform: 'now' }, now)
  const questionsNow = await ownQuestions(category, true)
  expect(hasOpenQuestions(questionsNow, (await own(person.id)).registration.answers)).toBe(true)
  for (const name of ['one.jpg', 'two.jpg']) {
    const file = await prepareFile('document', await picture(name))
    const answers = { [questionName(letter)]: name, [questionName(tie)]: `none, ${name}` }
    await saveAnswers(await own(person.id), answers, [{ questionId: letter, file }], now)
  }
  const { registration } = await own(person.id)
  expect(registration.answers).toEqual({ [old]: 'before', [letter]: 'two.jpg', [tie]: 'none, two.jpg' })
  expect(hasOpenQuestions(questionsNow, registration.answers)).toBe(false)
  const kept = await db().select().from(files).where(eq(files.registrationId, person.id))
  expect(kept.map(({ name }) => name)).toEqual(['two.jpg'])
  const corrections = await db()
    .select()
    .from(changes)
    .where(eq(changes.registrationId, person.id))
    .orderBy(changes.createdAt)
  expect(corrections.map(({ before }) => before[questionName(tie)])).toEqual(['', 'none, one.jpg'])
  expect((await takeaway(await own(person.id))).answers).toContainEqual({ question: { en: 'Old' }, answer: 'before' })
  await saveAnswers(await own(person.id), { [questionName(letter)]: '' }, [], now)
  expect(await db().select().from(files).where(eq(files.registrationId, person.id))).toEqual([])
})

test('somebody with an older page in another window overwrites nothing', async () => {
  const id = await ask()
  const person = await registered()
  const stale = await own(person.id)
  await saveAnswers(stale, { [questionName(id)]: 'first' }, [], now)
  await expect(saveAnswers(stale, { [questionName(id)]: 'second' }, [], now)).rejects.toEqual(
    refusal('registration_changed'),
  )
  expect((await own(person.id)).registration.answers[id]).toBe('first')
})

test('answers about health are for organisers: nobody else filters by them or opens their files, and they go with their kind', async () => {
  const health = await ask({ label: { en: 'Allergies' }, kind: 'choice', options: TWO, dataKind: 'health' })
  const proof = await ask({ label: { en: 'Certificate' }, kind: 'file', dataKind: 'health' })
  const plain = await ask({ label: { en: 'Excursion' } })
  const person = await registered({ [questionName(health)]: 'plane', [questionName(plain)]: 'yes', diet: 'halal' })
  const file = await prepareFile('document', await picture())
  const answers = { [questionName(health)]: 'train', [questionName(proof)]: 'letter.jpg', [questionName(plain)]: 'no' }
  await saveAnswers(await own(person.id), answers, [{ questionId: proof, file }], now)

  const filter = { ...NO_FILTER, answer: `${health}.train` }
  const found = async (role: (typeof ROLES)[number]) => (await listRegistrations(await gated(role), filter, 'en')).total
  expect([await found('organiser'), await found('reviewer'), await found('viewer')]).toEqual([1, 0, 0])
  const [kept] = await db().select().from(files).where(eq(files.registrationId, person.id))
  const opens = async (role: (typeof ROLES)[number]) =>
    (await fileForOrganiser(await userOf(role), event.slug, kept!.id, { until: null, key: null }, now)) !== null
  expect([await opens('organiser'), await opens('reviewer'), await opens('viewer')]).toEqual([true, false, false])

  const session = gateFresh({
    user: await userOf('organiser'),
    session: { id: 'x', isFresh: true, hasSecondFactor: false },
  }) as FreshSession
  const csv = await (
    await exportRegistrations(managed, session, { filter: NO_FILTER, format: 'csv', locale: 'en' })
  ).text()
  expect(csv.split('\r\n')[0]).toContain('"Allergies";"Certificate";"Excursion"')
  expect(csv.split('\r\n')[1]).toContain('"By train";"letter.jpg";"no"')

  await runRetention(new Date(event.endsAt.getTime() + 31 * DAY))
  const after = (await own(person.id)).registration
  expect([after.answers, after.diet]).toEqual([{ [plain]: 'no' }, ''])
  expect(await db().select().from(files).where(eq(files.registrationId, person.id))).toEqual([])
  const [correction] = await db().select().from(changes).where(eq(changes.registrationId, person.id))
  expect(correction!.before).toEqual({ [questionName(plain)]: 'yes' })
})

test('a field of a question carries its texts, in every language of the event', async () => {
  const id = await ask({ kind: 'choice', options: TWO, label: { en: 'How', kk: 'Қалай' } })
  const [row] = await db().select().from(questions).where(eq(questions.id, id))
  expect(fieldOf(row!)).toMatchObject({
    name: `q_${id}`,
    options: ['plane', 'train'],
    texts: { label: { en: 'How', kk: 'Қалай' }, options: { plane: { ru: 'Самолётом' } } },
  })
})
