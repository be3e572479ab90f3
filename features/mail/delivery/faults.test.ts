import { expect, test } from '@playwright/test'
import { and, eq, ne } from 'drizzle-orm'
import postgres from 'postgres'
import { client, db } from '@/db'
import { mails } from '@/db/schema/mail'
import { freshDatabase } from '@/e2e/fixtures/database'
import { emptyOutbox, letTimePass, mailOf, queueMail, queueMany } from '@/e2e/fixtures/mail'
import { startWorkerProcess, type WorkerProcess } from '@/e2e/fixtures/worker'
import { type Fault, type ResendStandIn, startResend } from '@/e2e/stand-ins/resend'
import { resendTransport } from '../transports/commands'
import { deliverDueMails } from './commands'

// What one process can meet is in resend.test.ts and smtp.test.ts; here real workers are killed.

let database: Awaited<ReturnType<typeof freshDatabase>>
let resend: ResendStandIn
const workers: WorkerProcess[] = []

test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  resend = await startResend()
  resend.limit = 10_000
  await emptyOutbox()
})
test.afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.end('SIGKILL')))
  await resend.close()
})

async function worker(env: Record<string, string> = {}): Promise<WorkerProcess> {
  const started = await startWorkerProcess({ DATABASE_URL: database.url, RESEND_BASE_URL: resend.url, ...env })
  workers.push(started)
  return started
}

const stateOf = async (id: string) => (await mailOf(id)).state

/** Another worker takes over once the lease or the back-off is over. */
async function takenOver(id: string): Promise<void> {
  await letTimePass()
  const way = resendTransport({ apiKey: 're_test', baseUrl: resend.url, from: 'Plenary <plenary@example.org>' })
  expect(await deliverDueMails(way)).toBe(1)
  expect(await stateOf(id)).toBe('sent')
  expect(resend.deliveries.get(id)).toHaveLength(1)
}

test('a worker killed after its claim, before the provider has the mail: delivered once', async () => {
  resend.faults = ['hang']
  const id = await queueMail({ link: 'https://conference.example.org/my/secret' })
  const first = await worker()
  await expect.poll(() => resend.requests).toBe(1)
  await first.end('SIGKILL')
  expect(await mailOf(id)).toMatchObject({ state: 'queued', attempts: 1 })
  expect(resend.deliveries.size).toBe(0)
  await takenOver(id)
})

test("a worker killed between the provider's 200 and the mark: delivered once", async () => {
  const id = await queueMail({ link: 'https://conference.example.org/my/secret' })
  const lock = postgres(database.url, { max: 1, onnotice: () => {} })
  resend.hold = () =>
    new Promise((resolve) => {
      // From here on nothing can be written of the mail; only then comes the 200.
      lock
        .begin(async (sql) => {
          await sql`select id from mails where id = ${id} for update`
          resolve(null)
          await expect.poll(waitingPid).not.toBeNull()
          await first.end('SIGKILL')
          // Its connection would still write once the lock is gone.
          const pid = await waitingPid()
          await client()`select pg_terminate_backend(${pid!})`
          await expect.poll(waitingPid).toBeNull()
        })
        .then(() => {
          resend.hold = null
        })
    })
  const first = await worker()
  await expect.poll(() => resend.hold).toBeNull()
  await lock.end()
  expect(await mailOf(id)).toMatchObject({ state: 'queued', attempts: 1, providerId: null })
  expect(resend.deliveries.get(id)).toHaveLength(1)
  await takenOver(id)
  expect(resend.requests).toBe(2)
})

/** Who waits for a lock in this database. */
async function waitingPid(): Promise<number | null> {
  const [row] = await client()`select pid from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like 'update "mails"%'`
  return row?.pid ?? null
}

test('a worker killed during back-off, the provider having taken the mail and answered 500: delivered once', async () => {
  resend.faults = ['serverErrorDelivered']
  const id = await queueMail({ link: 'https://conference.example.org/my/secret' })
  const first = await worker()
  await expect.poll(async () => (await mailOf(id)).error).toBe('trouble')
  await first.end('SIGKILL')
  expect(await mailOf(id)).toMatchObject({ state: 'queued', attempts: 1 })
  await takenOver(id)
  expect(resend.requests).toBe(2)
})

test('a worker told to stop ends what is under way, and gives back the rest', async () => {
  let answer = (_: unknown) => {}
  resend.hold = () =>
    new Promise((resolve) => {
      answer = resolve
    })
  await queueMany(3)
  // Every second one leaves: the others are claimed for turns that are still to come.
  const first = await worker({ MAIL_PER_SECOND: '1.01' })
  await expect.poll(() => resend.requests).toBe(1)
  const ended = first.end('SIGTERM')
  answer(null)
  expect(await ended).toBe(0)
  expect(await db().$count(mails, eq(mails.state, 'sent'))).toBe(1)
  expect(await db().$count(mails, and(eq(mails.state, 'queued'), eq(mails.attempts, 0)))).toBe(2)
})

test('while the provider cannot be reached mails wait, and leave when it is back', async () => {
  const { url } = resend
  await resend.close()
  const ids = await queueMany(3)
  await worker()
  await expect.poll(() => db().$count(mails, eq(mails.error, 'unreachable'))).toBe(3)
  resend = await startResend(Number(new URL(url).port))
  await letTimePass()
  await expect.poll(() => db().$count(mails, eq(mails.state, 'sent'))).toBe(3)
  for (const id of ids) expect(resend.deliveries.get(id)).toHaveLength(1)
})

test('while the database is away a worker waits, and delivers when it is back', async () => {
  await worker()
  await client()`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`
  const id = await queueMail()
  await expect.poll(() => stateOf(id)).toBe('sent')
  expect(resend.deliveries.get(id)).toHaveLength(1)
})

test('a letter to 200 through a provider that fails at every seventh, two of three workers killed: one each', async () => {
  const faults: Fault[] = ['resetDelivered', 'serverErrorDelivered', 'brokenJsonDelivered', 'serverError', 'hang']
  resend.faults = Array.from({ length: 200 }, (_, index) =>
    index % 7 === 6 ? faults[((index / 7) % faults.length) | 0]! : undefined!,
  )
  const ids = await queueMany(200, { lane: 'bulk', isBulletin: true })
  const three = await Promise.all([worker(), worker(), worker()])
  await expect.poll(() => resend.deliveries.size).toBeGreaterThan(60)
  await three[0]!.end('SIGKILL')
  await expect.poll(() => resend.deliveries.size).toBeGreaterThan(120)
  await three[1]!.end('SIGKILL')
  await expect
    .poll(
      async () => {
        await letTimePass()
        return db().$count(mails, ne(mails.state, 'sent'))
      },
      { timeout: 50_000 },
    )
    .toBe(0)
  expect(resend.deliveries.size).toBe(200)
  for (const id of ids) expect(resend.deliveries.get(id)).toHaveLength(1)
})
