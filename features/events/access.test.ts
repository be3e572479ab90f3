import { expect, test } from '@playwright/test'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { events, members } from '@/db/schema/events'
import { freshDatabase } from '@/e2e/fixtures/database'
import type { User } from '@/features/accounts/access'
import { changeable, gateEvent, gatePublicEvent, type Role } from './access'
import { listMyEvents, listPublicEvents, listTeam } from './queries'

const PEOPLE = ['owner', 'organiser', 'viewer', 'foreign organiser', 'member of nothing', 'administrator'] as const
type Person = (typeof PEOPLE)[number] | 'nobody'
const people = new Map<Person, User>()

const user = (person: Person) => people.get(person) ?? null

test.beforeAll(async () => {
  await freshDatabase()
  const rows = await db()
    .insert(users)
    .values(
      PEOPLE.map((name) => ({
        name,
        email: `${name.replaceAll(' ', '.')}@example.org`,
        isAdministrator: name === 'administrator',
      })),
    )
    .returning()
  for (const row of rows) people.set(row.name as Person, { ...row, locale: 'en' })
  const dates = {
    startsAt: new Date('2026-10-16T05:00Z'),
    endsAt: new Date('2026-10-18T12:00Z'),
    timeZone: 'Asia/Almaty',
  }
  const [ours, theirs] = await db()
    .insert(events)
    .values([
      { slug: 'ours', name: { en: 'Ours' }, contactEmail: 'ours@example.org', ...dates },
      { slug: 'theirs', name: { en: 'Theirs' }, contactEmail: 'theirs@example.org', ...dates },
      { slug: 'public', name: { en: 'Public' }, contactEmail: 'public@example.org', state: 'published', ...dates },
      { slug: 'past', name: { en: 'Past' }, contactEmail: 'past@example.org', state: 'archived', ...dates },
    ])
    .returning()
  const join = (person: Person, eventId: string, role: Role) => ({ eventId, userId: user(person)!.id, role })
  await db()
    .insert(members)
    .values([
      join('owner', ours!.id, 'owner'),
      join('organiser', ours!.id, 'organiser'),
      join('viewer', ours!.id, 'viewer'),
      join('foreign organiser', theirs!.id, 'owner'),
    ])
})

/** What each person gets from the gates for viewers, organisers and owners of "ours". */
const RIGHTS: Record<Person, [view: boolean, manage: boolean, own: boolean]> = {
  owner: [true, true, true],
  organiser: [true, true, false],
  viewer: [true, false, false],
  'foreign organiser': [false, false, false],
  'member of nothing': [false, false, false],
  nobody: [false, false, false],
  administrator: [true, true, true],
}

for (const [person, [view, manage, own]] of Object.entries(RIGHTS) as [Person, [boolean, boolean, boolean]][])
  test(`${person} ${view ? 'sees' : 'does not see'}, ${manage ? 'manages' : 'does not manage'} and ${own ? 'owns' : 'does not own'} the event`, async () => {
    const gates = ['viewer', 'organiser', 'owner'] as const
    const passed = await Promise.all(gates.map((role) => gateEvent(user(person), 'ours', role)))
    expect(passed.map((event) => event?.slug ?? null)).toEqual([view, manage, own].map((may) => (may ? 'ours' : null)))
    const preview = await gatePublicEvent('ours', async () => user(person))
    expect(preview?.isPreview ?? null).toBe(view ? true : null)
  })

test('an unknown event is as closed as a forbidden one, to administrators too', async () => {
  for (const person of ['administrator', 'owner', 'nobody'] as const) {
    expect(await gateEvent(user(person), 'unknown', 'viewer')).toBeNull()
    expect(await gatePublicEvent('unknown', async () => user(person))).toBeNull()
  }
})

test('published and archived pages are for everybody, their admin areas for no other team', async () => {
  for (const slug of ['public', 'past']) {
    expect((await gatePublicEvent(slug, async () => null))?.isPreview).toBe(false)
    expect(await gateEvent(user('owner'), slug, 'viewer')).toBeNull()
  }
})

test('lists hold only what their reader may see', async () => {
  const slugs = async (person: Person) =>
    (await listMyEvents(user(person)!)).map(({ slug, role }) => `${slug}: ${role}`)
  expect(await slugs('organiser')).toEqual(['ours: organiser'])
  expect(await slugs('foreign organiser')).toEqual(['theirs: owner'])
  expect(await slugs('member of nothing')).toEqual([])
  expect((await slugs('administrator')).sort()).toEqual([
    'ours: owner',
    'past: owner',
    'public: owner',
    'theirs: owner',
  ])
  expect((await listPublicEvents()).map(({ slug }) => slug).sort()).toEqual(['past', 'public'])
})

test('a team is listed without the teams of other events, owners first', async () => {
  const event = (await gateEvent(user('viewer'), 'ours', 'viewer'))!
  expect((await listTeam(event)).map(({ name }) => name)).toEqual(['owner', 'organiser', 'viewer'])
})

test('nobody changes an archived event, not even an administrator', async () => {
  const event = (await gateEvent(user('administrator'), 'past', 'organiser'))!
  expect(() => changeable(event)).toThrow('event_archived')
  changeable((await gateEvent(user('administrator'), 'public', 'organiser'))!)
})
