import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { and, eq, inArray } from 'drizzle-orm'
import { db } from '@/db'
import { members } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { decisions, informationRequests, reasons, registrations } from '@/db/schema/registrations'
import { freshDatabase } from '@/e2e/fixtures/database'
import { answersTo, brokenPromises } from '@/e2e/fixtures/registrations'
import { type CategoryRow, type EventRow, makeCategory, makeEvent, makeUser } from '@/e2e/fixtures/world'
import { gateEvent, type ReviewedEvent } from '@/features/events/access'
import type { Locale } from '@/lib/locales'
import { register } from '../form/commands'
import type { RegistrationState } from '../rules'
import {
  checkIn,
  decideMany,
  decideRegistration,
  informPeople,
  listUntold,
  requestInformation,
  undoDecisions,
} from './commands'
import { countToDo, listChosen, listIds, listLimits, nextInQueue } from './queries'
import { fitting, NO_FILTER } from './rules'

const now = new Date()
let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EventRow
let category: CategoryRow
let protocol: ReviewedEvent
let security: ReviewedEvent

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  event = await makeEvent()
  category = await makeCategory(event)
  protocol = await reviewerOf(event)
  security = await reviewerOf(event)
})
test.afterEach(async () => {
  expect(await brokenPromises(event)).toEqual([])
})

async function reviewerOf(
  of: EventRow,
  limits: Partial<typeof members.$inferInsert> = {},
  role: 'reviewer' | 'onsite' | 'viewer' = 'reviewer',
): Promise<ReviewedEvent> {
  const user = await makeUser({ event: of, role })
  await db()
    .update(members)
    .set({ userId: user.id, ...limits })
    .where(and(eq(members.eventId, of.id), eq(members.userId, user.id)))
  const signedIn = { ...user, locale: 'en' as const }
  return (await gateEvent(signedIn, of.slug, role === 'reviewer' ? 'review' : 'view')) as ReviewedEvent
}

let people = 0

async function newPerson(locale: Locale = 'en', of: CategoryRow = category) {
  const email = `reviewed-${++people}@example.org`
  await register(
    event,
    of,
    { id: randomUUID(), answers: answersTo(of.form, { email, locale }), locale },
    new Date(now.getTime() + people),
  )
  const [row] = await db().select().from(registrations).where(eq(registrations.email, email))
  return row!
}

const newPeople = async (count: number) => {
  const made = []
  for (let at = 0; at < count; at++) made.push(await newPerson())
  return made
}

const reread = async ({ id }: { id: string }) =>
  (await db().select().from(registrations).where(eq(registrations.id, id)))[0]!

const statesOf = async (rows: { id: string }[]) =>
  Promise.all(rows.map(async (row) => [(await reread(row)).state, (await reread(row)).toldState]))

const letters = async ({ id }: { id: string }) =>
  (await db().select().from(mails).where(eq(mails.registrationId, id)).orderBy(mails.createdAt)).map(({ kind }) => kind)

const accept = (inform: 'now' | 'later' = 'now') => ({ to: 'accepted', inform }) as const

test('a decision made now and told later leaves the person where they were told, until the inform run tells it once', async () => {
  const [first, second] = (await newPeople(2)) as [Person, Person]
  await decideRegistration(protocol, first.id, { from: 'submitted', to: 'accepted', inform: 'later' }, now)
  await decideRegistration(protocol, second.id, { from: 'submitted', to: 'declined', inform: 'later' }, now)
  expect(await statesOf([first, second])).toEqual([
    ['accepted', 'submitted'],
    ['declined', 'submitted'],
  ])
  expect(await letters(first)).toEqual(['received'])
  const preview = await listUntold(protocol)
  expect([preview.total, preview.rows.map(({ state }) => state)]).toEqual([2, ['accepted', 'declined']])

  expect(await informPeople(protocol, [first.id], now)).toBe(1)
  expect(await informPeople(protocol, [first.id], now)).toBe(0)
  expect(await letters(first)).toEqual(['received', 'accepted'])
  expect(await letters(second)).toEqual(['received'])
  expect((await listUntold(protocol)).total).toBe(1)
})

test('two inform runs at once tell each person once', async () => {
  const everyone = await newPeople(8)
  const ids = everyone.map(({ id }) => id)
  await decideMany(protocol, ids, accept('later'), now)
  const counts = await Promise.all([informPeople(protocol, ids, now), informPeople(security, ids, now)])
  expect(counts[0] + counts[1]).toBe(8)
  for (const person of everyone) expect(await letters(person)).toEqual(['received', 'accepted'])
})

test('the letter of an inform run has the reason in the language of the person and the words of the decision', async () => {
  const person = await newPerson('ru')
  const [reason] = await db()
    .insert(reasons)
    .values({
      eventId: event.id,
      slug: 'late',
      states: ['declined'],
      name: { en: 'Too late' },
      text: { en: 'It came late.', ru: 'Заявка пришла поздно.' },
    })
    .returning()
  const decision = { from: 'submitted', to: 'declined', inform: 'later', reasonId: reason!.id } as const
  await decideRegistration(protocol, person.id, { ...decision, note: 'До встречи.', internalNote: 'SECRET' }, now)
  const letter = (await listUntold(protocol)).rows[0]!.letter
  await informPeople(protocol, [person.id], now)
  const [mail] = await db()
    .select()
    .from(mails)
    .where(and(eq(mails.registrationId, person.id), eq(mails.kind, 'declined')))
  expect(mail!.text).toContain('Заявка пришла поздно.')
  expect(mail!.text).toContain('До встречи.')
  expect(JSON.stringify(mail)).not.toContain('SECRET')
  expect(letter).toMatchObject({ locale: 'ru', note: { text: 'Заявка пришла поздно.\n\nДо встречи.' } })
  const squeeze = (text: string) => text.replace(/\s+/g, ' ')
  for (const paragraph of letter.paragraphs) expect(squeeze(mail!.text)).toContain(squeeze(paragraph))
  expect([letter.subject, letter.action?.url]).toEqual([mail!.subject, '{{link}}'])
})

test('undoing a bulk decision brings back states, places and what people know, and unsends the mails', async () => {
  category = await makeCategory(event, { slug: 'few', capacity: 3 })
  const everyone = []
  for (let at = 0; at < 5; at++) everyone.push(await newPerson('en', category))
  const ids = everyone.map(({ id }) => id)
  const result = await decideMany(protocol, ids, accept(), now)
  expect(result).toMatchObject({ moved: 3, opinions: 0, refused: { no_place_left: ids.slice(3) } })
  expect(await undoDecisions(protocol, result.batchId, now)).toEqual({ undone: 3, late: 0 })
  for (const person of everyone) {
    expect(await reread(person)).toMatchObject({ state: 'submitted', toldState: 'submitted', holdsPlace: false })
    expect(await letters(person)).toEqual(['received'])
  }
  expect(await undoDecisions(protocol, result.batchId, now)).toEqual({ undone: 0, late: 0 })
})

test('where places do not suffice the first who were sent get them, and the others go on the waiting list if so wished', async () => {
  category = await makeCategory(event, { slug: 'few', capacity: 3, reserve: 1 })
  const everyone = []
  for (let at = 0; at < 4; at++) everyone.push(await newPerson('en', category))
  const ids = everyone.map(({ id }) => id)
  const chosen = await listChosen(protocol, [...ids].reverse())
  expect(chosen.map(({ id }) => id)).toEqual(ids)
  expect(fitting(chosen, await listLimits(protocol)).map(({ id }) => id)).toEqual(ids.slice(0, 2))
  const decision = { ...accept(), note: 'Welcome.', ifFull: 'waiting_list' } as const
  const result = await decideMany(protocol, ids, decision, now)
  expect(result).toMatchObject({ moved: 4, opinions: 0, refused: {}, waiting: ids.slice(2) })
  expect((await statesOf(everyone)).map(([state]) => state)).toEqual([
    'accepted',
    'accepted',
    'waiting_list',
    'waiting_list',
  ])
  const written = await db().select().from(mails).where(inArray(mails.registrationId, ids))
  const withNote = written.filter(({ text }) => text.includes('Welcome.')).map(({ kind }) => kind)
  expect(withNote).toEqual(['accepted', 'accepted'])
  expect(await undoDecisions(protocol, result.batchId, now)).toEqual({ undone: 4, late: 0 })
})

test('of those who wait, the first by priority and then by time get the places', async () => {
  category = await makeCategory(event, { slug: 'few', capacity: 2 })
  const everyone = []
  for (let at = 0; at < 3; at++) everyone.push(await newPerson('en', category))
  const [first, second, third] = everyone as [Person, Person, Person]
  const moments = [new Date(now.getTime() - 1000), new Date(now.getTime() - 3000), new Date(now.getTime() - 2000)]
  for (const [at, { id }] of everyone.entries())
    await decideRegistration(protocol, id, { from: 'submitted', to: 'waiting_list', inform: 'now' }, moments[at]!)
  await db().update(registrations).set({ priority: 1 }).where(eq(registrations.id, first.id))
  const ids = everyone.map(({ id }) => id)
  expect((await listChosen(protocol, ids)).map(({ id }) => id)).toEqual([first.id, second.id, third.id])
  const result = await decideMany(protocol, ids, { ...accept(), ifFull: 'waiting_list' }, now)
  expect(result).toMatchObject({ moved: 2, waiting: [], refused: { no_place_left: [third.id] } })
})

test('places are counted out to those chosen by every limit that counts them', () => {
  const person = (categoryId: string, roleId: string | null = null, holdsPlace = false) => ({
    categoryId,
    roleId,
    holdsPlace,
  })
  const limit = (categoryId: string | null, roleId: string | null, left: number | null) => ({
    categoryId,
    roleId,
    capacity: left,
    left,
  })
  const people = [
    person('a'),
    person('b', 'aide'),
    person('a', 'aide'),
    person('a'),
    person('a', null, true),
    person('b'),
  ]
  const fits = (...limits: ReturnType<typeof limit>[]) => fitting(people, limits).map((each) => people.indexOf(each))
  expect(fits(limit('a', null, null), limit('b', null, null))).toEqual([0, 1, 2, 3, 4, 5])
  expect(fits(limit('a', null, 2), limit('b', null, 9))).toEqual([0, 1, 2, 4, 5])
  expect(fits(limit(null, 'aide', 1))).toEqual([0, 1, 3, 4, 5])
  expect(fits(limit(null, null, 3), limit('b', null, 0))).toEqual([0, 2, 3, 4])
})

test('a mail that has left is not undone, and neither is what another has decided since', async () => {
  const [sent, moved, kept] = (await newPeople(3)) as [Person, Person, Person]
  const { batchId } = await decideMany(protocol, [sent.id, moved.id, kept.id], accept(), now)
  await db()
    .update(mails)
    .set({ state: 'sent', attempts: 1, firstTriedAt: now })
    .where(and(eq(mails.registrationId, sent.id), eq(mails.kind, 'accepted')))
  await decideRegistration(security, moved.id, { from: 'accepted', to: 'cancelled', inform: 'now' }, now)
  expect(await undoDecisions(protocol, batchId, now)).toEqual({ undone: 1, late: 2 })
  expect(await statesOf([sent, moved, kept])).toEqual([
    ['accepted', 'accepted'],
    ['cancelled', 'cancelled'],
    ['submitted', 'submitted'],
  ])
})

test('nobody undoes what another has decided', async () => {
  const person = await newPerson()
  const { batchId } = await decideRegistration(protocol, person.id, { ...accept(), from: 'submitted' }, now)
  expect(await undoDecisions(security, batchId, now)).toEqual({ undone: 0, late: 0 })
  expect((await reread(person)).state).toBe('accepted')
})

test.describe('where two opinions are asked for', () => {
  test.beforeEach(async () => {
    event = await makeEvent({ needsSecondOpinion: true })
    category = await makeCategory(event)
    protocol = await reviewerOf(event)
    security = await reviewerOf(event)
  })

  const say = (who: ReviewedEvent, person: Person) =>
    decideRegistration(who, person.id, { ...accept(), from: 'submitted' }, now)

  test('the first "accept" is an opinion, the same person’s second is refused, and another’s accepts', async () => {
    const person = await newPerson()
    expect((await say(protocol, person)).outcome).toBe('opinion')
    expect((await reread(person)).state).toBe('submitted')
    await expect(say(protocol, person)).rejects.toMatchObject({ code: 'opinion_given' })
    expect((await say(security, person)).outcome).toBe('moved')
    expect((await reread(person)).state).toBe('accepted')
  })

  test('two first opinions at once are one opinion and one acceptance', async () => {
    for (let round = 0; round < 5; round++) {
      const person = await newPerson()
      const outcomes = await Promise.all([say(protocol, person), say(security, person)])
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['moved', 'opinion'])
      expect((await reread(person)).state).toBe('accepted')
    }
  })

  test('one is enough to decline, and after any move the opinions begin anew', async () => {
    const person = await newPerson()
    await say(protocol, person)
    await decideRegistration(security, person.id, { from: 'submitted', to: 'declined', inform: 'now' }, now)
    await decideRegistration(security, person.id, { from: 'declined', to: 'under_review', inform: 'now' }, now)
    const again = { ...accept(), from: 'under_review' } as const
    expect((await decideRegistration(protocol, person.id, again, now)).outcome).toBe('opinion')
  })
})

test('of two who decide at once one is told that the other was faster', async () => {
  const person = await newPerson()
  const outcomes = await Promise.allSettled([
    decideRegistration(protocol, person.id, { ...accept(), from: 'submitted' }, now),
    decideRegistration(security, person.id, { from: 'submitted', to: 'declined', inform: 'now' }, now),
  ])
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
  expect(refused).toEqual(['registration_changed'])
  expect(await letters(person)).toHaveLength(2)
})

test('a question to the person waits on their page, and its words are in the mail', async () => {
  const person = await newPerson()
  await requestInformation(protocol, person.id, { from: 'submitted', question: 'Which flight?' }, now)
  expect(await reread(person)).toMatchObject({ state: 'information_requested', toldState: 'information_requested' })
  const [request] = await db()
    .select()
    .from(informationRequests)
    .where(eq(informationRequests.registrationId, person.id))
  expect(request).toMatchObject({ question: 'Which flight?', answeredAt: null })
  const [mail] = await db()
    .select()
    .from(mails)
    .where(and(eq(mails.registrationId, person.id), eq(mails.kind, 'information_requested')))
  expect(mail!.text).toContain('Which flight?')
})

test('a reviewer of one category neither sees, counts, decides on, informs nor undoes another', async () => {
  const other = await makeCategory(event, { slug: 'other' })
  const [mine, foreign] = [await newPerson(), await newPerson('en', other)]
  const limited = await reviewerOf(event, { categoryIds: [category.id] })
  expect(await listIds(limited, NO_FILTER)).toEqual([mine.id])
  expect(await countToDo(limited, now)).toMatchObject({ toReview: 1, untold: 0 })
  expect(await nextInQueue(limited, NO_FILTER, mine.id, 'next')).toBeNull()
  expect(await nextInQueue(protocol, NO_FILTER, mine.id, 'next')).toBe(foreign.id)
  await expect(decideRegistration(limited, foreign.id, { ...accept(), from: 'submitted' }, now)).rejects.toMatchObject({
    code: 'registration_unknown',
  })
  await expect(
    requestInformation(limited, foreign.id, { from: 'submitted', question: '?' }, now),
  ).rejects.toMatchObject({ code: 'registration_unknown' })
  expect(await decideMany(limited, [mine.id, foreign.id], accept('later'), now)).toMatchObject({ moved: 1 })
  await decideRegistration(protocol, foreign.id, { from: 'submitted', to: 'accepted', inform: 'later' }, now)
  expect(await informPeople(limited, [mine.id, foreign.id], now)).toBe(1)
  expect(await letters(foreign)).toEqual(['received'])
})

test('nobody of another event decides here', async () => {
  const person = await newPerson()
  const elsewhere = await reviewerOf(await makeEvent())
  expect(await decideMany(elsewhere, [person.id], accept(), now)).toMatchObject({ moved: 0, refused: {} })
  expect((await reread(person)).state).toBe('submitted')
})

test('on-site staff check people in and out again, and can do nothing else', async () => {
  const person = await newPerson()
  await decideRegistration(protocol, person.id, { ...accept(), from: 'submitted' }, now)
  const door = await reviewerOf(event, {}, 'onsite')
  await checkIn(door, person.id, { from: 'accepted', to: 'checked_in' }, now)
  expect((await reread(person)).state).toBe('checked_in')
  await checkIn(door, person.id, { from: 'checked_in', to: 'accepted' }, now)
  for (const to of ['declined', 'cancelled', 'submitted'] as RegistrationState[])
    await expect(checkIn(door, person.id, { from: 'accepted', to }, now)).rejects.toMatchObject({
      code: 'move_not_allowed',
    })
  const viewer = await reviewerOf(event, {}, 'viewer')
  await expect(checkIn(viewer, person.id, { from: 'accepted', to: 'checked_in' }, now)).rejects.toMatchObject({
    code: 'move_not_allowed',
  })
})

test('a bulk decision names what it could not do, refuses nobody chosen, and leaves a batch that says who and when', async () => {
  const [first, second] = (await newPeople(2)) as [Person, Person]
  await decideRegistration(security, second.id, { from: 'submitted', to: 'withdrawn', inform: 'now' }, now)
  const result = await decideMany(protocol, [first.id, second.id], { to: 'declined', inform: 'later' }, now)
  expect(result).toMatchObject({ moved: 1, refused: { move_not_allowed: [second.id] } })
  await expect(decideMany(protocol, ['nonsense'], accept(), now)).rejects.toMatchObject({ code: 'nothing_chosen' })
  const many = Array.from({ length: 501 }, () => randomUUID())
  await expect(decideMany(protocol, many, accept(), now)).rejects.toMatchObject({ code: 'too_many_chosen' })
  const batch = await db().select().from(decisions).where(eq(decisions.batchId, result.batchId))
  expect(batch.map(({ registrationId, to, mailId }) => [registrationId, to, mailId])).toEqual([
    [first.id, 'declined', null],
  ])
})

type Person = Awaited<ReturnType<typeof newPerson>>
