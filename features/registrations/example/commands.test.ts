import { expect, test } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { delegations } from '@/db/schema/delegations'
import { events } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import { seedExample, seedOrganiser } from '@/db/seed/example'
import { freshDatabase } from '@/e2e/fixtures/database'
import { brokenPromises } from '@/e2e/fixtures/registrations'
import { seedAccreditation } from './commands'

let database: Awaited<ReturnType<typeof freshDatabase>>

test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())

test('the example conference shows delegations, decisions to tell and an order of waiting, and breaks no promise', async () => {
  const now = new Date()
  await seedExample(now)
  await seedOrganiser('organiser@example.org')
  const before = await db().$count(mails)
  await seedAccreditation('organiser@example.org', 'example', now)
  const [event] = await db().select().from(events).where(eq(events.slug, 'example'))
  const people = await db().select().from(registrations).where(eq(registrations.eventId, event!.id))
  expect(await db().$count(delegations, eq(delegations.eventId, event!.id))).toBe(4)
  expect(people.filter(({ isReserved }) => isReserved)).toHaveLength(2)
  expect(people.filter(({ isHead }) => isHead)).toHaveLength(4)
  expect(people.filter(({ state, toldState }) => state !== 'draft' && state !== toldState)).toHaveLength(3)
  expect(people.filter(({ priority }) => priority > 0)).toHaveLength(1)
  expect(await db().$count(mails)).toBe(before)
  expect((await brokenPromises(event!)).filter((broken) => !broken.startsWith('moves call for'))).toEqual([])
})
