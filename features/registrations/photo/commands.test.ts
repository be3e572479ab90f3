import { expect, test } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import sharp from 'sharp'
import { db } from '@/db'
import { audit } from '@/db/schema/audit'
import { events, members } from '@/db/schema/events'
import { files } from '@/db/schema/files'
import { freshDatabase } from '@/e2e/fixtures/database'
import { type EventRow, makeCategory, makeEvent, makeRegistration, makeUser } from '@/e2e/fixtures/world'
import { gateEvent } from '@/features/events/access'
import { replacePhotoFor, setPhotoExempt } from './commands'

const now = new Date()
let database: Awaited<ReturnType<typeof freshDatabase>>

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())

async function picture(): Promise<File> {
  const data = await sharp({ create: { width: 600, height: 800, channels: 3, background: '#678' } })
    .jpeg()
    .toBuffer()
  return new File([new Uint8Array(data)], 'me.jpg', { type: 'image/jpeg' })
}

async function reviewer(event: EventRow, categoryIds: string[] | null = null) {
  const user = await makeUser({ event, role: 'reviewer' })
  await db().update(members).set({ categoryIds }).where(eq(members.userId, user.id))
  return { user, gated: (await gateEvent({ ...user, locale: 'en' }, event.slug, 'review'))! }
}

const photosOf = (registrationId: string) =>
  db().$count(files, and(eq(files.registrationId, registrationId), eq(files.kind, 'photo')))

test('a reviewer uploads a person’s photo, and the audit names the reviewer', async () => {
  const event = await makeEvent()
  const person = await makeRegistration(event, await makeCategory(event), { state: 'accepted' })
  const { user, gated } = await reviewer(event)
  await replacePhotoFor(gated, person.id, await picture(), null, now)
  await replacePhotoFor(gated, person.id, await picture(), { x: 0, y: 0, width: 0.9, height: 0.9 }, now)
  expect(await photosOf(person.id)).toBe(1)
  const entries = await db().select().from(audit).where(eq(audit.subjectId, person.id))
  expect(entries.map(({ action, actor, actorId }) => [action, actor, actorId])).toEqual(
    Array(2).fill(['registration.photo_replaced', 'organiser', user.id]),
  )
})

test('nobody of another event or of other categories uploads one, and a viewer has no gate to it', async () => {
  const event = await makeEvent()
  const category = await makeCategory(event)
  const person = await makeRegistration(event, category)
  const other = await makeCategory(event, { slug: 'diplomat', form: 'diplomat' })
  const elsewhere = await makeEvent()
  for (const { gated } of [await reviewer(elsewhere), await reviewer(event, [other.id])])
    await expect(replacePhotoFor(gated, person.id, await picture(), null, now)).rejects.toMatchObject({
      code: 'registration_unknown',
    })
  for (const role of ['viewer', 'onsite', 'agenda_editor'] as const)
    expect(await gateEvent({ ...(await makeUser({ event, role })), locale: 'en' }, event.slug, 'review')).toBeNull()
  expect(await photosOf(person.id)).toBe(0)
})

test('no photo is taken for who is exempt, has withdrawn, or was of an archived event', async () => {
  const event = await makeEvent()
  const category = await makeCategory(event)
  const { user, gated } = await reviewer(event)
  const cases = [
    [{ isPhotoExempt: true }, 'photo_not_needed'],
    [{ state: 'withdrawn' }, 'correction_closed'],
  ] as const
  for (const [values, code] of cases) {
    const person = await makeRegistration(event, category, values)
    await expect(replacePhotoFor(gated, person.id, await picture(), null, now)).rejects.toMatchObject({ code })
  }
  const person = await makeRegistration(event, category)
  await db().update(events).set({ state: 'archived' }).where(eq(events.id, event.id))
  const archived = (await gateEvent({ ...user, locale: 'en' }, event.slug, 'review'))!
  await expect(replacePhotoFor(archived, person.id, await picture(), null, now)).rejects.toMatchObject({
    code: 'event_archived',
  })
})

test('a head of State is exempt: no task asks for a photo, none is taken, and the exemption can be taken back', async () => {
  const event = await makeEvent()
  const person = await makeRegistration(event, await makeCategory(event, { asksPhoto: true }), { state: 'accepted' })
  const { gated } = await reviewer(event)
  await setPhotoExempt(gated, person.id, true, now)
  await setPhotoExempt(gated, person.id, true, now)
  await expect(replacePhotoFor(gated, person.id, await picture(), null, now)).rejects.toMatchObject({
    code: 'photo_not_needed',
  })
  await setPhotoExempt(gated, person.id, false, now)
  await replacePhotoFor(gated, person.id, await picture(), null, now)
  const entries = await db().select().from(audit).where(eq(audit.subjectId, person.id)).orderBy(audit.id)
  expect(entries.map(({ action }) => action)).toEqual([
    'registration.photo_exempted',
    'registration.photo_asked',
    'registration.photo_replaced',
  ])
  const { gated: foreign } = await reviewer(await makeEvent())
  await expect(setPhotoExempt(foreign, person.id, true, now)).rejects.toMatchObject({ code: 'registration_unknown' })
})
