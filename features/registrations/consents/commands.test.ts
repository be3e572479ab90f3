import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { audit } from '@/db/schema/audit'
import { events } from '@/db/schema/events'
import { consents, registrations } from '@/db/schema/registrations'
import { freshDatabase } from '@/e2e/fixtures/database'
import { answersTo, brokenPromises } from '@/e2e/fixtures/registrations'
import { type EventRow, makeCategory, makeEvent, makeRegistration, makeUser } from '@/e2e/fixtures/world'
import { gateFocalDelegation } from '@/features/delegations/access'
import { createDelegation } from '@/features/delegations/commands'
import { addFocalPoint } from '@/features/delegations/focal-points/commands'
import { gateEvent, gatePublicEvent } from '@/features/events/access'
import { register } from '../form/commands'
import { addMembers, sendDelegation } from '../members/commands'
import { listMembers } from '../members/queries'
import { linkToken } from '../notices/commands'
import { registrationByToken } from '../queries'
import { saveConsents } from './commands'
import { readConsents } from './queries'

const now = new Date()
let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EventRow

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  event = await makeEvent({ recipients: { en: 'Example Hotel' } })
})

/** The person's own page as it stands now, by the link. */
async function own(registrationId: string) {
  const [row] = await db().select().from(registrations).where(eq(registrations.id, registrationId))
  const found = (await registrationByToken(row!.eventId, linkToken(registrationId, row!.linkVersion)))!
  const [{ slug } = { slug: '' }] = await db().select().from(events).where(eq(events.id, row!.eventId))
  return { event: (await gatePublicEvent(slug, async () => null))!, ...found }
}

async function signedUp(values: Record<string, string> = {}) {
  const email = `${randomUUID()}@example.org`
  const category = await makeCategory(event)
  await register(
    event,
    category,
    { id: randomUUID(), answers: answersTo('delegate', { email, ...values }), locale: 'en' },
    now,
  )
  const [row] = await db().select().from(registrations).where(eq(registrations.email, email))
  return row!.id
}

const reworded = () =>
  db()
    .update(events)
    .set({ operator: { en: 'Another Secretariat' } })
    .where(eq(events.id, event.id))

async function save(id: string, answers: Record<string, string>, version?: number) {
  const page = await own(id)
  const read = await readConsents(page)
  await saveConsents(page, answers, { version: version ?? read.version, locale: 'kk' }, new Date())
}

async function kept(id: string): Promise<Record<string, string>> {
  const rows = await db().select().from(consents).where(eq(consents.registrationId, id))
  return Object.fromEntries(
    rows.map(({ purpose, version, isGiven, locale }) => [purpose, `${version} ${isGiven} ${locale}`]),
  )
}

const proofs = (id: string) =>
  db()
    .select({ actor: audit.actor, data: audit.data })
    .from(audit)
    .where(and(eq(audit.subjectId, id), eq(audit.action, 'registration.consents_saved')))
    .orderBy(audit.id)

test('whom a focal point entered lacks consent until they have given it themselves', async () => {
  await makeCategory(event)
  const managed = (await gateEvent({ ...(await makeUser({ event })), locale: 'en' }, event.slug, 'manage'))!
  const delegation = await createDelegation(managed, {
    kind: 'parliament',
    name: { en: 'Parliament' },
    country: 'UZ',
    note: '',
  })
  const user = await makeUser()
  await addFocalPoint(managed, delegation, { email: user.email, name: 'Coordinator', locale: 'ru' })
  const focal = (await gateFocalDelegation({ ...user, locale: 'ru' }, delegation))!
  const { title: _, ...person } = answersTo('delegate')
  const [id] = await addMembers(focal, [{ ...person, category: 'delegate', memberEmail: 'member@example.org' }], now)
  await sendDelegation(focal, now)
  const missing = async () => (await listMembers(event, delegation))[0]!.missing
  expect(await missing()).toEqual(['consent'])
  await expect(save(id!, { consent_photo: 'yes', consent_processing: 'yes' })).rejects.toMatchObject({
    code: 'form_incomplete',
  })
  expect([await missing(), await kept(id!)]).toEqual([['consent'], {}])
  await save(id!, { consent_processing: 'yes', consent_conduct: 'yes', consent_photo: 'yes' })
  expect(await missing()).toEqual([])
  expect(await kept(id!)).toEqual({
    processing: '1 true kk',
    third_parties: '1 false kk',
    public_list: '1 false kk',
    photo: '1 true kk',
    conduct: '1 true kk',
  })
  expect(await brokenPromises(event)).toEqual([])
})

test('a free choice is changed at any time; the former one stays proven without personal data', async () => {
  const id = await signedUp({ consent_photo: 'yes' })
  await save(id, { consent_public_list: 'yes' })
  expect(await kept(id)).toEqual({
    processing: '1 true en',
    third_parties: '1 false en',
    public_list: '1 true kk',
    photo: '1 false kk',
    conduct: '1 true en',
  })
  expect(await proofs(id)).toEqual([
    {
      actor: 'person',
      data: {
        fields: ['consent_public_list', 'consent_photo'],
        before: ['public_list:1:no', 'photo:1:yes'],
        after: ['public_list:1:yes', 'photo:1:no'],
      },
    },
  ])
  await save(id, { consent_public_list: 'yes' })
  expect(await proofs(id)).toHaveLength(1)
})

test('what is needed cannot be taken back, whatever is sent', async () => {
  const id = await signedUp()
  await save(id, { consent_processing: '', consent_conduct: 'no' })
  await save(id, { consent_processing: 'nonsense', renew_processing: 'yes' })
  expect(await kept(id)).toMatchObject({ processing: '1 true en', conduct: '1 true en' })
  expect(await proofs(id)).toEqual([])
})

test('a changed wording is said, and what was agreed to counts until the new one is agreed to', async () => {
  const id = await signedUp({ consent_photo: 'yes' })
  await reworded()
  const { version, stands } = await readConsents(await own(id))
  expect(version).toBe(2)
  expect(stands.filter(({ hasChanged }) => hasChanged).map(({ purpose }) => purpose)).toEqual(['processing', 'photo'])
  const photo = stands.find(({ purpose }) => purpose === 'photo')!
  expect(photo.answer!.wording.en).toContain('Test Secretariat')
  expect(photo.wording!.en).toContain('Another Secretariat')
  await save(id, { consent_photo: 'yes' })
  expect(await proofs(id)).toEqual([])
  await save(id, { consent_photo: 'yes', renew_processing: 'yes' })
  expect(await kept(id)).toMatchObject({ processing: '2 true kk', photo: '1 true en', conduct: '1 true en' })
  expect((await proofs(id))[0]!.data).toMatchObject({ before: ['processing:1:yes'], after: ['processing:2:yes'] })
})

test('nobody agrees to a wording that they have not read', async () => {
  const id = await signedUp()
  await reworded()
  await expect(save(id, { consent_photo: 'yes' }, 1)).rejects.toMatchObject({ code: 'consents_changed' })
  expect((await kept(id)).photo).toBe('1 false en')
})

test('what is asked no longer can still be taken back', async () => {
  const id = await signedUp({ consent_third_parties: 'yes' })
  await db().update(events).set({ recipients: {} }).where(eq(events.id, event.id))
  const asked = async () => (await readConsents(await own(id))).stands.map(({ purpose }) => purpose)
  expect(await asked()).toContain('third_parties')
  await save(id, {})
  expect((await kept(id)).third_parties).toBe('2 false kk')
  expect(await asked()).not.toContain('third_parties')
})

test('a link opens its own person’s consents and nobody else’s, and not in another event', async () => {
  const id = await signedUp()
  const other = await signedUpElsewhere()
  expect(await registrationByToken(event.id, linkToken(other, 1))).toBeNull()
  expect(await registrationByToken(event.id, linkToken(id, 2))).toBeNull()
  await save(id, { consent_photo: 'yes' })
  expect([(await kept(id)).photo, (await kept(other)).photo]).toEqual(['1 true kk', undefined])
})

async function signedUpElsewhere() {
  const elsewhere = await makeEvent()
  return (await makeRegistration(elsewhere, await makeCategory(elsewhere))).id
}

test('two answers at once leave one of them, whole', async () => {
  const id = await signedUp()
  const page = await own(id)
  const outcomes = await Promise.allSettled(
    ['consent_photo', 'consent_public_list'].map((name) =>
      saveConsents(page, { [name]: 'yes' }, { version: 1, locale: 'en' }, now),
    ),
  )
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await proofs(id)).toHaveLength(1)
})

test('an archived event can only be read; who withdrew can still take back, and is asked nothing new', async () => {
  const id = await signedUp({ consent_photo: 'yes' })
  await db().update(registrations).set({ state: 'withdrawn', toldState: 'withdrawn' }).where(eq(registrations.id, id))
  await save(id, {})
  expect((await kept(id)).photo).toBe('1 false kk')
  const none = await makeRegistration(event, await makeCategory(event, { slug: 'other' }), { state: 'declined' })
  const needed = { consent_processing: 'yes', consent_conduct: 'yes' }
  await expect(save(none.id, needed)).rejects.toMatchObject({ code: 'correction_closed' })
  await db().update(events).set({ state: 'archived' }).where(eq(events.id, event.id))
  await expect(save(id, { consent_photo: 'yes' })).rejects.toMatchObject({ code: 'correction_closed' })
})
