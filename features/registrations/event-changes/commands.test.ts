import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { and, desc, eq } from 'drizzle-orm'
import ICAL from 'ical.js'
import { db } from '@/db'
import { events } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import { freshDatabase } from '@/e2e/fixtures/database'
import { answersTo } from '@/e2e/fixtures/registrations'
import { type CategoryRow, type EventRow, makeCategory, makeEvent, makeUser } from '@/e2e/fixtures/world'
import { recordAudit } from '@/features/audit/commands'
import { gateEvent, type ManagedEvent } from '@/features/events/access'
import { moveRegistration } from '../commands'
import { register } from '../form/commands'
import type { RegistrationState } from '../rules'
import { tellEventChange } from './commands'
import { countConcerned, untoldChange } from './queries'

let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EventRow
let category: CategoryRow
let user: Awaited<ReturnType<typeof makeUser>>

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  event = await makeEvent()
  category = await makeCategory(event)
  user = await makeUser({ event, role: 'organiser' })
})

const desk = async (): Promise<ManagedEvent> =>
  (await gateEvent({ ...user, locale: 'en' as const } as never, event.slug, 'manage'))!

async function person(...states: RegistrationState[]) {
  const email = `${randomUUID()}@example.org`
  const answers = answersTo('delegate', { email })
  await register(event, category, { id: randomUUID(), answers, locale: 'en' }, new Date())
  const read = async () => (await db().select().from(registrations).where(eq(registrations.email, email)))[0]!
  for (const to of states) {
    const registration = await read()
    const actor = { kind: 'organiser', userId: user.id } as const
    await moveRegistration({ event, registration, from: registration.state, to, actor, inform: 'now', now: new Date() })
  }
  return read()
}

/** What changed, as saving the settings would do it. */
async function change(fields: string[], values: Partial<EventRow>) {
  await db().transaction(async (tx) => {
    await tx
      .update(events)
      .set({ ...values, updatedAt: new Date(Date.now() + 60_000) })
      .where(eq(events.id, event.id))
    await recordAudit(tx, {
      eventId: event.id,
      actor: { kind: 'organiser', userId: user.id },
      subject: 'event',
      subjectId: event.id,
      action: 'event.updated',
      data: { changed: fields },
    })
  })
  event = (await db().select().from(events).where(eq(events.id, event.id)))[0]!
}

async function calendarOf(registrationId: string, kind: string) {
  const [mail] = await db()
    .select()
    .from(mails)
    .where(and(eq(mails.registrationId, registrationId), eq(mails.kind, kind)))
    .orderBy(desc(mails.version))
  if (!mail?.calendar) return null
  const calendar = new ICAL.Component(ICAL.parse(mail.calendar))
  const entry = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!)
  return {
    method: calendar.getFirstPropertyValue('method'),
    uid: entry.uid,
    sequence: entry.sequence,
    starts: entry.startDate.toJSDate(),
    status: entry.component.getFirstPropertyValue('status'),
  }
}

test('who was accepted is told of new dates, with a calendar file that outdoes the first', async () => {
  const accepted = await person('accepted')
  const waiting = await person()
  const startsAt = new Date(Math.ceil(event.startsAt.getTime() / 1000) * 1000 + 3_600_000)
  await change(['startsAt'], { startsAt })
  const { at } = (await untoldChange(await desk()))!
  expect(await countConcerned(await desk(), at)).toBe(1)
  expect(await tellEventChange(await desk())).toBe(1)
  const [first, second] = [await calendarOf(accepted.id, 'accepted'), await calendarOf(accepted.id, 'event_changed')]
  expect(second).toMatchObject({ method: 'PUBLISH', uid: first!.uid, starts: startsAt })
  expect(second!.sequence).toBeGreaterThan(first!.sequence)
  expect(await calendarOf(waiting.id, 'event_changed')).toBeNull()
})

test('a change is told once, also where two press at once; the next one anew', async () => {
  const accepted = await person('accepted')
  await change(['venue'], { venue: { en: 'Another hall' } })
  const both = [await desk(), await desk()]
  await Promise.allSettled(both.map((each) => tellEventChange(each)))
  await expect(tellEventChange(await desk())).rejects.toMatchObject({ code: 'event_change_told' })
  const told = () => db().$count(mails, and(eq(mails.registrationId, accepted.id), eq(mails.kind, 'event_changed')))
  expect(await told()).toBe(1)
  await change(['venue'], { venue: { en: 'A third hall' } })
  expect(await tellEventChange(await desk())).toBe(1)
  expect(await told()).toBe(2)
})

test('a change of colour or contact concerns nobody', async () => {
  await person('accepted')
  await change(['colour', 'contactEmail'], { colour: '#123456' })
  expect(await untoldChange(await desk())).toBeNull()
})

for (const to of ['cancelled', 'declined'] as const) {
  test(`who was accepted and is ${to} gets a file that takes the event out of the calendar`, async () => {
    const gone = await person('accepted', to)
    const [first, last] = [await calendarOf(gone.id, 'accepted'), await calendarOf(gone.id, to)]
    expect(last).toMatchObject({ method: 'CANCEL', uid: first!.uid, status: 'CANCELLED' })
    expect(last!.sequence).toBeGreaterThan(first!.sequence)
  })
}

test('who was never accepted gets no calendar file, and who is accepted again gets one that outdoes the last', async () => {
  expect(await calendarOf((await person('declined')).id, 'declined')).toBeNull()
  const back = await person('accepted', 'declined', 'accepted')
  const [out, again] = [await calendarOf(back.id, 'declined'), await calendarOf(back.id, 'accepted')]
  expect(again).toMatchObject({ method: 'PUBLISH', status: 'CONFIRMED' })
  expect(again!.sequence).toBeGreaterThan(out!.sequence)
})
