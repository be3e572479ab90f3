import { spawn, spawnSync } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findChromium } from './chromium.mjs'
import { freePort, Stop, stopChild, stopCommands, untilReady, whenAbandoned } from './processes.mjs'
import { buildApp, checkNode, installPackages, NEXT, ROOT, run, runTypeScript, step } from './steps.mjs'

// `npm test` runs everything; `npm test -- e2e/register.spec.ts` only these Playwright tests. Those of features/ and lib/
// ask no server, so for them alone nothing is built. What else Playwright knows goes to it: `-- features/mail --repeat-each=20`.
const chosen = process.argv.slice(2)
const asksServer = chosen.length === 0 || chosen.some((name) => !/^(--|(features|lib|db|emails)\/)/.test(name))
const count = { passed: 0, failed: 0 }
const open = { tests: null, next: null, database: null, folder: null }
let isClosing = false
const bin = (name) => path.join(ROOT, 'node_modules', '.bin', name)

/** One check counts as one test. */
async function check(action) {
  if (isClosing) return
  try {
    await action()
    count.passed++
  } catch (error) {
    count.failed++
    console.error(error instanceof Stop ? error.message : error)
  }
}

async function auditPackages() {
  const { stdout, stderr } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: ROOT, encoding: 'utf8' })
  const report = parseReport(stdout)
  if (!report.metadata) {
    const reason = report.message ?? stderr.split('\n').find((line) => line.includes('audit')) ?? ''
    return `warning, no registry could be asked (${reason.trim()})`
  }
  const { total } = report.metadata.vulnerabilities
  if (total > 0)
    throw new Stop(`npm audit names ${total}:\n${JSON.stringify(report.vulnerabilities, null, 2).slice(0, 4000)}`)
}

function parseReport(text) {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

async function browserTests() {
  open.folder = mkdtempSync(path.join(existsSync('/var/tmp') ? '/var/tmp' : tmpdir(), 'plenary-test-'))
  const { startPostgres } = await import('./postgres.mjs')
  let server = ''
  await step('PostgreSQL for the tests started', async () => {
    // A throw-away server: nothing of it must outlive the tests, so it need not wait for the disk.
    open.database = startPostgres({
      folder: open.folder,
      password: 'test',
      flags: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'],
    })
    server = (await open.database).url
  })
  const { default: postgres } = await import('postgres')
  const sql = postgres(server, { max: 1 })
  for (const name of ['template_plenary', 'server_plenary']) await sql.unsafe(`create database ${name}`)
  const address = (name) => Object.assign(new URL(server), { pathname: `/${name}` }).href
  // Any port: two runs on one machine must not meet.
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env = {
    ...Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(RESEND_|SMTP_URL$|PORT$|MAIL_FROM$|PLENARY_)/.test(name)),
    ),
    PUBLIC_URL: url,
    PLENARY_SECRET_KEY: '5e'.repeat(32),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    NEXT_TELEMETRY_DISABLED: '1',
    // The tests are the proxy, and say in a header whom they are when it matters.
    PLENARY_PROXIES: '1',
  }
  await step('Databases for the tests migrated', () =>
    Promise.all(
      ['template_plenary', 'server_plenary'].map((name) =>
        runTypeScript('scripts/migrate.ts', [], { ...env, DATABASE_URL: address(name) }),
      ),
    ),
  )
  await sql.end()

  mkdirSync(path.join(ROOT, 'test-results'), { recursive: true })
  const serverLog = path.join(ROOT, 'test-results', 'server.log')
  if (asksServer)
    await step('Production server started', async () => {
      if (isClosing) return
      open.next = spawn(process.execPath, [NEXT, 'start', '-p', String(port)], {
        cwd: ROOT,
        env: { ...env, DATABASE_URL: address('server_plenary') },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const log = createWriteStream(serverLog)
      open.next.stdout.pipe(log)
      open.next.stderr.pipe(log)
      await untilReady(url, open.next)
    })

  const report = path.join(ROOT, 'test-results', 'report.json')
  rmSync(report, { force: true })
  const testEnv = {
    ...env,
    CHROMIUM_PATH: await findChromium(),
    PLENARY_TEST_URL: url,
    PLENARY_TEST_SERVER: server,
    PLENARY_TEST_TEMPLATE: 'template_plenary',
    DATABASE_URL: address('server_plenary'),
  }
  const code = await new Promise((resolve) => {
    if (isClosing) return
    open.tests = spawn(
      process.execPath,
      [path.join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', ...chosen],
      { cwd: ROOT, env: testEnv, stdio: 'inherit' },
    )
    open.tests.on('exit', resolve)
  })
  const { stats } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { stats: null }
  const failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0)
  count.passed += stats?.expected ?? 0
  // A file that cannot be read, or no test found, is in no test's result.
  count.failed += failed || Number(code !== 0)
  if (count.failed > 0 && asksServer && existsSync(serverLog))
    console.log(`\nThe end of the server's log:\n${readFileSync(serverLog, 'utf8').slice(-3000)}`)
}

async function close() {
  isClosing = true
  await stopCommands()
  await stopChild(open.tests)
  await stopChild(open.next)
  const database = await Promise.resolve(open.database).catch(() => null)
  await database?.stop()
  if (open.folder) rmSync(open.folder, { recursive: true, force: true })
}

async function test() {
  checkNode()
  await installPackages()
  if (chosen.length === 0) {
    await check(() =>
      step('Types', async () => {
        await run(process.execPath, [NEXT, 'typegen'])
        await run(bin('tsc'), ['--noEmit', '--incremental', 'false'])
      }),
    )
    await check(() =>
      step('Lint and format', async () => {
        await run(bin('biome'), ['ci', '--colors=off', '.'])
      }),
    )
    await check(() => step('Known vulnerabilities in what ships', auditPackages))
    await check(() => buildApp())
  } else if (asksServer) await buildApp()
  if (!isClosing) await browserTests()
}

const interrupt = () => close().then(() => process.exit(130))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt)
whenAbandoned(interrupt)

test()
  .catch((error) => {
    count.failed++
    console.error(error instanceof Stop ? error.message : error)
  })
  .then(async () => {
    // Whoever interrupted the tests ends them.
    if (isClosing) return
    await close()
    console.log(`${count.passed} passed, ${count.failed} failed`)
    process.exit(count.failed > 0 ? 1 : 0)
  })
