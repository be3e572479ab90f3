import { spawn } from 'node:child_process'
import { claimData, DATA, describeRunning, environment, releaseData } from './environment.mjs'
import { isFree, Stop, stopChild, stopCommands, untilReady, whenAbandoned } from './processes.mjs'
import { buildApp, checkNode, installPackages, NEXT, ROOT, readSecrets, runTypeScript, step } from './steps.mjs'

const isDevelopment = process.argv.includes('--dev')
const isEmpty = process.argv.includes('--empty')
const began = Date.now()
const children = { next: null, database: null }
let isStopping = false

/** Ends the app first and the database last, so that nothing under way is lost. */
async function stop(code) {
  if (isStopping) return
  isStopping = true
  await stopCommands()
  await stopChild(children.next)
  // It may still be starting.
  const database = await Promise.resolve(children.database).catch(() => null)
  await database?.stop()
  releaseData()
  process.exit(code)
}

async function start() {
  checkNode()
  console.log('Plenary\n')
  await claimData()
  await installPackages()

  const port = await choosePort()
  const isOwnDatabase = !process.env.DATABASE_URL
  let databaseUrl = process.env.DATABASE_URL
  if (isOwnDatabase) {
    await step('PostgreSQL started', async () => {
      const { startPostgres } = await import('./postgres.mjs')
      children.database = startPostgres({ folder: DATA, password: readSecrets(DATA).databasePassword })
      const { url, child } = await children.database
      child.once('exit', (code) => stopBecause(`PostgreSQL stopped by itself (${code}).`))
      databaseUrl = await ensureDatabase(url, 'plenary')
    })
  }

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
    children.next.once('exit', (code) => stopBecause(`The server stopped by itself (${code}).`))
    describeRunning({ next: children.next.pid, databaseUrl, publicUrl })
    await untilReady(localUrl, children.next)
  })
  announce(publicUrl, prepared)
}

function stopBecause(sentence) {
  if (isStopping) return
  console.error(sentence)
  stop(1)
}

async function choosePort() {
  if (!process.env.PORT) {
    for (let port = 3000; port < 3100; port++) {
      if (!(await isFree(port))) continue
      if (port !== 3000) console.log(`  Port 3000 is taken: using ${port}.`)
      return port
    }
  }
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

function stopCalmly() {
  if (!isStopping) console.log('\nStopping …')
  stop(0)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stopCalmly)
whenAbandoned(stopCalmly)

start().catch((error) => {
  // What fails while we stop fails because we stop.
  if (isStopping) return
  console.error(error instanceof Stop ? `\n${error.message}` : error)
  stop(1)
})
