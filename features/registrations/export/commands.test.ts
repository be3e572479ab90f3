import { expect, test } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { readSheet } from 'read-excel-file/node'
import { db } from '@/db'
import { audit } from '@/db/schema/audit'
import { freshDatabase } from '@/e2e/fixtures/database'
import { makeCategory, makeEvent, makeRegistration, makeUser } from '@/e2e/fixtures/world'
import { type FreshSession, gateFresh } from '@/features/accounts/access'
import { gateEvent } from '@/features/events/access'
import { NO_FILTER } from '../review/rules'
import { exportRegistrations } from './commands'
import { safeCell } from './rules'

let database: Awaited<ReturnType<typeof freshDatabase>>

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())

async function world() {
  const event = await makeEvent()
  const category = await makeCategory(event)
  const user = { ...(await makeUser({ event })), locale: 'en' as const }
  const managed = (await gateEvent(user, event.slug, 'manage'))!
  const session = { id: 'x', isFresh: true, hasSecondFactor: false }
  return { event, category, managed, session: gateFresh({ user, session }) as FreshSession, user }
}

const options = (format: 'csv' | 'xlsx') => ({ filter: NO_FILTER, format, locale: 'en' as const })

test('no cell acts in a spreadsheet, and the names come out as they are', async () => {
  const { event, category, managed, session } = await world()
  await makeRegistration(event, category, {
    position: '=HYPERLINK("http://x","y")',
    institution: '@SUM(A1)',
    nativeName: 'Айгүл; "Үлгі"',
  })
  const csv = await (await exportRegistrations(managed, session, options('csv'))).text()
  expect(csv).toContain(`"'=HYPERLINK(""http://x"",""y"")"`)
  expect(csv).toContain(`"'@SUM(A1)"`)
  expect(csv).toContain('"Айгүл; ""Үлгі"""')
  const xlsx = await exportRegistrations(managed, session, options('xlsx'))
  const rows = await readSheet(Buffer.from(await xlsx.arrayBuffer()))
  expect(rows[1]).toContain(`'=HYPERLINK("http://x","y")`)
  expect(rows).toHaveLength(2)
})

test('of a companion the reference of their person is exported, whose name may be kept off lists', async () => {
  const { event, category, managed, session } = await world()
  const host = await makeRegistration(event, category, { familyName: 'Protected', isKeptOffLists: true })
  await makeRegistration(event, category, { companionOfId: host.id, givenName: 'Daniyar' })
  const csv = await (await exportRegistrations(managed, session, options('csv'))).text()
  expect(csv).toContain('Companion of (reference)')
  expect(csv).toContain(host.reference)
  expect(csv).not.toContain('Protected')
})

for (const [text, safe] of [
  ['=1+1', "'=1+1"],
  ['+77011234567', "'+77011234567"],
  ['-1', "'-1"],
  ['@x', "'@x"],
  ['\tx', "'\tx"],
  ['Aigul', 'Aigul'],
  ['a=b', 'a=b'],
] as const)
  test(`the cell ${JSON.stringify(text)} is ${JSON.stringify(safe)}`, () => {
    expect(safeCell(text)).toBe(safe)
  })

test('a person at risk is counted and not named, and the audit knows how many left', async () => {
  const { event, category, managed, session } = await world()
  await makeRegistration(event, category, { familyName: 'Visible' })
  await makeRegistration(event, category, { familyName: 'Protected', isKeptOffLists: true })
  const csv = await (await exportRegistrations(managed, session, options('csv'))).text()
  expect(csv).toContain('Visible')
  expect(csv).not.toContain('Protected')
  expect(csv).toContain('1 person is kept off lists')
  const entries = await db().select().from(audit).where(eq(audit.eventId, event.id))
  expect(entries.map(({ action, data }) => [action, data])).toEqual([
    ['event.exported', { format: 'csv', count: 1, keptOff: 1 }],
  ])
})

test('twelve hundred registrations come out once each, page by page, and none of another event', async () => {
  const { event, category, managed, session } = await world()
  const at = new Date()
  for (let made = 0; made < 1200; made += 100)
    await Promise.all(Array.from({ length: 100 }, () => makeRegistration(event, category, { createdAt: at })))
  const other = await world()
  await makeRegistration(other.event, other.category, { familyName: 'Foreign' })
  const csv = await (await exportRegistrations(managed, session, options('csv'))).text()
  const references = csv
    .split('\r\n')
    .slice(1, -1)
    .map((line) => line.split(';')[0])
  expect([references.length, new Set(references).size]).toEqual([1200, 1200])
  expect(csv).not.toContain('Foreign')
})

test('a sign-in of an hour ago is no proof', async () => {
  const { user } = await world()
  expect(gateFresh({ user, session: { id: 'x', isFresh: false, hasSecondFactor: true } })).toBeNull()
})
