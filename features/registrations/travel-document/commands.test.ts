import { expect, test } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import sharp from 'sharp'
import { client, db } from '@/db'
import { audit } from '@/db/schema/audit'
import { travelDocuments } from '@/db/schema/registrations'
import { freshDatabase } from '@/e2e/fixtures/database'
import { makeCategory, makeEvent, makeRegistration, makeUser, privateToken } from '@/e2e/fixtures/world'
import { gateEvent } from '@/features/events/access'
import { prepareFile, storeFile } from '@/features/files/commands'
import { destroyEventKey } from '@/features/files/keys/commands'
import { checkAnswers } from '@/lib/fields'
import { fileForOrganiser, ownFile } from '../files/access'
import { forgetTravelDocument, revealTravelDocument, saveTravelDocument } from './commands'
import { maskedTravelDocument, numberIndex } from './queries'
import { foldNumber, maskedNumber, SCAN_LINK_SECONDS, travelDocumentFields } from './rules'

const now = new Date()
const fresh = { isFresh: true, hasSecondFactor: true }
let database: Awaited<ReturnType<typeof freshDatabase>>

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())

const PASSPORT = {
  nationality: 'KZ',
  documentType: 'diplomatic',
  number: 'N 12345678',
  issuingCountry: 'KZ',
  issuedOn: '2024-02-03',
  expiresOn: '2034-02-02',
  birthDate: '1980-05-07',
  birthPlace: 'Karagandy-Birthplace',
}

async function world() {
  const event = await makeEvent()
  const registration = await makeRegistration(event, await makeCategory(event))
  const user = { ...(await makeUser({ event })), locale: 'en' as const }
  const managed = (await gateEvent(user, event.slug, 'manage'))!
  return { event, registration, user, managed }
}

const reveals = ({ id }: { id: string }) =>
  db()
    .select()
    .from(audit)
    .where(and(eq(audit.subjectId, id), eq(audit.action, 'registration.passport_revealed')))

/** Every text that the database holds, of all tables, as a thief of a copy would read it. */
async function everything(): Promise<string> {
  const tables = await client()`select tablename from pg_tables where schemaname = 'public'`
  const rows = await Promise.all(
    tables.map(({ tablename }) => client().unsafe(`select row_to_json(t)::text as row from "${tablename}" t`)),
  )
  return rows
    .flat()
    .map(({ row }) => row)
    .join('\n')
}

test('of a passport a copy of the database shows neither number, nor dates, nor place of birth', async () => {
  const { event, registration } = await world()
  const other = { ...PASSPORT, number: 'P9988776' }
  await saveTravelDocument(event, registration, PASSPORT, now)
  const copy = await everything()
  expect(copy).toContain(registration.email)
  for (const secret of ['12345678', '2034-02-02', '1980-05-07', 'Karagandy-Birthplace'])
    expect(copy).not.toContain(secret)
  await saveTravelDocument(event, registration, other, now)
  expect(await db().$count(travelDocuments, eq(travelDocuments.registrationId, registration.id))).toBe(1)
})

test('the list shows the end of the number; the whole needs a second factor, a fresh sign-in and a reason, and is recorded first', async () => {
  const { event, registration, managed } = await world()
  await saveTravelDocument(event, registration, PASSPORT, now)
  expect(await maskedTravelDocument(managed, registration.id)).toMatchObject({ number: '•••• 678' })
  const reveal = (reason: string, guard: typeof fresh) =>
    revealTravelDocument(managed, registration.id, reason, guard, now)
  await expect(reveal('visa', { ...fresh, hasSecondFactor: false })).rejects.toMatchObject({
    code: 'second_factor_needed',
  })
  await expect(reveal('visa', { ...fresh, isFresh: false })).rejects.toMatchObject({ code: 'fresh_sign_in_needed' })
  await expect(reveal('curiosity', fresh)).rejects.toMatchObject({ code: 'reveal_reason', field: 'reason' })
  expect(await reveals(registration)).toEqual([])
  expect((await reveal('visa', fresh))!.answers).toEqual(PASSPORT)
  expect(await reveals(registration)).toMatchObject([{ actor: 'organiser', data: { reason: 'visa' } }])
  expect(JSON.stringify(await reveals(registration))).not.toContain('12345678')
})

test('moved to another person the sealed data do not open, and after the key is destroyed nobody’s do', async () => {
  const { event, registration, managed } = await world()
  const other = await makeRegistration(event, await makeCategory(event, { slug: 'other' }))
  await saveTravelDocument(event, registration, PASSPORT, now)
  await saveTravelDocument(event, other, { ...PASSPORT, number: 'P9988776' }, now)
  const [row] = await db().select().from(travelDocuments).where(eq(travelDocuments.registrationId, registration.id))
  await db().update(travelDocuments).set({ sealed: row!.sealed }).where(eq(travelDocuments.registrationId, other.id))
  expect(await maskedTravelDocument(managed, other.id)).toBeNull()
  expect(await maskedTravelDocument(managed, registration.id)).not.toBeNull()
  await db().transaction((tx) => destroyEventKey(tx, event.id, 'passport', now))
  expect(await maskedTravelDocument(managed, registration.id)).toBeNull()
  expect(await revealTravelDocument(managed, registration.id, 'visa', fresh, now)).toBeNull()
  expect(await reveals(registration)).toEqual([])
  await expect(saveTravelDocument(event, registration, PASSPORT, now)).rejects.toMatchObject({ code: 'kept_no_longer' })
})

test('another event’s organiser sees neither masked nor clear data', async () => {
  const { event, registration } = await world()
  const foreign = await world()
  await saveTravelDocument(event, registration, PASSPORT, now)
  expect(await maskedTravelDocument(foreign.managed, registration.id)).toBeNull()
  expect(await revealTravelDocument(foreign.managed, registration.id, 'visa', fresh, now)).toBeNull()
  expect(await reveals(registration)).toEqual([])
})

test('the same passport is found again however it is typed, in its own event only', async () => {
  const { event, registration } = await world()
  await saveTravelDocument(event, registration, PASSPORT, now)
  const [row] = await db().select().from(travelDocuments).where(eq(travelDocuments.registrationId, registration.id))
  expect(await numberIndex(event.id, 'KZ', 'n-12 345 678')).toBe(row!.numberIndex)
  expect(await numberIndex(event.id, 'UZ', 'N12345678')).not.toBe(row!.numberIndex)
  expect(await numberIndex(event.id, 'KZ', 'N12345679')).not.toBe(row!.numberIndex)
  const elsewhere = await world()
  await saveTravelDocument(elsewhere.event, elsewhere.registration, PASSPORT, now)
  expect(await numberIndex(elsewhere.event.id, 'KZ', 'N12345678')).not.toBe(row!.numberIndex)
})

test('a scan opens by the link of a reveal, to who revealed it, for minutes, and never by the private link', async () => {
  const { event, registration, managed, user } = await world()
  const picture = await sharp({ create: { width: 700, height: 500, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer()
  const file = await prepareFile('passport', new File([new Uint8Array(picture)], 'passport.jpg'))
  const owner = { registrationId: registration.id }
  const id = await db().transaction((tx) => storeFile(tx, { eventId: event.id, owner, kind: 'passport', file }))
  const open = (as: typeof user, link: URL | null, at: Date) =>
    fileForOrganiser(
      as,
      event.slug,
      id,
      { until: link?.searchParams.get('until') ?? null, key: link?.searchParams.get('key') ?? null },
      at,
    )
  expect(await open(user, null, now)).toBeNull()
  const { scans } = (await revealTravelDocument(managed, registration.id, 'security', fresh, now))!
  const link = new URL(scans[0]!.href, 'http://localhost')
  expect((await open(user, link, now))?.type).toBe('image/jpeg')
  const colleague = { ...(await makeUser({ event })), locale: 'en' as const }
  expect(await open(colleague, link, now)).toBeNull()
  expect(await open(user, link, new Date(now.getTime() + (SCAN_LINK_SECONDS + 1) * 1000))).toBeNull()
  link.searchParams.set('until', '99999999999')
  expect(await open(user, link, now)).toBeNull()
  expect(await ownFile(event.slug, privateToken(registration.id), id)).toBeNull()

  await db().transaction((tx) => forgetTravelDocument(tx, event, registration.id))
  expect(await revealTravelDocument(managed, registration.id, 'visa', fresh, now)).toBeNull()
})

test('a passport has to be valid on the last day of the event and to have been issued', async () => {
  const { event } = await world()
  const codes = (values: Partial<typeof PASSPORT>) =>
    checkAnswers(travelDocumentFields(event, now), { ...PASSPORT, ...values }).errors.map(({ field, code }) => [
      field,
      code,
    ])
  expect(codes({})).toEqual([])
  expect(codes({ expiresOn: now.toISOString().slice(0, 10) })).toEqual([['expiresOn', 'date_too_early']])
  expect(codes({ issuedOn: '2199-01-01', birthPlace: '' })).toEqual([
    ['issuedOn', 'date_too_late'],
    ['birthPlace', 'required'],
  ])
})

for (const [typed, folded, masked] of [
  ['N 1234-567', 'N1234567', '•••• 567'],
  ['n1234567', 'N1234567', '•••• 567'],
  ['А12В34', 'A12B34', '•••• B34'],
  ['12 34', '1234', '••••'],
] as const)
  test(`the number ${typed} is ${folded} and shows as ${masked}`, () => {
    expect([foldNumber(typed), maskedNumber(typed)]).toEqual([folded, masked])
  })
