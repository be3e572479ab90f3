import { expect, test } from '@playwright/test'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { events, members } from '@/db/schema/events'
import { freshDatabase } from '@/e2e/fixtures/database'
import type { User } from '@/features/accounts/access'
import { changeable, gateEvent, gatePublicEvent, RIGHTS, type Role } from './access'
import { listMyEvents, listPublicEvents, listTeam } from './queries'

const PEOPLE = [
  'owner',
  'organiser',
  'reviewer',
  'agenda editor',
  'on-site staff',
  'viewer',
  'foreign organiser',
  'member of nothing',
  'administrator',
] as const
type Person = (typeof PEOPLE)[number] | 'nobody'
const CATEGORY = '00000000-0000-4000-8000-000000000001'
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
      { ...join('reviewer', ours!.id, 'reviewer'), categoryIds: [CATEGORY] },
      join('agenda editor', ours!.id, 'agenda_editor'),
      join('on-site staff', ours!.id, 'onsite'),
      join('viewer', ours!.id, 'viewer'),
      join('foreign organiser', theirs!.id, 'owner'),
    ])
})

/** What each person gets from the gates of "ours", in the order of RIGHTS. */
const PASSES: Record<Person, string> = {
  owner: 'enter view review manage own',
  organiser: 'enter view review manage',
  reviewer: 'enter view review',
  'agenda editor': 'enter',
  'on-site staff': 'enter view',
  viewer: 'enter view',
  'foreign organiser': '',
  'member of nothing': '',
  nobody: '',
  administrator: 'enter view review manage own',
}

for (const [person, passes] of Object.entries(PASSES) as [Person, string][])
  test(`the gates of an event let ${person} ${passes ? `through to ${passes}` : 'nowhere'}`, async () => {
    const passed = await Promise.all(
      RIGHTS.map(async (right) => (await gateEvent(user(person), 'ours', right)) && right),
    )
    expect(passed.filter(Boolean).join(' ')).toBe(passes)
    const preview = await gatePublicEvent('ours', async () => user(person))
    expect(preview?.isPreview ?? null).toBe(passes ? true : null)
  })

test('only a reviewer is held to a scope', async () => {
  expect((await gateEvent(user('reviewer'), 'ours', 'review'))?.scope).toEqual({
    categoryIds: [CATEGORY],
    delegationIds: null,
  })
  expect((await gateEvent(user('organiser'), 'ours', 'review'))?.scope).toEqual({
    categoryIds: null,
    delegationIds: null,
  })
})

test('an unknown event is as closed as a forbidden one, to administrators too', async () => {
  for (const person of ['administrator', 'owner', 'nobody'] as const) {
    expect(await gateEvent(user(person), 'unknown', 'enter')).toBeNull()
    expect(await gatePublicEvent('unknown', async () => user(person))).toBeNull()
  }
})

test('published and archived pages are for everybody, their admin areas for no other team', async () => {
  for (const slug of ['public', 'past']) {
    expect((await gatePublicEvent(slug, async () => null))?.isPreview).toBe(false)
    expect(await gateEvent(user('owner'), slug, 'enter')).toBeNull()
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
  const event = (await gateEvent(user('viewer'), 'ours', 'view'))!
  expect((await listTeam(event)).map(({ name }) => name)).toEqual([
    'owner',
    'organiser',
    'reviewer',
    'agenda editor',
    'on-site staff',
    'viewer',
  ])
})

test('nobody changes an archived event, not even an administrator', async () => {
  const event = (await gateEvent(user('administrator'), 'past', 'manage'))!
  expect(() => changeable(event)).toThrow('event_archived')
  changeable((await gateEvent(user('administrator'), 'public', 'manage'))!)
})
