import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { formCall, load, median } from '../bench/load.mjs'
import { findChromium } from './chromium.mjs'
import { freePort, Stop, stopChild, stopCommands, untilReady, whenAbandoned } from './processes.mjs'
import { buildApp, checkNode, installPackages, NEXT, ROOT, run, runTypeScript, step } from './steps.mjs'

// `npm run bench` measures what the product promises about speed; `npm run bench -- pages start` only these parts.
//
// A figure per second says little about another machine, so what is measured is a ratio: the product against a bare
// Next.js app (bench/bare) that does the least a page or a form can do, both built with the same settings, served at the
// same time from the same PostgreSQL, their rounds in turn (A, B, A, B …), the median of the pairs' ratios. Mail is not
// delivered meanwhile. PostgreSQL waits for the disk here as it does for a secretariat, unlike in the tests.
//
// registration  the real action of the form's last page, over HTTP, for drafts that were filled in before, on one
//               category whose places are counted: validated, seated, audited, its mail rendered and queued
// pages         the event's page and the registration form's first page; queries as pg_stat_statements counts them
// browser       bytes and largest contentful paint of a first visit (bench/browser.mjs)
// agenda        the public agenda with 500 sessions, 30 rooms, 5 days, 800 speakers against a bare page that shows the same
//               HTML; a drag in the editor in the browser's own trace (bench/editor.mjs), and what saving it costs
// mail          10,000 letters to many in the outbox, three worker processes, two of them killed on the way, a stand-in for
//               Resend that counts what each person gets; its limit and the workers' rate are raised, or it would take 42
//               minutes; then half a minute at Resend's own limit and our rate below it (bench/mail.ts)
// start         `npm start` on an installed and built checkout whose database is there
const PARTS = ['registration', 'pages', 'browser', 'agenda', 'mail', 'start']
const chosen = process.argv.length > 2 ? process.argv.slice(2) : PARTS

/** Mail is measured without pages. */
const asksApps = chosen.some((part) => part !== 'mail')

const ROUNDS = 5
/** Requests in one round: eight of each of the 64 callers. */
const ROUND = 512
const EVENT = 'example'
const CATEGORY = 'delegate'

const open = { servers: [], starting: null, database: null, folder: null }
let isClosing = false
const rows = []

/** One line of the table; `holds` says whether the promise does. */
function row(promise, measured, ratio, holds) {
  rows.push({ promise, measured, ratio: ratio === null ? '' : ratio.toFixed(2), holds: holds ? 'yes' : 'no' })
}

async function serve(folder, env) {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const server = spawn(process.execPath, [NEXT, 'start', folder, '-p', String(port)], {
    cwd: ROOT,
    env: { ...env, PUBLIC_URL: url },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  open.servers.push(server)
  await untilReady(url, server)
  return url
}

/** Everything that is measured against: `{ product, bare, sql, env }`, two addresses, the database server, the product's environment. */
async function prepare() {
  open.folder = mkdtempSync(path.join(existsSync('/var/tmp') ? '/var/tmp' : tmpdir(), 'plenary-bench-'))
  const { startPostgres } = await import('./postgres.mjs')
  const { default: postgres } = await import('postgres')
  let server = ''
  await step('PostgreSQL started', async () => {
    open.database = startPostgres({
      folder: open.folder,
      password: 'bench',
      flags: ['shared_preload_libraries=pg_stat_statements', 'pg_stat_statements.track_utility=on'],
    })
    server = (await open.database).url
  })
  const connect = (name) => postgres(address(name), { max: 1, onnotice: () => {} })
  const address = (name) => Object.assign(new URL(server), { pathname: `/${name}` }).href
  const sql = connect('postgres')
  await sql`create extension pg_stat_statements`
  for (const name of ['product', 'bare']) await sql.unsafe(`create database ${name}`)

  const common = {
    ...Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !/^(RESEND_|SMTP_URL$|PORT$|MAIL_FROM$|PUBLIC_URL$|PLENARY_)/.test(name),
      ),
    ),
    PLENARY_WORKER: 'off',
    PLENARY_SECRET_KEY: '5e'.repeat(32),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    NEXT_TELEMETRY_DISABLED: '1',
    PLENARY_PROXIES: '1',
  }
  const env = { ...common, DATABASE_URL: address('product'), PUBLIC_URL: 'http://localhost:3000' }
  if (!asksApps) return { sql, env, address }
  await step('Databases filled', async () => {
    const options = JSON.stringify({ isEmpty: false, organiser: 'organiser@example.org', isLocal: false })
    await runTypeScript('scripts/prepare.ts', [options], env)
    const product = connect('product')
    await product`update categories set is_reviewed = false, capacity = 1000000 where slug = ${CATEGORY}`
    await product.end()
    const bare = connect('bare')
    await bare`create table notes (id serial primary key, name text not null, email text, created_at timestamptz not null default now())`
    await bare`insert into notes (name) values ('Example conference')`
    await bare`create table pages (id serial primary key, html text not null)`
    await bare.end()
  })
  await step('Bare app built', async () => {
    await run(process.execPath, [NEXT, 'build', path.join(ROOT, 'bench', 'bare')], { env: common })
  })
  const [product, bare] = await step('Both served', () =>
    Promise.all([
      serve(ROOT, env),
      serve(path.join(ROOT, 'bench', 'bare'), { ...common, DATABASE_URL: address('bare') }),
    ]).then((urls) => urls.flat()),
  )
  return { product, bare, sql, env, address }
}

/**
 * Rounds of every side in turn, after one of each that does not count.
 * @param sides functions that make a round of calls, with what a right answer is: `{ calls(), holds }`; the first is the bare one
 * @returns for each other side its figures against the bare one's, each the median of the rounds
 */
async function inTurn(sides) {
  const results = sides.map(() => [])
  for (let round = -1; round < ROUNDS; round++) {
    for (const [index, { calls, holds }] of sides.entries()) {
      const result = await load(await calls(), holds)
      if (round >= 0) results[index].push(result)
    }
  }
  const [bare, ...others] = results
  return others.map((own) => {
    const middle = (figure) => ({
      own: median(own.map((round) => round[figure])),
      bare: median(bare.map((round) => round[figure])),
      ratio: median(own.map((round, index) => round[figure] / bare[index][figure])),
    })
    return { perSecond: middle('perSecond'), p99: middle('p99') }
  })
}

function throughputRow(label, { own, bare, ratio }) {
  row(label, `${own.toFixed(0)}/s against ${bare.toFixed(0)}/s`, ratio, ratio >= 0.7)
}

async function measureRegistration({ product, bare, env }) {
  const result = await runTypeScript('bench/drafts.ts', [EVENT, CATEGORY, String((ROUNDS + 1) * ROUND)], env)
  const drafts = JSON.parse(result)
  const form = (draft) =>
    formCall(`${product}/en/${EVENT}/register/${CATEGORY}/${draft}?step=check`, 'id="registration"')
  const bareForm = await formCall(`${bare}/action`, '', { name: 'Example', email: 'person@example.org' })
  const [ours] = await inTurn([
    // As long a round in time: in half a second a few stalled calls would be the p99, and a lenient measure for ours.
    { calls: async () => Array(8 * ROUND).fill(bareForm), holds: ({ status }) => status === 303 },
    {
      calls: async () => {
        const calls = []
        for (let left = ROUND; left > 0; left -= 16) calls.push(...(await Promise.all(drafts.splice(0, 16).map(form))))
        return calls
      },
      holds: ({ status, headers }) => status === 303 && headers.location.includes('/sent/'),
    },
  ])
  throughputRow('a registration: throughput ≥ 0.7 × a bare action', ours.perSecond)
  const { own, bare: bareP99, ratio } = ours.p99
  row(
    'a registration: p99 ≤ 3 × a bare action’s',
    `${own.toFixed(0)} ms against ${bareP99.toFixed(0)} ms`,
    ratio,
    ratio <= 3,
  )
}

const PAGES = [
  { name: 'event page', path: `/en/${EVENT}`, scripts: 145_000 },
  { name: 'registration page', path: `/en/${EVENT}/register/${CATEGORY}`, scripts: 150_000 },
]

async function measurePages({ product, bare, sql }) {
  const side = (url) => ({ calls: async () => Array(ROUND).fill({ url }), holds: ({ status }) => status === 200 })
  const results = await inTurn([side(bare), ...PAGES.map((page) => side(product + page.path))])
  for (const [index, page] of PAGES.entries())
    throughputRow(`${page.name}: throughput ≥ 0.7 × a bare page`, results[index].perSecond)
  for (const page of PAGES) {
    const queries = await queriesOf(sql, product + page.path)
    row(`${page.name}: ≤ 3 queries`, String(queries), null, queries <= 3)
  }
}

/** Queries of one request, as the database server counts them over ten. */
async function queriesOf(sql, url) {
  await sql`select pg_stat_statements_reset()`
  for (let request = 0; request < 10; request++) await (await fetch(url)).text()
  const [{ calls }] = await sql`
    select sum(calls)::int as calls from pg_stat_statements join pg_database on pg_database.oid = dbid
    where datname = 'product'`
  return calls / 10
}

async function measureBrowser({ product }) {
  const { firstVisit } = await import('../bench/browser.mjs')
  const chromium = await findChromium()
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`
  for (const page of PAGES) {
    const { scripts, all, hosts, lcp } = await firstVisit(product + page.path, chromium)
    row(`${page.name}: JavaScript ≤ ${page.scripts / 1000} kB gzip`, kilobytes(scripts), null, scripts <= page.scripts)
    row(`${page.name}: ≤ 220 kB in all`, kilobytes(all), null, all <= 220_000)
    row(`${page.name}: nothing from another host`, hosts.join(' ') || 'nothing', null, hosts.length === 0)
    row(`${page.name}: LCP ≤ 1.5 s, slow 4G, CPU ÷ 4`, `${(lcp / 1000).toFixed(2)} s`, null, lcp <= 1500)
  }
}

async function measureAgenda({ product, bare, sql, env, address }) {
  const filled = JSON.parse(await runTypeScript('bench/agenda.ts', [EVENT], env))
  console.log(`  ${filled.made} sessions imported in ${filled.seconds.toFixed(1)} s`)
  const url = `${product}/en/${EVENT}/agenda`
  const html = await (await fetch(url)).text()
  const [, body = ''] = html.match(/<body[^>]*>(.*)<\/body>/s) ?? []
  const { default: postgres } = await import('postgres')
  const kept = postgres(address('bare'), { max: 1 })
  await kept`insert into pages ${kept({ html: body.replace(/<script.*?<\/script>/gs, '') })}`
  await kept.end()
  const holds = ({ status }) => status === 200
  const [ours] = await inTurn([
    { calls: async () => Array(ROUND / 32).fill({ url: `${bare}/kept` }), holds },
    { calls: async () => Array(ROUND / 32).fill({ url }), holds },
  ])
  throughputRow(`agenda of 500 sessions (${Math.round(html.length / 1000)} kB): ≥ 0.7 × a bare page`, ours.perSecond)
  const queries = await queriesOf(sql, url)
  row('agenda of 500 sessions: ≤ 3 queries', String(queries), null, queries <= 3)

  const { dragging } = await import('../bench/editor.mjs')
  const drag = await dragging(`${product}/en/admin/${EVENT}/agenda`, filled, await findChromium())
  row(
    'editor: no task over 50 ms while dragging',
    `${drag.longTasks}, longest ${drag.longest.toFixed(1)} ms`,
    null,
    drag.longTasks === 0,
  )
  row('editor: a drag is saved by one action', `${drag.saves}, ${drag.saved.toFixed(0)} ms`, null, drag.saves === 1)
}

const LETTERS = 10_000
const LETTERS_PER_SECOND = 150

async function measureMail({ sql, env, address }) {
  await sql`create database mail`
  const own = { ...env, DATABASE_URL: address('mail') }
  await runTypeScript('scripts/migrate.ts', [], own)
  const printed = await runTypeScript('bench/mail.ts', [LETTERS, LETTERS_PER_SECOND, 30].map(String), own)
  const { drained, limited } = JSON.parse(printed.trim().split('\n').at(-1))
  const { once, twice, refused, seconds, slowestLink, before, after } = drained
  row(
    '10,000 letters, two of three workers killed: each person one',
    `${once} once, ${twice} twice, in ${seconds.toFixed(0)} s at ${LETTERS_PER_SECOND}/s`,
    null,
    once === LETTERS && twice === 0,
  )
  row('… within the provider’s limit', `${refused} refused`, null, refused === 0)
  row('a sign-in link meanwhile: ≤ 5 s', `slowest of 3 in ${slowestLink.toFixed(1)} s`, null, slowestLink <= 5)
  row(
    'memory of the worker that lives: flat',
    `${before.toFixed(0)} MB after 1,000, ${after.toFixed(0)} MB after all`,
    after / before,
    after <= before * 1.25,
  )
  row(
    'at Resend’s limit of 5/s, three workers: 4/s, none refused',
    `${limited.perSecond.toFixed(2)}/s, ${limited.refused} refused`,
    null,
    limited.refused === 0 && Math.abs(limited.perSecond - 4) < 0.4,
  )
  row('a sign-in link at that rate: ≤ 5 s', `${limited.link.toFixed(1)} s`, null, limited.link <= 5)
}

/** The second start counts: the first makes the data folder and fills in the example. */
async function measureStart() {
  let seconds = 0
  for (let time = 0; time < 2 && !isClosing; time++) {
    const port = await freePort()
    const { DATABASE_URL, PUBLIC_URL, ...env } = process.env
    const began = performance.now()
    open.starting = spawn(process.execPath, [path.join('scripts', 'start.mjs')], {
      cwd: ROOT,
      env: { ...env, PORT: String(port), PLENARY_DATA: path.join(open.folder, 'start') },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    await untilReady(`http://localhost:${port}`, open.starting)
    seconds = (performance.now() - began) / 1000
    await stopChild(open.starting)
  }
  row('npm start answers in ≤ 10 s, installed and built', `${seconds.toFixed(1)} s`, null, seconds <= 10)
}

function table() {
  const columns = ['promise', 'measured', 'ratio', 'holds']
  const lines = [Object.fromEntries(columns.map((name) => [name, name])), ...rows]
  const widths = columns.map((name) => Math.max(...lines.map((line) => line[name].length)))
  const text = lines.map((line) =>
    columns
      .map((name, index) => line[name].padEnd(widths[index]))
      .join('  ')
      .trimEnd(),
  )
  return [text[0], '-'.repeat(text[0].length + 3), ...text.slice(1)].join('\n')
}

async function close() {
  isClosing = true
  await stopCommands()
  await stopChild(open.starting)
  await Promise.all(open.servers.map((server) => stopChild(server)))
  const database = await Promise.resolve(open.database).catch(() => null)
  await database?.stop()
  if (open.folder) rmSync(open.folder, { recursive: true, force: true })
}

async function bench() {
  const unknown = chosen.find((part) => !PARTS.includes(part))
  if (unknown) throw new Stop(`There is no part “${unknown}”: ${PARTS.join(', ')}.`)
  checkNode()
  await installPackages()
  if (asksApps) await buildApp()
  const world = await prepare()
  const measure = {
    registration: measureRegistration,
    pages: measurePages,
    browser: measureBrowser,
    agenda: measureAgenda,
    mail: measureMail,
    start: measureStart,
  }
  for (const part of chosen) await step(`Measured: ${part}`, () => measure[part](world))
  await world.sql.end()
  console.log(`\n${table()}`)
}

const interrupt = () => close().then(() => process.exit(130))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt)
whenAbandoned(interrupt)

bench()
  .catch((error) => {
    if (isClosing) return
    console.error(error instanceof Stop ? error.message : error)
    process.exitCode = 1
  })
  .then(async () => {
    // Whoever interrupted it ends it.
    if (isClosing) return
    await close()
    process.exit()
  })
