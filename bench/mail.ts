import { spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { ne, sql } from 'drizzle-orm'
import { closeDatabase, db } from '@/db'
import { users } from '@/db/schema/accounts'
import { mailQueue, mails } from '@/db/schema/mail'
import { queueMany } from '@/e2e/fixtures/mail'
import { startWorkerProcess } from '@/e2e/fixtures/worker'
import { startResend } from '@/e2e/stand-ins/resend'
import { requestSignIn } from '@/features/accounts/commands'
import { env } from '@/lib/env'

const ORGANISER = 'organiser@example.org'

/** A stand-in for Resend with its limit, and three workers with theirs. `null`: as both are without being told. */
async function start(limit: number, perSecond: number | null) {
  const resend = await startResend()
  resend.limit = limit
  resend.keepsText = false
  const rate = { MAIL_PER_SECOND: perSecond === null ? '' : String(perSecond) }
  const workers = await Promise.all(
    Array.from({ length: 3 }, () =>
      startWorkerProcess({ DATABASE_URL: env().DATABASE_URL, RESEND_BASE_URL: resend.url, ...rate }),
    ),
  )
  return { resend, workers }
}

type Resend = Awaited<ReturnType<typeof startResend>>

/** Asks for a sign-in link as the sign-in page does; seconds until the provider has the mail. */
async function signInSeconds(resend: Resend): Promise<number> {
  const before = new Set((await signInMails()).map(({ id }) => id))
  const began = performance.now()
  await requestSignIn(ORGANISER, 'en')
  const asked = (await signInMails()).find(({ id }) => !before.has(id))
  if (!asked) throw new Error('No sign-in link was queued.')
  while (!resend.deliveries.has(asked.id)) await sleep(5)
  return (performance.now() - began) / 1000
}

const signInMails = () => db().select({ id: mails.id }).from(mails).where(sql`${mails.kind} = 'sign_in'`)

function megabytes(pid: number): number {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })
  return Number(stdout) / 1024
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(100)
}

/** All letters, two of three workers killed on the way, a sign-in link asked for three times. */
async function drain(count: number, perSecond: number) {
  const ids = await queueMany(count, { lane: 'bulk', kind: 'campaign', to: 'first@example.org' })
  const began = performance.now()
  const { resend, workers } = await start(Math.ceil(perSecond * 1.25), perSecond)
  const [first, second, survivor] = workers
  const links: number[] = []
  const drained = (part: number) => () => resend.deliveries.size >= count * part
  await until(drained(0.1))
  const before = megabytes(survivor!.pid)
  links.push(await signInSeconds(resend))
  await until(drained(0.25))
  await first!.end('SIGKILL')
  await until(drained(0.45))
  links.push(await signInSeconds(resend))
  await until(drained(0.5))
  await second!.end('SIGKILL')
  await until(drained(0.8))
  links.push(await signInSeconds(resend))
  await until(
    async () =>
      resend.deliveries.size >= count + links.length && (await db().$count(mails, ne(mails.state, 'sent'))) === 0,
  )
  const seconds = (performance.now() - began) / 1000
  const after = megabytes(survivor!.pid)
  await survivor!.end('SIGTERM')
  const answers = ids.map((id) => resend.deliveries.get(id)?.length ?? 0)
  await resend.close()
  return {
    seconds,
    once: answers.filter((times) => times === 1).length,
    twice: answers.filter((times) => times > 1).length,
    refused: resend.requests - resend.taken,
    slowestLink: Math.max(...links),
    before,
    after,
  }
}

/** As long at the provider's own limit and ours. */
async function atTheirLimit(seconds: number) {
  await db().delete(mails)
  await db().update(mailQueue).set({ nextTurnAt: sql`now()` })
  await queueMany(seconds * 10, { lane: 'bulk', kind: 'campaign', to: 'first@example.org' })
  const { resend, workers } = await start(5, null)
  await until(() => resend.deliveries.size > 0)
  const began = performance.now()
  const had = resend.deliveries.size
  await sleep((seconds * 1000) / 2)
  const link = await signInSeconds(resend)
  await sleep(Math.max(0, seconds * 1000 - (performance.now() - began)))
  const perSecond = ((resend.deliveries.size - had) * 1000) / (performance.now() - began)
  const refused = resend.requests - resend.taken
  await Promise.all(workers.map((worker) => worker.end('SIGTERM')))
  await resend.close()
  return { perSecond, refused, link }
}

/** Arguments: how many letters, at how many a second, for how many seconds at Resend's own limit. Prints one line of JSON. */
async function measure([count = '', perSecond = '', seconds = '']: string[]): Promise<void> {
  await db().insert(users).values({ email: ORGANISER })
  const drained = await drain(Number(count), Number(perSecond))
  const limited = await atTheirLimit(Number(seconds))
  console.log(JSON.stringify({ drained, limited }))
}

measure(process.argv.slice(2)).finally(closeDatabase)
