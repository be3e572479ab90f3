import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { categories } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { consents, quotas, registrations } from '@/db/schema/registrations'
import { freshDatabase } from '@/e2e/fixtures/database'
import { answersTo, brokenPromises } from '@/e2e/fixtures/registrations'
import {
  type CategoryRow,
  type EventRow,
  makeCategory,
  makeEvent,
  makeRegistration,
  makeUser,
} from '@/e2e/fixtures/world'
import { gateFocalDelegation } from '@/features/delegations/access'
import { createDelegation } from '@/features/delegations/commands'
import { addFocalPoint } from '@/features/delegations/focal-points/commands'
import { gateEvent, gatePublicEvent, type ManagedEvent } from '@/features/events/access'
import { updateCategory } from '@/features/events/commands'
import { categorySchema, parseAnswers } from '@/features/events/schema'
import type { Answers } from '@/lib/fields'
import { correctOwnRegistration } from '../changes/commands'
import { answersOf, withdrawOwnRegistration } from '../commands'
import { mergeRegistrations } from '../duplicates/commands'
import { listCandidates } from '../duplicates/queries'
import { register } from '../form/commands'
import { addMembers, sendDelegation, substituteMember, withdrawMember } from '../members/commands'
import { listMembers } from '../members/queries'
import { linkToken } from '../notices/commands'
import { type Own, takeaway } from '../own/queries'
import { toldOf } from '../own/rules'
import { setQuota } from '../places/commands'
import { eraseRegistration } from '../privacy/commands'
import { registrationByToken } from '../queries'
import { decideRegistration, undoDecisions } from '../review/commands'
import { addCompanion, endCompanions, withdrawCompanion } from './commands'
import { listCompanions, readParty } from './queries'
import { mayBring } from './rules'

const now = new Date()
let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EventRow
let category: CategoryRow
let guests: CategoryRow
let managed: ManagedEvent

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  event = await makeEvent()
  guests = await makeCategory(event, { slug: 'guests', isOpen: false, isReviewed: false })
  category = await makeCategory(event, {
    form: 'parliamentarian',
    mostCompanions: 2,
    companionCategoryId: guests.id,
    isReviewed: false,
  })
  managed = await manages(event)
})
test.afterEach(async () => {
  expect(await brokenPromises(event)).toEqual([])
})

async function manages(of: EventRow): Promise<ManagedEvent> {
  return (await gateEvent({ ...(await makeUser({ event: of })), locale: 'en' }, of.slug, 'manage'))!
}

let people = 0

/** Somebody's own page, after they have registered. */
async function newPerson(of = category): Promise<Own> {
  const email = `host-${++people}@example.org`
  await register(event, of, { id: randomUUID(), answers: answersTo(of.form, { email }), locale: 'en' }, now)
  const [row] = await db().select().from(registrations).where(eq(registrations.email, email))
  return own(row!.id)
}

/** The person's own page as it is now. */
async function own(id: string): Promise<Own> {
  const found = (await registrationByToken(event.id, linkToken(id)))!
  return { event: (await gatePublicEvent(event.slug, async () => null))!, ...found }
}

const spouse = (values: Answers = {}): Answers => ({
  title: 'Mr',
  givenName: 'Daniyar',
  familyName: 'Example',
  country: 'KZ',
  diet: 'halal',
  email: '',
  consent_processing: 'yes',
  consent_conduct: 'yes',
  ...values,
})
const NAMES = ['Ba', 'Da', 'Fa', 'Ga', 'La', 'Ma', 'Na', 'Pa', 'Ra', 'Sa'].flatMap((name) => [`${name}n`, `${name}r`])
let seconds = 0
/** Names a companion, a second later than the one before. */
const add = (person: Own, values: Answers = {}) =>
  addCompanion(person, spouse(values), 'kk', new Date(now.getTime() + ++seconds * 1000))
const reread = async (id: string) => (await own(id)).registration
const statesOf = async ({ registration }: Own) => (await listCompanions(registration)).map(({ state }) => state)
const lettersTo = async (id: string) =>
  (await db().select().from(mails).where(eq(mails.registrationId, id))).map(({ kind }) => kind).sort()
const change = (of: CategoryRow, values: Partial<CategoryRow>) =>
  db().update(categories).set(values).where(eq(categories.id, of.id))

test('a companion has a registration, a letter, a link and agreements of their own', async () => {
  const person = await newPerson()
  const companion = await reread(await add(person))
  const { email, institution, locale } = person.registration
  expect(companion).toMatchObject({ companionOfId: person.registration.id, categoryId: guests.id, state: 'accepted' })
  expect(companion).toMatchObject({ email, institution, locale, position: '', diet: 'halal', holdsPlace: true })
  expect(await lettersTo(companion.id)).toEqual(['accepted'])
  expect(await lettersTo(person.registration.id)).toEqual(['accepted'])
  const agreed = await db().select().from(consents).where(eq(consents.registrationId, companion.id))
  expect(agreed.filter(({ isGiven }) => isGiven).map(({ purpose }) => purpose)).toEqual(['processing', 'conduct'])
  expect(agreed.every(({ locale, version }) => locale === 'kk' && version === 1)).toBe(true)
  const other = await reread(await add(person, { givenName: 'Saule', email: 'saule@example.org' }))
  expect(other.email).toBe('saule@example.org')
})

test('without the agreements nobody is named', async () => {
  const person = await newPerson()
  const act = add(person, { consent_conduct: '' })
  await expect(act).rejects.toMatchObject({ code: 'form_incomplete' })
  expect(await statesOf(person)).toEqual([])
})

for (const [host, isReviewed, state] of [
  ['accepted', false, 'accepted'],
  ['accepted', true, 'submitted'],
  ['submitted', false, 'submitted'],
  ['submitted', true, 'submitted'],
] as const)
  test(`whoever is ${host} names a companion of a category ${isReviewed ? 'with' : 'without'} review: ${state}`, async () => {
    await change(category, { isReviewed: host === 'submitted' })
    await change(guests, { isReviewed })
    const [hosts] = await db().select().from(categories).where(eq(categories.id, category.id))
    const person = await newPerson(hosts)
    expect(person.registration.state).toBe(host)
    await add(person)
    expect(await statesOf(person)).toEqual([state])
  })

test('companions come in their person’s category where no other is said', async () => {
  await change(category, { companionCategoryId: null })
  const person = await newPerson()
  const companion = await reread(await add(person))
  expect(companion.categoryId).toBe(category.id)
  expect((await own(companion.id)).category.taken).toBe(2)
})

test('when the places are taken a companion waits, or is refused where there is no list', async () => {
  await change(guests, { capacity: 1 })
  const person = await newPerson()
  await add(person)
  await add(person, { givenName: 'Saule' })
  expect(await statesOf(person)).toEqual(['accepted', 'waiting_list'])
  await change(guests, { capacity: 1, hasWaitingList: false })
  const [, waiting] = await listCompanions(person.registration)
  await withdrawCompanion(person, waiting!.id, now)
  await expect(add(person, { givenName: 'Madina' })).rejects.toMatchObject({ code: 'companions_full' })
  expect(await statesOf(person)).toEqual(['accepted', 'withdrawn'])
})

test('nobody brings more than the category says, nor the same person twice, nor themself', async () => {
  const person = await newPerson()
  const { givenName, familyName } = person.registration
  await expect(add(person, { givenName, familyName })).rejects.toMatchObject({ code: 'companion_exists' })
  await add(person)
  await expect(add(person)).rejects.toMatchObject({ code: 'companion_exists', field: 'givenName' })
  const second = await add(person, { givenName: 'Saule' })
  const third = () => add(person, { givenName: 'Madina' })
  await expect(third()).rejects.toMatchObject({ code: 'companions_limit', values: { most: 2 } })
  await withdrawCompanion(person, second, now)
  await third()
  expect(await statesOf(person)).toEqual(['accepted', 'withdrawn', 'accepted'])
})

test('naming somebody who takes part on their own tells nothing of it', async () => {
  const known = await newPerson()
  const { givenName, familyName, email } = known.registration
  const person = await newPerson()
  const companion = await add(person, { givenName, familyName, email })
  expect(await lettersTo(companion)).toEqual(['accepted'])
  const candidates = await listCandidates(managed, companion)
  expect(candidates.find(({ id }) => id === known.registration.id)?.likeness).toMatchObject({ email: true, name: true })
})

test('a companion is no duplicate of its person for having their address', async () => {
  const person = await newPerson()
  const companion = await add(person, { familyName: 'Another' })
  await add(person, { givenName: 'Saule', familyName: 'Third' })
  expect(await listCandidates(managed, companion)).toEqual([])
})

test('20 companions named at the same moment are as many as the category says', async () => {
  await change(category, { mostCompanions: 7 })
  const person = await own((await newPerson()).registration.id)
  const outcomes = await Promise.allSettled(NAMES.map((givenName) => add(person, { givenName })))
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
  expect(refused).toEqual(Array.from({ length: 13 }, () => 'companions_limit'))
  expect(await statesOf(person)).toHaveLength(7)
})

test('negative control: counted without the lock, the same rush brings more', async () => {
  const of = await makeEvent()
  const { id: categoryId } = await makeCategory(of)
  const rushed = and(eq(registrations.eventId, of.id), eq(registrations.categoryId, categoryId))
  await Promise.all(
    NAMES.map(async (givenName) => {
      if ((await db().$count(registrations, rushed)) < 7)
        await makeRegistration(of, { ...category, id: categoryId }, { givenName })
    }),
  )
  expect(await db().$count(registrations, rushed)).toBeGreaterThan(7)
})

test('companions count in the delegation’s places and stand among its members', async () => {
  const user = await makeUser()
  const delegationId = await createDelegation(managed, {
    kind: 'parliament',
    name: { en: 'P' },
    country: 'KZ',
    note: '',
  })
  await addFocalPoint(managed, delegationId, { email: user.email, name: 'C', locale: 'en' })
  const focal = (await gateFocalDelegation({ ...user, locale: 'en' }, delegationId))!
  const member = { ...answersTo('parliamentarian'), category: 'parliamentarian', memberEmail: 'member@example.org' }
  const [id] = await addMembers(focal, [member, { ...member, givenName: 'Last' }], now)
  await sendDelegation(focal, now)
  await decideRegistration(managed, id!, { from: 'submitted', to: 'accepted', inform: 'now' }, now)
  await setQuota(managed, { categoryId: null, delegationId, roleId: null }, 3)
  const companion = await add(await own(id!))
  await expect(add(await own(id!), { givenName: 'Saule' })).rejects.toMatchObject({ code: 'companions_full' })
  const listed = await listMembers(focal.event, delegationId)
  expect(listed.map(({ givenName }) => givenName)).toEqual(['Aigul', 'Daniyar', 'Last'])
  expect(listed[1]!.missing).toEqual([])
  await expect(substituteMember(focal, companion, member, now)).rejects.toMatchObject({ code: 'companion_substitute' })

  await substituteMember(focal, id!, { ...member, givenName: 'Saltanat', memberEmail: 's@example.org' }, now)
  expect((await reread(companion)).state).toBe('withdrawn')
  const [quota] = await db().select().from(quotas).where(eq(quotas.delegationId, delegationId))
  expect(quota!.taken).toBe(2)

  const [, last] = listed.filter(({ companionOfId }) => !companionOfId)
  const ofLast = await add(await own(last!.id))
  await withdrawMember(focal, last!.id, now)
  expect((await reread(ofLast)).state).toBe('withdrawn')
})

test('who withdraws takes the companions along, each with their letter, and all places are free', async () => {
  const person = await newPerson()
  const ids = [await add(person), await add(person, { givenName: 'Saule', email: 'saule@example.org' })]
  await withdrawOwnRegistration(event, (await own(person.registration.id)).registration, now)
  expect(await statesOf(person)).toEqual(['withdrawn', 'withdrawn'])
  for (const id of ids) expect(await lettersTo(id)).toEqual(['accepted', 'withdrawn'])
  expect((await own(ids[0]!)).category.taken).toBe(0)
  await expect(add(await own(person.registration.id))).rejects.toMatchObject({ code: 'companions_closed' })
})

test('who withdraws while companions are being named leaves none behind', async () => {
  await change(category, { mostCompanions: 20 })
  for (let round = 0; round < 3; round++) {
    const person = await newPerson()
    await Promise.allSettled([
      ...NAMES.slice(0, 4).map((givenName) => add(person, { givenName })),
      withdrawOwnRegistration(event, person.registration, now),
      ...NAMES.slice(4, 8).map((givenName) => add(person, { givenName })),
    ])
    const { state } = await reread(person.registration.id)
    if (state === 'withdrawn') expect(new Set(await statesOf(person)).has('accepted')).toBe(false)
    else expect(await statesOf(person)).toHaveLength(8)
  }
})

test('many who withdraw at the same moment, with companions in each other’s category, do not block each other', async () => {
  const other = await makeCategory(event, {
    slug: 'other',
    isReviewed: false,
    mostCompanions: 1,
    companionCategoryId: category.id,
  })
  await change(category, { companionCategoryId: other.id })
  const hosts: Own[] = []
  for (const of of [category, other, category, other, category, other]) {
    const [present] = await db().select().from(categories).where(eq(categories.id, of.id))
    hosts.push(await newPerson(present))
  }
  for (const host of hosts) await add(host)
  await Promise.all(hosts.map(({ registration }) => withdrawOwnRegistration(event, registration, now)))
  for (const host of hosts) expect(await statesOf(host)).toEqual(['withdrawn'])
})

for (const to of ['declined', 'cancelled'] as const)
  test(`an organiser’s "${to}" leaves the companions until the organiser says the same of them, and is undone at once`, async () => {
    const person = await newPerson()
    const { id } = person.registration
    const companion = await add(person)
    await expect(endCompanions(managed, id, now)).rejects.toMatchObject({ code: 'move_not_allowed' })
    await decideRegistration(managed, id, { from: 'accepted', to, inform: 'later' }, now)
    expect((await reread(companion)).state).toBe('accepted')
    const { batchId } = await endCompanions(managed, id, now)
    const ended = await reread(companion)
    expect([ended.state, toldOf(ended)]).toEqual([to, 'accepted'])
    await undoDecisions(managed, batchId, now)
    expect((await reread(companion)).state).toBe('accepted')
  })

test('a decision that is not told keeps nobody from naming a companion, who then waits', async () => {
  const person = await newPerson()
  const { id } = person.registration
  await decideRegistration(managed, id, { from: 'accepted', to: 'cancelled', inform: 'later' }, now)
  await add(await own(id))
  expect(await statesOf(person)).toEqual(['submitted'])
})

test('companions may be named while the person takes part or may still, before the event begins, and by no companion', () => {
  const open = { mostCompanions: 1 }
  const may = (state: Own['registration']['state'], values = {}, of = open, at = now) =>
    mayBring({ state, toldState: state, companionOfId: null, ...values }, of, event, at)
  const states = ['submitted', 'under_review', 'information_requested', 'waiting_list', 'accepted'] as const
  expect(states.filter((state) => may(state))).toEqual([...states])
  for (const state of ['draft', 'checked_in', 'declined', 'withdrawn', 'cancelled'] as const)
    expect(may(state)).toBe(false)
  expect(may('accepted', {}, { mostCompanions: 0 })).toBe(false)
  expect(may('accepted', { companionOfId: randomUUID() })).toBe(false)
  expect(may('accepted', {}, open, event.startsAt)).toBe(false)
})

test('nobody withdraws another’s companion, and a companion’s link reaches nobody else', async () => {
  const [person, stranger] = [await newPerson(), await newPerson()]
  const companion = await add(person)
  for (const id of [companion, person.registration.id, randomUUID(), 'x'])
    await expect(withdrawCompanion(stranger, id, now)).rejects.toMatchObject({ code: 'companion_unknown' })
  const page = await own(companion)
  for (const id of [companion, person.registration.id])
    await expect(withdrawCompanion(page, id, now)).rejects.toMatchObject({ code: 'companion_unknown' })
  await expect(add(page)).rejects.toMatchObject({ code: 'companions_closed' })
  expect(await listCompanions(page.registration)).toEqual([])
  expect((await reread(companion)).state).toBe('accepted')
})

test('organisers of another event, and reviewers of another category, see nobody of it and end nobody', async () => {
  const person = await newPerson()
  const companion = await add(person)
  const foreign = await manages(await makeEvent())
  expect(await readParty(foreign, person.registration)).toEqual({ host: null, companions: [] })
  await expect(endCompanions(foreign, person.registration.id, now)).rejects.toMatchObject({
    code: 'registration_unknown',
  })
  const limited = { ...managed, scope: { categoryIds: [guests.id], delegationIds: null } } as ManagedEvent
  expect((await readParty(limited, await reread(companion))).host).toBeNull()
  expect((await readParty(managed, await reread(companion))).host?.id).toBe(person.registration.id)
})

test('a companion corrects their data without being asked whom they represent, and stays their person’s', async () => {
  const person = await newPerson()
  const page = await own(await add(person))
  const { institution, position, ...answers } = answersOf(page.registration)
  await correctOwnRegistration(event, page.category, page.registration, { ...answers, diet: 'vegetarian' }, now)
  const after = await reread(page.registration.id)
  expect(after).toMatchObject({ diet: 'vegetarian', institution, personKey: page.registration.personKey })
})

test('what is taken away names the companions as the person knows them, and the companion’s names the person', async () => {
  const person = await newPerson()
  const companion = await add(person)
  await decideRegistration(managed, companion, { from: 'accepted', to: 'declined', inform: 'later' }, now)
  expect((await takeaway(person)).companions).toEqual([{ name: 'Mr Daniyar Example', state: 'accepted' }])
  expect((await takeaway(await own(companion))).companionOf).toBe('Ms Aigul Example')
})

test('companions of a merged registration go to the one that is kept', async () => {
  const [kept, other] = [await newPerson(), await newPerson()]
  const companion = await add(other)
  await mergeRegistrations(managed, kept.registration.id, other.registration.id, now)
  expect((await reread(companion)).companionOfId).toBe(kept.registration.id)
})

test('a companion who had registered for themself comes as themself', async () => {
  const [person, self] = [await newPerson(), await newPerson()]
  const companion = await add(person)
  await mergeRegistrations(managed, companion, self.registration.id, now)
  expect(await reread(companion)).toMatchObject({ companionOfId: null, state: 'accepted' })
})

test('a category’s companions come in a category of the same event only', async () => {
  const foreign = await makeCategory(await makeEvent())
  const input = (companionCategoryId: string, mostCompanions = '3') =>
    parseAnswers(categorySchema('UTC'), { 'name.en': 'Guests', mostCompanions, companionCategoryId })
  await expect(updateCategory(managed, category.id, input(foreign.id).data!)).rejects.toMatchObject({
    code: 'category_unknown',
    field: 'companionCategoryId',
  })
  await updateCategory(managed, category.id, input(guests.id).data!)
  const [saved] = await db().select().from(categories).where(eq(categories.id, category.id))
  expect(saved).toMatchObject({ mostCompanions: 3, companionCategoryId: guests.id })
  expect(input('x').errors).toMatchObject([{ field: 'companionCategoryId', code: 'choose' }])
  expect(input('', '21').errors).toMatchObject([{ field: 'mostCompanions', code: 'whole_number' }])
})

test.describe('Erasure', () => {
  test('of a person erases the companions they named, also withdrawn ones, and of a companion only them', async () => {
    const person = await newPerson()
    const ids = [await add(person), await add(person, { givenName: 'Saule' })]
    await eraseRegistration(managed, ids[0]!, now)
    const rows = () => db().select().from(registrations).where(eq(registrations.eventId, event.id))
    expect((await rows()).filter(({ erasedAt }) => erasedAt).map(({ id }) => id)).toEqual([ids[0]])
    await withdrawCompanion(person, ids[1]!, now)
    await eraseRegistration(managed, person.registration.id, now)
    expect((await rows()).map(({ givenName, state }) => `${givenName} ${state}`)).toEqual([
      '— withdrawn',
      '— withdrawn',
      '— withdrawn',
    ])
    // Of erased people the letters and agreements are gone, too, so that what holds of others does not of them.
    event = await makeEvent()
  })
})
