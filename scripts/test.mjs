import { spawn, spawnSync } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  buildApp,
  checkNode,
  freePort,
  installPackages,
  NEXT,
  ROOT,
  run,
  runTypeScript,
  Stop,
  step,
  stopChild,
  untilReady,
} from './steps.mjs'

// `npm test` runs everything; `npm test -- e2e/register.spec.ts` only these Playwright tests.
const chosen = process.argv.slice(2)
const count = { passed: 0, failed: 0 }
const open = { next: null, database: null, folder: null }
const bin = (name) => path.join(ROOT, 'node_modules', '.bin', name)

/** One check counts as one test. */
async function check(label, action) {
  try {
    await step(label, action)
    count.passed++
  } catch (error) {
    count.failed++
    console.error(error instanceof Stop ? error.message : error)
  }
}

async function auditPackages() {
  const { stdout, stderr } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: ROOT, encoding: 'utf8' })
  const report = JSON.parse(stdout || '{}')
  if (!report.metadata)
    return `no registry could be asked (${(report.message ?? stderr.split('\n').find((line) => line.includes('audit')) ?? '').trim()})`
  const { total } = report.metadata.vulnerabilities
  if (total > 0)
    throw new Stop(`npm audit names ${total}:\n${JSON.stringify(report.vulnerabilities, null, 2).slice(0, 4000)}`)
}

/** A Chromium: the one named, the machine's, Playwright's own, or Debian's package. */
function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named) return named
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const found = spawnSync('which', [name], { encoding: 'utf8' }).stdout?.trim()
    if (found) return found
  }
  if (spawnSync(bin('playwright'), ['install', 'chromium'], { cwd: ROOT, stdio: 'ignore' }).status === 0) return ''
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium'
  }
  throw new Stop('There is no Chromium, and none could be installed. Install one and set CHROMIUM_PATH to it.')
}

async function browserTests() {
  open.folder = mkdtempSync(path.join(existsSync('/var/tmp') ? '/var/tmp' : tmpdir(), 'plenary-test-'))
  const { startPostgres } = await import('./postgres.mjs')
  await step('PostgreSQL for the tests started', async () => {
    spawnSync('chmod', ['755', open.folder])
    // A throw-away server: nothing of it must outlive the tests, so it need not wait for the disk.
    open.database = await startPostgres({
      folder: open.folder,
      password: 'test',
      flags: [
        '-c',
        'fsync=off',
        '-c',
        'synchronous_commit=off',
        '-c',
        'full_page_writes=off',
        '-c',
        'max_connections=300',
      ],
    })
  })
  const { default: postgres } = await import('postgres')
  const sql = postgres(open.database.url, { max: 1 })
  for (const name of ['template_plenary', 'server_plenary']) await sql.unsafe(`create database ${name}`)
  const address = (name) => Object.assign(new URL(open.database.url), { pathname: `/${name}` }).href
  const port = await freePort(4173)
  const url = `http://localhost:${port}`
  const env = {
    ...Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !['RESEND_API_KEY', 'SMTP_URL', 'PORT', 'PLENARY_ORGANISER', 'MAIL_FROM'].includes(name),
      ),
    ),
    PUBLIC_URL: url,
    PLENARY_SECRET_KEY: '5e'.repeat(32),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    NEXT_TELEMETRY_DISABLED: '1',
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
  await step('Production server started', async () => {
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
    CHROMIUM_PATH: findChromium(),
    PLENARY_TEST_URL: url,
    PLENARY_TEST_SERVER: open.database.url,
    PLENARY_TEST_TEMPLATE: 'template_plenary',
    DATABASE_URL: address('server_plenary'),
  }
  const code = await new Promise((resolve) => {
    open.tests = spawn(
      process.execPath,
      [path.join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', ...chosen],
      { cwd: ROOT, env: testEnv, stdio: 'inherit' },
    )
    open.tests.on('exit', resolve)
  })
  const stats = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8')).stats
    : { expected: 0, unexpected: 1, flaky: 0 }
  count.passed += stats.expected
  count.failed += stats.unexpected + stats.flaky + (code !== 0 && stats.unexpected + stats.flaky === 0 ? 1 : 0)
  if (count.failed > 0 && existsSync(serverLog))
    console.log(`\nThe end of the server's log:\n${readFileSync(serverLog, 'utf8').slice(-3000)}`)
}

async function close() {
  await stopChild(open.tests)
  await stopChild(open.next)
  await open.database?.stop()
  if (open.folder) rmSync(open.folder, { recursive: true, force: true })
}

async function test() {
  checkNode()
  await installPackages()
  if (chosen.length === 0) {
    await check('Types', async () => {
      await run(process.execPath, [NEXT, 'typegen'])
      await run(bin('tsc'), ['--noEmit', '--incremental', 'false'])
    })
    await check('Lint and format', () => run(bin('biome'), ['ci', '.']))
    await check('Known vulnerabilities in what ships', auditPackages)
    await check('Production build', () => buildApp())
  } else await buildApp()
  await browserTests()
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => close().then(() => process.exit(1)))

test()
  .catch((error) => {
    count.failed++
    console.error(error instanceof Stop ? error.message : error)
  })
  .then(close)
  .finally(() => {
    console.log(`${count.passed} passed, ${count.failed} failed`)
    process.exit(count.failed > 0 ? 1 : 0)
  })
