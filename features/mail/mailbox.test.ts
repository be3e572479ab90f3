import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { sessions, signInTokens, users } from '@/db/schema/accounts'
import { audit } from '@/db/schema/audit'
import { categories, events } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { drafts, registrations } from '@/db/schema/registrations'
import { freshDatabase } from '@/e2e/fixtures/database'
import type { Letter } from '@/emails/letter'
import type { Actor, GatedEvent } from '@/features/audit/commands'
import { insertMail, type MailToPrepare, prepareMail, retryMail } from './commands'
import { listMails, listRegistrationMails, listSystemMails, queueStatus, readMail } from './queries'
import { runWorker, sweepExpired, wakeWorker } from './worker/commands'

let database: Awaited<ReturnType<typeof freshDatabase>>
let event: string

/** The event as a gate lets an organiser through to it. */
function held(actor: Actor = { kind: 'system' }, role: GatedEvent['role'] = 'organiser'): GatedEvent {
  return { id: event, role, actor }
}
let category: string

test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  await db().delete(events)
  await db().delete(mails)
  event = await makeEvent()
  const [made] = await db()
    .insert(categories)
    .values({ eventId: event, slug: 'delegate', form: 'delegate', name: { en: 'Delegate' } })
    .returning()
  category = made!.id
})

async function makeEvent(): Promise<string> {
  const [made] = await db()
    .insert(events)
    .values({
      slug: randomUUID(),
      name: { en: 'Example Forum' },
      startsAt: new Date('2030-01-01T04:00:00Z'),
      endsAt: new Date('2030-01-02T12:00:00Z'),
      timeZone: 'Asia/Tashkent',
      contactEmail: 'secretariat@example.org',
    })
    .returning()
  return made!.id
}

async function makeRegistration(): Promise<string> {
  const id = randomUUID()
  await db().insert(registrations).values({
    id,
    eventId: event,
    categoryId: category,
    reference: id,
    state: 'submitted',
    givenName: 'Aigul',
    sortKey: 'aigul',
    searchKey: 'aigul',
    personKey: id,
    country: 'KZ',
    position: 'Member',
    institution: 'Example',
    email: 'delegate@example.org',
    locale: 'en',
    linkHash: id,
  })
  return id
}

const LETTER: Letter = {
  locale: 'en',
  subject: 'Subject',
  preview: 'Preview',
  brand: { name: 'Example Forum', colour: '#0B2E4F' },
  heading: 'Heading',
  greeting: 'Dear Dr Example,',
  paragraphs: ['Paragraph.'],
  facts: [],
  action: { label: 'View', url: '#' },
  closing: [],
  footer: [],
}

async function queueMail(mail: Partial<MailToPrepare> = {}): Promise<string | null> {
  const prepared = await prepareMail({
    eventId: event,
    kind: 'received',
    to: 'delegate@example.org',
    letter: LETTER,
    link: 'https://conference.example.org/my/secret',
    ...mail,
  })
  return db().transaction((tx) => insertMail(tx, prepared))
}

/** Runs a worker until `id` is sent. */
async function deliver(id: string): Promise<void> {
  const stop = new AbortController()
  const worker = runWorker({ signal: stop.signal, idleMs: 20 })
  await expect.poll(async () => (await db().select().from(mails).where(eq(mails.id, id)))[0]!.state).toBe('sent')
  stop.abort()
  await worker
}

test('the same registration, kind and version is queued once, however often', async () => {
  const registrationId = await makeRegistration()
  const ids = await Promise.all(Array.from({ length: 10 }, () => queueMail({ registrationId })))
  expect(ids.filter((id) => id !== null)).toHaveLength(1)
  expect(await queueMail({ registrationId, version: 2 })).not.toBeNull()
  expect(await queueMail({ registrationId, kind: 'accepted' })).not.toBeNull()
  expect(await listRegistrationMails(held(), registrationId)).toHaveLength(3)
})

test('a mail goes with its transaction', async () => {
  const prepared = await prepareMail({ eventId: event, kind: 'received', to: 'delegate@example.org', letter: LETTER })
  const undone = db().transaction(async (tx) => {
    await insertMail(tx, prepared)
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect((await listMails(held(), { page: 1 })).total).toBe(0)
})

test('without a provider a mail is read in the mailbox, its link working', async () => {
  const id = (await queueMail())!
  const [stored] = await db().select().from(mails).where(eq(mails.id, id))
  expect(JSON.stringify(stored)).not.toContain('/my/secret')
  await deliver(id)
  expect((await queueStatus()).provider).toBe('mailbox')
  const mail = (await readMail(held(), id))!
  expect(mail).not.toHaveProperty('sealedLink')
  expect(mail.text).toContain('https://conference.example.org/my/secret')
  expect(mail.html).toContain('href="https://conference.example.org/my/secret"')
})

test("another event's mail, and one of the installation, cannot be read or retried", async () => {
  const other = await makeEvent()
  const foreign = (await queueMail({ eventId: other }))!
  const system = (await queueMail({ eventId: null, kind: 'sign_in' }))!
  await db().update(mails).set({ state: 'failed' })
  for (const id of [foreign, system]) {
    expect(await readMail(held(), id)).toBeNull()
    await expect(retryMail(held(), id)).rejects.toMatchObject({ code: 'mail_not_failed' })
  }
  expect(await listMails(held(), { page: 1 })).toEqual({ rows: [], total: 0 })
  expect((await listSystemMails({ page: 1 })).rows.map(({ id }) => id)).toEqual([system])
})

for (const kind of ['sign_in', 'team_invitation']) {
  test(`the link of "${kind}" is only an administrator's to read`, async () => {
    const id = (await queueMail({ kind }))!
    await deliver(id)
    expect((await readMail(held(), id))!.html).not.toContain('secret')
    expect((await readMail(held(), id))!.html).toContain('href="#"')
    expect((await readMail(held(), id, { showAccountLinks: true }))!.html).toContain('/my/secret')
  })
}

test('a failed mail is retried under its own id, once, with an audit entry', async () => {
  const id = (await queueMail())!
  const actor = { kind: 'organiser', userId: randomUUID() } as const
  await db()
    .update(mails)
    .set({ state: 'failed', error: 'refused', attempts: 3, firstTriedAt: new Date(0) })
  expect((await listMails(held(), { page: 1, state: 'failed' })).rows).toMatchObject([{ id, error: 'refused' }])
  await retryMail(held(actor), id)
  await expect(retryMail(held(actor), id)).rejects.toMatchObject({ code: 'mail_not_failed' })
  const entries = await db().select().from(audit).where(eq(audit.subjectId, id))
  expect(entries).toMatchObject([{ eventId: event, actorId: actor.userId, action: 'mail.retried' }])
  await deliver(id)
})

test('mails are listed newest first, fifty a page', async () => {
  const prepared = await prepareMail({ eventId: event, kind: 'received', to: 'delegate@example.org', letter: LETTER })
  const rows = Array.from({ length: 52 }, (_, index) => ({
    ...prepared,
    id: randomUUID(),
    subject: `Mail ${index}`,
    createdAt: new Date(2030, 0, 1, 0, index),
  }))
  await db().insert(mails).values(rows)
  const first = await listMails(held(), { page: 1 })
  const second = await listMails(held(), { page: 2 })
  expect(first.total).toBe(52)
  expect(first.rows).toHaveLength(50)
  expect(first.rows[0]!.subject).toBe('Mail 51')
  expect(second.rows.map(({ subject }) => subject)).toEqual(['Mail 1', 'Mail 0'])
})

test('a sleeping worker that is woken delivers at once, and stops when told', async () => {
  const stop = new AbortController()
  const worker = runWorker({ signal: stop.signal, idleMs: 3600_000 })
  const id = (await queueMail())!
  wakeWorker()
  await expect.poll(async () => (await db().select().from(mails).where(eq(mails.id, id)))[0]!.state).toBe('sent')
  stop.abort()
  await worker
})

test('what has expired is swept out, and nothing else', async () => {
  const past = new Date(Date.now() - 1000)
  const future = new Date(Date.now() + 3600_000)
  const [user] = await db()
    .insert(users)
    .values({ email: `${randomUUID()}@example.org` })
    .returning()
  const userId = user!.id
  await db()
    .insert(drafts)
    .values([
      { tokenHash: 'old', categoryId: category, sealed: '', expiresAt: past },
      { tokenHash: 'new', categoryId: category, sealed: '', expiresAt: future },
    ])
  await db()
    .insert(sessions)
    .values([
      { tokenHash: 'old', userId, expires: past },
      { tokenHash: 'new', userId, expires: future },
    ])
  await db()
    .insert(signInTokens)
    .values([
      { tokenHash: 'old', userId, expires: past },
      { tokenHash: 'new', userId, expires: future },
      { tokenHash: 'used', userId, expires: future, usedAt: past },
    ])
  await sweepExpired()
  for (const table of [drafts, sessions, signInTokens]) {
    expect((await db().select({ tokenHash: table.tokenHash }).from(table)).map(({ tokenHash }) => tokenHash)).toEqual([
      'new',
    ])
  }
})

test("people's letters, and the private links in them, are not a viewer's to read", async () => {
  const id = (await queueMail({ kind: 'received' }))!
  await deliver(id)
  expect((await readMail(held(), id))!.text).toContain('/my/secret')
  expect(await readMail(held({ kind: 'system' }, 'viewer'), id)).toBeNull()
})
