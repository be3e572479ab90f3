import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { eq, sql } from 'drizzle-orm'
import { db } from '@/db'
import { audit } from '@/db/schema/audit'
import { categories, events } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { consents, drafts, registrations, submissions } from '@/db/schema/registrations'
import { freshDatabase } from '@/e2e/fixtures/database'
import { answersTo, brokenPromises } from '@/e2e/fixtures/registrations'
import { type CategoryRow, type EventRow, makeCategory, makeEvent } from '@/e2e/fixtures/world'
import { currentConsents } from '@/features/events/commands'
import type { Answers } from '@/lib/fields'
import { withdrawOwnRegistration } from '../commands'
import { readDraft, saveDraft, submissionIdOf } from '../drafts/commands'
import { readReceipt } from '../queries'
import { register } from './commands'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR
const now = new Date()
const soon = new Date(now.getTime() + HOUR)
const lately = new Date(now.getTime() - HOUR)

let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EventRow

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  event = await makeEvent()
})
test.afterEach(async () => {
  expect(await brokenPromises(event)).toEqual([])
})

let people = 0

/** Another person's answers at each call. */
function somebody(category: CategoryRow, answers: Answers = {}): Answers {
  return answersTo(category.form, { email: `person-${++people}@example.org`, ...answers })
}

/** Sends a form at `at`; without answers, somebody's whom nobody knows yet. Returns the submission's id. */
async function send(
  category: CategoryRow,
  {
    answers = somebody(category),
    id = randomUUID() as string,
    at = now,
    draftToken = undefined as string | undefined,
  } = {},
): Promise<string> {
  await register(event, category, { id, answers, draftToken, locale: 'en' }, at)
  return id
}

const rows = () =>
  db().select().from(registrations).where(eq(registrations.eventId, event.id)).orderBy(registrations.stateSince)
const states = async () => (await rows()).map(({ state }) => state)
const letters = async () =>
  (await db().select().from(mails).where(eq(mails.eventId, event.id))).map(({ kind }) => kind).sort()
const taken = async (category: CategoryRow) =>
  (await db().select().from(categories).where(eq(categories.id, category.id)))[0]!.taken

/** How many rows there are in everything that a form writes to. */
const written = () =>
  Promise.all([registrations, submissions, consents, mails, audit].map((table) => db().$count(table)))

async function expectRefused(act: () => Promise<unknown>, code: string): Promise<void> {
  const before = await written()
  await expect(act()).rejects.toMatchObject({ name: 'Refusal', code })
  expect(await written()).toEqual(before)
}

test('without a review a registration is accepted at once and takes a place', async () => {
  const category = await makeCategory(event, { isReviewed: false, capacity: 2 })
  await send(category)
  expect([await states(), await letters(), await taken(category)]).toEqual([['accepted'], ['accepted'], 1])
})

test('with a review a registration waits for it and takes no place', async () => {
  const category = await makeCategory(event, { isReviewed: true, capacity: 2 })
  await send(category)
  expect([await states(), await letters(), await taken(category)]).toEqual([['submitted'], ['received'], 0])
})

test('without a limit everyone is accepted', async () => {
  const category = await makeCategory(event, { isReviewed: false })
  for (let number = 0; number < 3; number++) await send(category)
  expect(await states()).toEqual(['accepted', 'accepted', 'accepted'])
})

for (const form of ['delegate', 'parliamentarian', 'diplomat'] as const) {
  test(`a ${form}'s answers are kept as they were given`, async () => {
    const category = await makeCategory(event, { form })
    const answers = somebody(category, {
      title: 'H.E. Ms',
      diet: 'Halal',
      phone: '+77012345678',
      patronymic: 'Maratqyzy',
    })
    await send(category, { answers })
    const [row] = await rows()
    const { consent_processing, consent_conduct, consent_photo, consent_public_list, ...kept } = answers
    expect({ ...row, ...row!.details }).toMatchObject(kept)
    expect(row).toMatchObject({ sortKey: 'EXAMPLE, Aigul Maratqyzy', version: 1, createdAt: now, stateSince: now })
    expect(row!.reference).toMatch(/^\d{4} \d{4}$/)
  })
}

test('when all places are taken the next ones wait, in the order they came', async () => {
  const category = await makeCategory(event, { isReviewed: false, capacity: 1 })
  for (let minute = 0; minute < 4; minute++)
    await send(category, {
      answers: somebody(category, { givenName: `Person ${'ABCD'[minute]}` }),
      at: new Date(now.getTime() + minute * 60_000),
    })
  expect((await rows()).map(({ givenName, state }) => `${givenName} ${state}`)).toEqual([
    'Person A accepted',
    'Person B waiting_list',
    'Person C waiting_list',
    'Person D waiting_list',
  ])
  expect(await letters()).toEqual(['accepted', 'waiting_list', 'waiting_list', 'waiting_list'])
})

test('when all places are taken and there is no waiting list, the form is refused', async () => {
  const category = await makeCategory(event, { isReviewed: false, capacity: 1, hasWaitingList: false })
  await send(category)
  // The row as it was read when a place was free, and as it is now.
  await expectRefused(() => send(category), 'category_full')
  await expectRefused(() => send({ ...category, taken: 1 }), 'category_full')
})

test('a newcomer does not pass those who wait when a place becomes free', async () => {
  const category = await makeCategory(event, { isReviewed: false, capacity: 1 })
  await send(category)
  await send(category, { at: soon })
  const [first] = await rows()
  await withdrawOwnRegistration(event, first!, now)
  expect(await taken(category)).toBe(0)
  await send(category, { at: new Date(soon.getTime() + 1) })
  expect((await states()).sort()).toEqual(['waiting_list', 'waiting_list', 'withdrawn'])
})

test('before, after and outside the time of registration a form is refused', async () => {
  const category = await makeCategory(event)
  await expectRefused(() => send({ ...category, opensAt: soon }), 'registration_not_yet')
  await expectRefused(() => send({ ...category, closesAt: lately }), 'registration_closed')
  await expectRefused(() => send({ ...category, closesAt: now }), 'registration_closed')
  await expectRefused(() => send({ ...category, isOpen: false }), 'registration_closed')
  for (const values of [{ state: 'archived' }, { state: 'draft' }, { endsAt: lately }, { endsAt: now }] as const) {
    const other = { ...event, ...values }
    await expectRefused(
      () => register(other, category, { id: randomUUID(), answers: somebody(category), locale: 'en' }, now),
      'registration_closed',
    )
  }
  await send({ ...category, opensAt: now, closesAt: soon })
  expect(await states()).toEqual(['submitted'])
})

test('answers that are missing or wrong are refused whole', async () => {
  const category = await makeCategory(event, { form: 'diplomat' })
  const wrong: Answers[] = [
    {},
    { givenName: '' },
    { givenName: 'Айгүл' },
    { country: 'ZZ' },
    { email: 'nobody' },
    { rank: 'king' },
    { consent_processing: '' },
    { consent_conduct: 'no' },
    { nativeName: 'a\u202Eb' },
    { accessibility: 'x'.repeat(1001) },
  ]
  for (const answers of wrong)
    await expectRefused(
      () => send(category, { answers: Object.keys(answers).length > 0 ? somebody(category, answers) : {} }),
      'form_incomplete',
    )
})

test('a form sent twice is one registration, one mail and one receipt', async () => {
  const category = await makeCategory(event)
  const answers = somebody(category)
  const id = await send(category, { answers })
  const receipt = await readReceipt(event.id, id, now)
  const before = await written()
  await send(category, { answers, id, at: soon })
  expect(await written()).toEqual(before)
  expect(await readReceipt(event.id, id, now)).toEqual(receipt)
})

test('a form sent twice gets its answer even when registration has closed meanwhile', async () => {
  const category = await makeCategory(event)
  const answers = somebody(category)
  const id = await send(category, { answers })
  await send({ ...category, isOpen: false }, { answers, id })
  expect(await states()).toEqual(['submitted'])
})

for (const capacity of [1, 0]) {
  test(`20 copies of a form at the same moment, ${capacity} place left, are one registration`, async () => {
    const category = await makeCategory(event, { isReviewed: false, capacity })
    const [answers, id] = [somebody(category), randomUUID()]
    await Promise.all(Array.from({ length: 20 }, () => send(category, { answers, id })))
    expect(await states()).toEqual([capacity === 1 ? 'accepted' : 'waiting_list'])
    expect(await letters()).toHaveLength(1)
    expect(await taken(category)).toBe(capacity)
  })
}

test('the same form with other answers is refused', async () => {
  const category = await makeCategory(event)
  const answers = somebody(category)
  const id = await send(category, { answers })
  await expectRefused(() => send(category, { id, answers: { ...answers, diet: 'Halal' } }), 'form_changed')
  await expectRefused(() => send(category, { id, answers: somebody(category) }), 'form_changed')
  await expectRefused(() => send(category, { id, answers: {} }), 'form_changed')
})

test('who is registered already gets the answer that everyone gets, and the mail tells the truth, once a day', async () => {
  const category = await makeCategory(event, { isReviewed: false, capacity: 5 })
  const noon = new Date(Math.floor(now.getTime() / DAY) * DAY + 12 * HOUR)
  const answers = somebody(category)
  await send(category, { answers, at: noon })
  const [registration] = await rows()
  const again = await send(category, { answers: { ...answers, givenName: 'AIGUL', diet: 'Halal' }, at: noon })
  await send(category, { answers, at: new Date(noon.getTime() + HOUR) })
  expect(await rows()).toEqual([registration])
  expect(await letters()).toEqual(['accepted', 'already_registered'])
  expect(await taken(category)).toBe(1)

  const receipt = (await readReceipt(event.id, again, noon))!
  expect(receipt.reference).toMatch(/^\d{4} \d{4}$/)
  // The registration's own reference would tell that there is one.
  expect(receipt.reference).not.toBe(registration!.reference)
  expect(receipt).toMatchObject({ email: answers.email, category: { id: category.id } })
  const repeats = await db().select().from(audit).where(eq(audit.action, 'registration.repeated')).orderBy(audit.id)
  expect(repeats.filter(({ eventId }) => eventId === event.id)).toMatchObject([
    { subjectId: registration!.id, actor: 'person', data: { reference: receipt.reference } },
    { subjectId: registration!.id, actor: 'person' },
  ])

  await send(category, { answers, at: new Date(noon.getTime() + DAY) })
  expect(await letters()).toEqual(['accepted', 'already_registered', 'already_registered'])
})

test('who is registered in another category gets the receipt of the category they sent, and the mail of the one they are in', async () => {
  const delegates = await makeCategory(event, { name: { en: 'Delegates' } })
  const diplomats = await makeCategory(event, { form: 'diplomat', name: { en: 'Diplomats' }, isReviewed: false })
  const answers = somebody(delegates)
  await send(delegates, { answers })
  const id = await send(diplomats, { answers: { ...somebody(diplomats), email: answers.email! } })
  expect(await readReceipt(event.id, id, now)).toMatchObject({ category: { id: diplomats.id } })
  const [mail] = await db()
    .select()
    .from(mails)
    .where(sql`${mails.eventId} = ${event.id} and ${mails.kind} = 'already_registered'`)
  expect(mail!.text).toContain('Delegates')
  expect(mail!.text).not.toContain('Diplomats')
})

test('20 forms of one person at the same moment are one registration', async () => {
  const category = await makeCategory(event, { isReviewed: false, capacity: 5 })
  const answers = somebody(category)
  await Promise.all(Array.from({ length: 20 }, () => send(category, { answers })))
  expect(await states()).toEqual(['accepted'])
  expect(await letters()).toEqual(['accepted', 'already_registered'])
})

test('the same person may register for another event, and again after withdrawing', async () => {
  const category = await makeCategory(event)
  const answers = somebody(category)
  await send(category, { answers })
  await withdrawOwnRegistration(event, (await rows())[0]!, now)
  await send(category, { answers, at: soon })
  expect(await states()).toEqual(['withdrawn', 'submitted'])
  event = await makeEvent()
  await send(await makeCategory(event), { answers })
  expect(await states()).toEqual(['submitted'])
})

test('consents are kept as given, with their wording and the language it was read in', async () => {
  const category = await makeCategory(event)
  const answers = somebody(category, { consent_photo: 'yes' })
  await register(event, category, { id: randomUUID(), answers, locale: 'kk' }, now)
  const kept = await db().select().from(consents).where(eq(consents.eventId, event.id)).orderBy(consents.purpose)
  const { version } = await currentConsents(event)
  expect(kept.map(({ purpose, isGiven }) => [purpose, isGiven])).toEqual([
    ['processing', true],
    ['conduct', true],
    ['public_list', false],
    ['photo', true],
  ])
  for (const consent of kept) expect(consent).toMatchObject({ version, locale: 'kk', at: now })
})

test('a new wording of the consents is a new version, and asks for what it adds', async () => {
  const category = await makeCategory(event)
  await send(category)
  const [changed] = await db()
    .update(events)
    .set({ recipients: { en: 'Example Hotel' } })
    .where(eq(events.id, event.id))
    .returning()
  event = changed!
  await send(category, { answers: somebody(category, { consent_third_parties: 'yes' }), at: soon })
  const kept = await db().select().from(consents).where(eq(consents.eventId, event.id)).orderBy(consents.at)
  expect(kept.map(({ version }) => version)).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 2])
})

test('the draft is gone once its form was sent', async () => {
  const category = await makeCategory(event)
  const answers = somebody(category)
  const draftToken = await saveDraft(category.id, null, answers, now)
  expect(await readDraft(category.id, draftToken, now)).toEqual(answers)
  await send(category, { answers, draftToken, id: submissionIdOf(draftToken) })
  expect(await readDraft(category.id, draftToken, now)).toBeNull()
})

test('a draft opens only with its token, in its category, for three days; the database alone does not open it', async () => {
  const category = await makeCategory(event)
  const other = await makeCategory(event, { slug: 'other' })
  const token = await saveDraft(category.id, null, { givenName: 'Aigul' }, now)
  expect(await readDraft(other.id, token, now)).toBeNull()
  expect(await readDraft(category.id, `${token}x`, now)).toBeNull()
  expect(await readDraft(category.id, token, new Date(now.getTime() + 3 * DAY + 1))).toBeNull()
  expect(JSON.stringify(await db().select().from(drafts))).not.toContain('Aigul')
  // Somebody who names another category may not write over it.
  await saveDraft(other.id, token, { givenName: 'Changed' }, now)
  expect(await readDraft(category.id, token, now)).toEqual({ givenName: 'Aigul' })
})

for (const table of ['submissions', 'consents', 'audit', 'mails']) {
  test(`where the row in "${table}" cannot be written nothing is, and the next try works`, async () => {
    const category = await makeCategory(event, { isReviewed: false, capacity: 1 })
    const answers = somebody(category)
    const draftToken = await saveDraft(category.id, null, answers, now)
    const sending = { answers, draftToken, id: submissionIdOf(draftToken) }
    await currentConsents(event)
    const before = await written()
    await db().execute(sql`
      create function broken() returns trigger language plpgsql as $$ begin raise 'broken on purpose'; end $$;
      create trigger broken before insert on ${sql.identifier(table)} execute function broken()`)
    await expect(send(category, sending)).rejects.toThrow()
    await db().execute(sql`drop function broken() cascade`)
    expect(await written()).toEqual(before)
    expect([await taken(category), await readDraft(category.id, draftToken, now)]).toEqual([0, answers])
    await send(category, sending)
    expect([await states(), await letters()]).toEqual([['accepted'], ['accepted']])
  })
}

const RUSH = 200

/** As many callers as come in the first second of a popular conference. */
function rush(run: (number: number) => Promise<unknown>): Promise<unknown> {
  return Promise.all(Array.from({ length: RUSH }, (_, number) => run(number)))
}

for (const capacity of [1, 7, 50]) {
  test(`${RUSH} registrations at the same moment for ${capacity} places: so many accepted, the rest waits`, async () => {
    const category = await makeCategory(event, { isReviewed: false, capacity })
    await rush(() => send(category))
    const all = await states()
    expect(all.filter((state) => state === 'accepted')).toHaveLength(capacity)
    expect(all.filter((state) => state === 'waiting_list')).toHaveLength(RUSH - capacity)
    expect(await taken(category)).toBe(capacity)
  })
}

test(`${RUSH} registrations for 7 places without a waiting list: 7 accepted, the rest refused`, async () => {
  const category = await makeCategory(event, { isReviewed: false, capacity: 7, hasWaitingList: false })
  let refused = 0
  await rush(() =>
    send(category).catch((error) => {
      expect(error).toMatchObject({ code: 'category_full' })
      refused++
    }),
  )
  expect([(await states()).length, refused]).toEqual([7, RUSH - 7])
})
