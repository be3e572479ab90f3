import { expect, test } from '@playwright/test'
import { asc, eq } from 'drizzle-orm'
import { client, db } from '@/db'
import { agendaSessions, sessionSignUps } from '@/db/schema/agenda'
import { mails } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import { makeRelease, makeSession } from '@/e2e/fixtures/agenda'
import { freshDatabase } from '@/e2e/fixtures/database'
import { makeCategory, makeEvent, makeRegistration } from '@/e2e/fixtures/world'
import { gatePublicEvent } from '@/features/events/access'
import { cancelSignUp, serveSignUps, signUp, sweepSignUps } from './commands'

const now = new Date()
let database: Awaited<ReturnType<typeof freshDatabase>>

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())

/** A session of `capacity` places, and `count` accepted people. */
async function world(capacity: number | null, count: number, values: Parameters<typeof makeSession>[1] = {}) {
  const row = await makeEvent()
  const category = await makeCategory(row)
  const session = await makeSession(row, { hasSignUp: true, capacity, access: 'registered', ...values })
  await makeRelease(row, { sessions: [released(session)] })
  const event = (await gatePublicEvent(row.slug, async () => null))!
  const people: Awaited<ReturnType<typeof makeRegistration>>[] = []
  for (let at = 0; at < count; at++) people.push(await makeRegistration(row, category, { state: 'accepted' }))
  const own = (at: number) => ({ event, registration: people[at]! })
  const stands = async () => {
    const rows = await db()
      .select()
      .from(sessionSignUps)
      .where(eq(sessionSignUps.sessionId, session.id))
      .orderBy(asc(sessionSignUps.createdAt))
    const [counted] = await db().select().from(agendaSessions).where(eq(agendaSessions.id, session.id))
    return {
      taken: counted!.taken,
      confirmed: rows.filter(({ state }) => state === 'confirmed').length,
      waiting: rows.filter(({ state }) => state === 'waiting').map(({ registrationId }) => registrationId),
    }
  }
  return { event, category, session, people, own, stands }
}

function released({ startsAt, ...session }: Awaited<ReturnType<typeof makeSession>>) {
  return { ...session, startsAt: startsAt!.toISOString(), items: [], speakers: [], sequence: 0, isCancelled: false }
}

const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

test('of 50 who sign up at once for 7 places, 7 have one and 43 wait', async () => {
  const { people, own, session, stands } = await world(7, 50)
  const outcomes = await Promise.all(people.map((_, at) => signUp(own(at), session.id, now)))
  expect(outcomes.filter((outcome) => outcome === 'confirmed')).toHaveLength(7)
  const { taken, confirmed, waiting } = await stands()
  expect({ taken, confirmed, waiting: waiting.length }).toEqual({ taken: 7, confirmed: 7, waiting: 43 })
})

test('negative control: where the counter does not count, the same rush oversells', async () => {
  const { people, own, session, stands } = await world(7, 50)
  await client().unsafe(
    'create function forget() returns trigger language plpgsql as $$ begin new.taken := old.taken; return new; end $$',
  )
  await client().unsafe('create trigger forget before update on agenda_sessions for each row execute function forget()')
  await Promise.all(people.map((_, at) => signUp(own(at), session.id, now)))
  await client().unsafe('drop trigger forget on agenda_sessions')
  expect((await stands()).confirmed).toBe(50)
})

test('20 copies of one sign-up are one place', async () => {
  const { own, session, stands } = await world(7, 1)
  await Promise.all(Array.from({ length: 20 }, () => signUp(own(0), session.id, now)))
  expect(await stands()).toEqual({ taken: 1, confirmed: 1, waiting: [] })
})

test('who gives a place back gives it to who waits first, with a letter; the others keep their order', async () => {
  const { own, session, people, stands } = await world(1, 4)
  for (const at of [0, 1, 2, 3]) await signUp(own(at), session.id, later(at))
  await cancelSignUp(own(0), session.id, later(10))
  expect(await stands()).toEqual({ taken: 1, confirmed: 1, waiting: [people[2]!.id, people[3]!.id] })
  const letters = await db()
    .select()
    .from(mails)
    .where(eq(mails.eventId, own(0).event.id))
  expect(letters.map(({ kind, registrationId }) => [kind, registrationId])).toEqual([['session_place', people[1]!.id]])
  expect(letters[0]!.subject).toBe('A place has become free: Panel on peace – Test Conference')
  // Who leaves the line frees nothing.
  await cancelSignUp(own(2), session.id, later(11))
  expect(await stands()).toEqual({ taken: 1, confirmed: 1, waiting: [people[3]!.id] })
})

test('7 who give their places back at once make 7 who waited happy, each once', async () => {
  const { own, session, people, stands, event } = await world(7, 20)
  for (const [at] of people.entries()) await signUp(own(at), session.id, later(at))
  await Promise.all([0, 1, 2, 3, 4, 5, 6].map((at) => cancelSignUp(own(at), session.id, later(60))))
  await serveSignUps(later(61))
  expect(await stands()).toEqual({ taken: 7, confirmed: 7, waiting: people.slice(14).map(({ id }) => id) })
  expect(await db().$count(mails, eq(mails.eventId, event.id))).toBe(7)
})

test('who withdraws from the conference frees their place, by the chore, for who waits', async () => {
  const { own, session, people, stands } = await world(1, 2)
  await signUp(own(0), session.id, later(0))
  await signUp(own(1), session.id, later(1))
  await db()
    .update(registrations)
    .set({ state: 'withdrawn', holdsPlace: false })
    .where(eq(registrations.id, people[0]!.id))
  expect(await sweepSignUps()).toBe(1)
  expect(await serveSignUps(later(2))).toBe(1)
  expect(await stands()).toEqual({ taken: 1, confirmed: 1, waiting: [] })
})

test('more places let in who waits', async () => {
  const { own, session, stands } = await world(1, 3)
  for (const at of [0, 1, 2]) await signUp(own(at), session.id, later(at))
  await db().update(agendaSessions).set({ capacity: 3 }).where(eq(agendaSessions.id, session.id))
  expect(await serveSignUps(later(4))).toBe(2)
  expect(await stands()).toEqual({ taken: 3, confirmed: 3, waiting: [] })
})

test('nobody signs up for what is not theirs, has no sign-up, has begun, or before they are accepted', async () => {
  const refused = async (of: Awaited<ReturnType<typeof world>>, at: number, when = now) =>
    signUp(of.own(at), of.session.id, when).then(
      () => 'taken',
      (error) => error.code,
    )
  const plain = await world(null, 1, { hasSignUp: false })
  const invited = await world(null, 1, { access: 'invited' })
  const open = await world(null, 1)
  const begun = new Date(open.session.startsAt!.getTime() + 1)
  open.people.push(await makeRegistration(open.event, open.category, { state: 'submitted' }))
  expect([
    await refused(plain, 0),
    await refused(invited, 0),
    await refused(open, 0, begun),
    await refused(open, 1),
    await signUp(open.own(0), 'guessed', now).catch((error) => error.code),
    await refused(open, 0),
  ]).toEqual([...Array(5).fill('sign_up_closed'), 'taken'])
})
