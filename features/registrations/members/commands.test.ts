import { expect, test } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { focalPoints } from '@/db/schema/delegations'
import { events } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { quotas, registrations } from '@/db/schema/registrations'
import { freshDatabase } from '@/e2e/fixtures/database'
import { brokenPromises } from '@/e2e/fixtures/registrations'
import { type EventRow, makeCategory, makeEvent, makeUser, type UserRow } from '@/e2e/fixtures/world'
import { type FocalDelegation, gateFocalDelegation } from '@/features/delegations/access'
import { createDelegation, setFreeze } from '@/features/delegations/commands'
import { addFocalPoint } from '@/features/delegations/focal-points/commands'
import { listRoles } from '@/features/delegations/queries'
import { addUsualRoles } from '@/features/delegations/roles/commands'
import { gateEvent, type ManagedEvent } from '@/features/events/access'
import type { Answers } from '@/lib/fields'
import { appliedChanges } from '../changes/commands'
import { setQuota } from '../places/commands'
import { getRegistration } from '../queries'
import { decideRegistration, informPeople } from '../review/commands'
import {
  addMembers,
  inviteToComplete,
  moveMember,
  removeMember,
  reservePlaces,
  sendDelegation,
  setHead,
  substituteMember,
  updateMember,
  withdrawMember,
} from './commands'
import { listMembers } from './queries'

const now = new Date()
let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EventRow
let managed: ManagedEvent
let focal: FocalDelegation
let coordinator: UserRow

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  event = await makeEvent()
  await makeCategory(event, { asksPhoto: true })
  managed = (await gateEvent({ ...(await makeUser({ event })), locale: 'en' }, event.slug, 'manage'))!
  await addUsualRoles(managed)
  ;({ focal, coordinator } = await newDelegation())
})
test.afterEach(async () => {
  expect(await brokenPromises(event)).toEqual([])
})

async function newDelegation(of = managed) {
  const id = await createDelegation(of, { kind: 'parliament', name: { en: 'Parliament' }, country: 'UZ', note: '' })
  const user = await makeUser()
  await addFocalPoint(of, id, { email: user.email, name: 'Coordinator', locale: 'ru' })
  return { id, coordinator: user, focal: (await gateFocalDelegation({ ...user, locale: 'ru' }, id))! }
}

let people = 0
const person = (values: Answers = {}): Answers => ({
  category: 'delegate',
  memberRole: 'member',
  givenName: `Member${'abcdefghijklmnopqrstuvwxyz'[people % 26]}${'abcdefghijklmnopqrstuvwxyz'[Math.trunc(people++ / 26)]}`,
  familyName: 'Example',
  country: 'UZ',
  institution: 'Oliy Majlis',
  position: 'Deputy',
  memberEmail: `member-${people}@example.org`,
  locale: 'en',
  ...values,
})

const members = () => listMembers(event, focal.delegation.id)
const placesTaken = async () =>
  (await db().select().from(quotas).where(eq(quotas.delegationId, focal.delegation.id)))[0]!.taken
const limit = (capacity: number) =>
  setQuota(managed, { categoryId: null, delegationId: focal.delegation.id, roleId: null }, capacity)
const lettersOf = async (registrationId: string) =>
  (await db().select().from(mails).where(eq(mails.registrationId, registrationId))).map(({ kind }) => kind).sort()

test('members are entered as drafts in their order, and what each lacks is said', async () => {
  await addMembers(focal, [person({ memberRole: 'head' }), person({ memberEmail: '' })], now)
  const [head, other] = await members()
  expect([head!.isHead, head!.state, head!.missing]).toEqual([true, 'draft', ['consent', 'photo']])
  expect([other!.email, other!.missing]).toEqual([coordinator.email, ['email', 'consent', 'photo']])
  expect(await db().$count(mails, eq(mails.eventId, event.id))).toBe(0)
})

test('a delegation of three places takes three of twenty who are entered at once, and all or none of a list', async () => {
  await limit(3)
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => addMembers(focal, [person()], now)))
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
  expect(refused).toEqual(Array(17).fill('delegation_full'))
  expect([await placesTaken(), (await members()).length]).toEqual([3, 3])
  await removeMember(focal, (await members())[0]!.id, now)
  await expect(addMembers(focal, [person(), person()], now)).rejects.toMatchObject({ code: 'delegation_full' })
  expect([await placesTaken(), (await members()).length]).toEqual([2, 2])
})

test('a reserved place counts, gets its person later, and is not sent before', async () => {
  await limit(2)
  await reservePlaces(focal, { category: 'delegate', memberRole: 'adviser', count: 2 }, now)
  await expect(addMembers(focal, [person()], now)).rejects.toMatchObject({ code: 'delegation_full' })
  await expect(sendDelegation(focal, now)).rejects.toMatchObject({ code: 'nobody_to_send' })
  const [place] = await members()
  expect(place!.missing).toEqual(['person'])
  await updateMember(focal, place!.id, person({ memberRole: 'adviser' }), now)
  expect(await sendDelegation(focal, now)).toBe(1)
  expect((await members()).map(({ state, isReserved }) => [state, isReserved])).toEqual([
    ['submitted', false],
    ['draft', true],
  ])
})

test('two heads are refused, and making another the head leaves one', async () => {
  await addMembers(focal, [person({ memberRole: 'head' }), person()], now)
  await expect(addMembers(focal, [person({ memberRole: 'head' })], now)).rejects.toMatchObject({
    code: 'head_exists',
    field: 'memberRole',
  })
  const [first, second] = await members()
  await Promise.all([setHead(focal, second!.id, now), setHead(focal, first!.id, now)])
  expect((await members()).filter(({ isHead }) => isHead)).toHaveLength(1)
})

test('the order is changed one place at a time', async () => {
  const ids = await addMembers(focal, [person(), person(), person()], now)
  await moveMember(focal, ids[2]!, -1, now)
  await moveMember(focal, ids[0]!, -1, now)
  expect((await members()).map(({ id }) => id)).toEqual([ids[0], ids[2], ids[1]])
})

test('sending makes drafts submitted and tells each person with an address once, however often it is sent', async () => {
  const [own, none] = (await addMembers(focal, [person(), person({ memberEmail: '' })], now)) as [string, string]
  const outcomes = await Promise.allSettled([sendDelegation(focal, now), sendDelegation(focal, now)])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(sendDelegation(focal, now)).rejects.toMatchObject({ code: 'nobody_to_send' })
  expect([await lettersOf(own), await lettersOf(none)]).toEqual([['nominated'], []])
  expect((await members()).map(({ state, toldState }) => `${state} ${toldState}`)).toEqual([
    'submitted submitted',
    'submitted submitted',
  ])
})

test('a substitute keeps the accepted place when everything is full, and is reviewed anew', async () => {
  await makeCategory(event, { slug: 'one', capacity: 1 })
  await limit(1)
  const [old] = (await addMembers(focal, [person({ category: 'one', memberRole: 'head' })], now)) as [string]
  await sendDelegation(focal, now)
  await decideRegistration(managed, old, { from: 'submitted', to: 'accepted', inform: 'now' }, now)
  const id = await substituteMember(focal, old, person(), now)
  const [made] = await db().select().from(registrations).where(eq(registrations.id, id))
  const [gone] = await db().select().from(registrations).where(eq(registrations.id, old))
  expect(made).toMatchObject({ state: 'submitted', holdsPlace: true, isHead: true, replacesId: old })
  expect(gone).toMatchObject({ state: 'withdrawn', holdsPlace: false })
  expect(await placesTaken()).toBe(1)
  expect([await lettersOf(old), await lettersOf(id)]).toEqual([['accepted', 'nominated', 'withdrawn'], ['nominated']])
  await decideRegistration(managed, id, { from: 'submitted', to: 'accepted', inform: 'now' }, now)
})

test('a member who withdraws frees the place of the delegation', async () => {
  await limit(1)
  const [id] = (await addMembers(focal, [person()], now)) as [string]
  await expect(withdrawMember(focal, id, now)).rejects.toMatchObject({ code: 'move_not_allowed' })
  await sendDelegation(focal, now)
  await withdrawMember(focal, id, now)
  expect(await placesTaken()).toBe(0)
  await addMembers(focal, [person()], now)
})

test('what is decided is not changed here, told or not; what is not yet decided is', async () => {
  const [id] = (await addMembers(focal, [person()], now)) as [string]
  await sendDelegation(focal, now)
  await updateMember(focal, id, person({ position: 'Chair of a committee' }), now)
  await decideRegistration(managed, id, { from: 'submitted', to: 'accepted', inform: 'later' }, now)
  await expect(updateMember(focal, id, person(), now)).rejects.toMatchObject({ code: 'member_decided' })
  await informPeople(managed, [id], now)
  expect((await members())[0]).toMatchObject({ position: 'Chair of a committee', toldState: 'accepted' })
})

test('what is changed of a member who was sent is kept field by field for the secretariat, of a draft it is not', async () => {
  const entered = person()
  const [id] = (await addMembers(focal, [entered], now)) as [string]
  await updateMember(focal, id, { ...entered, title: 'Mr' }, now)
  expect(await appliedChanges(managed, id)).toEqual([])
  await sendDelegation(focal, now)
  await updateMember(focal, id, { ...entered, title: 'Mr' }, now)
  expect(await appliedChanges(managed, id)).toEqual([])
  await updateMember(
    focal,
    id,
    { ...entered, title: 'Mr', position: 'Chair', memberRole: 'adviser', memberEmail: '' },
    now,
  )
  const roles = await listRoles(event)
  const roleId = (slug: string) => roles.find((role) => role.slug === slug)!.id
  expect(await appliedChanges(managed, id)).toMatchObject([
    {
      by: coordinator.email,
      before: { memberRole: roleId('member'), position: 'Deputy', email: entered.memberEmail },
      after: { memberRole: roleId('adviser'), position: 'Chair', email: coordinator.email },
    },
  ])
  const { history } = (await getRegistration(managed, id))!
  expect(history[0]).toMatchObject({
    action: 'registration.member_changed',
    data: { fields: ['memberRole', 'position', 'email'] },
  })
})

test('nobody is entered twice, by this delegation or another', async () => {
  const twice = person()
  await addMembers(focal, [twice], now)
  await expect(addMembers(focal, [twice], now)).rejects.toMatchObject({ code: 'member_exists', field: 'givenName' })
  const other = await newDelegation()
  await expect(addMembers(other.focal, [twice], now)).rejects.toMatchObject({ code: 'member_exists' })
})

test('who is accepted and told so gets the private link in a letter that takes nothing back', async () => {
  const [id] = (await addMembers(focal, [person()], now)) as [string]
  await sendDelegation(focal, now)
  await decideRegistration(managed, id, { from: 'submitted', to: 'accepted', inform: 'later' }, now)
  await inviteToComplete(focal, id, now)
  expect(await lettersOf(id)).toEqual(['nominated', 'nominated'])
  await informPeople(managed, [id], now)
  await inviteToComplete(focal, id, now)
  expect(await lettersOf(id)).toEqual(['accepted', 'link', 'nominated', 'nominated'])
})

test('the way to the own page is sent once a day, to an address of the person’s own', async () => {
  const [own, none] = (await addMembers(focal, [person(), person({ memberEmail: '' })], now)) as [string, string]
  await sendDelegation(focal, now)
  await inviteToComplete(focal, own, now)
  await inviteToComplete(focal, own, now)
  expect(await lettersOf(own)).toEqual(['nominated', 'nominated'])
  await expect(inviteToComplete(focal, none, now)).rejects.toMatchObject({ code: 'member_email' })
})

test('a frozen delegation is changed by organisers only, until it is opened for itself', async () => {
  await addMembers(focal, [person()], now)
  await setFreeze(managed, focal.delegation.id, 'frozen', now)
  const again = async () => (await gateFocalDelegation({ ...coordinator, locale: 'ru' }, focal.delegation.id))!
  const { id } = (await members())[0]!
  for (const act of [
    async () => addMembers(await again(), [person()], now),
    async () => reservePlaces(await again(), { category: 'delegate', memberRole: '', count: 1 }, now),
    async () => updateMember(await again(), id, person(), now),
    async () => removeMember(await again(), id, now),
    async () => setHead(await again(), id, now),
    async () => moveMember(await again(), id, 1, now),
    async () => sendDelegation(await again(), now),
    async () => withdrawMember(await again(), id, now),
    async () => substituteMember(await again(), id, person(), now),
  ])
    await expect(act()).rejects.toMatchObject({ code: 'delegation_frozen' })
  const organiser = await makeUser({ event })
  await addMembers((await gateFocalDelegation({ ...organiser, locale: 'en' }, focal.delegation.id))!, [person()], now)
  const tomorrow = new Date(now.getTime() + 86_400_000)
  await setFreeze(managed, focal.delegation.id, { until: tomorrow }, now)
  await addMembers(await again(), [person()], now)
})

test('a focal point reaches no other delegation, neither its page nor its members', async () => {
  const other = await newDelegation()
  const [theirs] = (await addMembers(other.focal, [person()], now)) as [string]
  expect(await gateFocalDelegation({ ...coordinator, locale: 'ru' }, other.id)).toBeNull()
  for (const act of [
    () => updateMember(focal, theirs, person(), now),
    () => removeMember(focal, theirs, now),
    () => setHead(focal, theirs, now),
    () => moveMember(focal, theirs, 1, now),
    () => withdrawMember(focal, theirs, now),
    () => substituteMember(focal, theirs, person(), now),
    () => inviteToComplete(focal, theirs, now),
  ])
    await expect(act()).rejects.toMatchObject({ code: 'member_unknown' })
  for (const role of ['viewer', 'reviewer', 'onsite', 'agenda_editor'] as const) {
    const colleague = await makeUser({ event, role })
    expect(await gateFocalDelegation({ ...colleague, locale: 'en' }, focal.delegation.id)).toBeNull()
  }
  await db().delete(focalPoints).where(eq(focalPoints.userId, coordinator.id))
  expect(await gateFocalDelegation({ ...coordinator, locale: 'ru' }, focal.delegation.id)).toBeNull()
})

test('delegations of a draft event are open to nobody but its organisers', async () => {
  await db().update(events).set({ state: 'draft' }).where(eq(events.id, event.id))
  expect(await gateFocalDelegation({ ...coordinator, locale: 'ru' }, focal.delegation.id)).toBeNull()
})

test('a role or a category that the event does not have is refused', async () => {
  expect((await listRoles(event)).map(({ slug }) => slug)).toContain('security')
  await expect(addMembers(focal, [person({ category: 'nowhere' })], now)).rejects.toMatchObject({
    code: 'category_unknown',
  })
})
