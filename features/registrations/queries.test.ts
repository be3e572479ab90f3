import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { sql } from 'drizzle-orm'
import { client, db } from '@/db'
import { delegations } from '@/db/schema/delegations'
import { mails } from '@/db/schema/mail'
import { changes, decisions, informationRequests, registrations } from '@/db/schema/registrations'
import { asked, freshDatabase } from '@/e2e/fixtures/database'
import {
  type CategoryRow,
  type EventRow,
  makeCategory,
  makeEvent,
  makeRegistration,
  makeUser,
} from '@/e2e/fixtures/world'
import { gateEvent, type ViewedEvent } from '@/features/events/access'
import { getRegistration, listRegistrations, listSelectable } from './queries'
import { countToDo } from './review/queries'
import { filterQuery, NEEDS, NO_FILTER, type RegistrationFilter, readFilter } from './review/rules'

let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EventRow
let category: CategoryRow
let viewed: ViewedEvent

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  event = await makeEvent()
  category = await makeCategory(event)
  viewed = await viewerOf(event)
})

async function viewerOf(of: EventRow): Promise<ViewedEvent> {
  const user = await makeUser({ event: of, role: 'viewer' })
  return (await gateEvent({ ...user, locale: 'en' }, of.slug, 'view'))!
}

async function found(filter: Partial<RegistrationFilter>, of = viewed) {
  const { rows } = await listRegistrations(of, { ...NO_FILTER, sort: 'name', ...filter }, 'en')
  return rows.map(({ givenName, familyName }) => `${givenName} ${familyName}`)
}

test('the best match stands first, however old it is', async () => {
  await makeRegistration(event, category, { givenName: 'Zarina', familyName: 'Namunayeva', createdAt: new Date(0) })
  await makeRegistration(event, category, { givenName: 'Dilnoza', familyName: 'Namunova' })
  const names = await found({ search: 'Намунаева', sort: 'newest' })
  expect(names).toEqual(['Zarina Namunayeva', 'Dilnoza Namunova'])
  expect(await found({ search: 'Намунаева', sort: 'oldest' })).toEqual(names)
  expect(await found({ search: 'Намунова', sort: 'newest' })).toEqual(names.reverse())
})

test('what waits is found by what it waits for, marked in the rows, and counted', async () => {
  const make = (givenName: string, values: Partial<typeof registrations.$inferInsert> = {}) =>
    makeRegistration(event, category, { givenName, familyName: 'X', ...values })
  const corrected = await make('Corrected', { state: 'accepted' })
  await db()
    .insert(changes)
    .values({ eventId: event.id, registrationId: corrected.id, state: 'pending', before: {}, after: {} })
  const [asked, decided] = [await make('Asked', { state: 'under_review' }), await make('Decided')]
  for (const { id } of [asked, decided])
    await db()
      .insert(informationRequests)
      .values({
        eventId: event.id,
        registrationId: id,
        question: '?',
        answer: '!',
        answeredAt: new Date(Date.now() - 60_000),
      })
  const decision = {
    batchId: randomUUID(),
    eventId: event.id,
    registrationId: decided.id,
    from: 'under_review' as const,
    to: 'submitted' as const,
    heldPlaceBefore: false,
  }
  await db().insert(decisions).values(decision)
  await make('Erasure', { erasureRequestedAt: new Date() })
  await make('Erased', { erasureRequestedAt: new Date(), erasedAt: new Date() })
  await make('Untold', { state: 'declined', toldState: 'submitted' })
  await make('Reviewed', { state: 'under_review', toldState: 'submitted' })
  const [soon, later] = [new Date(), new Date(Date.now() + 3 * 86_400_000)]
  for (const offerExpiresAt of [soon, later])
    await make('Offered', { state: 'waiting_list', holdsPlace: true, offerExpiresAt })
  const bounced = await make('Bounced', { state: 'accepted', toldState: 'accepted' })
  const mail = { eventId: event.id, kind: 'accepted', locale: 'en', subject: '-', html: '-', text: '-' } as const
  await db()
    .insert(mails)
    .values({ ...mail, to: bounced.email, state: 'bounced' })
  const named = async (needs: (typeof NEEDS)[number]) => (await found({ needs })).join()
  expect(await Promise.all(NEEDS.map(named))).toEqual([
    'Corrected X',
    'Asked X',
    'Erasure X',
    'Untold X',
    'Offered X,Offered X',
    'Bounced X',
  ])
  const { rows } = await listRegistrations(viewed, NO_FILTER, 'en')
  const marks = rows.flatMap(({ givenName, needs }) =>
    Object.entries(needs).flatMap(([need, isTrue]) => (isTrue ? [`${givenName}: ${need}`] : [])),
  )
  expect(marks.sort()).toEqual([
    'Asked: answered',
    'Bounced: bounced',
    'Corrected: correction',
    'Erasure: erasure',
    'Untold: untold',
  ])
  expect(await countToDo(viewed, soon)).toEqual({
    toReview: 5,
    correction: 1,
    answered: 1,
    erasure: 1,
    untold: 1,
    offer: 2,
    offerToday: 1,
    bounced: 1,
  })
  await db().update(decisions).set({ undoneAt: new Date() })
  expect(await named('answered')).toBe('Asked X,Decided X')
})

test('a name is found in either script', async () => {
  await makeRegistration(event, category, { givenName: 'Aigul', familyName: 'Yespayeva' })
  await makeRegistration(event, category, { givenName: 'Saule', familyName: 'Espaeva', nativeName: 'Сәуле Еспаева' })
  await makeRegistration(event, category, { givenName: 'John', familyName: 'Smith' })
  const both = ['Saule Espaeva', 'Aigul Yespayeva']
  for (const search of ['Еспаева', 'Yespayeva', 'Espaeva', 'ЕСПАЕВА', 'еспа'])
    expect(await found({ search })).toEqual(both)
  expect(await found({ search: 'Сәуле' })).toEqual(['Saule Espaeva'])
  expect(await found({ search: 'Смит' })).toEqual(['John Smith'])
  expect(await found({ search: 'Мария' })).toEqual([])
})

test('a reference finds its one registration, with its space or without', async () => {
  const { reference } = await makeRegistration(event, category, { familyName: 'One' })
  await makeRegistration(event, category, { familyName: 'Two' })
  expect(await found({ search: reference })).toEqual(['Aigul One'])
  expect(await found({ search: reference.replace(' ', '') })).toEqual(['Aigul One'])
  expect(await found({ search: reference.slice(0, 4) })).toContain('Aigul One')
})

test('a part of the address finds the person', async () => {
  await makeRegistration(event, category, {
    givenName: 'Aigul',
    familyName: 'One',
    email: 'a.bekova@parliament.example',
  })
  await makeRegistration(event, category, { givenName: 'Saule', familyName: 'Two', email: 's.ospan@senate.example' })
  expect(await found({ search: 'bekova@parl' })).toEqual(['Aigul One'])
  expect(await found({ search: '@senate.example' })).toEqual(['Saule Two'])
})

test('signs that mean something to the database are only signs', async () => {
  await makeRegistration(event, category, { familyName: 'One' })
  for (const search of ['%', '_', '\\', "'", '%%%', '!?']) expect(await found({ search })).toEqual([])
})

test('filters combine, and the counts by state are those of the rest of the filter', async () => {
  const diplomats = await makeCategory(event, { form: 'diplomat' })
  const common = { country: 'UZ', institution: 'Senate' }
  await makeRegistration(event, diplomats, { familyName: 'Right', ...common })
  await makeRegistration(event, diplomats, { familyName: 'Accepted', ...common, state: 'accepted' })
  await makeRegistration(event, diplomats, { familyName: 'Country', ...common, country: 'KZ' })
  await makeRegistration(event, diplomats, { familyName: 'Institution', ...common, institution: 'Majilis' })
  await makeRegistration(event, category, { familyName: 'Category', ...common })
  const filter = { category: 'diplomat', country: 'UZ', institution: 'Senate' }
  expect(await found({ ...filter, state: 'submitted' })).toEqual(['Aigul Right'])
  expect(await found({ ...filter, search: 'Айгуль' })).toEqual(['Aigul Accepted', 'Aigul Right'])
  const list = await listRegistrations(viewed, { ...NO_FILTER, ...filter, state: 'submitted' }, 'en')
  expect([list.total, list.byState]).toEqual([1, { submitted: 1, accepted: 1 }])
})

test("another event's registrations never come", async () => {
  const other = await makeEvent()
  const foreign = await makeRegistration(other, await makeCategory(other), {
    familyName: 'Foreign',
    country: 'KG',
    institution: 'Secret Institute',
  })
  await makeRegistration(event, category, { familyName: 'Own' })
  expect(await found({})).toEqual(['Aigul Own'])
  for (const filter of [
    { search: 'Foreign' },
    { search: foreign.reference },
    { country: 'KG' },
    { institution: 'Secret Institute' },
  ])
    expect(await found(filter)).toEqual([])
  await makeRegistration(event, category, { state: 'draft', isReserved: true, country: '', institution: '' })
  expect(await listSelectable(viewed)).toMatchObject({ countries: ['KZ'], delegations: [] })
  expect(await getRegistration(viewed, foreign.id)).toBeNull()
  expect(await found({ search: 'Foreign' }, await viewerOf(other))).toEqual(['Aigul Foreign'])
})

test('ids that are none are unknown', async () => {
  for (const id of ['', 'x', '-'.repeat(36), '\u0000']) expect(await getRegistration(viewed, id)).toBeNull()
})

test('a page past the end is the last one', async () => {
  for (let number = 0; number < 52; number++) await makeRegistration(event, category, { familyName: `N${number}` })
  const last = await listRegistrations(viewed, { ...NO_FILTER, page: 9 }, 'en')
  expect([last.page, last.rows.length, last.total]).toEqual([2, 2, 52])
})

test('States are sorted as the reader’s language does', async () => {
  for (const country of ['DE', 'AT', 'CH']) await makeRegistration(event, category, { country, familyName: country })
  const sorted = async (locale: 'en' | 'ru') =>
    (await listRegistrations(viewed, { ...NO_FILTER, sort: 'country' }, locale)).rows.map(({ country }) => country)
  expect(await sorted('en')).toEqual(['AT', 'DE', 'CH'])
  expect(await sorted('ru')).toEqual(['AT', 'DE', 'CH'])
  await makeRegistration(event, category, { country: 'HU', familyName: 'HU' })
  expect(await sorted('en')).toEqual(['AT', 'DE', 'HU', 'CH'])
  expect(await sorted('ru')).toEqual(['AT', 'HU', 'DE', 'CH'])
})

test('among 5,000 a search takes two queries that use the index', async () => {
  const one = await makeRegistration(event, category, { familyName: 'Yespayeva' })
  await db().execute(sql`
    insert into registrations (id, event_id, category_id, reference, state, given_name, sort_key, search_key, person_key,
      country, position, institution, email, locale, link_hash)
    select gen_random_uuid(), ${event.id}, ${category.id}, n, 'submitted', md5(n::text), n, md5(n::text) || ' ' || md5('x' || n), n,
      'KZ', '', '', '', 'en', n || ${event.id}
    from generate_series(1, 5000) n`)
  // As autovacuum does: new rows wait in a list before the index until then.
  await db().execute(sql`vacuum analyze registrations`)
  const queries = await asked(() => listRegistrations(viewed, { ...NO_FILTER, search: 'Еспаева' }, 'en'))
  expect(queries).toHaveLength(2)
  for (const { query, parameters } of queries) {
    const plan = await client().unsafe(`explain ${query}`, parameters as never[])
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('registrations_search')
  }
  expect((await listRegistrations(viewed, { ...NO_FILTER, search: 'Еспаева' }, 'en')).rows).toMatchObject([
    { id: one.id },
  ])
  expect(await db().$count(registrations)).toBeGreaterThan(5000)
})

test('a delegation’s sent members are found by it, whatever their institution, and its drafts are not', async () => {
  const [delegation, other] = await db()
    .insert(delegations)
    .values(
      ['Senate', 'Majilis'].map((en, position) => ({
        eventId: event.id,
        kind: 'parliament' as const,
        name: { en },
        searchKey: en.toLowerCase(),
        position,
      })),
    )
    .returning()
  const mine = { delegationId: delegation!.id }
  await makeRegistration(event, category, { familyName: 'One', ...mine })
  await makeRegistration(event, category, { familyName: 'Two', ...mine, institution: 'Ministry', state: 'accepted' })
  await makeRegistration(event, category, { familyName: 'Draft', ...mine, state: 'draft' })
  await makeRegistration(event, category, { familyName: 'Other', delegationId: other!.id, state: 'draft' })
  expect(await found({ delegation: delegation!.id })).toEqual(['Aigul One', 'Aigul Two'])
  expect(await found({ delegation: delegation!.id, state: 'draft' })).toEqual(['Aigul Draft'])
  expect((await listSelectable(viewed)).delegations).toEqual([{ id: delegation!.id, name: { en: 'Senate' } }])
  const reader = await viewerOf(await makeEvent())
  expect(await found({ delegation: delegation!.id }, reader)).toEqual([])
  expect((await listSelectable(reader)).delegations).toEqual([])
})

test('what cannot be read in an address is left at its default', () => {
  const nonsense = { q: ['a', 'b'], category: '\u0000', state: 'lost', country: 'ZZ', sort: 'random', page: '-1' }
  expect(readFilter(nonsense)).toEqual(NO_FILTER)
  expect(readFilter({ page: '1e9' }).page).toBe(1)
  expect(readFilter({ q: 'x'.repeat(9999) }).search).toHaveLength(200)
})

test('a filter is read back from its address as it was', () => {
  const filter: RegistrationFilter = {
    search: 'Еспаева & co',
    category: 'delegate',
    state: 'waiting_list',
    country: 'KZ',
    delegation: '1a2b3c4d-0000-4000-8000-000000000001',
    institution: 'Ministry “A+B”',
    language: 'kk',
    answer: '1a2b3c4d-0000-4000-8000-000000000000.yes',
    needs: 'untold',
    sort: 'name',
    page: 3,
  }
  expect(readFilter(Object.fromEntries(new URLSearchParams(filterQuery(filter))))).toEqual(filter)
  expect(filterQuery(NO_FILTER)).toBe('')
})
