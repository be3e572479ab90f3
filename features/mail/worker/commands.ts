import { isNotNull, lt, or, sql } from 'drizzle-orm'
import { db } from '@/db'
import { sessions, signInTokens } from '@/db/schema/accounts'
import { drafts } from '@/db/schema/registrations'
import { env } from '@/lib/env'
import { describeError, log } from '@/lib/log'
import { deliverDueMails } from '../delivery/commands'
import { openTransport } from '../transports/commands'

/** Something that happens by itself, on the worker's clock. `run` may be called in several processes at once. */
export type Chore = { name: string; everySeconds: number; run(now: Date): Promise<unknown> }

/** What the worker sweeps out whatever else it is given to do. */
const SWEEP: Chore = { name: 'sweep', everySeconds: 3600, run: () => sweepExpired() }

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
  const pauser = wakeablePause(signal)
  globals.plenaryWakeWorker = pauser.wake
  const due = new Map([SWEEP, ...chores].map((chore) => [chore, 0]))
  let troubles = 0
  log('info', 'worker.started')
  while (!signal.aborted) {
    try {
      const claimed = await deliverDueMails(transport, signal)
      for (const [chore, at] of due) {
        if (Date.now() < at || signal.aborted) continue
        due.set(chore, Date.now() + chore.everySeconds * 1000)
        await chore.run(new Date()).catch((error: unknown) => {
          log('error', 'worker.chore_failed', { chore: chore.name, ...describeError(error) })
        })
      }
      troubles = 0
      if (claimed === 0) await pauser.pause(idleMs)
    } catch (error) {
      troubles += 1
      log('error', 'worker.trouble', { troubles, ...describeError(error) })
      await pauser.pause(Math.min(1000 * 2 ** Math.min(troubles - 1, 10), LONGEST_TROUBLE_MS))
    }
  }
  if (globals.plenaryWakeWorker === pauser.wake) globals.plenaryWakeWorker = undefined
  transport.close()
  log('info', 'worker.stopped')
}

/** Deletes unfinished forms, sign-in links and sessions whose time is over. */
export async function sweepExpired(): Promise<void> {
  await db().delete(drafts).where(lt(drafts.expiresAt, sql`now()`))
  await db()
    .delete(signInTokens)
    .where(or(lt(signInTokens.expires, sql`now()`), isNotNull(signInTokens.usedAt)))
  await db().delete(sessions).where(lt(sessions.expires, sql`now()`))
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
