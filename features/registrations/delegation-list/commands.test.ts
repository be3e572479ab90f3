import { expect, test } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { audit } from '@/db/schema/audit'
import { mails } from '@/db/schema/mail'
import { freshDatabase } from '@/e2e/fixtures/database'
import { makeEvent, makeUser } from '@/e2e/fixtures/world'
import { listToWrite } from '@/features/delegations/focal-points/commands'
import { listDelegations } from '@/features/delegations/queries'
import { gateEvent, type ManagedEvent } from '@/features/events/access'
import { enterLines, readLines } from './commands'

let database: Awaited<ReturnType<typeof freshDatabase>>
let event: ManagedEvent

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  const made = await makeEvent()
  event = (await gateEvent({ ...(await makeUser({ event: made })), locale: 'en' }, made.slug, 'manage'))!
})

const LIST = [
  'Name; State; Kind; Focal point; Language; Places',
  'Oliy Majlis; UZ; parliament; a@example.org; ru; 12',
  'Қазақстан Парламенті; Казахстан; Парламент; b@example.org; kazakh;',
  '',
  'World Bank;; international organisation; c@example.org',
  'Senate; Atlantis; parliament; not-an-address; en; many',
  'Jogorku Kenesh; Кыргызстан',
].join('\n')

test('the good lines of a list become delegations with focal points and places, the bad ones are named', async () => {
  const { added, wrong } = await enterLines(event, LIST, 'en')
  expect(added).toBe(3)
  expect(wrong.map(({ line, errors }) => [line, errors.map(({ field }) => field)])).toEqual([
    [6, ['delegationCountry', 'email', 'places']],
    [7, ['delegationKind']],
  ])
  const made = await listDelegations(event)
  expect(made.map(({ name, country, kind, quota }) => [name, country, kind, quota?.capacity])).toEqual([
    [{ en: 'Oliy Majlis' }, 'UZ', 'parliament', 12],
    [{ kk: 'Қазақстан Парламенті' }, 'KZ', 'parliament', undefined],
    [{ en: 'World Bank' }, null, 'international_organisation', undefined],
  ])
  const points = await listToWrite(event, 'invite', new Date())
  expect(points.map(({ email, point }) => [email, point.locale])).toEqual([
    ['a@example.org', 'ru'],
    ['b@example.org', 'kk'],
    ['c@example.org', 'en'],
  ])
  expect(await db().$count(mails, eq(mails.eventId, event.id))).toBe(0)
})

test('the same list twice, also at once, changes nothing, and a line that stands twice is one delegation', async () => {
  const list = 'Senate;UZ;parliament\nSENATE;UZ;parliament\nMajilis;KZ;parliament'
  const outcomes = await Promise.all([1, 2, 3].map(() => enterLines(event, list, 'en')))
  expect(outcomes.map(({ added }) => added).sort()).toEqual([0, 0, 2])
  const entries = await db().$count(audit, eq(audit.eventId, event.id))
  expect((await readLines(event, list)).map(({ skipped }) => skipped)).toEqual(['present', 'present', 'present'])
  expect(await enterLines(event, list, 'en')).toEqual({ added: 0, wrong: [] })
  expect(await listDelegations(event)).toHaveLength(2)
  expect(await db().$count(audit, eq(audit.eventId, event.id))).toBe(entries)
})

for (const [what, list, code] of [
  ['nothing', '  \n', 'list_empty'],
  ['headings alone', 'Name;State', 'list_empty'],
  ['501 lines', Array.from({ length: 501 }, (_, at) => `D${at};UZ;state`).join('\n'), 'delegations_too_many'],
] as const)
  test(`${what}: refused as ${code}, at the field`, async () => {
    await expect(readLines(event, list)).rejects.toMatchObject({ name: 'Refusal', code, field: 'pasted' })
  })
