import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { audit } from '@/db/schema/audit'
import { delegations, focalPoints } from '@/db/schema/delegations'
import { categories, events } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { freshDatabase } from '@/e2e/fixtures/database'
import {
  type CategoryRow,
  type EventRow,
  makeCategory,
  makeEvent,
  makeRegistration,
  makeUser,
} from '@/e2e/fixtures/world'
import { gateEvent, type ManagedEvent } from '@/features/events/access'
import { runAutomations, setAutomation } from './commands'
import { readAutomations } from './queries'
import type { AutomationKind } from './rules'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const now = new Date()
let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EventRow
let category: CategoryRow
let desk: ManagedEvent

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  await db().update(events).set({ state: 'archived' })
  event = await makeEvent({
    startsAt: new Date(now.getTime() + 30 * DAY),
    endsAt: new Date(now.getTime() + 31 * DAY),
    delegationsCloseAt: new Date(now.getTime() + 20 * DAY),
  })
  category = await makeCategory(event)
  const user = await makeUser({ event, role: 'organiser' })
  desk = (await gateEvent({ ...user, locale: 'en' as const } as never, event.slug, 'manage'))!
})

const accepted = (values: object = {}) =>
  makeRegistration(event, category, {
    state: 'accepted',
    toldState: 'accepted',
    email: `${randomUUID()}@example.org`,
    ...values,
  } as never)
const switchOn = (kind: AutomationKind, days: number) => setAutomation(desk, kind, { days, hour: 0, isOn: true }, now)
const written = (kind: string) =>
  db()
    .select({ to: mails.to, locale: mails.locale, text: mails.text })
    .from(mails)
    .where(and(eq(mails.eventId, event.id), eq(mails.kind, kind)))
    .orderBy(mails.to)
const later = (days: number) => new Date(now.getTime() + days * DAY)

test('the letter before the event reaches everyone who is accepted, each once, in their language, and nobody else', async () => {
  const person = await accepted({ locale: 'ru' })
  await accepted({ state: 'submitted', toldState: 'submitted' })
  await accepted({ toldState: 'submitted' })
  await switchOn('day_before', -1)
  expect(await runAutomations()).toBe(0)
  expect(await runAutomations(later(29.5))).toBe(1)
  expect(await runAutomations(later(29.6))).toBe(0)
  const [letter] = await written('day_before')
  expect(letter).toMatchObject({ to: person.email, locale: 'ru' })
  expect(letter!.text).toContain('Будем рады встрече с Вами')
})

test('who is accepted after it left still gets it, and switching it off and on writes to nobody twice', async () => {
  await accepted()
  await switchOn('day_before', -1)
  await runAutomations(later(29.5))
  await setAutomation(desk, 'day_before', { days: -1, hour: 0, isOn: false }, now)
  const late = await accepted()
  expect(await runAutomations(later(29.6))).toBe(0)
  await switchOn('day_before', -2)
  expect(await runAutomations(later(29.7))).toBe(1)
  expect((await written('day_before')).map(({ to }) => to)).toContain(late.email)
  expect(await written('day_before')).toHaveLength(2)
})

test('three workers at once write one letter to each of 120 people', async () => {
  await Promise.all(Array.from({ length: 120 }, () => accepted()))
  await switchOn('thanks', 0)
  const counts = await Promise.all([1, 2, 3].map(() => runAutomations(later(32))))
  await runAutomations(later(32))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(120)
  const letters = await written('thanks')
  expect(new Set(letters.map(({ to }) => to)).size).toBe(120)
  expect(letters).toHaveLength(120)
})

test('a reminder names what the person has not given, and who has given all gets none', async () => {
  await db().update(categories).set({ asksPhoto: true, asksTravel: true }).where(eq(categories.id, category.id))
  const lacking = await accepted({ isPhotoExempt: true })
  await accepted({ isPhotoExempt: true, travel: { arrivalDate: '2030-01-01' } })
  await switchOn('reminder_incomplete', -21)
  await runAutomations(later(20))
  const letters = await written('reminder_incomplete')
  expect(letters.map(({ to }) => to)).toEqual([lacking.email])
  expect(letters[0]!.text).toContain('your arrival and departure')
  expect(letters[0]!.text).not.toContain('your photo')
})

test('the reminder after acceptance waits its days from each person’s own', async () => {
  await db().update(categories).set({ asksTravel: true }).where(eq(categories.id, category.id))
  const early = await accepted({ stateSince: new Date(now.getTime() - 6 * DAY) })
  const fresh = await accepted({ stateSince: new Date(now.getTime() - 1 * DAY) })
  await switchOn('reminder_accepted', 5)
  await runAutomations(now)
  expect((await written('reminder_accepted')).map(({ to }) => to)).toEqual([early.email])
  await runAutomations(later(4.5))
  expect((await written('reminder_accepted')).map(({ to }) => to).sort()).toEqual([early.email, fresh.email].sort())
})

test('an address that mail comes back from, and an erased person, get none', async () => {
  const bounced = await accepted()
  await accepted({ erasedAt: now })
  await db().insert(mails).values({
    eventId: event.id,
    kind: 'accepted',
    to: bounced.email,
    locale: 'en',
    subject: '-',
    html: '-',
    text: '-',
    state: 'bounced',
  })
  await switchOn('thanks', 0)
  expect(await runAutomations(later(32))).toBe(0)
})

test('focal points are reminded of what is not sent, once', async () => {
  const values = { eventId: event.id, kind: 'state' as const, searchKey: '' }
  const [open, sent] = await db()
    .insert(delegations)
    .values([
      { ...values, name: { en: 'Open' } },
      { ...values, name: { en: 'Sent' }, sentAt: now },
    ])
    .returning()
  const point = async (delegation: string) => {
    const user = await makeUser()
    await db()
      .insert(focalPoints)
      .values({ eventId: event.id, delegationId: delegation, userId: user.id, locale: 'kk', invitedAt: now })
    return user.email
  }
  const email = await point(open!.id)
  await point(sent!.id)
  await switchOn('reminder_focal_points', -7)
  expect(await runAutomations(later(10))).toBe(0)
  expect(await runAutomations(later(14))).toBe(1)
  expect(await runAutomations(later(15))).toBe(0)
  expect((await written('reminder_focal_points')).map(({ to }) => to)).toEqual([email])
})

test('nothing leaves of a draft, and each change is in the audit', async () => {
  await accepted()
  await switchOn('thanks', 0)
  await db().update(events).set({ state: 'draft' }).where(eq(events.id, event.id))
  expect(await runAutomations(later(32))).toBe(0)
  const [entry] = await db()
    .select()
    .from(audit)
    .where(and(eq(audit.eventId, event.id), eq(audit.action, 'mail.automation_set')))
  expect(entry!.data).toMatchObject({ kind: 'thanks', isOn: true })
})

test('before it is switched on, an organiser reads when it would leave and to how many', async () => {
  await accepted()
  await accepted()
  const read = async () => (await readAutomations(desk, now)).find(({ kind }) => kind === 'day_before')!
  expect(await read()).toMatchObject({ isOn: false, days: -1, hour: 9, audience: 2, written: 0 })
  await switchOn('day_before', -1)
  await runAutomations(later(29.5))
  expect(await read()).toMatchObject({ isOn: true, hour: 0, audience: 0, written: 2 })
})
