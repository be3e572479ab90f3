import { createHmac, randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { eq, sql } from 'drizzle-orm'
import { db } from '@/db'
import { audit } from '@/db/schema/audit'
import { events } from '@/db/schema/events'
import { mailReports, mails, unsubscribed } from '@/db/schema/mail'
import { fingerprints, freshDatabase } from '@/e2e/fixtures/database'
import { emptyOutbox, letTimePass, mailOf, queueMail } from '@/e2e/fixtures/mail'
import { startResend } from '@/e2e/stand-ins/resend'
import { env } from '@/lib/env'
import { deliverDueMails } from '../delivery/commands'
import { resendTransport } from '../transports/commands'
import { takeResendReport } from './commands'

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`

let database: Awaited<ReturnType<typeof freshDatabase>>

test.beforeAll(async () => {
  database = await freshDatabase()
  env().RESEND_WEBHOOK_SECRET = SECRET
})
test.afterAll(async () => {
  env().RESEND_WEBHOOK_SECRET = undefined
  await database.drop()
})
test.beforeEach(() => emptyOutbox())

type Sent = { id?: string; at?: number; secret?: string; body?: string; signature?: string }

/** A report as Resend signs it, or wrongly where `sent` says so. */
function report(said: unknown, { id = randomUUID(), at = Date.now(), secret = SECRET, body, signature }: Sent = {}) {
  const text = JSON.stringify(said)
  const timestamp = String(Math.floor(at / 1000))
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const right = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64')}`
  return takeResendReport(
    body ?? text,
    new Headers({ 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': signature ?? right }),
  )
}

const about = (mail: string, type: string, more: object = {}) => ({
  type: `email.${type}`,
  created_at: new Date().toISOString(),
  data: { email_id: `theirs-${mail}`, to: ['delegate@example.org'], tags: { mail }, ...more },
})
const HARD = { bounce: { type: 'Permanent', subType: 'General', message: 'No delegate@example.org here' } }
const SOFT = { bounce: { type: 'Transient', subType: 'MailboxFull', message: 'delegate@example.org is full' } }

async function sentMail(mail: Parameters<typeof queueMail>[0] = {}): Promise<string> {
  const id = await queueMail(mail)
  await db()
    .update(mails)
    .set({ state: 'sent', sentAt: sql`now()`, providerId: `theirs-${id}` })
    .where(eq(mails.id, id))
  return id
}

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

for (const [type, more, became] of [
  ['delivered', {}, { state: 'delivered', error: null, answer: null }],
  ['bounced', HARD, { state: 'bounced', error: 'bounced', answer: 'Permanent General' }],
  ['bounced', {}, { state: 'bounced', error: 'bounced', answer: null }],
  ['bounced', SOFT, { state: 'sent', error: 'bounced_soft', answer: 'Transient MailboxFull' }],
  ['suppressed', {}, { state: 'bounced', error: 'suppressed' }],
  ['complained', {}, { state: 'complained', error: 'complained' }],
  ['delivery_delayed', {}, { state: 'sent', error: 'delayed' }],
  ['failed', { failed: { reason: 'delegate@example.org' } }, { state: 'failed', error: 'undelivered' }],
] as const) {
  test(`a mail reported as ${type} (${JSON.stringify(became)}) is that, without the provider's words`, async () => {
    const id = await sentMail()
    expect(await report(about(id, type, more))).toBe('taken')
    const mail = await mailOf(id)
    expect(mail).toMatchObject(became)
    expect(mail.settledAt).not.toBeNull()
  })
}

test('a report is found by their id where ours does not come back', async () => {
  const id = await sentMail()
  await report(about(id, 'delivered', { tags: undefined }))
  expect(await mailOf(id)).toMatchObject({ state: 'delivered' })
})

test('in whatever order reports come, the mail ends where it went furthest', async () => {
  const said: [string, object][] = [
    ['sent', {}],
    ['delivery_delayed', {}],
    ['delivered', {}],
    ['complained', {}],
  ]
  const orders = said.flatMap((_, first) => [
    [...said.slice(first), ...said.slice(0, first)],
    [...said.slice(first), ...said.slice(0, first)].reverse(),
  ])
  for (const order of orders) {
    const id = await sentMail()
    for (const [type, more] of order) await report(about(id, type, more))
    expect(await mailOf(id), order.join()).toMatchObject({ state: 'complained', error: 'complained' })
  }
  const bounced = await sentMail()
  for (const type of ['bounced', 'delivered', 'sent']) await report(about(bounced, type))
  expect(await mailOf(bounced)).toMatchObject({ state: 'bounced', error: 'bounced' })
  const late = await sentMail()
  for (const [type, more] of [
    ['bounced', SOFT],
    ['delivery_delayed', {}],
    ['delivered', {}],
  ] as const)
    await report(about(late, type, more))
  expect(await mailOf(late)).toMatchObject({ state: 'delivered', error: null, answer: null })
})

test('a report that comes before our own mark settles the mail: a dead worker leaves nothing to send again', async () => {
  const resend = await startResend()
  const way = resendTransport({ apiKey: 're_test', baseUrl: resend.url, from: 'plenary@example.org', perSecond: 100 })
  let id = ''
  resend.hold = () => report(about(id, 'delivered'))
  id = await queueMail()
  await deliverDueMails(way)
  const mail = await mailOf(id)
  expect(mail).toMatchObject({ state: 'delivered', providerId: 'stand-in-1', sealedLink: null, error: null })
  expect(mail.sentAt).not.toBeNull()

  resend.faults = ['resetDelivered']
  resend.hold = () => report(about(id, 'bounced', HARD))
  id = await queueMail()
  await deliverDueMails(way)
  await letTimePass()
  expect(await deliverDueMails(way)).toBe(0)
  expect(await mailOf(id)).toMatchObject({ state: 'bounced', error: 'bounced' })
  expect(resend.deliveries.get(id)).toHaveLength(1)
  await resend.close()
})

test('a report that comes again, also twenty times at once, counts once', async () => {
  const event = await makeEvent()
  const id = await sentMail({ eventId: event, isBulletin: true, kind: 'campaign' })
  const said = about(id, 'complained')
  const svix = randomUUID()
  await Promise.all(Array.from({ length: 20 }, () => report(said, { id: svix })))
  expect(await db().select().from(mailReports).where(eq(mailReports.mailId, id))).toHaveLength(1)
  const before = await fingerprints()
  expect(await report(said, { id: svix })).toBe('taken')
  expect(await fingerprints()).toEqual(before)
})

test('who marks a bulletin as spam gets no more bulletins of the event; an official notice changes nothing', async () => {
  const event = await makeEvent()
  const notice = await sentMail({ eventId: event, to: 'Delegate@example.org' })
  await report(about(notice, 'complained'))
  expect(await db().$count(unsubscribed, eq(unsubscribed.eventId, event))).toBe(0)
  for (let time = 0; time < 2; time++) {
    const bulletin = await sentMail({ eventId: event, to: 'Delegate@example.org', isBulletin: true })
    await report(about(bulletin, 'complained'))
  }
  const ended = await db().select().from(unsubscribed).where(eq(unsubscribed.eventId, event))
  expect(ended.map(({ email }) => email)).toEqual(['delegate@example.org'])
  const entries = await db().select().from(audit).where(eq(audit.eventId, event))
  expect(entries.map(({ action }) => action)).toEqual(['mail.unsubscribed'])
})

test('a wrong signature, a stale or an early one, and a changed body are refused, and nothing is written', async () => {
  const id = await sentMail()
  const said = about(id, 'bounced', HARD)
  const before = await fingerprints()
  const minutes = (count: number) => Date.now() + count * 60_000
  const wrong: Sent[] = [
    { secret: `whsec_${Buffer.alloc(24, 8).toString('base64')}` },
    { at: minutes(-6) },
    { at: minutes(6) },
    { body: JSON.stringify({ ...said, more: 1 }) },
    { body: `${JSON.stringify(said)} ` },
    { signature: '' },
    { signature: 'v1' },
    { signature: 'v1,' },
    { signature: 'v2,AAAA' },
    { signature: `v1,${Buffer.alloc(32).toString('base64')}` },
  ]
  for (const each of wrong) expect(await report(said, each), JSON.stringify(each)).toBe('forged')
  expect(await takeResendReport(JSON.stringify(said), new Headers())).toBe('forged')
  expect(await fingerprints()).toEqual(before)
  for (const at of [minutes(-4), minutes(4)]) expect(await report(said, { at })).toBe('taken')
})

test('one of several signatures suffices, as while a secret is changed', async () => {
  const id = await sentMail()
  const text = JSON.stringify(about(id, 'delivered'))
  const timestamp = String(Math.floor(Date.now() / 1000))
  const right = createHmac('sha256', Buffer.alloc(24, 7)).update(`x.${timestamp}.${text}`).digest('base64')
  const signature = `v1,${Buffer.alloc(32).toString('base64')} v1,${right}`
  const headers = new Headers({ 'svix-id': 'x', 'svix-timestamp': timestamp, 'svix-signature': signature })
  expect(await takeResendReport(text, headers)).toBe('taken')
  expect(await mailOf(id)).toMatchObject({ state: 'delivered' })
})

test('mails that are not ours, kinds that we do not know and nonsense are taken without effect', async () => {
  const id = await sentMail()
  const before = await fingerprints()
  const said: unknown[] = [
    about(randomUUID(), 'bounced'),
    about(id, 'opened'),
    about(id, 'clicked'),
    about(id, 'toString'),
    { type: 'contact.created', data: { id } },
    { type: 'email.delivered' },
    { type: 'email.delivered', data: { tags: { mail: "x'; drop table mails; --" }, email_id: '\u0000' } },
    { type: 'email.delivered', data: { tags: [], email_id: {} } },
    { type: 7, data: null },
    [],
    null,
    'delivered',
  ]
  for (const each of said) expect(await report(each), JSON.stringify(each)).toBe('taken')
  expect(await fingerprints()).toEqual(before)
})

test('where no secret is set there is nobody to report to', async () => {
  const id = await sentMail()
  env().RESEND_WEBHOOK_SECRET = undefined
  expect(await report(about(id, 'bounced'))).toBe('off')
  env().RESEND_WEBHOOK_SECRET = SECRET
  expect(await mailOf(id)).toMatchObject({ state: 'sent' })
})
