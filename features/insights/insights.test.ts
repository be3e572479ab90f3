import { expect, test } from '@playwright/test'
import { client, db } from '@/db'
import { delegations, focalPoints } from '@/db/schema/delegations'
import { seedExample, seedOrganiser } from '@/db/seed/example'
import { freshDatabase } from '@/e2e/fixtures/database'
import { makeCategory, makeEvent, makeRegistration, makeUser } from '@/e2e/fixtures/world'
import { recordAudit } from '@/features/audit/commands'
import { gateEvent } from '@/features/events/access'
import { decideRegistration, undoDecisions } from '@/features/registrations/review/commands'
import { readFigures } from './queries'
import { cumulate, type DailyMove, figureOf, NO_COUNTS, needsToday, scaleEnd, thin } from './rules'

let database: Awaited<ReturnType<typeof freshDatabase>>

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())

const now = new Date()
const organiser = { email: 'organiser@example.org', name: null, locale: 'en' as const }

async function figuresOf(slug: string) {
  const user = await makeUser({ isAdministrator: true })
  const event = (await gateEvent({ ...organiser, ...user, locale: 'en' }, slug, 'own'))!
  return { event, figures: await readFigures(event, new Date()) }
}

/** Counts by state as the registrations themselves stand. */
function present(figures: Awaited<ReturnType<typeof readFigures>>) {
  const counts = { ...NO_COUNTS }
  for (const row of figures.standing) counts[figureOf(row.state)!] += row.count
  return counts
}

test('the example’s states over time end where its registrations stand', async () => {
  await seedExample(now)
  await seedOrganiser('organiser@example.org')
  const { figures } = await figuresOf('example')
  expect(figures.days.at(-1)!.counts).toEqual(present(figures))
  expect(Object.values(present(figures)).every((count) => count > 0)).toBe(true)
  for (const { counts } of figures.days)
    for (const count of Object.values(counts)) expect(count).toBeGreaterThanOrEqual(0)
  const byState = figures.countries.reduce((sum, row) => sum + row.count, 0)
  expect(byState).toBe(Object.values(present(figures)).reduce((sum, count) => sum + count, 0))
})

test('a decision moves one registration from state to state', async () => {
  const before = await figuresOf('example')
  const [submitted] =
    await client()`select id from registrations where state = 'submitted' and event_id = ${before.event.id} limit 1`
  await decideRegistration(
    before.event,
    submitted!.id,
    { from: 'submitted', to: 'declined', inform: 'now' },
    new Date(),
  )
  const after = await figuresOf('example')
  const [earlier, later] = [before, after].map(({ figures }) => figures.days.at(-1)!.counts)
  expect(later).toEqual({ ...earlier, submitted: earlier!.submitted - 1, declined: earlier!.declined + 1 })
  expect(later).toEqual(present(after.figures))
})

test('a decision taken back leaves the states over time where the registrations stand', async () => {
  const { event } = await figuresOf('example')
  const [submitted] =
    await client()`select id from registrations where state = 'submitted' and event_id = ${event.id} limit 1`
  const { batchId } = await decideRegistration(
    event,
    submitted!.id,
    { from: 'submitted', to: 'declined', inform: 'later' },
    new Date(),
  )
  expect(await undoDecisions(event, batchId, new Date())).toEqual({ undone: 1, late: 0 })
  const { figures } = await figuresOf('example')
  expect(figures.days.at(-1)!.counts).toEqual(present(figures))
})

test('a limited reviewer’s figures are of their scope', async () => {
  const event = await makeEvent()
  const [mine, others] = [await makeCategory(event), await makeCategory(event, { slug: 'others' })]
  const [own] = [await makeRegistration(event, mine, { country: 'KZ' }), await makeRegistration(event, others)]
  await makeRegistration(event, others, { state: 'accepted', toldState: 'submitted', country: 'UZ' })
  await client()`update registrations set erasure_requested_at = now() where event_id = ${event.id}`
  for (const { id } of await client()`select id from registrations where event_id = ${event.id}`)
    await db().transaction((tx) =>
      recordAudit(tx, {
        eventId: event.id,
        actor: { kind: 'person' },
        subject: 'registration',
        subjectId: id,
        action: 'registration.submitted',
        data: { to: 'submitted' },
      }),
    )
  const user = await makeUser({ event, role: 'reviewer' })
  await client()`update members set category_ids = ${[mine.id]} where user_id = ${user.id}`
  const scoped = (await gateEvent({ ...organiser, ...user, locale: 'en' }, event.slug, 'enter'))!
  const figures = await readFigures(scoped, new Date())
  expect(figures.standing.map(({ categoryId, count }) => [categoryId, count])).toEqual([[own!.categoryId, 1]])
  expect(figures.categories.map(({ id }) => id)).toEqual([mine.id])
  expect(figures.countries).toEqual([{ country: 'KZ', count: 1, accepted: 0 }])
  expect(figures.days.at(-1)!.counts).toEqual({ ...NO_COUNTS, submitted: 1 })
  expect(figures.toDo).toMatchObject({ toReview: 1, erasure: 1, untold: 0 })
})

test('delegations are counted that were sent with people to review, and those invited that sent nothing', async () => {
  const event = await makeEvent()
  const category = await makeCategory(event)
  const user = await makeUser()
  const delegation = async (values: { sentAt?: Date; isInvited?: boolean }) => {
    const [row] = await db()
      .insert(delegations)
      .values({ eventId: event.id, kind: 'state', name: { en: 'State' }, searchKey: 'state', sentAt: values.sentAt })
      .returning()
    if (values.isInvited)
      await db()
        .insert(focalPoints)
        .values({ eventId: event.id, delegationId: row!.id, userId: user.id, locale: 'en', invitedAt: now })
    return row!
  }
  const sent = await delegation({ sentAt: now, isInvited: true })
  await makeRegistration(event, category, { delegationId: sent.id })
  await makeRegistration(event, category, { delegationId: sent.id })
  const decided = await delegation({ sentAt: now })
  await makeRegistration(event, category, { delegationId: decided.id, state: 'declined' })
  await delegation({ isInvited: true })
  await delegation({})
  expect((await figuresOf(event.slug)).figures.delegations).toEqual({ toReview: 1, silent: 1 })
})

test('another event’s registrations are in no figure, and the number of queries is constant', async () => {
  const event = await makeEvent()
  const category = await makeCategory(event)
  await makeRegistration(event, category)
  const queries: string[] = []
  const empty = await makeEvent()
  client().options.debug = (_connection, query) => queries.push(query)
  const { figures } = await figuresOf(empty.slug)
  client().options.debug = false
  expect([figures.standing, figures.countries, figures.days, figures.categories, figures.failedMails]).toEqual([
    [],
    [],
    [],
    [],
    0,
  ])
  // One to make the reader, one to gate, ten for the figures.
  expect(queries).toHaveLength(12)
})

test('days without a move keep the counts of the day before', () => {
  const moves: DailyMove[] = [
    { day: '2026-03-01', from: null, to: 'submitted', count: 3 },
    { day: '2026-02-27', from: null, to: 'submitted', count: 1 },
    { day: '2026-03-01', from: 'submitted', to: 'accepted', count: 2 },
  ]
  expect(cumulate(moves, '2026-03-02')).toEqual([
    { day: '2026-02-27', counts: { ...NO_COUNTS, submitted: 1 } },
    { day: '2026-02-28', counts: { ...NO_COUNTS, submitted: 1 } },
    { day: '2026-03-01', counts: { ...NO_COUNTS, submitted: 2, accepted: 2 } },
    { day: '2026-03-02', counts: { ...NO_COUNTS, submitted: 2, accepted: 2 } },
  ])
})

test('many days are thinned evenly and the last stays', () => {
  expect(thin([1, 2, 3, 4, 5, 6, 7], 3)).toEqual([1, 4, 7])
  expect(thin([1, 2, 3], 3)).toEqual([1, 2, 3])
})

test('a scale ends at a number whose half is whole', () => {
  expect([0, 1, 5, 9, 63, 100, 101].map(scaleEnd)).toEqual([2, 2, 6, 10, 80, 100, 200])
})

const DAY = 86_400_000
const category = {
  id: 'c',
  eventId: 'e',
  slug: 'delegate',
  form: 'delegate' as const,
  position: 0,
  name: {},
  description: {},
  isOpen: true,
  opensAt: null,
  closesAt: null,
  capacity: 10,
  taken: 4,
  isReviewed: true,
  hasWaitingList: true,
  isByInvitation: false,
  reserve: 0,
  asksPhoto: false,
  asksTravel: false,
  asksTravelDocument: false,
  mostCompanions: 0,
  companionCategoryId: null,
}
const calm = {
  event: {
    state: 'published' as const,
    endsAt: new Date(now.getTime() + 60 * DAY),
    role: 'owner' as const,
    delegationsCloseAt: null,
  },
  toDo: {
    toReview: 0,
    correction: 0,
    answered: 0,
    erasure: 0,
    untold: 0,
    offer: 0,
    bounced: 0,
    offerToday: 0,
  },
  agenda: { silent: 0, unreleased: 0 },
  delegations: { toReview: 0, silent: 0 },
  categories: [category],
  standing: [],
  failedMails: 0,
  isQueuePaused: false,
}

test('nothing needs an organiser where all is well, or where the event is archived', () => {
  expect(needsToday(calm, now)).toEqual([])
  expect(needsToday({ ...calm, event: { ...calm.event, state: 'archived' }, failedMails: 3 }, now)).toEqual([])
})

test('what needs an organiser is named, stopped mail first', () => {
  const oldest = new Date(now.getTime() - 5 * DAY)
  const standing = [
    { categoryId: 'c', state: 'submitted' as const, count: 2, oldest },
    { categoryId: 'c', state: 'waiting_list' as const, count: 1, oldest: now },
  ]
  const closing = { ...category, closesAt: new Date(now.getTime() + 2 * DAY) }
  const needs = needsToday({ ...calm, categories: [closing], standing, failedMails: 3, isQueuePaused: true }, now)
  expect(needs).toEqual([
    { kind: 'queue_paused' },
    { kind: 'mails_failed', count: 3 },
    { kind: 'to_review', count: 2, at: oldest },
    { kind: 'waiting_free', category: closing, count: 1, free: 6 },
    { kind: 'closing', category: closing, at: closing.closesAt },
  ])
})

test('what people wait for is named after the review, with what ends today and which delegations are silent', () => {
  const toDo = { ...calm.toDo, correction: 1, answered: 2, erasure: 3, untold: 4, offer: 5, offerToday: 1 }
  const closing = new Date(now.getTime() + 10 * DAY)
  const busy = {
    ...calm,
    toDo,
    delegations: { toReview: 2, silent: 6 },
    agenda: { silent: 1, unreleased: 2 },
    event: { ...calm.event, delegationsCloseAt: closing },
  }
  expect(needsToday(busy, now)).toEqual([
    { kind: 'answered', count: 2 },
    { kind: 'correction', count: 1 },
    { kind: 'erasure', count: 3 },
    { kind: 'untold', count: 4 },
    { kind: 'offer', count: 5, today: 1 },
    { kind: 'delegations_to_review', count: 2 },
    { kind: 'delegations_silent', count: 6, at: closing },
    { kind: 'speakers_silent', count: 1 },
    { kind: 'agenda_unreleased', count: 2 },
  ])
  const early = { ...busy.event, delegationsCloseAt: new Date(now.getTime() + 20 * DAY) }
  expect(needsToday({ ...busy, event: early }, now).map(({ kind }) => kind)).not.toContain('delegations_silent')
})

test('nobody is told of a need in a part of the area that they do not find, and only organisers erase', () => {
  const busy = {
    ...calm,
    categories: [],
    toDo: { ...calm.toDo, erasure: 1, untold: 1 },
    delegations: { toReview: 1, silent: 0 },
    agenda: { silent: 0, unreleased: 1 },
    failedMails: 1,
  }
  const needsOf = (role: 'reviewer' | 'viewer' | 'agenda_editor' | 'organiser') =>
    needsToday({ ...busy, event: { ...calm.event, role } }, now).map(({ kind }) => kind)
  expect(needsOf('reviewer')).toEqual(['untold', 'delegations_to_review'])
  expect(needsOf('viewer')).toEqual(['untold', 'delegations_to_review'])
  expect(needsOf('agenda_editor')).toEqual(['agenda_unreleased'])
  expect(needsOf('organiser')).toEqual([
    'mails_failed',
    'erasure',
    'untold',
    'delegations_to_review',
    'agenda_unreleased',
    'no_categories',
  ])
})

test('those who wait are named only while places are free', () => {
  const standing = [{ categoryId: 'c', state: 'waiting_list' as const, count: 1, oldest: now }]
  expect(needsToday({ ...calm, standing, categories: [{ ...category, taken: 10 }] }, now)).toEqual([])
  // What is kept for invitations is not free.
  expect(needsToday({ ...calm, standing, categories: [{ ...category, reserve: 6 }] }, now)).toEqual([])
})

test('a draft says that it is one, and that registration is set to open', () => {
  const draft = { ...calm, event: { ...calm.event, state: 'draft' as const } }
  expect(needsToday(draft, now).map(({ kind }) => kind)).toEqual(['open_unpublished'])
  expect(needsToday({ ...draft, categories: [] }, now).map(({ kind }) => kind)).toEqual([
    'no_categories',
    'unpublished',
  ])
})
