import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { audit } from '@/db/schema/audit'
import { invitations } from '@/db/schema/invitations'
import { mails } from '@/db/schema/mail'
import { quotas, registrations } from '@/db/schema/registrations'
import { freshDatabase } from '@/e2e/fixtures/database'
import { answersTo, brokenPromises } from '@/e2e/fixtures/registrations'
import { type CategoryRow, type EventRow, makeCategory, makeEvent, makeUser } from '@/e2e/fixtures/world'
import { createDelegation } from '@/features/delegations/commands'
import { gateEvent, type ManagedEvent } from '@/features/events/access'
import { type Answers, checkAnswers } from '@/lib/fields'
import { register } from '../form/commands'
import { setQuota } from '../places/commands'
import { decideRegistration } from '../review/commands'
import {
  createInvitations,
  declineInvitation,
  type NewInvitation,
  revokeInvitation,
  sendInvitationAgain,
  takeUpInvitation,
} from './commands'
import { codeToken, findInvitation, heldInvitation, invitationToken, listInvitations, standing } from './queries'
import { invitationFields, invitedPeople, isInvited } from './rules'

const now = new Date()
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
  category = await makeCategory(event, { isByInvitation: true, capacity: 10 })
  managed = (await gateEvent({ ...(await makeUser({ event })), locale: 'en' }, event.slug, 'manage'))!
})
test.afterEach(async () => {
  expect(await brokenPromises(event)).toEqual([])
})

const wanted = (values: Partial<NewInvitation> = {}): NewInvitation => ({
  kind: 'link',
  people: [],
  code: '',
  maxUses: 1,
  categoryId: category.id,
  delegationId: null,
  expiresAt: null,
  locale: 'en',
  skipsReview: false,
  usesReserve: false,
  ...values,
})

async function invite(values: Partial<NewInvitation> = {}): Promise<string> {
  const made = () => db().select().from(invitations).where(eq(invitations.eventId, event.id))
  const earlier = (await made()).map(({ id }) => id)
  await createInvitations(managed, wanted(values), now)
  const row = (await made()).find(({ id }) => !earlier.includes(id))!
  return row.code ? codeToken(event.id, row.code) : invitationToken(row.id)
}

let people = 0
const signUp = (invitation: string | null, email = `invited-${++people}@example.org`) =>
  register(
    event,
    category,
    { id: randomUUID(), answers: answersTo('delegate', { email }), locale: 'en', invitation },
    now,
  )
const states = async () =>
  (await db().select().from(registrations).where(eq(registrations.eventId, event.id))).map(({ state }) => state)

test('without an invitation nobody registers, nor with a guessed, foreign or other category’s one', async () => {
  const elsewhere = await makeCategory(event, { slug: 'elsewhere' })
  const other = await invite({ categoryId: elsewhere.id })
  for (const token of [null, 'guessed', other, invitationToken(randomUUID())])
    await expect(signUp(token)).rejects.toMatchObject({ code: 'invitation_needed' })
  await signUp(await invite())
  expect(await states()).toEqual(['submitted'])
})

test('of twenty who use a link for three at once three register', async () => {
  const token = await invite({ maxUses: 3 })
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => signUp(token)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  expect(await states()).toHaveLength(3)
  const found = (await findInvitation(event.id, token))!
  expect([found.uses, standing(found, now)]).toEqual([3, 'used'])
})

test('a personal one is sent once, works for its address only, and is written to nobody twice', async () => {
  const people = [{ email: 'Aigul@example.org', name: 'Ms Aigul Example' }]
  expect(await createInvitations(managed, wanted({ kind: 'personal', people }), now)).toEqual({
    made: 1,
    registered: 0,
  })
  expect(await createInvitations(managed, wanted({ kind: 'personal', people }), now)).toEqual({
    made: 0,
    registered: 0,
  })
  const letters = await db().select().from(mails).where(eq(mails.eventId, event.id))
  expect(letters.map(({ kind, to }) => [kind, to])).toEqual([['invitation', 'Aigul@example.org']])
  const [row] = await db().select().from(invitations).where(eq(invitations.eventId, event.id))
  expect(JSON.stringify(letters)).not.toContain(invitationToken(row!.id))
  await expect(signUp(invitationToken(row!.id), 'other@example.org')).rejects.toMatchObject({
    code: 'invitation_address',
  })
  await signUp(invitationToken(row!.id), 'aigul@example.org')
})

test('taken back, over, used or declined, it opens nothing', async () => {
  const [revoked, expired, declined] = [
    await invite(),
    await invite({ expiresAt: new Date(now.getTime() - 1000) }),
    await invite({ kind: 'personal', people: [{ email: 'no@example.org', name: '' }] }),
  ]
  await revokeInvitation(managed, (await findInvitation(event.id, revoked))!.id, now)
  await declineInvitation(event, declined, 'On leave', now)
  for (const token of [revoked, expired, declined]) {
    expect(await heldInvitation(category, token, now)).toBeNull()
    await expect(takeUpInvitation(event, token, now)).rejects.toMatchObject({ code: 'invitation_over' })
    await expect(signUp(token)).rejects.toMatchObject({ code: 'invitation_needed' })
  }
  expect(await findInvitation(event.id, declined)).toMatchObject({ declinedReason: 'On leave' })
})

test('kept places are for those whose invitation says so, and no more than there are', async () => {
  category = await makeCategory(event, {
    slug: 'kept',
    isReviewed: false,
    capacity: 3,
    reserve: 2,
    hasWaitingList: false,
  })
  const token = await invite({ maxUses: 5, usesReserve: true })
  await signUp(null)
  await expect(signUp(null)).rejects.toMatchObject({ code: 'category_full' })
  const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => signUp(token)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
  expect(await states()).toEqual(['accepted', 'accepted', 'accepted'])
})

test('an invitation may spare the review, and puts its people into its delegation within its places', async () => {
  const name = { en: 'Parliament' }
  const delegationId = await createDelegation(managed, { kind: 'parliament', name, country: 'UZ', note: '' })
  await setQuota(managed, { categoryId: null, delegationId, roleId: null }, 1)
  const token = await invite({ maxUses: 5, skipsReview: true, delegationId })
  await signUp(token)
  await expect(signUp(token)).rejects.toMatchObject({ code: 'category_full' })
  const [person] = await db().select().from(registrations).where(eq(registrations.eventId, event.id))
  expect(person).toMatchObject({ state: 'accepted', delegationId, holdsPlace: true })
  expect((await db().select().from(quotas).where(eq(quotas.delegationId, delegationId)))[0]!.taken).toBe(1)
  expect((await findInvitation(event.id, token))!.uses).toBe(1)
})

test('a code is the same however it is typed, one word an event, and long enough', async () => {
  const token = await invite({ kind: 'code', code: 'dialogue 2026', maxUses: 9 })
  expect(token).toBe(codeToken(event.id, 'DIALOGUE2026'))
  await signUp(token)
  await expect(invite({ kind: 'code', code: 'DIALOGUE 2026' })).rejects.toMatchObject({ code: 'code_taken' })
  await expect(invite({ kind: 'code', code: 'short' })).rejects.toMatchObject({ code: 'code_short' })
  const elsewhere = await makeEvent()
  expect(await findInvitation(elsewhere.id, token)).toBeNull()
  await expect(takeUpInvitation(elsewhere, token, now)).rejects.toMatchObject({ code: 'code_unknown' })
})

test('each kind is asked what is its own', () => {
  const fields = invitationFields({ categories: ['delegate'], delegations: [] })
  const lacks = (answers: Answers) =>
    checkAnswers(fields, { invitationCategory: 'delegate', ...answers }).errors.map(({ field }) => field)
  expect(lacks({ invitationKind: 'personal' })).toEqual(['invited', 'invitationLocale'])
  expect(lacks({ invitationKind: 'link' })).toEqual(['maxUses'])
  expect(lacks({ invitationKind: 'code' })).toEqual(['invitationCode', 'maxUses'])
  expect(checkAnswers(fields, { invitationKind: 'link', invited: 'a@example.org' }).answers.invited).toBe('')
})

test('addresses are read as people paste them, and the first line without one is named', () => {
  expect(invitedPeople('aigul@example.org, Ms Aigul\n\n"Dana" <dana@example.org>;\nAIGUL@example.org')).toEqual({
    people: [
      { email: 'aigul@example.org', name: 'Ms Aigul' },
      { email: 'dana@example.org', name: 'Dana' },
    ],
    wrong: null,
  })
  expect(invitedPeople('aigul@example.org\nnobody')).toEqual({ people: [], wrong: 2 })
})

test('who is registered already is left out and counted, but not somebody else at the same address', async () => {
  await signUp(await invite(), 'office@example.org')
  const people = [
    { email: 'OFFICE@example.org', name: 'Ms Aigul Example' },
    { email: 'new@example.org', name: '' },
  ]
  const asked = wanted({ kind: 'personal', people })
  expect(await createInvitations(managed, asked, now)).toEqual({ made: 1, registered: 1 })
  const colleague = wanted({ kind: 'personal', people: [{ email: 'office@example.org', name: 'Mr Dauren Example' }] })
  expect(await createInvitations(managed, colleague, now)).toEqual({ made: 1, registered: 0 })
  const person = { email: 'a@example.org', givenName: 'Aigul', familyName: 'Example', nativeName: 'Айгүл Үлгі' }
  expect(
    ['', 'Ms Aigul Example', 'г-жа Айгүл Үлгі', 'Ms Example'].map((name) => isInvited({ ...person, name }, person)),
  ).toEqual([true, true, true, false])
})

test('a personal one is sent again once a day at most, and not after it has ended', async () => {
  const token = await invite({ kind: 'personal', people: [{ email: 'again@example.org', name: '' }] })
  const { id } = (await findInvitation(event.id, token))!
  const later = (hours: number) => new Date(now.getTime() + hours * 60 * 60 * 1000)
  await expect(sendInvitationAgain(managed, id, later(23))).rejects.toMatchObject({ code: 'invitation_sent_today' })
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => sendInvitationAgain(managed, id, later(25))))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect((await findInvitation(event.id, token))!.sentAt).toEqual(later(25))
  const entries = await db().select().from(audit).where(eq(audit.subjectId, id)).orderBy(audit.id)
  expect(entries.map(({ action }) => action)).toEqual(['invitation.created', 'invitation.sent_again'])
  expect(await db().$count(mails, eq(mails.eventId, event.id))).toBe(2)
  await declineInvitation(event, token, '', later(26))
  const link = (await findInvitation(event.id, await invite()))!
  for (const ended of [id, link.id, randomUUID()])
    await expect(sendInvitationAgain(managed, ended, later(60))).rejects.toMatchObject({ code: 'invitation_unknown' })
})

test('the list names who registered by each, the first five of many', async () => {
  const [used, unused] = [await invite({ maxUses: 9 }), await invite()]
  for (let count = 0; count < 6; count++) await signUp(used)
  const rows = await listInvitations(managed)
  const of = async (token: string) => {
    const { id } = (await findInvitation(event.id, token))!
    return rows.find(({ invitation }) => invitation.id === id)!.registered
  }
  expect((await of(used)).map(({ givenName, all }) => [givenName, all])).toEqual(Array(5).fill(['Aigul', 6]))
  expect(await of(unused)).toEqual([])
})

test('another event’s organiser takes nothing back here, and sends nothing again', async () => {
  const token = await invite()
  const personal = await invite({ kind: 'personal', people: [{ email: 'theirs@example.org', name: '' }] })
  const foreign = await makeEvent()
  const theirs = (await gateEvent({ ...(await makeUser({ event: foreign })), locale: 'en' }, foreign.slug, 'manage'))!
  const { id } = (await findInvitation(event.id, token))!
  await expect(revokeInvitation(theirs, id, now)).rejects.toMatchObject({ code: 'invitation_unknown' })
  const again = sendInvitationAgain(
    theirs,
    (await findInvitation(event.id, personal))!.id,
    new Date(now.getTime() + 9e7),
  )
  await expect(again).rejects.toMatchObject({ code: 'invitation_unknown' })
})

test('organisers accept into the kept places who was invited to them, and nobody else', async () => {
  category = await makeCategory(event, { slug: 'kept', isReviewed: true, capacity: 1, reserve: 1 })
  const invited = await invite({ usesReserve: true })
  await signUp(null)
  await signUp(invited)
  const rows = await db().select().from(registrations).where(eq(registrations.categoryId, category.id))
  const accept = (row: (typeof rows)[number]) =>
    decideRegistration(managed, row.id, { from: 'submitted', to: 'accepted', inform: 'later' }, now)
  await expect(accept(rows.find(({ invitationId }) => !invitationId)!)).rejects.toMatchObject({ code: 'no_place_left' })
  await accept(rows.find(({ invitationId }) => invitationId)!)
  expect((await states()).sort()).toEqual(['accepted', 'submitted'])
})
