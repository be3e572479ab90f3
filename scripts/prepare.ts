import { eq, isNotNull } from 'drizzle-orm'
import { closeDatabase, db } from '@/db'
import { migrateDatabase } from '@/db/migrate'
import { users } from '@/db/schema/accounts'
import { events } from '@/db/schema/events'
import { seedExample, seedOrganiser } from '@/db/seed/example'
import { EXAMPLE } from '@/db/seed/texts'
import { ensureUser, issueSignInLink } from '@/features/accounts/commands'
import { seedAgenda } from '@/features/agenda/example/commands'
import { seedAccreditation } from '@/features/registrations/example/commands'
import { env } from '@/lib/env'
import { problem } from './problem'

/**
 * What must be so before the app is served: tables of this version, an example or nothing, a first organiser. Prints one
 * line of JSON: `{ isSeeded, organiser, link }`; `link` is null on servers where an organiser has signed in before.
 */
async function prepare(): Promise<void> {
  const { isEmpty, organiser, isLocal } = JSON.parse(process.argv[2] ?? '{}') as {
    isEmpty: boolean
    organiser: string
    isLocal: boolean
  }
  await migrateDatabase(env().DATABASE_URL)
  const [anyEvent] = await db().select({ id: events.id }).from(events).limit(1)
  const [anyOrganiser] = await db().select({ id: users.id }).from(users).limit(1)
  const isSeeded = !isEmpty && !anyEvent && !anyOrganiser
  if (isSeeded) {
    await seedExample(new Date())
    await seedOrganiser(organiser)
    await seedAccreditation(organiser, EXAMPLE.slug, new Date())
    await seedAgenda(organiser, EXAMPLE.slug, new Date())
  } else if (!anyOrganiser) {
    await db().transaction((tx) => ensureUser(tx, { email: organiser, locale: 'en', isAdministrator: true }))
  }
  const [administrator] = await db()
    .select({ email: users.email })
    .from(users)
    .where(eq(users.isAdministrator, true))
    .orderBy(users.createdAt)
    .limit(1)
  const [signedIn] = await db().select({ id: users.id }).from(users).where(isNotNull(users.emailVerified)).limit(1)
  const email = administrator?.email ?? organiser
  const link = isLocal || !signedIn ? await issueSignInLink(email) : null
  console.log(JSON.stringify({ isSeeded, organiser: email, link }))
}

prepare()
  .catch((error: unknown) => {
    console.error(problem(error))
    process.exitCode = 1
  })
  .finally(closeDatabase)
