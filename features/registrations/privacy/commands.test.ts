import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import sharp from 'sharp'
import { client, db } from '@/db'
import { eventKeys, files } from '@/db/schema/files'
import { registrations, retentionRuns } from '@/db/schema/registrations'
import { makeSession, makeSpeaker } from '@/e2e/fixtures/agenda'
import { freshDatabase } from '@/e2e/fixtures/database'
import { answersTo } from '@/e2e/fixtures/registrations'
import { type CategoryRow, type EventRow, makeCategory, makeEvent, makeUser } from '@/e2e/fixtures/world'
import { gateEvent, type ManagedEvent } from '@/features/events/access'
import { prepareFile, storeFile } from '@/features/files/commands'
import { type FileOwner, readFile } from '@/features/files/queries'
import { register } from '../form/commands'
import { replacePhoto } from '../photo/commands'
import { decideRegistration, requestInformation } from '../review/commands'
import { saveTravelDocument } from '../travel-document/commands'
import { eraseRegistration, runRetention } from './commands'
import { DATA_KINDS, dueAt, sees } from './rules'

const DAY = 24 * 60 * 60 * 1000
const now = new Date()
let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EventRow
let category: CategoryRow
let managed: ManagedEvent

test.describe.configure({ mode: 'default' })
test.beforeEach(async () => {
  database = await freshDatabase()
  event = await makeEvent()
  category = await makeCategory(event, { capacity: 3 })
  managed = await manages(event)
})
test.afterEach(() => database.drop())

async function manages(of: EventRow): Promise<ManagedEvent> {
  return (await gateEvent({ ...(await makeUser({ event: of })), locale: 'en' }, of.slug, 'manage'))!
}

const jpeg = () =>
  sharp({ create: { width: 600, height: 800, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer()

/** Words that stand nowhere else. */
const SECRETS = [
  'Zulfiyaperson',
  'Qodirovafamily',
  'Зулфиянейтив',
  'zulfiya-secret@example.org',
  '+998901234567',
  'Secretdiet',
  'Secretstep',
]

async function wholePerson() {
  await register(
    event,
    category,
    {
      id: randomUUID(),
      locale: 'en',
      answers: answersTo('delegate', {
        givenName: 'Zulfiyaperson',
        familyName: 'Qodirovafamily',
        nativeName: 'Зулфиянейтив',
        email: 'zulfiya-secret@example.org',
        phone: '+998901234567',
        diet: 'Secretdiet',
        accessibility: 'Secretstep',
      }),
    },
    now,
  )
  const person = await reread()
  await requestInformation(managed, person.id, { from: 'submitted', question: 'Zulfiyaperson, which flight?' }, now)
  await decideRegistration(
    managed,
    person.id,
    {
      from: 'information_requested',
      to: 'accepted',
      inform: 'now',
      note: 'Zulfiyaperson, welcome',
      internalNote: 'Qodirovafamily is known',
    },
    now,
  )
  const picture = await jpeg()
  await replacePhoto(event, await reread(), new File([new Uint8Array(picture)], 'Zulfiyaperson.jpg'), null, now)
  await saveTravelDocument(
    event,
    await reread(),
    { number: 'N1234567', issuingCountry: 'UZ', birthPlace: 'Khiva' },
    now,
  )
  return reread()
}

const reread = async () => (await db().select().from(registrations).where(eq(registrations.eventId, event.id)))[0]!

/** Which of the secrets stand anywhere in the database, in any table and column. */
async function found(): Promise<string[]> {
  const tables = await client()`select tablename from pg_tables where schemaname = 'public'`
  const rows = await Promise.all(
    tables.map(({ tablename }) => client().unsafe(`select row_to_json(t)::text as row from "${tablename}" t`)),
  )
  const all = rows
    .flat()
    .map(({ row }) => row)
    .join('\n')
    .toLowerCase()
  return SECRETS.filter((secret) => all.includes(secret.toLowerCase()))
}

test('after erasure no word of the person is left in any table, and the place is free again', async () => {
  const person = await wholePerson()
  expect(await found()).toEqual(SECRETS)
  await eraseRegistration(managed, person.id, now)
  expect(await found()).toEqual([])
  const left = await reread()
  expect(left).toMatchObject({ id: person.id, reference: person.reference, state: 'withdrawn', holdsPlace: false })
  expect(left.erasedAt).not.toBeNull()
  await eraseRegistration(managed, person.id, now)
})

test('nobody of another event erases here', async () => {
  const person = await wholePerson()
  const foreign = await manages(await makeEvent())
  await expect(eraseRegistration(foreign, person.id, now)).rejects.toMatchObject({ code: 'registration_unknown' })
  expect(await found()).toEqual(SECRETS)
})

test('each kind of data goes on its day, not before, and leaves proof of what, how many and when', async () => {
  await wholePerson()
  const after = (days: number) => new Date(event.endsAt.getTime() + days * DAY)
  expect(await runRetention(after(29))).toBe(0)
  expect(await found()).toEqual(SECRETS)

  expect(await runRetention(after(31))).toBe(3)
  expect(await found()).toEqual(SECRETS.filter((secret) => !['Secretdiet', 'Secretstep'].includes(secret)))
  const keys = () => db().select().from(eventKeys).where(eq(eventKeys.eventId, event.id))
  expect((await keys()).map(({ purpose, wrapped }) => [purpose, wrapped === null]).sort()).toEqual([
    ['files', false],
    ['passport', true],
  ])

  expect(await runRetention(after(91))).toBe(1)
  expect((await keys()).every(({ wrapped }) => wrapped === null)).toBe(true)
  expect(await runRetention(after(200))).toBe(2)
  expect(await found()).toEqual([])
  const runs = await db().select().from(retentionRuns).where(eq(retentionRuns.eventId, event.id))
  expect(runs.map(({ kind, deleted }) => [kind, deleted]).sort()).toEqual([
    ['contacts', 1],
    ['files', 1],
    ['health', 1],
    ['passport', 1],
    ['registrations', 1],
    ['travel', 0],
  ])
  expect(await runRetention(after(300))).toBe(0)
})

test('what the public reads with the agenda stays after the term of files, under a key of its own', async () => {
  await wholePerson()
  const session = await makeSession(event)
  const [shown, hidden] = [await makeSpeaker(event), await makeSpeaker(event, { state: 'declined' })]
  const file = await prepareFile('document', new File([new Uint8Array(await jpeg())], 'paper.jpg'))
  const store = (owner: FileOwner, isPublic: boolean) =>
    db().transaction((tx) => storeFile(tx, { eventId: event.id, owner, kind: 'document', file, isPublic }))
  const kept = [await store({ sessionId: session.id }, true), await store({ speakerId: shown.id }, true)]
  await store({ sessionId: session.id }, false)
  await store({ speakerId: shown.id }, false)
  await store({ speakerId: hidden.id }, true)
  await runRetention(new Date(event.endsAt.getTime() + 91 * DAY))
  const left = await db().select({ id: files.id }).from(files).where(eq(files.eventId, event.id))
  expect(left.map(({ id }) => id).sort()).toEqual([...kept].sort())
  for (const id of kept) expect((await readFile(event.id, id))?.data.equals(file.data)).toBe(true)
  const keys = await db().select().from(eventKeys).where(eq(eventKeys.eventId, event.id))
  expect(keys.map(({ purpose, wrapped }) => [purpose, wrapped === null]).sort()).toEqual([
    ['files', true],
    ['passport', true],
    ['public', false],
  ])
  await expect(store({ speakerId: shown.id }, true)).rejects.toMatchObject({ code: 'kept_no_longer' })
  await runRetention(new Date(event.endsAt.getTime() + 400 * DAY))
  expect(await db().$count(files, eq(files.eventId, event.id))).toBe(2)
})

test('two processes that delete at the same moment delete once', async () => {
  await wholePerson()
  const late = new Date(event.endsAt.getTime() + 400 * DAY)
  const counts = await Promise.all([runRetention(late), runRetention(late), runRetention(late)])
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(DATA_KINDS.length)
  expect(await db().$count(retentionRuns, and(eq(retentionRuns.eventId, event.id)))).toBe(DATA_KINDS.length)
})

test('no term reaches beyond what people agreed to', () => {
  const terms = {
    endsAt: new Date('2026-10-18T12:00:00Z'),
    retentionMonths: 1,
    retention: { files: 3650, passport: 7 },
  }
  expect(dueAt(terms, 'passport').toISOString()).toBe('2026-10-25T12:00:00.000Z')
  for (const kind of ['files', 'contacts', 'registrations'] as const)
    expect(dueAt(terms, kind).toISOString()).toBe('2026-11-18T12:00:00.000Z')
})

test('what each role sees is the table', () => {
  const table = Object.fromEntries(
    (['owner', 'organiser', 'reviewer', 'onsite', 'viewer', 'agenda_editor'] as const).map((role) => [
      role,
      DATA_KINDS.filter((kind) => sees({ role }, kind)),
    ]),
  )
  expect(table).toEqual({
    owner: [...DATA_KINDS],
    organiser: [...DATA_KINDS],
    reviewer: ['files', 'contacts', 'registrations'],
    onsite: ['registrations'],
    viewer: ['registrations'],
    agenda_editor: [],
  })
})
