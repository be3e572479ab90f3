import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { audit } from '@/db/schema/audit'
import { categories } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import { freshDatabase } from '@/e2e/fixtures/database'
import { answersTo, brokenPromises } from '@/e2e/fixtures/registrations'
import { type CategoryRow, type EventRow, makeCategory, makeEvent, makeUser } from '@/e2e/fixtures/world'
import { gateEvent, type ManagedEvent } from '@/features/events/access'
import type { Answers } from '@/lib/fields'
import { correctOwnRegistration } from './changes/commands'
import { answersOf, setSortKey, withdrawOwnRegistration } from './commands'
import { register } from './form/commands'
import { decideRegistration } from './review/commands'
import { MOVES, type RegistrationState } from './rules'

type RegistrationRow = typeof registrations.$inferSelect

const now = new Date()
let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EventRow
let managed: ManagedEvent
let organiser: string

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  event = await makeEvent()
  managed = await organiserOf(event)
})
test.afterEach(async () => {
  expect(await brokenPromises(event)).toEqual([])
})

async function organiserOf(of: EventRow): Promise<ManagedEvent> {
  const user = await makeUser({ event: of, role: 'organiser' })
  organiser = user.id
  return (await gateEvent({ ...user, locale: 'en' }, of.slug, 'manage'))!
}

let people = 0

/** Registers somebody; without answers, whom nobody knows yet. */
async function newRegistration(category: CategoryRow, answers: Answers = {}, of = event): Promise<RegistrationRow> {
  const email = answers.email ?? `person-${++people}@example.org`
  const all = answersTo(category.form, { ...answers, email })
  await register(of, category, { id: randomUUID(), answers: all, locale: 'en' }, now)
  const mine = await db()
    .select()
    .from(registrations)
    .where(and(eq(registrations.eventId, of.id), eq(registrations.email, email)))
    .orderBy(registrations.createdAt)
  return mine.find(({ state }) => state !== 'withdrawn' && state !== 'declined')!
}

async function reread({ id }: { id: string }): Promise<RegistrationRow> {
  return (await db().select().from(registrations).where(eq(registrations.id, id)))[0]!
}

async function decide(registration: RegistrationRow, to: RegistrationState, note = ''): Promise<void> {
  await decideRegistration(
    managed,
    registration.id,
    { from: (await reread(registration)).state, to, note, inform: 'now' },
    now,
  )
}

const taken = async (category: CategoryRow) =>
  (await db().select().from(categories).where(eq(categories.id, category.id)))[0]!.taken

const history = async ({ id }: { id: string }) =>
  db().select().from(audit).where(eq(audit.subjectId, id)).orderBy(audit.id)

async function expectRefused(registration: RegistrationRow, act: () => Promise<unknown>, code: string): Promise<void> {
  const before = [await reread(registration), await history(registration), await db().$count(mails)]
  await expect(act()).rejects.toMatchObject({ name: 'Refusal', code })
  expect([await reread(registration), await history(registration), await db().$count(mails)]).toEqual(before)
}

/** Which of two that ran at once was refused, and with what. */
async function codesOf(running: Promise<unknown>[]): Promise<string[]> {
  const outcomes = await Promise.allSettled(running)
  return outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'done' : outcome.reason.code)).sort()
}

test('places are taken and given back as an organiser decides, and each move has its mail and its entry', async () => {
  const category = await makeCategory(event, { capacity: 2 })
  const registration = await newRegistration(category)
  const way: [RegistrationState, number][] = [
    ['accepted', 1],
    ['declined', 0],
    ['accepted', 1],
    ['withdrawn', 0],
    ['waiting_list', 0],
    ['accepted', 1],
    ['withdrawn', 0],
  ]
  for (const [state, places] of way) {
    await decide(registration, state)
    expect([(await reread(registration)).state, await taken(category)]).toEqual([state, places])
  }
  const entries = await history(registration)
  expect(entries.map(({ action }) => action)).toEqual([
    'registration.submitted',
    ...way.map(([state]) => `registration.${state}`),
  ])
  for (const entry of entries.slice(1)) expect(entry).toMatchObject({ actor: 'organiser', actorId: organiser })
})

for (const [from, allowed] of Object.entries(MOVES.organiser) as [RegistrationState, RegistrationState[]][]) {
  test(`from "${from}" nothing can be decided that the table of moves does not have`, async () => {
    const category = await makeCategory(event)
    const registration = await newRegistration(category)
    if (from === 'checked_in') await decide(registration, 'accepted')
    if (from !== 'submitted') await decide(registration, from)
    for (const to of Object.keys(MOVES.organiser) as RegistrationState[])
      if (!allowed.includes(to)) await expectRefused(registration, () => decide(registration, to), 'move_not_allowed')
  })
}

test('an organiser’s words reach the person, and the audit only knows that there were some', async () => {
  const registration = await newRegistration(await makeCategory(event))
  await decide(registration, 'declined', 'The chamber has named somebody else.')
  const sent = await db().select().from(mails).where(eq(mails.registrationId, registration.id))
  expect(sent.find(({ kind }) => kind === 'declined')!.text).toContain('The chamber has named somebody else.')
  const entry = (await history(registration)).at(-1)!
  expect(entry.data).toEqual({ from: 'submitted', to: 'declined', hasNote: true })
})

test('when no place is left nobody can be accepted, and nothing changes', async () => {
  const category = await makeCategory(event, { capacity: 1 })
  const [first, second] = [await newRegistration(category), await newRegistration(category)]
  await decide(first, 'accepted')
  await expectRefused(second, () => decide(second, 'accepted'), 'no_place_left')
  await decide(first, 'declined')
  await decide(second, 'accepted')
  expect(await taken(category)).toBe(1)
})

test('two organisers who accept two people for the last place accept one', async () => {
  const category = await makeCategory(event, { capacity: 1 })
  const two = [await newRegistration(category), await newRegistration(category)]
  expect(await codesOf(two.map((one) => decide(one, 'accepted')))).toEqual(['done', 'no_place_left'])
  expect(await taken(category)).toBe(1)
})

test('of 30 people who are accepted at once, as many get in as there are places', async () => {
  const category = await makeCategory(event, { capacity: 7 })
  const many: RegistrationRow[] = []
  for (let number = 0; number < 30; number++) many.push(await newRegistration(category))
  const codes = await codesOf(many.map((one) => decide(one, 'accepted')))
  expect(codes.filter((code) => code === 'done')).toHaveLength(7)
  expect(codes.filter((code) => code === 'no_place_left')).toHaveLength(23)
})

test('of two organisers who decide on one person at once the second is told', async () => {
  const category = await makeCategory(event, { capacity: 5 })
  const registration = await newRegistration(category)
  const decisions = ['accepted', 'declined'].map((to) =>
    decideRegistration(
      managed,
      registration.id,
      { from: 'submitted', to: to as RegistrationState, note: '', inform: 'now' },
      now,
    ),
  )
  expect(await codesOf(decisions)).toEqual(['done', 'registration_changed'])
})

test('ten clicks on “accept” take one place and send one mail', async () => {
  const category = await makeCategory(event, { capacity: 5 })
  const registration = await newRegistration(category)
  const clicks = Array.from({ length: 10 }, () =>
    decideRegistration(managed, registration.id, { from: 'submitted', to: 'accepted', note: '', inform: 'now' }, now),
  )
  expect((await codesOf(clicks)).filter((code) => code === 'done')).toHaveLength(1)
  expect(await taken(category)).toBe(1)
})

test('a person who withdraws while an organiser accepts leaves no place taken', async () => {
  const category = await makeCategory(event, { capacity: 5 })
  const registration = await newRegistration(category)
  expect(await codesOf([withdrawOwnRegistration(event, registration, now), decide(registration, 'accepted')])).toEqual([
    'done',
    'registration_changed',
  ])
})

test('an organiser who saw an older state is told', async () => {
  const registration = await newRegistration(await makeCategory(event))
  await decide(registration, 'declined')
  await expectRefused(
    registration,
    () =>
      decideRegistration(managed, registration.id, { from: 'submitted', to: 'accepted', note: '', inform: 'now' }, now),
    'registration_changed',
  )
})

test('who has withdrawn and registered anew cannot be accepted twice', async () => {
  const category = await makeCategory(event, { capacity: 5 })
  const old = await newRegistration(category, { email: `twice-${randomUUID()}@example.org` })
  await withdrawOwnRegistration(event, old, now)
  const anew = await newRegistration(category, { email: old.email })
  expect(anew.id).not.toBe(old.id)
  await expectRefused(old, () => decide(old, 'accepted'), 'registered_again')
  await decide(anew, 'accepted')
  expect(await taken(category)).toBe(1)
})

test('a registration of another event is unknown, and so is one that never was', async () => {
  const other = await makeEvent()
  const foreign = await newRegistration(await makeCategory(other), {}, other)
  const decision = { from: 'submitted', to: 'accepted', note: '', inform: 'now' } as const
  await expectRefused(foreign, () => decideRegistration(managed, foreign.id, decision, now), 'registration_unknown')
  await expectRefused(foreign, () => setSortKey(managed, foreign.id, 'A', now), 'registration_unknown')
  for (const id of [randomUUID(), 'x', '', '\u0000'])
    await expect(decideRegistration(managed, id, decision, now)).rejects.toMatchObject({ code: 'registration_unknown' })
})

test('in an archived event nothing can be decided, sorted, corrected or withdrawn', async () => {
  const category = await makeCategory(event)
  const registration = await newRegistration(category)
  const archived = { ...managed, state: 'archived' } as ManagedEvent
  const decision = { from: 'submitted', to: 'accepted', note: '', inform: 'now' } as const
  await expectRefused(
    registration,
    () => decideRegistration(archived, registration.id, decision, now),
    'event_archived',
  )
  await expectRefused(registration, () => setSortKey(archived, registration.id, 'A', now), 'event_archived')
  await expectRefused(registration, () => withdrawOwnRegistration(archived, registration, now), 'move_not_allowed')
  await expectRefused(
    registration,
    () => correctOwnRegistration(archived, category, registration, answersOf(registration), now),
    'correction_closed',
  )
})

test('a person withdraws: the place is free, and a second time is refused', async () => {
  const category = await makeCategory(event, { isReviewed: false, capacity: 1 })
  const registration = await newRegistration(category)
  expect(await taken(category)).toBe(1)
  await withdrawOwnRegistration(event, registration, now)
  expect(await taken(category)).toBe(0)
  await expectRefused(registration, () => withdrawOwnRegistration(event, registration, now), 'registration_changed')
  await expectRefused(
    registration,
    async () => withdrawOwnRegistration(event, await reread(registration), now),
    'move_not_allowed',
  )
  expect((await history(registration)).at(-1)).toMatchObject({ action: 'registration.withdrawn', actor: 'person' })
})

test('who was declined cannot withdraw', async () => {
  const registration = await newRegistration(await makeCategory(event))
  await decide(registration, 'declined')
  await expectRefused(
    registration,
    async () => withdrawOwnRegistration(event, await reread(registration), now),
    'move_not_allowed',
  )
})

test('a person corrects their data: it is found by the new name, and the audit knows which answers changed', async () => {
  const category = await makeCategory(event, { form: 'parliamentarian' })
  const registration = await newRegistration(category)
  const answers = { ...answersOf(registration), familyName: 'Yespayeva', committee: 'Another Committee' }
  await correctOwnRegistration(event, category, registration, answers, now)
  const after = await reread(registration)
  expect(after).toMatchObject({ familyName: 'Yespayeva', sortKey: 'YESPAYEVA, Aigul', version: 2, state: 'submitted' })
  expect(after.details).toMatchObject({ committee: 'Another Committee', chamber: 'Senate' })
  expect(after.searchKey).toContain('espaeva')
  expect(after.personKey).toContain('espaeva')
  expect((await history(registration)).at(-1)).toMatchObject({
    actor: 'person',
    action: 'registration.corrected',
    data: { fields: ['familyName', 'committee'] },
  })
})

for (const form of ['delegate', 'parliamentarian', 'diplomat'] as const) {
  test(`a ${form}'s correction that changes nothing leaves no trace`, async () => {
    const category = await makeCategory(event, { form })
    const registration = await newRegistration(category)
    await correctOwnRegistration(event, category, registration, answersOf(registration), now)
    expect(await reread(registration)).toEqual(registration)
    expect(await history(registration)).toHaveLength(1)
  })
}

test('an address cannot be corrected, whatever the answers say', async () => {
  const category = await makeCategory(event)
  const registration = await newRegistration(category)
  const answers = { ...answersOf(registration), email: 'other@example.org', diet: 'Halal' }
  await correctOwnRegistration(event, category, registration, answers, now)
  const after = await reread(registration)
  expect(after).toMatchObject({ email: registration.email, diet: 'Halal', personKey: registration.personKey })
})

test('an organiser’s sort key outlives a correction of anything but the name', async () => {
  const category = await makeCategory(event)
  const registration = await newRegistration(category)
  await setSortKey(managed, registration.id, 'ZZ, Aigul', now)
  const sorted = await reread(registration)
  await correctOwnRegistration(event, category, sorted, { ...answersOf(sorted), diet: 'Halal' }, now)
  const fed = await reread(registration)
  expect(fed.sortKey).toBe('ZZ, Aigul')
  await correctOwnRegistration(event, category, fed, { ...answersOf(fed), familyName: 'Other' }, now)
  expect((await reread(registration)).sortKey).toBe('OTHER, Aigul')
  const [, set] = await history(registration)
  expect(set).toMatchObject({ action: 'registration.sort_key_set', actor: 'organiser', actorId: organiser })
})

test('setting the sort key that it has leaves no trace', async () => {
  const registration = await newRegistration(await makeCategory(event))
  await setSortKey(managed, registration.id, registration.sortKey, now)
  expect(await reread(registration)).toEqual(registration)
})

test('a correction cannot take over another live registration’s name and address', async () => {
  const category = await makeCategory(event)
  const email = `shared-${randomUUID()}@example.org`
  await newRegistration(category, { email, givenName: 'Aigul' })
  await register(
    event,
    category,
    { id: randomUUID(), answers: answersTo('delegate', { email, givenName: 'Saule' }), locale: 'en' },
    now,
  )
  const [saule] = await db()
    .select()
    .from(registrations)
    .where(and(eq(registrations.email, email), eq(registrations.givenName, 'Saule')))
  await expectRefused(
    saule!,
    () => correctOwnRegistration(event, category, saule!, { ...answersOf(saule!), givenName: 'Айгуль' }, now),
    'registered_again',
  )
})

test('of two corrections at once, and after the event has begun, one is refused', async () => {
  const category = await makeCategory(event)
  const registration = await newRegistration(category)
  const correct = (diet: string, at = now) =>
    correctOwnRegistration(event, category, registration, { ...answersOf(registration), diet }, at)
  expect(await codesOf([correct('Halal'), correct('Vegan')])).toEqual(['done', 'registration_changed'])
  await expectRefused(registration, () => correct('None', event.startsAt), 'correction_closed')
})
