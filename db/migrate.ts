import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

/** Any number, the same in every process: whoever holds it migrates, the others wait and find nothing left to do. */
const MIGRATION_LOCK = 7_536_279

/**
 * Brings the database at `url` to this version's tables, however many processes ask at once.
 * @param folder where the migrations are, relative to the working directory
 */
export async function migrateDatabase(url: string, folder = 'db/migrations'): Promise<void> {
  const connection = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await connection`select pg_advisory_lock(${MIGRATION_LOCK})`
    await migrate(drizzle(connection), { migrationsFolder: folder })
  } finally {
    await connection.end({ timeout: 5 })
  }
}
