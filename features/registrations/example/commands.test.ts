import { expect, test } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { DELEGATION_KINDS, delegations } from '@/db/schema/delegations'
import { events } from '@/db/schema/events'
import { INVITATION_KINDS, invitations } from '@/db/schema/invitations'
import { mails } from '@/db/schema/mail'
import { changes, questions, REGISTRATION_STATES, registrations, travelDocuments } from '@/db/schema/registrations'
import { seedExample, seedOrganiser } from '@/db/seed/example'
import { freshDatabase } from '@/e2e/fixtures/database'
import { brokenPromises } from '@/e2e/fixtures/registrations'
import { checkAnswers } from '@/lib/fields'
import { asFormAnswers, fieldOf } from '../questions/rules'
import { seedAccreditation } from './commands'

let database: Awaited<ReturnType<typeof freshDatabase>>

test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())

test('the example conference shows every turn that a registration, a delegation and an invitation can take, and breaks no promise', async () => {
  const now = new Date()
  await seedExample(now)
  await seedOrganiser('organiser@example.org')
  await seedAccreditation('organiser@example.org', 'example', now)
  const [event] = await db().select().from(events).where(eq(events.slug, 'example'))
  const of = eq(registrations.eventId, event!.id)
  const people = await db().select().from(registrations).where(of)
  const states = new Set(people.map(({ state }) => state))
  // Nobody is checked in before the conference.
  expect(REGISTRATION_STATES.filter((state) => !states.has(state))).toEqual(['checked_in'])
  expect(people.filter(({ isReserved }) => isReserved)).toHaveLength(2)
  expect(people.filter(({ isHead }) => isHead)).toHaveLength(6)
  expect(people.filter(({ state, toldState }) => state !== 'draft' && state !== toldState)).toHaveLength(4)
  expect(people.filter(({ priority }) => priority > 0)).toHaveLength(1)
  const waiting = people.filter(({ state }) => state === 'waiting_list')
  expect([...new Set(waiting.map(({ offerExpiresAt }) => offerExpiresAt !== null))].sort()).toEqual([false, true])
  expect(people.filter(({ companionOfId }) => companionOfId)).toHaveLength(2)
  expect(people.filter(({ isKeptOffLists }) => isKeptOffLists)).toHaveLength(1)
  expect(people.filter(({ erasureRequestedAt }) => erasureRequestedAt)).toHaveLength(1)

  const known = await db().select().from(delegations).where(eq(delegations.eventId, event!.id))
  expect(DELEGATION_KINDS.filter((kind) => !known.some((each) => each.kind === kind))).toEqual([])
  expect(
    known.map(({ sentAt, frozenAt, unfrozenUntil }) => [sentAt, frozenAt, unfrozenUntil].filter(Boolean).length).sort(),
  ).toEqual([0, 0, 0, 0, 0, 1, 1, 1])
  const invited = await db().select().from(invitations).where(eq(invitations.eventId, event!.id))
  expect(INVITATION_KINDS.filter((kind) => !invited.some((each) => each.kind === kind))).toEqual([])
  expect(invited.filter(({ declinedReason }) => declinedReason)).toHaveLength(1)

  const asked = await db().select().from(questions).where(eq(questions.eventId, event!.id))
  expect(asked.filter(({ retiredAt }) => retiredAt)).toHaveLength(1)
  const fields = asked.map(fieldOf)
  const wrong = people.filter(({ answers }) => checkAnswers(fields, asFormAnswers(answers)).errors.length > 0)
  expect(
    wrong.filter(({ delegationId, companionOfId, state }) => state !== 'draft' && !delegationId && !companionOfId),
  ).toEqual([])
  expect(await db().$count(changes, eq(changes.state, 'pending'))).toBe(1)
  expect(await db().$count(travelDocuments)).toBe(2)
  expect(await db().$count(mails, and(eq(mails.eventId, event!.id), eq(mails.state, 'queued')))).toBeGreaterThan(0)
  expect((await brokenPromises(event!)).filter((broken) => !broken.startsWith('moves call for'))).toEqual([])
})
