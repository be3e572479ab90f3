import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { env } from '@/lib/env'
import * as accounts from './schema/accounts'
import * as agenda from './schema/agenda'
import * as audit from './schema/audit'
import * as delegations from './schema/delegations'
import * as events from './schema/events'
import * as files from './schema/files'
import * as invitations from './schema/invitations'
import * as mail from './schema/mail'
import * as registrations from './schema/registrations'
import * as speakers from './schema/speakers'

export const schema = {
  ...accounts,
  ...agenda,
  ...audit,
  ...delegations,
  ...events,
  ...files,
  ...invitations,
  ...mail,
  ...registrations,
  ...speakers,
}

export type Database = PostgresJsDatabase
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

const globals = globalThis as { plenaryClient?: postgres.Sql; plenaryDatabase?: Database }

/** The connection pool of this process, opened at first use. */
export function client(): postgres.Sql {
  globals.plenaryClient ??= postgres(env().DATABASE_URL, {
    max: 10,
    connect_timeout: 10,
    onnotice: () => {},
    // Spellings of one name in two scripts are this near at least: see lib/names.test.ts.
    connection: { application_name: 'plenary', 'pg_trgm.word_similarity_threshold': 0.5 } as Record<
      string,
      string | number
    >,
  })
  return globals.plenaryClient
}

/** The database. Builder queries only. */
export function db(): Database {
  globals.plenaryDatabase ??= drizzle(client(), { casing: 'snake_case' })
  return globals.plenaryDatabase
}

/** Closes the pool, for scripts and tests. */
export async function closeDatabase(): Promise<void> {
  await globals.plenaryClient?.end({ timeout: 5 })
  globals.plenaryClient = undefined
  globals.plenaryDatabase = undefined
}

/** True if `error` is PostgreSQL's refusal of a second row with the same key of `constraint`. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  const cause = error instanceof Error && error.cause ? error.cause : error
  const { code, constraint_name } = cause as { code?: string; constraint_name?: string }
  return code === '23505' && constraint_name === constraint
}
