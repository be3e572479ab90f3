import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { asc, eq } from 'drizzle-orm'
import { db } from '@/db'
import { categories, events } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import { freshDatabase } from '@/e2e/fixtures/database'
import { answersTo, brokenPromises } from '@/e2e/fixtures/registrations'
import { type CategoryRow, type EventRow, makeCategory, makeEvent, makeUser } from '@/e2e/fixtures/world'
import { gateEvent, type ManagedEvent } from '@/features/events/access'
import { withdrawOwnRegistration } from '../commands'
import { register } from '../form/commands'
import { setQuota } from '../places/commands'
import { acceptOffer, declineOffer, expireOffers, serveWaitingLists, setPriority } from './commands'

type RegistrationRow = typeof registrations.$inferSelect

const HOUR = 3_600_000
const now = new Date()
const weekLater = new Date(now.getTime() + 7 * 24 * HOUR)
let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EventRow
let managed: ManagedEvent

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  event = await makeEvent({ offerHours: 8 })
  const user = await makeUser({ event, role: 'organiser' })
  managed = (await gateEvent({ ...user, locale: 'en' } as never, event.slug, 'manage'))!
})
test.afterEach(async () => {
  expect(await brokenPromises(event)).toEqual([])
  // Lists are served wherever somebody waits: this event's are done with.
  await db().update(events).set({ state: 'archived' }).where(eq(events.id, event.id))
})

/** A category confirmed at once, with so many places, and so many people who came one after the other. */
async function crowd(places: number, people: number): Promise<{ category: CategoryRow; people: RegistrationRow[] }> {
  const category = await makeCategory(event, { capacity: places, isReviewed: false, slug: `c-${randomUUID()}` })
  for (let at = 0; at < people; at++) {
    const answers = answersTo('delegate', { email: `p${at}-${randomUUID()}@example.org` })
    await register(
      event,
      await fresh(category),
      { id: randomUUID(), answers, locale: 'en' },
      new Date(now.getTime() + at),
    )
  }
  return { category, people: await peopleOf(category) }
}

const peopleOf = (category: CategoryRow) =>
  db()
    .select()
    .from(registrations)
    .where(eq(registrations.categoryId, category.id))
    .orderBy(asc(registrations.createdAt))
const fresh = async (category: CategoryRow) =>
  (await db().select().from(categories).where(eq(categories.id, category.id)))[0]!
const reread = async ({ id }: RegistrationRow) =>
  (await db().select().from(registrations).where(eq(registrations.id, id)))[0]!
const lettersTo = async ({ id }: RegistrationRow) =>
  (await db().select().from(mails).where(eq(mails.registrationId, id)).orderBy(mails.createdAt)).map(({ kind }) => kind)
const offered = async (category: CategoryRow) =>
  (await peopleOf(category)).filter(({ offerExpiresAt }) => offerExpiresAt).map(({ email }) => email)

test('a place that became free is offered to who waits longest, and held for them', async () => {
  const { category, people } = await crowd(1, 3)
  expect(await serveWaitingLists(now)).toBe(0)
  await withdrawOwnRegistration(event, people[0]!, now)
  expect(await serveWaitingLists(now)).toBe(1)
  expect(await offered(category)).toEqual([people[1]!.email])
  expect((await fresh(category)).taken).toBe(1)
  expect(await lettersTo(people[1]!)).toEqual(['waiting_list', 'offered'])
  expect(await serveWaitingLists(now)).toBe(0)
})

test('accepting takes the place, a second answer finds no offer', async () => {
  const { category, people } = await crowd(1, 2)
  await withdrawOwnRegistration(event, people[0]!, now)
  await serveWaitingLists(now)
  const second = await reread(people[1]!)
  await acceptOffer(event, second, now)
  expect(await reread(second)).toMatchObject({ state: 'accepted', toldState: 'accepted', offerExpiresAt: null })
  expect((await fresh(category)).taken).toBe(1)
  await expect(acceptOffer(event, second, now)).rejects.toMatchObject({ code: 'registration_changed' })
  await expect(acceptOffer(event, await reread(second), now)).rejects.toMatchObject({ code: 'offer_gone' })
})

test('who declines leaves the list, and the next is asked at once', async () => {
  const { category, people } = await crowd(1, 3)
  await withdrawOwnRegistration(event, people[0]!, now)
  await serveWaitingLists(now)
  await declineOffer(event, await reread(people[1]!), now)
  expect((await reread(people[1]!)).state).toBe('withdrawn')
  expect(await offered(category)).toEqual([people[2]!.email])
})

test('an offer that nobody answers ends, the place goes on, and who let it pass is not asked again', async () => {
  const { category, people } = await crowd(1, 3)
  await withdrawOwnRegistration(event, people[0]!, now)
  await serveWaitingLists(now)
  const late = await reread(people[1]!)
  await expect(acceptOffer(event, late, weekLater)).rejects.toMatchObject({ code: 'offer_expired' })
  expect(await expireOffers(now)).toBe(0)
  expect(await expireOffers(weekLater)).toBe(1)
  expect((await fresh(category)).taken).toBe(0)
  await serveWaitingLists(weekLater)
  expect(await offered(category)).toEqual([people[2]!.email])
  expect(await lettersTo(late)).toEqual(['waiting_list', 'offered', 'offer_expired'])
  await setPriority(managed, late.id, { priority: 0, reason: 'Wrote back' }, weekLater)
  expect((await reread(late)).priority).toBe(0)
})

test('a priority with its reason stands before time', async () => {
  const { category, people } = await crowd(1, 3)
  await setPriority(managed, people[2]!.id, { priority: 5, reason: 'Speaks in panel 2' }, now)
  await withdrawOwnRegistration(event, people[0]!, now)
  await serveWaitingLists(now)
  expect(await offered(category)).toEqual([people[2]!.email])
  await expect(setPriority(managed, people[0]!.id, { priority: 1, reason: '' }, now)).rejects.toMatchObject({
    code: 'not_waiting',
  })
})

test('more places serve the list before the public', async () => {
  const { category, people } = await crowd(1, 3)
  await db().update(categories).set({ capacity: 2 }).where(eq(categories.id, category.id))
  const answers = answersTo('delegate', { email: `public-${randomUUID()}@example.org` })
  const later = new Date(now.getTime() + HOUR)
  await register(event, await fresh(category), { id: randomUUID(), answers, locale: 'en' }, later)
  await serveWaitingLists(later)
  expect(await offered(category)).toEqual([people[1]!.email])
  expect((await peopleOf(category)).filter(({ email }) => email.startsWith('public'))[0]!.state).toBe('waiting_list')
})

test('twenty processes that serve at once offer each place once', async () => {
  const { category, people } = await crowd(3, 10)
  for (const person of people.slice(0, 3)) await withdrawOwnRegistration(event, person, now)
  await Promise.all(Array.from({ length: 20 }, () => serveWaitingLists(now)))
  expect(await offered(category)).toEqual(people.slice(3, 6).map(({ email }) => email))
})

test('the whole event’s limit holds for offers too', async () => {
  const { category, people } = await crowd(2, 3)
  await withdrawOwnRegistration(event, people[0]!, now)
  await setQuota(managed, { categoryId: null, delegationId: null, roleId: null }, 1)
  expect(await serveWaitingLists(now)).toBe(0)
  expect(await offered(category)).toEqual([])
  await setQuota(managed, { categoryId: null, delegationId: null, roleId: null }, 2)
  expect(await serveWaitingLists(now)).toBe(1)
})

test('an answer and the end of the offer at the same moment: one of them counts', async () => {
  const { category, people } = await crowd(1, 2)
  await withdrawOwnRegistration(event, people[0]!, now)
  await serveWaitingLists(now)
  const person = await reread(people[1]!)
  const [answer] = await Promise.allSettled([acceptOffer(event, person, now), expireOffers(weekLater)])
  const after = await reread(person)
  expect(after.state).toBe(answer!.status === 'fulfilled' ? 'accepted' : 'waiting_list')
  expect((await fresh(category)).taken).toBe(after.holdsPlace ? 1 : 0)
})

test('a person of another event cannot be given a priority', async () => {
  const { people } = await crowd(1, 2)
  const other = await makeEvent()
  const user = await makeUser({ event: other, role: 'owner' })
  const foreign = (await gateEvent({ ...user, locale: 'en' } as never, other.slug, 'review'))!
  await expect(setPriority(foreign, people[1]!.id, { priority: 9, reason: 'Mine' }, now)).rejects.toMatchObject({
    code: 'registration_unknown',
  })
  expect((await reread(people[1]!)).priority).toBe(0)
})
