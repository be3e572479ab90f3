import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { begin, Stop } from './processes.mjs'

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** Does one thing and says what it was and how long it took. */
export async function step(label, run) {
  const began = Date.now()
  const isTerminal = process.stdout.isTTY
  if (isTerminal) process.stdout.write(`… ${label}`)
  try {
    const result = await run()
    process.stdout.write(
      `${isTerminal ? '\r' : ''}✓ ${label}${typeof result === 'string' ? `: ${result}` : ''} (${((Date.now() - began) / 1000).toFixed(1)} s)\n`,
    )
    return result
  } catch (error) {
    process.stdout.write(`${isTerminal ? '\r' : ''}✗ ${label} (${((Date.now() - began) / 1000).toFixed(1)} s)\n`)
    throw error
  }
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 9)) return
  throw new Stop(
    `Plenary needs Node.js 20.9 or newer; this is ${process.versions.node}. Install a newer one from nodejs.org and run this again.`,
  )
}

/** Runs a command to its end. Its output is shown only if it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = begin(command, args, { cwd: ROOT, ...options })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve(output) : reject(new Stop(`${command} ${args.join(' ')} failed:\n${output.slice(-6000)}`)),
    )
  })
}

/** Runs a script of ours in TypeScript and returns what it printed. A sentence on its standard error is passed on as it is. */
export async function runTypeScript(script, args, env) {
  const result = await new Promise((resolve, reject) => {
    const child = begin(process.execPath, ['--import', 'tsx', script, ...args], { env: { ...process.env, ...env } })
    const chunks = { out: '', err: '' }
    child.stdout.on('data', (chunk) => (chunks.out += chunk))
    child.stderr.on('data', (chunk) => (chunks.err += chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...chunks }))
  })
  if (result.code !== 0) throw new Stop(result.err.trim() || `${script} failed`)
  return result.out
}

/** Installs the packages of package-lock.json, unless exactly these are there. */
export function installPackages() {
  const wanted = digest([path.join(ROOT, 'package-lock.json')])
  const marker = path.join(ROOT, 'node_modules', '.plenary-lock')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return Promise.resolve()
  return step('Packages installed', async () => {
    // Not `npm ci`: it refuses a lock file that lacks another system's optional packages, and registries do not have all of them.
    await run(
      process.platform === 'win32' ? 'npm.cmd' : 'npm',
      ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund'],
      { shell: process.platform === 'win32' },
    )
    writeFileSync(marker, wanted)
  })
}

/** Builds the app, unless the build is of exactly these sources. */
export function buildApp(env = {}) {
  const sources = [
    'app',
    'components',
    'db',
    'emails',
    'features',
    'lib',
    'messages',
    'instrumentation.ts',
    'next.config.mjs',
    'package-lock.json',
    'postcss.config.mjs',
    'proxy.ts',
    'public',
    'tsconfig.json',
  ]
  const wanted = digest(sources.map((name) => path.join(ROOT, name)))
  const marker = path.join(ROOT, '.next', 'plenary-build')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return Promise.resolve()
  return step('Built', async () => {
    rmSync(marker, { force: true })
    await run(process.execPath, [NEXT, 'build'], { env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env } })
    writeFileSync(marker, wanted)
  })
}

export const NEXT = path.join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next')

function digest(entries) {
  const hash = createHash('sha256')
  const visit = (entry) => {
    if (!existsSync(entry)) return
    if (statSync(entry).isDirectory()) for (const name of readdirSync(entry).sort()) visit(path.join(entry, name))
    else hash.update(`${path.relative(ROOT, entry)}\0`).update(readFileSync(entry))
  }
  for (const entry of entries) visit(entry)
  return hash.digest('hex')
}

/** Secrets of this installation, made once and kept where only this user reads them. */
export function readSecrets(dataFolder) {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const file = path.join(dataFolder, 'secrets.json')
  if (!existsSync(file)) {
    const secrets = {
      secretKey: randomBytes(32).toString('hex'),
      databasePassword: randomBytes(18).toString('base64url'),
    }
    // Renamed into place, so that a start that is killed leaves no half of them.
    writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  chmodSync(file, 0o600)
  return JSON.parse(readFileSync(file, 'utf8'))
}
