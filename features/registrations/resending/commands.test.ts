import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { mailQueue, mails } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import { freshDatabase } from '@/e2e/fixtures/database'
import { answersTo } from '@/e2e/fixtures/registrations'
import { type CategoryRow, type EventRow, makeCategory, makeEvent, makeUser } from '@/e2e/fixtures/world'
import { gateEvent, type ManagedEvent } from '@/features/events/access'
import { listMails, mailTrouble, readMail } from '@/features/mail/queries'
import { countToDo } from '@/features/registrations/review/queries'
import { env } from '@/lib/env'
import { unseal } from '@/lib/secrets'
import { moveRegistration } from '../commands'
import { register } from '../form/commands'
import { privateLink } from '../notices/commands'
import { listRegistrations, registrationByToken } from '../queries'
import { NO_FILTER } from '../review/rules'
import { changeAddress, resendMail } from './commands'

const now = new Date()
let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EventRow
let category: CategoryRow
let desk: ManagedEvent

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  event = await makeEvent()
  category = await makeCategory(event)
  const user = await makeUser({ event, role: 'organiser' })
  desk = (await gateEvent({ ...user, locale: 'en' as const } as never, event.slug, 'manage'))!
})

let people = 0

async function newPerson(changes: Record<string, string> = {}) {
  const email = changes.email ?? `mistyped-${++people}@example.org`
  const answers = answersTo('delegate', { email, ...changes })
  await register(event, category, { id: randomUUID(), answers, locale: 'en' }, now)
  const [person] = await db()
    .select()
    .from(registrations)
    .where(and(eq(registrations.eventId, event.id), eq(registrations.email, email)))
  const [mail] = await db().select().from(mails).where(eq(mails.registrationId, person!.id))
  return { person: person!, mail: mail! }
}

const leaves = (id: string, state: 'sent' | 'bounced' | 'failed' = 'sent') =>
  db().update(mails).set({ state, sealedLink: null, sentAt: now }).where(eq(mails.id, id))
const mailOf = async (id: string) => (await db().select().from(mails).where(eq(mails.id, id)))[0]!
const linkIn = (mail: { sealedLink: string | null; id: string }) =>
  unseal(mail.sealedLink!, env().PLENARY_SECRET_KEY, mail.id)

test('a copy says the same to the same person, with a private link that works, and stands beside the first mail', async () => {
  const { person, mail } = await newPerson()
  await leaves(mail.id)
  const copy = await mailOf(await resendMail(desk, mail.id))
  expect(copy).toMatchObject({ subject: mail.subject, html: mail.html, to: person.email, resentFromId: mail.id })
  expect(copy).toMatchObject({ state: 'queued', attempts: 0, sentAt: null, version: -1_000_001 })
  expect(linkIn(copy)).toBe(privateLink('en', event.slug, person))
  expect((await readMail(desk, mail.id))!.again.map(({ id }) => id)).toEqual([copy.id])
})

test('each copy is a mail of its own, and the letter of a later decision still comes', async () => {
  const { person, mail } = await newPerson()
  await leaves(mail.id)
  for (const version of [-1_000_001, -1_000_002])
    expect((await mailOf(await resendMail(desk, mail.id))).version).toBe(version)
  const actor = desk.actor
  await moveRegistration({ event, registration: person, from: 'submitted', to: 'accepted', actor, inform: 'now', now })
  const sent = await db().select().from(mails).where(eq(mails.registrationId, person.id))
  expect(sent.map(({ kind }) => kind).sort()).toEqual(['accepted', 'received', 'received', 'received'])
})

test('of two organisers who press at once, both copies are told apart or one is refused, and none is lost', async () => {
  const { mail } = await newPerson()
  await leaves(mail.id)
  const outcomes = await Promise.allSettled([resendMail(desk, mail.id), resendMail(desk, mail.id)])
  const done = outcomes.filter(({ status }) => status === 'fulfilled').length
  expect(done).toBeGreaterThan(0)
  expect(await db().$count(mails, eq(mails.resentFromId, mail.id))).toBe(done)
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'mail_resent_meanwhile' })
})

test('what still waits, belongs to another event, or is of an archived event is not sent again', async () => {
  const { mail } = await newPerson()
  await expect(resendMail(desk, mail.id)).rejects.toMatchObject({ code: 'mail_not_resendable' })
  await leaves(mail.id)
  const foreign = { ...desk, id: (await makeEvent()).id }
  for (const id of [randomUUID(), 'no-id'])
    await expect(resendMail(desk, id)).rejects.toMatchObject({ code: 'mail_not_resendable' })
  await expect(resendMail(foreign, mail.id)).rejects.toMatchObject({ code: 'mail_not_resendable' })
  await expect(resendMail({ ...desk, state: 'archived' }, mail.id)).rejects.toMatchObject({ code: 'event_archived' })
})

test('a mended address gets the mail, the person is found by it, and the old private link opens nothing', async () => {
  const { person, mail } = await newPerson()
  const old = privateLink('en', event.slug, person).split('/').at(-1)!
  await leaves(mail.id, 'bounced')
  expect((await listRegistrations(desk, { ...NO_FILTER, needs: 'bounced' }, 'en')).total).toBe(1)
  expect((await countToDo(desk, now)).bounced).toBe(1)

  const right = `right-${people}@example.org`
  const copy = await mailOf(await changeAddress(desk, mail.id, right, now))
  expect(copy).toMatchObject({ to: right, state: 'queued' })
  const link = linkIn(copy).split('/').at(-1)!
  expect((await registrationByToken(event.id, link))?.registration).toMatchObject({ id: person.id, email: right })
  expect(await registrationByToken(event.id, old)).toBeNull()
  const found = await listRegistrations(desk, { ...NO_FILTER, search: right }, 'en')
  expect(found.rows.map(({ id }) => id)).toEqual([person.id])
  expect((await countToDo(desk, now)).bounced).toBe(0)
})

test('what still waits for the old address leaves to the new one, with the new private link', async () => {
  const { person, mail } = await newPerson()
  await leaves(mail.id, 'bounced')
  const actor = desk.actor
  await moveRegistration({ event, registration: person, from: 'submitted', to: 'accepted', actor, inform: 'now', now })
  const right = `later-${people}@example.org`
  await changeAddress(desk, mail.id, right, now)
  const [waiting] = await db()
    .select()
    .from(mails)
    .where(and(eq(mails.registrationId, person.id), eq(mails.kind, 'accepted')))
  expect(waiting).toMatchObject({ to: right, state: 'queued' })
  const token = linkIn(waiting!).split('/').at(-1)!
  expect((await registrationByToken(event.id, token))?.registration.id).toBe(person.id)
})

test('an address that the same person is registered with already is refused, and nothing changes', async () => {
  const { person: twin } = await newPerson()
  const { person, mail } = await newPerson()
  await leaves(mail.id)
  await expect(changeAddress(desk, mail.id, twin.email, now)).rejects.toMatchObject({ code: 'registered_again' })
  await expect(changeAddress(desk, mail.id, person.email, now)).rejects.toMatchObject({ code: 'address_unchanged' })
  expect(await db().$count(mails, eq(mails.resentFromId, mail.id))).toBe(0)
})

test('mails are found by their state, kind, address, subject, and the person’s name in another script', async () => {
  const { mail } = await newPerson({ familyName: 'Shukurova', givenName: 'Zulfiya' })
  await newPerson({ familyName: 'Other', givenName: 'Person' })
  const found = async (filter: object) => (await listMails(desk, { page: 1, ...filter })).rows.map(({ id }) => id)
  expect(await found({ search: 'Шукурова' })).toEqual([mail.id])
  expect(await found({ search: mail.to.slice(0, 12).toUpperCase() })).toContain(mail.id)
  expect(await found({ search: '%_' })).toEqual([])
  expect(await found({ kind: 'received' })).toHaveLength(2)
  expect(await found({ kind: 'accepted' })).toEqual([])
  await leaves(mail.id, 'failed')
  expect(await found({ state: 'failed', search: 'received' })).toEqual([mail.id])
})

test('trouble is said while mails fail, wait too long or stand still, and no longer than that', async () => {
  await db().update(mailQueue).set({ pausedBecause: null })
  const { mail } = await newPerson()
  expect(await mailTrouble(event)).toBeNull()
  await db()
    .update(mails)
    .set({ dueAt: new Date(Date.now() - 11 * 60_000) })
    .where(eq(mails.id, mail.id))
  expect(await mailTrouble(event)).toMatchObject({ isLate: true, failed: 0 })
  await leaves(mail.id, 'failed')
  expect(await mailTrouble(event)).toMatchObject({ isLate: false, failed: 1 })
  expect(await mailTrouble(await makeEvent())).toBeNull()
  await resendMail(desk, mail.id)
  expect(await mailTrouble(event)).toBeNull()
  await db()
    .insert(mailQueue)
    .values({ pausedBecause: 'quota_spent' })
    .onConflictDoUpdate({ target: mailQueue.id, set: { pausedBecause: 'quota_spent' } })
  expect(await mailTrouble(event)).toMatchObject({ pausedBecause: 'quota_spent' })
  await db().update(mailQueue).set({ pausedBecause: null })
})
