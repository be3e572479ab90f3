import { migrateDatabase } from '@/db/migrate'
import { env } from '@/lib/env'

migrateDatabase(env().DATABASE_URL).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
