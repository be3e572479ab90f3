import { expect, test } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { SESSION_KINDS } from '@/db/schema/agenda'
import { SPEAKER_STATES, speakers } from '@/db/schema/speakers'
import { seedExample, seedOrganiser } from '@/db/seed/example'
import { EXAMPLE_LANGUAGES } from '@/db/seed/texts'
import { freshDatabase } from '@/e2e/fixtures/database'
import { gateEditedEvent } from '@/features/events/access'
import { seedAccreditation } from '@/features/registrations/example/commands'
import { countAgendaToDo, readAgenda, readRelease } from '../queries'
import { seedAgenda } from './commands'

let database: Awaited<ReturnType<typeof freshDatabase>>

test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())

test('the example conference has an agenda with every kind of session and every answer of a speaker, in every language', async () => {
  const now = new Date()
  const email = 'organiser@example.org'
  await seedExample(now)
  await seedOrganiser(email)
  await seedAccreditation(email, 'example', now)
  await seedAgenda(email, 'example', now)
  const [user] = await db().select().from(users).where(eq(users.email, email))
  const event = (await gateEditedEvent({ ...user!, locale: 'en', hasSecondFactor: true }, 'example'))!
  const { sessions } = await readAgenda(event)
  expect(SESSION_KINDS.filter((kind) => !sessions.some((each) => each.kind === kind))).toEqual([])
  expect(sessions.filter(({ title }) => EXAMPLE_LANGUAGES.some((lang) => !title[lang]))).toEqual([])
  expect(sessions.filter(({ startsAt }) => !startsAt)).toHaveLength(1)
  const known = await db().select().from(speakers).where(eq(speakers.eventId, event.id))
  expect(SPEAKER_STATES.filter((state) => !known.some((each) => each.state === state))).toEqual([])
  expect(known.filter(({ registrationId }) => registrationId)).toHaveLength(6)
  expect((await readRelease(event))!.programme.sessions).toHaveLength(sessions.length - 1)
  expect(await countAgendaToDo(event)).toEqual({ silent: 1, unreleased: 1 })
})
