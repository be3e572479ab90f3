import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { delegations } from '@/db/schema/delegations'
import { members } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import { speakers } from '@/db/schema/speakers'
import { makeSpeaker } from '@/e2e/fixtures/agenda'
import { freshDatabase } from '@/e2e/fixtures/database'
import { answersTo, brokenPromises } from '@/e2e/fixtures/registrations'
import { type CategoryRow, type EventRow, makeCategory, makeEvent, makeUser } from '@/e2e/fixtures/world'
import { gateEvent, type ReviewedEvent } from '@/features/events/access'
import type { Answers } from '@/lib/fields'
import { searchKey } from '@/lib/names'
import { register } from '../form/commands'
import { decideRegistration } from '../review/commands'
import { saveTravelDocument } from '../travel-document/commands'
import { dismissDuplicate, mergeRegistrations } from './commands'
import { listCandidates } from './queries'
import { filledFrom } from './rules'

const now = new Date()
let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EventRow
let category: CategoryRow
let reviewer: ReviewedEvent

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  event = await makeEvent()
  category = await makeCategory(event, { capacity: 5 })
  reviewer = await reviewerOf(event)
})
test.afterEach(async () => {
  expect(await brokenPromises(event)).toEqual([])
})

async function reviewerOf(of: EventRow, categoryIds: string[] | null = null): Promise<ReviewedEvent> {
  const user = await makeUser({ event: of, role: 'reviewer' })
  await db()
    .update(members)
    .set({ categoryIds })
    .where(and(eq(members.eventId, of.id), eq(members.userId, user.id)))
  return (await gateEvent({ ...user, locale: 'en' }, of.slug, 'review'))!
}

async function newPerson(answers: Answers, of = category) {
  const all = answersTo(of.form, { email: `${randomUUID()}@example.org`, ...answers })
  await register(event, of, { id: randomUUID(), answers: all, locale: 'en' }, now)
  const rows = await db()
    .select()
    .from(registrations)
    .where(eq(registrations.email, all.email!))
    .orderBy(registrations.createdAt)
  return rows.at(-1)!
}

const aigul = { givenName: 'Aigul', familyName: 'Yespayeva', nativeName: '', country: 'KZ' }
const likenesses = async (of: { id: string }, by = reviewer) =>
  (await listCandidates(by, of.id)).map(({ id, likeness }) => [id, likeness])

test('a similar name in another spelling and the same State is a candidate; another State or another name is not', async () => {
  const first = await newPerson(aigul)
  const again = await newPerson({ ...aigul, givenName: 'Aygul', familyName: 'Espaeva' })
  await newPerson({ ...aigul, country: 'UZ' })
  await newPerson({ ...aigul, givenName: 'Dana', familyName: 'Akhmetova' })
  const found = [[again.id, { name: true, email: false, passport: false }]]
  expect(await likenesses(first)).toEqual(found)
  expect((await likenesses(again)).map(([id]) => id)).toEqual([first.id])
})

test('members of one delegation share their focal point’s address and are nobody’s candidates for it; nor are drafts', async () => {
  const values = { eventId: event.id, kind: 'parliament' as const, name: { en: 'Example' }, searchKey: 'eksample' }
  const [delegation] = await db().insert(delegations).values(values).returning()
  const email = 'focal-point@example.org'
  const first = await newPerson({ ...aigul, email })
  const colleague = await newPerson({ givenName: 'Dana', familyName: 'Akhmetova', email })
  const outside = await newPerson({ givenName: 'Saule', familyName: 'Omarova', email })
  for (const { id } of [first, colleague])
    await db().update(registrations).set({ delegationId: delegation!.id }).where(eq(registrations.id, id))
  expect((await likenesses(first)).map(([id]) => id)).toEqual([outside.id])
  const draft = await newPerson({ ...aigul, givenName: 'Aygul' })
  expect((await likenesses(first)).map(([id]) => id)).toContain(draft.id)
  await db().update(registrations).set({ state: 'draft' }).where(eq(registrations.id, draft.id))
  expect((await likenesses(first)).map(([id]) => id)).not.toContain(draft.id)
  await db().update(registrations).set({ state: 'submitted' }).where(eq(registrations.id, draft.id))
})

test('one address on two names is a candidate, and the same passport under two names comes first', async () => {
  const first = await newPerson({ ...aigul, email: 'assistant@example.org' })
  const colleague = await newPerson({ givenName: 'Dana', familyName: 'Akhmetova', email: 'assistant@example.org' })
  const renamed = await newPerson({ givenName: 'Aliya', familyName: 'Newname', country: 'UZ' })
  const passport = { number: 'N1234567', issuingCountry: 'KZ' }
  await saveTravelDocument(event, first, passport, now)
  await saveTravelDocument(event, renamed, { ...passport, number: 'n 1234567' }, now)
  expect(await likenesses(first)).toEqual([
    [renamed.id, { passport: true, name: false, email: false }],
    [colleague.id, { passport: false, name: false, email: true }],
  ])
})

test('merging keeps one with what only the other knew, frees the other’s place, and sends nobody a letter', async () => {
  const kept = await newPerson({ ...aigul, phone: '' })
  const other = await newPerson({ ...aigul, familyName: 'Espaeva', phone: '+77011234567', diet: '' })
  await decideRegistration(reviewer, other.id, { from: 'submitted', to: 'accepted', inform: 'now' }, now)
  const speaker = await makeSpeaker(event, { registrationId: other.id })
  const before = await db().$count(mails)
  await mergeRegistrations(reviewer, kept.id, other.id, now)
  const [left] = await db().select().from(registrations).where(eq(registrations.id, kept.id))
  const [gone] = await db().select().from(registrations).where(eq(registrations.id, other.id))
  expect(left).toMatchObject({ state: 'submitted', phone: '+77011234567', familyName: 'Yespayeva' })
  expect(gone).toMatchObject({ state: 'cancelled', mergedIntoId: kept.id, holdsPlace: false })
  const [speaks] = await db().select().from(speakers).where(eq(speakers.id, speaker.id))
  expect(speaks?.registrationId).toBe(kept.id)
  expect(speaks?.searchKey).toContain(searchKey('Yespayeva'))
  expect(await db().$count(mails)).toBe(before)
  expect(await likenesses(kept)).toEqual([])
})

test('merging both ways at once leaves one', async () => {
  const [one, two] = [await newPerson(aigul), await newPerson({ ...aigul, familyName: 'Espaeva' })]
  const outcomes = await Promise.allSettled([
    mergeRegistrations(reviewer, one.id, two.id, now),
    mergeRegistrations(await reviewerOf(event), two.id, one.id, now),
  ])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const states = (await db().select().from(registrations).where(eq(registrations.eventId, event.id))).map(
    ({ state }) => state,
  )
  expect(states.sort()).toEqual(['cancelled', 'submitted'])
})

test('what was said to be two people does not come back, to either of them', async () => {
  const [one, two] = [await newPerson(aigul), await newPerson({ ...aigul, familyName: 'Espaeva' })]
  await dismissDuplicate(reviewer, two.id, one.id, now)
  await dismissDuplicate(reviewer, one.id, two.id, now)
  expect([await likenesses(one), await likenesses(two)]).toEqual([[], []])
})

test('a reviewer of one category neither sees, merges nor dismisses a person of another', async () => {
  const foreign = await makeCategory(event, { slug: 'foreign' })
  const [mine, theirs] = [await newPerson(aigul), await newPerson({ ...aigul, familyName: 'Espaeva' }, foreign)]
  const limited = await reviewerOf(event, [category.id])
  expect(await likenesses(mine, limited)).toEqual([])
  for (const act of [mergeRegistrations, dismissDuplicate])
    await expect(act(limited, mine.id, theirs.id, now)).rejects.toMatchObject({ code: 'registration_unknown' })
  expect(await likenesses(mine)).toHaveLength(1)
})

test('one that has ended, and one with itself, cannot be merged', async () => {
  const [one, two] = [await newPerson(aigul), await newPerson({ ...aigul, familyName: 'Espaeva' })]
  await expect(mergeRegistrations(reviewer, one.id, one.id, now)).rejects.toMatchObject({ code: 'merge_needs_two' })
  await decideRegistration(reviewer, two.id, { from: 'submitted', to: 'declined', inform: 'now' }, now)
  await expect(mergeRegistrations(reviewer, one.id, two.id, now)).rejects.toMatchObject({ code: 'merge_needs_two' })
})

test('only missing answers are filled', () => {
  const nothing = {
    title: '',
    patronymic: '',
    nativeName: '',
    phone: '',
    interpretation: '',
    diet: '',
    accessibility: '',
  }
  const maps = { details: {}, answers: {}, travel: {} }
  const filled = filledFrom(
    { ...nothing, ...maps, phone: '+1', details: { chamber: 'Senate', committee: '' } },
    { ...nothing, ...maps, phone: '+2', diet: 'halal', details: { chamber: 'Mazhilis', committee: 'Law' } },
  )
  expect(filled).toMatchObject({ phone: '+1', diet: 'halal', details: { chamber: 'Senate', committee: 'Law' } })
})
