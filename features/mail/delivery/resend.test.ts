import { expect, test } from '@playwright/test'
import { eq, sql } from 'drizzle-orm'
import { db } from '@/db'
import { mailQueue, mails } from '@/db/schema/mail'
import { freshDatabase } from '@/e2e/fixtures/database'
import { type Fault, type ResendStandIn, startResend } from '@/e2e/stand-ins/resend'
import { insertMail, prepareMail, resumeQueue } from '../commands'
import { resendTransport, type Transport } from '../transports/commands'
import { deliverDueMails } from './commands'

let database: Awaited<ReturnType<typeof freshDatabase>>
let resend: ResendStandIn

test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  resend = await startResend()
  resend.limit = 1000
  await db().delete(mails)
  await db().update(mailQueue).set({ pausedBecause: null, pausedAt: null, nextTurnAt: sql`now()` })
})
test.afterEach(() => resend.close())

function transport(options: { timeoutMs?: number; perSecond?: number } = {}): Transport {
  return resendTransport({
    apiKey: 're_test',
    baseUrl: resend.url,
    from: 'Plenary <plenary@example.org>',
    perSecond: 1000,
    ...options,
  })
}

async function queueMail(to = 'delegate@example.org'): Promise<string> {
  const letter = {
    locale: 'en' as const,
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
  const mail = await prepareMail({
    eventId: null,
    kind: 'test',
    to,
    replyTo: 'secretariat@example.org',
    letter,
    link: 'https://conference.example.org/my/secret?a=1&b=2',
    calendar: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n',
  })
  return (await db().transaction((tx) => insertMail(tx, mail)))!
}

async function mailOf(id: string) {
  const [mail] = await db().select().from(mails).where(eq(mails.id, id))
  return mail!
}

/** Instead of waiting out a back-off or a lease. */
async function letTimePass(): Promise<void> {
  await db().update(mails).set({ dueAt: sql`now() - interval '1 second'` }).where(eq(mails.state, 'queued'))
  await db().update(mailQueue).set({ nextTurnAt: sql`now()` })
}

test('a mail arrives with its link, both parts, the calendar file and the headers', async () => {
  const id = await queueMail()
  expect((await mailOf(id)).html).not.toContain('secret')
  await deliverDueMails(transport())
  const [delivered] = resend.deliveries.get(id)!
  expect(delivered).toMatchObject({
    from: 'Plenary <plenary@example.org>',
    to: ['delegate@example.org'],
    reply_to: 'secretariat@example.org',
    subject: 'Subject',
    headers: { 'Auto-Submitted': 'auto-generated' },
    tags: [{ name: 'mail', value: id }],
  })
  expect(delivered!.text).toContain('https://conference.example.org/my/secret?a=1&b=2')
  expect(delivered!.html).toContain('href="https://conference.example.org/my/secret?a=1&#38;b=2"')
  const [file] = delivered!.attachments!
  expect(file).toMatchObject({ filename: 'event.ics', content_type: expect.stringContaining('method=PUBLISH') })
  expect(Buffer.from(file!.content, 'base64').toString()).toContain('BEGIN:VCALENDAR')
  const mail = await mailOf(id)
  expect(mail).toMatchObject({ state: 'sent', sealedLink: null, error: null, attempts: 1 })
  expect(mail.providerId).not.toBeNull()
})

const AGAIN: [string, Fault, string][] = [
  ['answers 200 after the time-out', 'hangDelivered', 'unreachable'],
  ['answers 200 and resets the connection', 'resetDelivered', 'unreachable'],
  ['is silent until the time-out', 'hang', 'unreachable'],
  ['answers 200 with broken JSON', 'brokenJsonDelivered', 'unreachable'],
  ['answers 200 with a page instead of JSON', 'noJsonDelivered', 'unreachable'],
  ['answers 200 with an id that is none', 'noIdDelivered', 'unreachable'],
  ['answers 200 with nothing', 'emptyDelivered', 'unreachable'],
  ['answers what is not HTTP', 'noHttpDelivered', 'unreachable'],
  ['delivers and answers 500', 'serverErrorDelivered', 'trouble'],
  ['answers 500', 'serverError', 'trouble'],
  ['answers 502 in HTML', 'htmlError', 'trouble'],
  ['answers 429', 'rateLimit', 'rate_limited'],
  ['answers 409 because the key is in use', 'concurrent', 'in_progress'],
]
for (const [what, fault, error] of AGAIN) {
  test(`exactly one delivery where the provider ${what}`, async () => {
    resend.faults = [fault]
    const id = await queueMail()
    const way = transport({ timeoutMs: 500 })
    await deliverDueMails(way)
    expect(await mailOf(id)).toMatchObject({ state: 'queued', error, attempts: 1 })
    expect(await deliverDueMails(way)).toBe(0)
    await letTimePass()
    await deliverDueMails(way)
    expect(await mailOf(id)).toMatchObject({ state: 'sent', error: null, attempts: 2 })
    expect(resend.deliveries.get(id)).toHaveLength(1)
    expect(resend.requests).toBe(2)
  })
}

test('a mail that was changed after the provider had it is dead, not sent twice', async () => {
  resend.faults = ['resetDelivered']
  const id = await queueMail()
  await deliverDueMails(transport())
  await db().update(mails).set({ subject: 'Another' }).where(eq(mails.id, id))
  await letTimePass()
  await deliverDueMails(transport())
  expect(await mailOf(id)).toMatchObject({ state: 'failed', error: 'changed' })
  expect(resend.deliveries.get(id)).toHaveLength(1)
})

test('a refused mail is dead and the others go on', async () => {
  resend.faults = ['invalid']
  await Promise.all([queueMail(), queueMail(), queueMail()])
  await deliverDueMails(transport())
  const states = (await db().select().from(mails)).map((mail) => mail.state).sort()
  expect(states).toEqual(['failed', 'sent', 'sent'])
})

for (const [fault, because] of [
  ['unauthorised', 'key_refused'],
  ['forbiddenSender', 'sender_refused'],
  ['quota', 'quota_spent'],
] as const) {
  test(`"${because}" stops the whole queue until a person resumes it, and nothing is lost`, async () => {
    resend.always = fault
    const ids = await Promise.all(Array.from({ length: 12 }, () => queueMail()))
    const way = transport()
    await deliverDueMails(way)
    const [queue] = await db().select().from(mailQueue)
    expect(queue!.pausedBecause).toBe(because)
    resend.always = null
    expect(await deliverDueMails(way)).toBe(0)
    expect(resend.deliveries.size).toBe(0)

    await resumeQueue({ kind: 'system' })
    while (await deliverDueMails(way));
    for (const id of ids) expect(await mailOf(id)).toMatchObject({ state: 'sent', attempts: 1 })
    expect(resend.deliveries.size).toBe(12)
  })
}

test('two workers at once deliver 100 mails once each', async () => {
  resend.limit = 10_000
  const ids = await Promise.all(Array.from({ length: 100 }, (_, index) => queueMail(`delegate${index}@example.org`)))
  const worker = async () => {
    const way = transport()
    while (await deliverDueMails(way));
  }
  await Promise.all([worker(), worker()])
  expect(resend.requests).toBe(100)
  for (const id of ids) expect(resend.deliveries.get(id)).toHaveLength(1)
  expect(await db().$count(mails, eq(mails.state, 'sent'))).toBe(100)
})

test('what a dead worker had claimed is delivered once its lease is over, and its ghost changes nothing', async () => {
  const id = await queueMail()
  let wake = (_: unknown) => {}
  const ghost: Transport = {
    ...transport(),
    send: async () => {
      await new Promise((resolve) => {
        wake = resolve
      })
      return { is: 'dead', because: 'refused' }
    },
  }
  const haunting = deliverDueMails(ghost)
  await expect.poll(async () => (await mailOf(id)).attempts).toBe(1)
  expect(await deliverDueMails(transport())).toBe(0)
  const leaseMs = (await mailOf(id)).dueAt.getTime() - Date.now()
  expect(leaseMs).toBeLessThanOrEqual(61_000)

  resend.faults = ['serverError']
  await letTimePass()
  expect(await deliverDueMails(transport())).toBe(1)
  wake(null)
  await haunting
  expect(await mailOf(id)).toMatchObject({ state: 'queued', error: 'trouble', attempts: 2 })

  await letTimePass()
  await deliverDueMails(transport())
  expect(await mailOf(id)).toMatchObject({ state: 'sent', attempts: 3 })
  expect(resend.deliveries.get(id)).toHaveLength(1)
})

test('a mail first tried 20 hours ago is not tried again by itself', async () => {
  const id = await queueMail()
  await db().update(mails).set({ firstTriedAt: sql`now() - interval '20 hours'`, attempts: 9 })
  await deliverDueMails(transport())
  expect(await mailOf(id)).toMatchObject({ state: 'failed', error: 'gave_up' })
  expect(resend.requests).toBe(0)
})

test('a worker that is told to stop gives back what it has not begun', async () => {
  await Promise.all([queueMail(), queueMail()])
  const stop = AbortSignal.abort()
  await deliverDueMails(transport(), stop)
  expect(resend.requests).toBe(0)
  await deliverDueMails(transport())
  expect(await db().$count(mails, eq(mails.attempts, 1))).toBe(2)
  expect(resend.deliveries.size).toBe(2)
})
