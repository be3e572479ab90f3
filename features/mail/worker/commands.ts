import { setMaxListeners } from 'node:events'
import { isNotNull, lt, or, sql } from 'drizzle-orm'
import { db } from '@/db'
import { sessions, signInTokens } from '@/db/schema/accounts'
import { mailReports } from '@/db/schema/mail'
import { drafts } from '@/db/schema/registrations'
import { env } from '@/lib/env'
import { describeError, log } from '@/lib/log'
import { beginDueMails, mendTimes, probeOutage } from '../delivery/commands'
import { openTransport, type Transport } from '../transports/commands'

/** Something that happens by itself, on the worker's clock. `run` may be called in several processes at once. */
export type Chore = { name: string; everySeconds: number; run(now: Date): Promise<unknown> }

/** What the worker does whatever else it is given to do. */
const OWN_CHORES: readonly Chore[] = [
  { name: 'sweep', everySeconds: 3600, run: () => sweepExpired() },
  { name: 'mail times', everySeconds: 60, run: () => mendTimes() },
  { name: 'mail outage', everySeconds: 20, run: () => probeOutage() },
]

const LONGEST_TROUBLE_MS = 30_000

// Next.js loads instrumentation and pages as separate copies of a module, so they meet in the global object.
const globals = globalThis as { plenaryWakeWorker?: () => void }

/** Lets the worker in this process, if there is one, look for mails now. Call it after a commit. */
export function wakeWorker(): void {
  globals.plenaryWakeWorker?.()
}

/**
 * Delivers mails and does the chores until `signal` aborts; then what is under way is finished. Trouble with the database
 * is logged and waited out; a chore that fails is tried again when its time comes.
 * @param idleMs how long to wait when nothing is due
 */
export async function runWorker({
  signal,
  idleMs = 1000,
  chores = [],
}: {
  signal: AbortSignal
  idleMs?: number
  chores?: readonly Chore[]
}): Promise<void> {
  const transport = openTransport(env())
  // Every mail that waits for its turn listens.
  setMaxListeners(0, signal)
  log('info', 'worker.started')
  // Apart, so that a chore which takes a minute keeps no sign-in link waiting.
  await Promise.all([deliverMails(transport, signal, idleMs), doChores([...OWN_CHORES, ...chores], signal)])
  transport.close()
  log('info', 'worker.stopped')
}

/**
 * Begins mails as they fall due. One that the provider is slow to answer keeps no other waiting: letters to many take half
 * of the room at most.
 */
async function deliverMails(transport: Transport, signal: AbortSignal, idleMs: number): Promise<void> {
  const pauser = wakeablePause(signal)
  globals.plenaryWakeWorker = pauser.wake
  const underWay = new Set<Promise<void>>()
  let troubles = 0
  while (!signal.aborted) {
    try {
      const left = transport.lanes - underWay.size
      const room = { all: left, bulk: Math.max(left - Math.floor(transport.lanes / 2), 0) }
      const { begun, againMs } = await beginDueMails(transport, room, signal)
      for (const mail of begun) {
        const ended = mail.catch(noteTrouble).finally(() => {
          underWay.delete(ended)
          pauser.wake()
        })
        underWay.add(ended)
      }
      troubles = 0
      await pauser.pause(Math.min(againMs ?? idleMs, idleMs))
    } catch (error) {
      noteTrouble(error)
      troubles += 1
      await pauser.pause(Math.min(1000 * 2 ** Math.min(troubles - 1, 10), LONGEST_TROUBLE_MS))
    }
  }
  if (globals.plenaryWakeWorker === pauser.wake) globals.plenaryWakeWorker = undefined
  await Promise.all(underWay)
}

function noteTrouble(error: unknown): void {
  log('error', 'worker.trouble', describeError(error))
}

async function doChores(chores: readonly Chore[], signal: AbortSignal): Promise<void> {
  const pauser = wakeablePause(signal)
  const due = new Map(chores.map((chore) => [chore, 0]))
  while (!signal.aborted) {
    for (const [chore, at] of due) {
      // A steady clock: chores must not wait a day because the machine's was set back by one.
      if (performance.now() < at || signal.aborted) continue
      due.set(chore, performance.now() + chore.everySeconds * 1000)
      await chore.run(new Date()).catch((error: unknown) => {
        log('error', 'worker.chore_failed', { chore: chore.name, ...describeError(error) })
      })
    }
    await pauser.pause(1000)
  }
}

/** Deletes unfinished forms, sign-in links and sessions whose time is over, and which reports have come long ago. */
export async function sweepExpired(): Promise<void> {
  await db().delete(drafts).where(lt(drafts.expiresAt, sql`now()`))
  await db()
    .delete(signInTokens)
    .where(or(lt(signInTokens.expires, sql`now()`), isNotNull(signInTokens.usedAt)))
  await db().delete(sessions).where(lt(sessions.expires, sql`now()`))
  // A provider repeats a report for a day or two, and one that comes later still moves no mail back.
  await db().delete(mailReports).where(lt(mailReports.receivedAt, sql`now() - interval '30 days'`))
}

/** A pause that a wake ends, also one that came just before it. */
function wakeablePause(signal: AbortSignal): { pause(ms: number): Promise<void>; wake(): void } {
  let isWoken = false
  let end = () => {}
  signal.addEventListener('abort', () => end(), { once: true })
  return {
    wake() {
      isWoken = true
      end()
    },
    async pause(ms) {
      if (!isWoken && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          end = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      isWoken = false
    },
  }
}
