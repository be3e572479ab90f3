import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { invitations } from '@/db/schema/invitations'
import { mails } from '@/db/schema/mail'
import { quotas, registrations } from '@/db/schema/registrations'
import { freshDatabase } from '@/e2e/fixtures/database'
import { answersTo, brokenPromises } from '@/e2e/fixtures/registrations'
import { type CategoryRow, type EventRow, makeCategory, makeEvent, makeUser } from '@/e2e/fixtures/world'
import { createDelegation } from '@/features/delegations/commands'
import { gateEvent, type ManagedEvent } from '@/features/events/access'
import { register } from '../form/commands'
import { setQuota } from '../places/commands'
import { decideRegistration } from '../review/commands'
import {
  createInvitations,
  declineInvitation,
  type NewInvitation,
  revokeInvitation,
  takeUpInvitation,
} from './commands'
import { codeToken, findInvitation, heldInvitation, invitationToken, standing } from './queries'
import { invitedPeople } from './rules'

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
  await createInvitations(managed, wanted(values), now)
  const rows = await db().select().from(invitations).where(eq(invitations.eventId, event.id))
  const row = rows.at(-1)!
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
  expect(await createInvitations(managed, wanted({ kind: 'personal', people }), now)).toBe(1)
  expect(await createInvitations(managed, wanted({ kind: 'personal', people }), now)).toBe(0)
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

test('another event’s organiser takes nothing back here', async () => {
  const token = await invite()
  const foreign = await makeEvent()
  const theirs = (await gateEvent({ ...(await makeUser({ event: foreign })), locale: 'en' }, foreign.slug, 'manage'))!
  const { id } = (await findInvitation(event.id, token))!
  await expect(revokeInvitation(theirs, id, now)).rejects.toMatchObject({ code: 'invitation_unknown' })
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
