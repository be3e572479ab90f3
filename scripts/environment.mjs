import { createHash } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isRunning, Stop } from './processes.mjs'
import { ROOT, readSecrets } from './steps.mjs'

/** Where secrets and the embedded database live. Never in git. */
export const DATA = path.resolve(process.env.PLENARY_DATA ?? path.join(ROOT, '.data'))

/** What runs now, for the other commands: `{ pid, next, databaseUrl, publicUrl }`, all but `pid` only once it serves. */
const RUNNING = path.join(DATA, 'running.json')

export function readRunning() {
  if (!existsSync(RUNNING)) return null
  try {
    return JSON.parse(readFileSync(RUNNING, 'utf8'))
  } catch {
    return {}
  }
}

/**
 * Takes the data folder for this process: two at once would share a database server that only one of them may stop.
 * @throws Stop if another start has it
 */
export async function claimData() {
  mkdirSync(DATA, { recursive: true, mode: 0o700 })
  for (;;) {
    if (takeData()) return
    const other = readRunning()
    if (!other) continue
    // In a container the number of before may now be that of the shell that npm starts us in.
    const isSelf = other.pid === process.pid || other.pid === process.ppid
    if (!isSelf && isRunning(other.pid, 'start.mjs')) {
      throw new Stop(
        `Plenary already runs here (process ${other.pid})${other.publicUrl ? `: ${other.publicUrl}` : ': it is just starting.'}\nStop it with Ctrl-C in its window, or use another folder (PLENARY_DATA).`,
      )
    }
    await stopApp(other.next)
    releaseData(other.pid)
  }
}

/** Says what runs now; only its owner may. */
export function describeRunning(values) {
  writeFileSync(`${RUNNING}.new`, JSON.stringify({ pid: process.pid, ...values }), { mode: 0o600 })
  renameSync(`${RUNNING}.new`, RUNNING)
}

/** Gives the data folder back, if it is still that process's. */
export function releaseData(pid = process.pid) {
  if (readRunning()?.pid === pid) rmSync(RUNNING, { force: true })
}

/** A link comes into being with its whole content or not at all, and for one process only. */
function takeData() {
  const own = `${RUNNING}.${process.pid}`
  writeFileSync(own, JSON.stringify({ pid: process.pid }), { mode: 0o600 })
  try {
    linkSync(own, RUNNING)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(own)
  }
}

/** After a kill -9 the app of before may still serve. */
async function stopApp(pid) {
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    if (!pid || !isRunning(pid, 'next')) return
    process.kill(pid, signal)
    for (let left = 100; left > 0 && isRunning(pid, 'next'); left--)
      await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** The environment of every process of ours: what the operator set, and what the data folder adds. */
export function environment({ databaseUrl, publicUrl }) {
  const secrets = readSecrets(DATA)
  const secretKey = process.env.PLENARY_SECRET_KEY || secrets.secretKey
  return {
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: publicUrl,
    PLENARY_SECRET_KEY: secretKey,
    // The same in every process and after every build, so that a form opened before an upgrade can still be sent.
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY:
      process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ||
      createHash('sha256').update(`actions ${secretKey}`).digest('base64'),
    NEXTAUTH_URL: publicUrl,
    NEXT_TELEMETRY_DISABLED: '1',
  }
}
