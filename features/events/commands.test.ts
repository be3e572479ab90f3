import { expect, test } from '@playwright/test'
import { and, asc, eq } from 'drizzle-orm'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { audit } from '@/db/schema/audit'
import { categories, consentVersions, events, members } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { freshDatabase } from '@/e2e/fixtures/database'
import { makeCategory, makeEvent, makeUser } from '@/e2e/fixtures/world'
import type { User } from '@/features/accounts/access'
import { LOCALES } from '@/lib/locales'
import { gateEvent, type OwnedEvent } from './access'
import {
  archiveEvent,
  createCategory,
  createEvent,
  currentConsents,
  publishEvent,
  unpublishEvent,
  updateCategory,
  updateEvent,
} from './commands'
import { listCategories } from './queries'
import { categorySchema, eventSchema, newCategorySchema, newEventSchema, parseAnswers } from './schema'
import { changeRole, inviteMember, removeMember, setScope } from './team/commands'

const FORM = {
  languages: 'en,ru,kk',
  'name.en': 'Example Forum',
  'operator.en': 'Example Secretariat',
  startsAt: '2026-10-16T10:00',
  endsAt: '2026-10-18T17:00',
  timeZone: 'Asia/Almaty',
  colour: '#0B2E4F',
  contactEmail: 'office@example.org',
}
const eventInput = (changes = {}) => parseAnswers(eventSchema, { ...FORM, ...changes }).data!
const categoryInput = (changes = {}) =>
  parseAnswers(categorySchema('Asia/Almaty'), { 'name.en': 'Guests', ...changes }).data!

let administrator: User
let made = 0

test.beforeAll(async () => {
  await freshDatabase()
})

test.beforeEach(async () => {
  administrator = await account({ name: 'Aigul Example', isAdministrator: true })
})

async function account(values: { name?: string; isAdministrator?: boolean } = {}): Promise<User> {
  const [user] = await db()
    .insert(users)
    .values({ email: `person-${++made}@example.org`, ...values })
    .returning()
  return { ...user!, locale: 'en' }
}

async function newEvent(changes = {}): Promise<OwnedEvent> {
  const { data } = parseAnswers(newEventSchema, { ...FORM, slug: `forum-${++made}`, ...changes })
  return again(await createEvent(administrator, data!))
}

const again = async (slug: string) => (await gateEvent(administrator, slug, 'own'))!

const actions = async (event: OwnedEvent) =>
  (await db().select().from(audit).where(eq(audit.eventId, event.id)).orderBy(asc(audit.id))).map(
    ({ action }) => action,
  )

test.describe('An event', () => {
  test('begins as a draft that its maker owns, with three closed categories named in every language', async () => {
    const event = await newEvent()
    expect(event.state).toBe('draft')
    expect(await db().select().from(members).where(eq(members.eventId, event.id))).toMatchObject([
      { userId: administrator.id, role: 'owner' },
    ])
    const first = await listCategories(event)
    expect(first.map(({ slug, form, isOpen, isReviewed }) => ({ slug, form, isOpen, isReviewed }))).toEqual(
      ['delegate', 'parliamentarian', 'diplomat'].map((form) => ({
        slug: form,
        form,
        isOpen: false,
        isReviewed: true,
      })),
    )
    for (const { name } of first) expect(Object.keys(name).sort()).toEqual([...LOCALES].sort())
    expect(await actions(event)).toEqual(['event.created'])
  })

  test('is made by administrators only', async () => {
    const input = parseAnswers(newEventSchema, { ...FORM, slug: 'not-mine' }).data!
    await expect(createEvent(await account(), input)).rejects.toThrow('administrators_only')
    expect(await db().$count(events, eq(events.slug, 'not-mine'))).toBe(0)
  })

  test('whose address is taken is refused at that field, and leaves nothing', async () => {
    const { slug } = await newEvent()
    const before = await db().$count(events)
    await expect(newEvent({ slug })).rejects.toMatchObject({ name: 'Refusal', code: 'slug_taken', field: 'slug' })
    expect(await db().$count(events)).toBe(before)
  })

  test('of a series that is not there is refused', async () => {
    await expect(newEvent({ seriesId: '00000000-0000-4000-8000-000000000000' })).rejects.toMatchObject({
      code: 'series_unknown',
      field: 'seriesId',
    })
  })

  test('keeps what was changed, and the audit says which settings without their contents', async () => {
    const event = await newEvent({ 'name.kk': 'Үлгі' })
    await updateEvent(event, eventInput({ 'name.kk': 'Үлгі', 'name.ru': 'Форум', contactEmail: 'new@example.org' }))
    expect((await again(event.slug)).name).toEqual({ en: 'Example Forum', ru: 'Форум', kk: 'Үлгі' })
    const [entry] = await db()
      .select()
      .from(audit)
      .where(and(eq(audit.eventId, event.id), eq(audit.action, 'event.updated')))
    expect(entry?.data).toEqual({ changed: ['name', 'contactEmail'] })
    expect(entry?.actorId).toBe(administrator.id)
  })

  test('is published, taken back and archived, after which nothing changes any more', async () => {
    const event = await newEvent()
    await publishEvent(event)
    await publishEvent(event)
    await unpublishEvent(await again(event.slug))
    await archiveEvent(await again(event.slug))
    expect(await actions(event)).toEqual([
      'event.created',
      'event.moved_to_published',
      'event.moved_to_draft',
      'event.moved_to_archived',
    ])
    const archived = await again(event.slug)
    const guests = parseAnswers(newCategorySchema('UTC'), { slug: 'guests', form: 'delegate', 'name.en': 'G' }).data!
    const [category] = await listCategories(archived)
    for (const change of [
      () => updateEvent(archived, eventInput()),
      () => publishEvent(archived),
      () => unpublishEvent(archived),
      () => archiveEvent(archived),
      () => createCategory(archived, guests),
      () => updateCategory(archived, category!.id, categoryInput()),
      () => inviteMember(archived, 'guest@example.org', 'viewer', 'en'),
      () => changeRole(archived, administrator.id, 'owner'),
      () => removeMember(archived, administrator.id),
    ])
      await expect(change()).rejects.toThrow('event_archived')
  })

  test('is not public without the name of who is responsible for the data', async () => {
    const event = await newEvent({ 'operator.en': '' })
    await expect(publishEvent(event)).rejects.toThrow('operator_missing')
    await updateEvent(event, eventInput())
    await publishEvent(await again(event.slug))
    await expect(updateEvent(await again(event.slug), eventInput({ 'operator.en': '' }))).rejects.toThrow(
      'operator_missing',
    )
  })
})

test.describe('A category', () => {
  const taken = (id: string, number: number) =>
    db().update(categories).set({ capacity: 7, taken: number }).where(eq(categories.id, id))

  test('cannot have fewer places than are taken', async () => {
    const event = await newEvent()
    const [category] = await listCategories(event)
    await taken(category!.id, 5)
    await expect(updateCategory(event, category!.id, categoryInput({ capacity: '4' }))).rejects.toMatchObject({
      code: 'capacity_below_taken',
      values: { taken: 5 },
      field: 'capacity',
    })
    expect((await listCategories(event))[0]!.capacity).toBe(7)
    await updateCategory(event, category!.id, categoryInput({ capacity: '5' }))
    expect((await listCategories(event))[0]).toMatchObject({ capacity: 5, taken: 5 })
    await updateCategory(event, category!.id, categoryInput({ capacity: '' }))
    expect((await listCategories(event))[0]!.capacity).toBeNull()
  })

  test('that loses places while others take them never has fewer than are taken', async () => {
    const event = await newEvent()
    const [category] = await listCategories(event)
    await taken(category!.id, 0)
    const take = async (number: number) => taken(category!.id, number)
    const lower = () =>
      updateCategory(event, category!.id, categoryInput({ capacity: '3' })).catch((error) => error.code)
    const outcomes = await Promise.all([take(7), lower(), take(7), lower()])
    for (const outcome of [outcomes[1], outcomes[3]]) expect([undefined, 'capacity_below_taken']).toContain(outcome)
    const [after] = await listCategories(event)
    expect(after!.taken).toBeLessThanOrEqual(after!.capacity!)
  })

  test('of another event is out of reach', async () => {
    const [ours, theirs] = [await newEvent(), await newEvent()]
    const [category] = await listCategories(theirs)
    await expect(updateCategory(ours, category!.id, categoryInput())).rejects.toThrow('category_unknown')
    expect(await listCategories(theirs)).toContainEqual(category)
  })

  test('comes after the others, and its address is taken once an event', async () => {
    const [event, other] = [await newEvent(), await newEvent()]
    const guests = parseAnswers(newCategorySchema('UTC'), { slug: 'guests', form: 'delegate', 'name.en': 'Guests' })
      .data!
    await createCategory(event, guests)
    expect((await listCategories(event)).map(({ slug }) => slug).at(-1)).toBe('guests')
    await expect(createCategory(event, guests)).rejects.toMatchObject({ code: 'slug_taken', field: 'slug' })
    await createCategory(other, guests)
  })
})

/** The consents that the event's settings call for now. */
async function consentsOf({ id }: { id: string }) {
  const [stored] = await db().select().from(events).where(eq(events.id, id))
  return currentConsents(stored!)
}

test.describe('Consents', () => {
  test('keep their version while the wording is the same, and get a new one with a new operator', async () => {
    const event = await newEvent()
    const first = await consentsOf(event)
    expect(first.version).toBe(1)
    await updateEvent(event, eventInput({ 'venue.en': 'Example Hall' }))
    expect(await consentsOf(event)).toEqual(first)
    await updateEvent(event, eventInput({ 'operator.en': 'Another Secretariat' }))
    const second = await consentsOf(event)
    expect(second.version).toBe(2)
    expect(second.texts.processing?.en).toContain('Another Secretariat')
    await updateEvent(event, eventInput())
    expect((await consentsOf(event)).version).toBe(1)
    expect(await db().$count(consentVersions, eq(consentVersions.eventId, event.id))).toBe(2)
  })

  test('asked for by thirty at once are made once', async () => {
    const event = await newEvent()
    const all = await Promise.all(Array.from({ length: 30 }, () => consentsOf(event)))
    expect(new Set(all.map(({ version }) => version))).toEqual(new Set([1]))
    expect(await db().$count(consentVersions, eq(consentVersions.eventId, event.id))).toBe(1)
  })
})

test.describe('The team', () => {
  test('takes in someone new with an account and one mail, and nobody twice', async () => {
    const event = await newEvent()
    await inviteMember(event, 'new.person@example.org', 'organiser', 'kk')
    const [user] = await db().select().from(users).where(eq(users.email, 'new.person@example.org'))
    expect(user).toMatchObject({ locale: 'kk', isAdministrator: false })
    expect(await gateEvent({ ...user!, locale: 'kk' }, event.slug, 'manage')).not.toBeNull()
    const invite = inviteMember(event, 'new.person@example.org', 'owner', 'kk')
    await expect(invite).rejects.toMatchObject({ code: 'member_exists', field: 'email' })
    const queued = await db().select().from(mails).where(eq(mails.eventId, event.id))
    expect(queued.map(({ kind, to, locale }) => ({ kind, to, locale }))).toEqual([
      { kind: 'team_invitation', to: 'new.person@example.org', locale: 'kk' },
    ])
    expect(queued[0]!.text).toContain('/kk/sign-in')
    expect(await actions(event)).toEqual(['event.created', 'member.invited'])
  })

  test('always has an owner', async () => {
    const event = await newEvent()
    await expect(removeMember(event, administrator.id)).rejects.toThrow('last_owner')
    await expect(changeRole(event, administrator.id, 'viewer')).rejects.toThrow('last_owner')
    await changeRole(event, administrator.id, 'owner')
    const other = await account()
    await inviteMember(event, other.email, 'owner', 'en')
    await changeRole(event, administrator.id, 'viewer')
    await expect(removeMember(event, other.id)).rejects.toThrow('last_owner')
  })

  test('limits a reviewer to categories of its own event, and nobody but a reviewer', async () => {
    const event = await newEvent()
    const category = await makeCategory(event, { slug: 'limited' })
    const foreign = await makeCategory(await makeEvent())
    const reviewer = await makeUser({ event, role: 'reviewer' })
    const viewer = await makeUser({ event, role: 'viewer' })
    const scope = { categoryIds: [category.id, foreign.id], delegationIds: null }
    await setScope(event, reviewer.id, scope)
    const gated = await gateEvent({ ...reviewer, locale: 'en' }, event.slug, 'review')
    expect(gated?.scope).toEqual({ categoryIds: [category.id], delegationIds: null })
    await expect(setScope(event, viewer.id, scope)).rejects.toMatchObject({ code: 'member_unknown' })
    await setScope(event, reviewer.id, { categoryIds: null, delegationIds: null })
    expect((await gateEvent({ ...reviewer, locale: 'en' }, event.slug, 'review'))?.scope.categoryIds).toBeNull()
  })

  test('keeps one of two owners who leave at the same moment', async () => {
    const event = await newEvent()
    const other = await account()
    await inviteMember(event, other.email, 'owner', 'en')
    const left = await Promise.allSettled([removeMember(event, administrator.id), removeMember(event, other.id)])
    expect(left.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await db().$count(members, and(eq(members.eventId, event.id), eq(members.role, 'owner')))).toBe(1)
  })

  test('of another event is out of reach', async () => {
    const [ours, theirs] = [await newEvent(), await newEvent()]
    const person = await account()
    await inviteMember(theirs, person.email, 'organiser', 'en')
    await expect(changeRole(ours, person.id, 'viewer')).rejects.toThrow('member_unknown')
    await expect(removeMember(ours, person.id)).rejects.toThrow('member_unknown')
    expect(await gateEvent(person, theirs.slug, 'manage')).not.toBeNull()
  })
})
