import { spawn } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { DATA, environment, RUNNING, readRunning } from './environment.mjs'
import {
  buildApp,
  checkNode,
  freePort,
  installPackages,
  isFree,
  isRunning,
  NEXT,
  ROOT,
  readSecrets,
  runTypeScript,
  Stop,
  step,
  stopChild,
  untilReady,
} from './steps.mjs'

const isDevelopment = process.argv.includes('--dev')
const isEmpty = process.argv.includes('--empty')
const began = Date.now()
const children = { next: null, database: null }
let isStopping = false

/** Ends the app first and the database last, so that nothing under way is lost. */
async function stop(code) {
  if (isStopping) return
  isStopping = true
  if (children.next) await stopChild(children.next)
  if (children.database) await children.database.stop()
  if (readRunning()?.pid === process.pid) rmSync(RUNNING, { force: true })
  process.exit(code)
}

async function start() {
  checkNode()
  console.log('Plenary\n')
  await refuseSecondStart()
  await installPackages()

  const isOwnDatabase = !process.env.DATABASE_URL
  let databaseUrl = process.env.DATABASE_URL
  if (isOwnDatabase) {
    await step('PostgreSQL started', async () => {
      const { startPostgres } = await import('./postgres.mjs')
      children.database = await startPostgres({ folder: DATA, password: readSecrets(DATA).databasePassword })
      databaseUrl = await ensureDatabase(children.database.url, 'plenary')
    })
  }

  const port = await choosePort()
  const localUrl = `http://localhost:${port}`
  const publicUrl = process.env.PUBLIC_URL || localUrl
  const env = { ...process.env, ...environment({ databaseUrl, publicUrl }) }
  const organiser = process.env.PLENARY_ORGANISER || 'organiser@example.org'
  const isLocal = isOwnDatabase && !process.env.RESEND_API_KEY && !process.env.SMTP_URL
  const prepared = await step('Database ready', async () =>
    JSON.parse(await runTypeScript('scripts/prepare.ts', [JSON.stringify({ isEmpty, organiser, isLocal })], env)),
  )
  if (prepared.isSeeded) console.log('  The example conference has been filled in.')
  if (!isDevelopment) await buildApp(env)

  await step('Serving', async () => {
    children.next = spawn(process.execPath, [NEXT, isDevelopment ? 'dev' : 'start', '-p', String(port)], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    })
    children.next.once('exit', (code) => {
      if (isStopping) return
      console.error(`The server stopped by itself (${code}).`)
      stop(1)
    })
    writeFileSync(RUNNING, JSON.stringify({ pid: process.pid, next: children.next.pid, databaseUrl, publicUrl }), {
      mode: 0o600,
    })
    await untilReady(localUrl, children.next)
  })
  announce(publicUrl, prepared)
}

/** Two at once on one data folder would share a database server that only one of them may stop. */
async function refuseSecondStart() {
  const running = readRunning()
  if (!running) return
  if (running.pid !== process.pid && isRunning(running.pid, 'start.mjs')) {
    throw new Stop(
      `Plenary already runs here (process ${running.pid}): ${running.publicUrl}\nStop it with Ctrl-C in its window, or use another folder (PLENARY_DATA).`,
    )
  }
  // After a kill -9 the app of before may still serve.
  if (running.next && isRunning(running.next, 'next')) {
    process.kill(running.next, 'SIGTERM')
    for (let left = 100; left > 0 && isRunning(running.next, 'next'); left--)
      await new Promise((resolve) => setTimeout(resolve, 100))
  }
  rmSync(RUNNING, { force: true })
}

async function choosePort() {
  if (!process.env.PORT) return freePort(3000)
  const port = Number(process.env.PORT)
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Stop(`Set PORT to a number from 1 to 65535; it is “${process.env.PORT}”.`)
  if (!(await isFree(port))) throw new Stop(`Port ${port} is taken. Set PORT to another one, or stop what uses it.`)
  return port
}

async function ensureDatabase(serverUrl, name) {
  const { default: postgres } = await import('postgres')
  const sql = postgres(serverUrl, { max: 1 })
  const found = await sql`select 1 from pg_database where datname = ${name}`
  if (found.length === 0) await sql.unsafe(`create database ${name}`)
  await sql.end()
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href
}

function announce(url, { organiser, link }) {
  const mail = process.env.RESEND_API_KEY
    ? 'sent through Resend'
    : process.env.SMTP_URL
      ? 'sent through your SMTP server'
      : `kept, not sent: read them in the admin area under “Mail” (${url}/en/admin)`
  console.log(`
Ready after ${((Date.now() - began) / 1000).toFixed(1)} s.

  Public site   ${url}
  Admin area    ${url}/en/admin
  Sign in as    ${organiser}
  ${link ? `with           ${link}\n                (works once, for 10 minutes; a new one: npm run sign-in -- ${organiser})` : `by e-mail, or  npm run sign-in -- ${organiser}`}
  E-mails are   ${mail}

Stop with Ctrl-C.
`)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (!isStopping) console.log('\nStopping …')
    stop(0)
  })
}

start().catch((error) => {
  console.error(error instanceof Stop ? `\n${error.message}` : error)
  stop(1)
})
