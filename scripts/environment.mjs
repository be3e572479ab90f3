import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT, readSecrets } from './steps.mjs'

/** Where secrets and the embedded database live. Never in git. */
export const DATA = path.resolve(process.env.PLENARY_DATA ?? path.join(ROOT, '.data'))

/** What runs now, written by start.mjs for the other commands: `{ pid, next, databaseUrl, publicUrl }`. */
export const RUNNING = path.join(DATA, 'running.json')

export function readRunning() {
  return existsSync(RUNNING) ? JSON.parse(readFileSync(RUNNING, 'utf8')) : null
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
