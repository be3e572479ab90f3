import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { eq, sql } from 'drizzle-orm'
import { db } from '@/db'
import { audit } from '@/db/schema/audit'
import { mailQueue, mails } from '@/db/schema/mail'
import { freshDatabase } from '@/e2e/fixtures/database'
import { emptyOutbox, letTimePass, mailOf, queueMail, queueMany } from '@/e2e/fixtures/mail'
import { type ResendStandIn, startResend } from '@/e2e/stand-ins/resend'
import { env } from '@/lib/env'
import { pauseQueue, resumeQueue } from '../commands'
import { resendTransport, type Transport } from '../transports/commands'
import { runWorker } from '../worker/commands'
import { deliverDueMails, mendTimes, probeOutage } from './commands'

let database: Awaited<ReturnType<typeof freshDatabase>>
let resend: ResendStandIn
const given = { ...env() }

/** A busy machine may take its time. */
const soon = (what: () => unknown) => expect.poll(what, { timeout: 40_000 })

test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  resend = await startResend()
  resend.limit = 10_000
  Object.assign(env(), { RESEND_API_KEY: 're_test', RESEND_BASE_URL: resend.url, MAIL_PER_SECOND: 20 })
  await emptyOutbox()
})
test.afterEach(async () => {
  for (const name of ['RESEND_API_KEY', 'RESEND_BASE_URL', 'MAIL_PER_SECOND'] as const)
    Object.assign(env(), { [name]: given[name] })
  await resend.close()
})

function way(perSecond = 1000): Transport {
  return resendTransport({ apiKey: 're_test', baseUrl: resend.url, from: 'Plenary <plenary@example.org>', perSecond })
}

/** Several workers, until what `until` does is done. */
async function working(workers: number, until: () => Promise<unknown>): Promise<void> {
  const stop = new AbortController()
  const running = Array.from({ length: workers }, () => runWorker({ signal: stop.signal }))
  await until().finally(() => stop.abort())
  await Promise.all(running)
}

const isSent = async (id: string) => (await mailOf(id)).state === 'sent'

test('three workers together send no faster than the provider takes it', async () => {
  await queueMany(60, { lane: 'bulk' })
  const began = performance.now()
  await working(3, () => soon(() => resend.deliveries.size).toBe(60))
  // The last of 60 turns, 50 ms apart.
  expect(resend.arrivals.at(-1)! - began).toBeGreaterThanOrEqual(2950)
  expect(resend.requests).toBe(60)
})

test('a sign-in link leaves first, then letters about one person, then those to many', async () => {
  const bulk = await queueMany(5, { lane: 'bulk' })
  const personal = await queueMail({ kind: 'accepted' })
  const urgent = await queueMail({ kind: 'sign_in' })
  expect(await deliverDueMails(way(4))).toBe(4)
  expect([...resend.deliveries.keys()].slice(0, 2)).toEqual([urgent, personal])
  expect([...resend.deliveries.keys()].slice(2).every((id) => bulk.includes(id))).toBe(true)
})

test('a sign-in link waits for about a second of the letters to many that three workers are sending', async () => {
  await queueMany(400, { lane: 'bulk' })
  await working(3, async () => {
    await soon(() => resend.requests).toBeGreaterThan(20)
    const id = await queueMail({ kind: 'sign_in' })
    const before = resend.requests
    await soon(() => [...resend.deliveries.keys()].indexOf(id)).toBeGreaterThan(0)
    expect([...resend.deliveries.keys()].indexOf(id) - before).toBeLessThan(40)
    expect(resend.deliveries.size).toBeLessThan(400)
  })
})

test('letters to many that the provider is slow to answer leave room for a sign-in link', async () => {
  let answer = () => {}
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  resend.hold = (mail) => (mail.subject === 'Bulletin' ? answered : Promise.resolve())
  await queueMany(40, { lane: 'bulk', letter: { subject: 'Bulletin' } })
  Object.assign(env(), { MAIL_PER_SECOND: 500 })
  await working(1, async () => {
    await soon(() => resend.requests).toBe(8)
    const id = await queueMail({ kind: 'sign_in' })
    await soon(() => isSent(id)).toBe(true)
    expect(resend.requests).toBe(9)
    answer()
    await soon(() => db().$count(mails, eq(mails.state, 'sent'))).toBe(41)
  })
  expect(resend.requests).toBe(41)
})

test('a queue stopped by hand holds all mail but sign-in links, until a person lets it go on', async () => {
  const actor = { kind: 'organiser', userId: randomUUID() } as const
  await pauseQueue(actor)
  await pauseQueue(actor)
  const held = [await queueMail({ kind: 'accepted' }), await queueMail({ lane: 'bulk' })]
  const link = await queueMail({ kind: 'sign_in' })
  while (await deliverDueMails(way()));
  expect([...resend.deliveries.keys()]).toEqual([link])
  await resumeQueue(actor)
  expect(await deliverDueMails(way())).toBe(0)
  await resumeQueue(actor, true)
  while (await deliverDueMails(way()));
  expect([...resend.deliveries.keys()]).toEqual([link, ...held])
  const entries = await db().select().from(audit).where(eq(audit.actorId, actor.userId)).orderBy(audit.id)
  expect(entries.map(({ action }) => action)).toEqual(['mail.queue_paused', 'mail.queue_resumed'])
})

test('a refused key stops sign-in links too, also where the queue was stopped by hand', async () => {
  await pauseQueue({ kind: 'system' })
  resend.always = 'unauthorised'
  await queueMail({ kind: 'sign_in' })
  await deliverDueMails(way())
  expect((await db().select().from(mailQueue))[0]!.pausedBecause).toBe('key_refused')
  expect(await deliverDueMails(way())).toBe(0)
})

test('a provider that asks to wait is not asked by the next mail either', async () => {
  resend.faults = ['rateLimit']
  await queueMail({ lane: 'bulk' })
  resend.retryAfter = 30
  await deliverDueMails(way())
  await queueMail({ kind: 'sign_in' })
  expect(await deliverDueMails(way())).toBe(0)
  expect(resend.requests).toBe(1)
  await letTimePass()
  while (await deliverDueMails(way()));
  expect(resend.deliveries.size).toBe(2)
})

test('after an outage of hours all mail leaves when the first does, not each when its hour is over', async () => {
  const ids = await queueMany(5)
  await db().update(mails).set({ error: 'unreachable', attempts: 9, dueAt: sql`now() + interval '50 minutes'` })
  const refused = await queueMail()
  await db()
    .update(mails)
    .set({ error: 'in_progress', attempts: 9, dueAt: sql`now() + interval '50 minutes'` })
    .where(eq(mails.id, refused))
  expect(await deliverDueMails(way())).toBe(0)
  resend.faults = ['serverError']
  await probeOutage()
  expect(await deliverDueMails(way())).toBe(1)
  expect(await deliverDueMails(way())).toBe(0)
  await probeOutage()
  expect(await deliverDueMails(way())).toBe(1)
  expect(await deliverDueMails(way())).toBe(4)
  for (const id of ids) expect(resend.deliveries.get(id)).toHaveLength(1)
  expect(await mailOf(refused)).toMatchObject({ state: 'queued', attempts: 9 })
})

for (const [what, days] of [
  ['ahead', 1],
  ['back', -1],
] as const) {
  test(`the app's clock set a day ${what} neither loses nor delays a mail`, async () => {
    const real = Date.now
    try {
      const [fresh, tried] = [await queueMail(), await queueMail()]
      resend.faults = ['serverError', 'serverError']
      await deliverDueMails(way())
      await letTimePass()
      Date.now = () => real() + days * 86_400_000
      const newer = await queueMail()
      await deliverDueMails(way())
      for (const id of [fresh, tried, newer]) {
        expect(await mailOf(id)).toMatchObject({ state: 'sent' })
        expect(resend.deliveries.get(id)).toHaveLength(1)
      }
    } finally {
      Date.now = real
    }
  })
}

test("the app's clock set a day ahead in the midst of a try does not end the tries", async () => {
  const real = Date.now
  resend.faults = ['serverErrorDelivered']
  resend.hold = async () => {
    Date.now = () => real() + 86_400_000
  }
  const id = await queueMail()
  await deliverDueMails(way()).finally(() => {
    Date.now = real
  })
  expect(await mailOf(id)).toMatchObject({ state: 'queued', error: 'trouble' })
  resend.hold = null
  await letTimePass()
  await deliverDueMails(way())
  expect(await mailOf(id)).toMatchObject({ state: 'sent' })
  expect(resend.deliveries.get(id)).toHaveLength(1)
})

test("the app's clock set a day ahead in the midst of a claim gives the mail back, and it leaves at the next", async () => {
  const real = Date.now
  const id = await queueMail()
  const way1 = way(1)
  await db().update(mailQueue).set({ nextTurnAt: sql`now() + interval '0.5 seconds'` })
  const delivering = deliverDueMails(way1)
  await soon(async () => (await mailOf(id)).attempts).toBe(1)
  Date.now = () => real() + 86_400_000
  await delivering.finally(() => {
    Date.now = real
  })
  expect(await mailOf(id)).toMatchObject({ state: 'queued', attempts: 0, firstTriedAt: null })
  await letTimePass()
  await deliverDueMails(way1)
  expect(resend.deliveries.get(id)).toHaveLength(1)
})

test("mail that the database's clock, set back by a day, would hold for a day is held no longer", async () => {
  const id = await queueMail()
  const retried = await queueMail()
  const waits = await queueMail()
  await db()
    .update(mails)
    .set({ dueAt: sql`now() + interval '1 day'`, firstTriedAt: sql`now() + interval '1 day'`, attempts: 1 })
    .where(eq(mails.id, retried))
  await db().update(mails).set({ dueAt: sql`now() + interval '1 day'` }).where(eq(mails.id, id))
  await db().update(mails).set({ dueAt: sql`now() + interval '1 hour'` }).where(eq(mails.id, waits))
  await db().update(mailQueue).set({ nextTurnAt: sql`now() + interval '1 day'` })
  await mendTimes()
  while (await deliverDueMails(way()));
  expect([...resend.deliveries.keys()].sort()).toEqual([id, retried].sort())
  expect(await mailOf(waits)).toMatchObject({ state: 'queued' })
})
