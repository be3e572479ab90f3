import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'

/** A failure that the person at the terminal can mend: its message is shown alone, without a stack. */
export class Stop extends Error {}

const running = new Set()

/** Starts a command that `stopCommands` ends with us. */
export function begin(command, args, options) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  running.add(child)
  child.once('close', () => running.delete(child))
  return child
}

/** Ends whatever command is under way: an installation, a build. */
export function stopCommands() {
  return Promise.all([...running].map((child) => stopChild(child)))
}

/**
 * Calls `stop` once npm, which started us, is gone. It passes SIGTERM to its shell only, and that does not pass it on:
 * without this, what a supervisor stops would go on running.
 */
export function whenAbandoned(stop) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    stop()
  }, 500)
  timer.unref()
}

/** A free port: the wanted one if it is, else any. */
export async function freePort(wanted) {
  return wanted && (await isFree(wanted)) ? wanted : await anyPort()
}

export function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, () => server.close(() => resolve(true)))
  })
}

function anyPort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** Waits until the app says that it is ready. */
export async function untilReady(url, child, seconds = 60) {
  for (let left = seconds * 10; left > 0; left--) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Stop('The server stopped while starting.')
    const answer = await fetch(`${url}/api/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Stop(`The server did not become ready within ${seconds} seconds.`)
}

/** True while a process with this id runs whose command line has `word` in it. */
export function isRunning(pid, word) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  const { stdout } = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
  // Where there is no ps, the id alone must do.
  return typeof stdout !== 'string' || stdout === ''
    ? existsSync('/proc')
      ? readCommandLine(pid).includes(word)
      : true
    : stdout.includes(word)
}

function readCommandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Ends a child and waits for it. */
export function stopChild(child, signal = 'SIGTERM') {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', resolve)
    child.kill(signal)
  })
}
