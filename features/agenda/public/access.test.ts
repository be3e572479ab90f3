import { expect, test } from '@playwright/test'
import { db } from '@/db'
import { sessionGuests } from '@/db/schema/agenda'
import { makeRelease, makeSession, makeSpeaker } from '@/e2e/fixtures/agenda'
import { freshDatabase } from '@/e2e/fixtures/database'
import { makeCategory, makeEvent, makeRegistration } from '@/e2e/fixtures/world'
import { gatePublicEvent } from '@/features/events/access'
import { prepareFile, storeFile } from '@/features/files/commands'
import { sessionFile, visibleSession } from './access'
import { listSessionDocuments, namesOf, readReader } from './queries'

let database: Awaited<ReturnType<typeof freshDatabase>>

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())

const PDF = new File(
  [
    '%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\nxref\n0 3\ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n9\n%%EOF',
  ],
  'note.pdf',
)

/** A session that is open to all and one for invited people, each with a public document and one of the team's own. */
async function world() {
  const row = await makeEvent()
  const [open, invited] = [await makeSession(row), await makeSession(row, { access: 'invited' })]
  const file = await prepareFile('document', PDF)
  const store = (sessionId: string, isPublic: boolean, symbol: string) =>
    db().transaction((tx) =>
      storeFile(tx, {
        eventId: row.id,
        owner: { sessionId },
        kind: 'document',
        file,
        isPublic,
        details: { symbol, date: '2026-10-16', language: 'ru' },
      }),
    )
  const files = {
    open: await store(open.id, true, 'A/1'),
    kept: await store(open.id, false, 'A/2'),
    invited: await store(invited.id, true, 'A/3'),
  }
  const released = [open, invited].map(({ startsAt, ...session }) => {
    const rest = { items: [], speakers: [], sequence: 0, isCancelled: false }
    return { ...session, ...rest, startsAt: startsAt!.toISOString() }
  })
  await makeRelease(row, { sessions: released })
  const event = (await gatePublicEvent(row.slug, async () => null))!
  return { row, event, open, invited, files }
}

test('a document is there for who may come to its session, if its editors made it public', async () => {
  const { row, event, open, invited, files } = await world()
  const guest = await makeRegistration(row, await makeCategory(row), { state: 'accepted' })
  await db().insert(sessionGuests).values({ sessionId: invited.id, registrationId: guest.id })
  const { reader } = await readReader({ registration: guest })
  const opens = async (sessionId: string, fileId: string, who: typeof reader | null) =>
    (await sessionFile(event, sessionId, fileId, who)) !== null
  expect(await opens(open.id, files.open, null)).toBe(true)
  expect(await opens(open.id, files.kept, reader)).toBe(false)
  expect(await opens(invited.id, files.invited, null)).toBe(false)
  expect(await opens(open.id, files.invited, null)).toBe(false)
  expect(await opens(invited.id, files.invited, reader)).toBe(true)
  const listed = await listSessionDocuments({ id: open.id })
  expect(listed.map(({ details }) => details.symbol)).toEqual(['A/1'])
  expect(await visibleSession(event, invited.id, null)).toBeNull()
})

test('who withdrew is named to nothing any more', async () => {
  const { row, invited } = await world()
  const gone = await makeRegistration(row, await makeCategory(row), { state: 'withdrawn' })
  await db().insert(sessionGuests).values({ sessionId: invited.id, registrationId: gone.id })
  const { reader } = await readReader({ registration: gone })
  expect([reader.isAccepted, reader.invitedTo.size]).toEqual([false, 0])
})

test('names are read from the registration where there is one, and those are left out whom the public may not read', async () => {
  const { row, event } = await world()
  const category = await makeCategory(row)
  const person = { familyName: 'Linked', nativeName: 'Айгүл Байланыс', title: 'H.E. Ms' }
  const linked = await makeSpeaker(row, { registrationId: (await makeRegistration(row, category, person)).id })
  const atRisk = await makeRegistration(row, category, { isKeptOffLists: true })
  const kept = await makeSpeaker(row, { registrationId: atRisk.id })
  const declined = await makeSpeaker(row, { state: 'declined' })
  const plain = await makeSpeaker(row)
  const ids = [linked, kept, declined, plain].map(({ id }) => id)
  expect(Object.fromEntries(await namesOf(event, 'en', ids))).toEqual({
    [linked.id]: 'H.E. Ms Aigul Linked',
    [plain.id]: 'Ms Dana Speaker',
  })
  expect((await namesOf(event, 'kk', ids)).get(linked.id)).toBe('H.E. Ms Айгүл Байланыс')
})
