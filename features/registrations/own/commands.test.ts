import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import sharp from 'sharp'
import { db } from '@/db'
import { mails } from '@/db/schema/mail'
import { changes, informationRequests, REGISTRATION_STATES, registrations } from '@/db/schema/registrations'
import { freshDatabase } from '@/e2e/fixtures/database'
import { answersTo, brokenPromises } from '@/e2e/fixtures/registrations'
import { type CategoryRow, type EventRow, makeCategory, makeEvent, makeUser } from '@/e2e/fixtures/world'
import { gateEvent, gatePublicEvent, type ManagedEvent } from '@/features/events/access'
import { listFiles } from '@/features/files/queries'
import { searchKey } from '@/lib/names'
import { correctOwnRegistration, decideChange, pendingChange } from '../changes/commands'
import { answersOf, withdrawOwnRegistration } from '../commands'
import { register } from '../form/commands'
import { correctableFields } from '../form/rules'
import { linkToken } from '../notices/commands'
import { registrationByToken } from '../queries'
import { decideRegistration, requestInformation } from '../review/commands'
import { isLive } from '../rules'
import {
  addDocument,
  answerRequest,
  removeDocument,
  renewLink,
  requestErasure,
  saveTravel,
  sendLinks,
} from './commands'
import { type Own, takeaway } from './queries'
import { lacksAnswers, mayWithdraw, ownParts, reviewedFields, tasksOf, toldOf } from './rules'

const now = new Date()
let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EventRow
let category: CategoryRow
let managed: ManagedEvent

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  event = await makeEvent()
  category = await makeCategory(event)
  managed = (await gateEvent({ ...(await makeUser({ event })), locale: 'en' }, event.slug, 'manage'))!
})
test.afterEach(async () => {
  expect(await brokenPromises(event)).toEqual([])
})

let people = 0

async function newPerson(): Promise<Own> {
  const email = `own-${++people}@example.org`
  await register(event, category, { id: randomUUID(), answers: answersTo('delegate', { email }), locale: 'en' }, now)
  const [row] = await db().select().from(registrations).where(eq(registrations.email, email))
  return own(row!.id)
}

/** The person's own page, by the present link. */
async function own(id: string): Promise<Own> {
  const [row] = await db().select().from(registrations).where(eq(registrations.id, id))
  const found = (await registrationByToken(event.id, linkToken(id, row!.linkVersion)))!
  return { event: (await gatePublicEvent(event.slug, async () => null))!, ...found }
}

const nothing = { offerExpiresAt: null, isPhotoExempt: false, travel: {} }
const asksAll = { asksPhoto: true, asksTravel: true, asksTravelDocument: true }
const hasNone = {
  openRequest: false,
  openDetails: false,
  openQuestions: false,
  photo: false,
  passport: false,
  consents: false,
}

for (const state of REGISTRATION_STATES)
  test(`a decision to "${state}" that was not told shows in nothing that the person sees or may do`, () => {
    const untold = { state, toldState: 'submitted' as const, ...nothing }
    const before = { state: 'submitted' as const, toldState: 'submitted' as const, ...nothing }
    const seen = (registration: Parameters<typeof tasksOf>[0]) => [
      toldOf(registration),
      mayWithdraw(registration),
      reviewedFields(registration),
      tasksOf(registration, asksAll, hasNone, now),
    ]
    expect(seen(untold)).toEqual(seen(before))
    const told = { state, toldState: state, ...nothing }
    if (state !== 'submitted' && state !== 'draft') expect(seen(told)).not.toEqual(seen(before))
  })

test('whom a focal point entered lacks what only they can say, and is asked for it', () => {
  const entered = { ...answersTo('parliamentarian'), committee: 'Committee', interpretation: '' }
  expect(lacksAnswers(correctableFields('parliamentarian'), entered)).toBe(true)
  expect(lacksAnswers(correctableFields('parliamentarian'), answersTo('parliamentarian'))).toBe(false)
  const has = { ...hasNone, openDetails: true }
  const submitted = { state: 'submitted' as const, toldState: 'submitted' as const, ...nothing }
  expect(tasksOf(submitted, asksAll, has, now)).toEqual(['consents', 'details', 'photo', 'travel', 'passport'])
})

test('a part of the own page stands there where the category asks for it or something is given already', () => {
  const asksNone = { asksPhoto: false, asksTravel: false, asksTravelDocument: false }
  const has = { questions: false, photo: false }
  const person = { isPhotoExempt: false, travel: {} }
  expect(ownParts(person, asksNone, has)).toEqual(['documents'])
  expect(ownParts(person, asksAll, has)).toEqual(['photo', 'travel', 'passport', 'documents'])
  const given = { ...person, travel: { hotel: 'Example' } }
  expect(ownParts(given, asksNone, { questions: true, photo: true })).toEqual([
    'questions',
    'photo',
    'travel',
    'documents',
  ])
  expect(ownParts({ ...person, isPhotoExempt: true }, asksAll, has)).toEqual(['travel', 'passport', 'documents'])
})

for (const to of ['accepted', 'declined'] as const)
  test(`whoever withdraws while "${to}" is not told yet has withdrawn`, async () => {
    const person = await newPerson()
    await decideRegistration(managed, person.registration.id, { from: 'submitted', to, inform: 'later' }, now)
    const again = await own(person.registration.id)
    await withdrawOwnRegistration(event, again.registration, now)
    expect((await own(person.registration.id)).registration).toMatchObject({ state: 'withdrawn', holdsPlace: false })
  })

test('an answer goes to the secretariat once and puts the registration back into review', async () => {
  const person = await newPerson()
  await requestInformation(managed, person.registration.id, { from: 'submitted', question: 'Which flight?' }, now)
  const asked = await own(person.registration.id)
  await expect(answerRequest(asked, { answer: '', file: null }, now)).rejects.toMatchObject({ code: 'answer_missing' })
  const outcomes = await Promise.allSettled([
    answerRequest(asked, { answer: 'KC 851', file: null }, now),
    answerRequest(asked, { answer: 'KC 852', file: null }, now),
  ])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect((await own(person.registration.id)).registration.state).toBe('under_review')
  await expect(answerRequest(asked, { answer: 'again', file: null }, now)).rejects.toMatchObject({
    code: 'request_gone',
  })
})

test('an answer that comes after the decision is kept and moves nothing', async () => {
  const person = await newPerson()
  const { id } = person.registration
  await requestInformation(managed, id, { from: 'submitted', question: 'Which flight?' }, now)
  await decideRegistration(managed, id, { from: 'information_requested', to: 'accepted', inform: 'later' }, now)
  await answerRequest(await own(id), { answer: 'KC 851', file: null }, now)
  expect((await own(id)).registration.state).toBe('accepted')
  const [request] = await db().select().from(informationRequests).where(eq(informationRequests.registrationId, id))
  expect(request!.answer).toBe('KC 851')
})

const corrected = (person: Own, values: Record<string, string>) =>
  correctOwnRegistration(event, category, person.registration, { ...answersOf(person.registration), ...values }, now)

test('before a decision a correction is written at once, and kept field by field', async () => {
  const person = await newPerson()
  await corrected(person, { position: 'Chair', diet: 'halal' })
  const after = await own(person.registration.id)
  expect(after.registration).toMatchObject({ position: 'Chair', diet: 'halal' })
  const [change] = await db().select().from(changes).where(eq(changes.registrationId, person.registration.id))
  expect(change).toMatchObject({
    state: 'applied',
    before: { position: 'Example Function', diet: '' },
    after: { position: 'Chair', diet: 'halal' },
  })
})

test('what an accepted person corrects of name and function waits; organisers take over what they tick', async () => {
  const person = await newPerson()
  const { id } = person.registration
  await decideRegistration(managed, id, { from: 'submitted', to: 'accepted', inform: 'now' }, now)
  await corrected(await own(id), { familyName: 'Newname', position: 'Chair', diet: 'halal' })
  expect((await own(id)).registration).toMatchObject({
    familyName: 'Example',
    position: 'Example Function',
    diet: 'halal',
  })
  await corrected(await own(id), { familyName: 'Newername', position: 'Chair' })
  const change = (await pendingChange(managed, id))!
  expect(change.after).toEqual({ familyName: 'Newername', position: 'Chair' })
  await decideChange(managed, id, change.id, ['familyName', 'state', 'email'], now)
  expect((await own(id)).registration).toMatchObject({
    familyName: 'Newername',
    position: 'Example Function',
    state: 'accepted',
  })
  expect((await own(id)).registration.searchKey).toContain(searchKey('Newername'))
  await expect(decideChange(managed, id, change.id, ['position'], now)).rejects.toMatchObject({ code: 'change_gone' })
})

test('a correction of an acceptance that is not told yet is written like any other', async () => {
  const person = await newPerson()
  await decideRegistration(managed, person.registration.id, { from: 'submitted', to: 'accepted', inform: 'later' }, now)
  await corrected(await own(person.registration.id), { position: 'Chair' })
  expect(await pendingChange(managed, person.registration.id)).toBeNull()
})

test('nobody of another event decides on a correction', async () => {
  const person = await newPerson()
  await decideRegistration(managed, person.registration.id, { from: 'submitted', to: 'accepted', inform: 'now' }, now)
  await corrected(await own(person.registration.id), { position: 'Chair' })
  const change = (await pendingChange(managed, person.registration.id))!
  const elsewhere = await makeEvent()
  const foreign = (await gateEvent(
    { ...(await makeUser({ event: elsewhere })), locale: 'en' },
    elsewhere.slug,
    'review',
  ))!
  await expect(decideChange(foreign, person.registration.id, change.id, ['position'], now)).rejects.toMatchObject({
    code: 'registration_unknown',
  })
})

test('a new link opens the page, the old one nothing, and both letters say so to the address only', async () => {
  const person = await newPerson()
  const { id } = person.registration
  await renewLink(person, now)
  expect(await registrationByToken(event.id, linkToken(id, 1))).toBeNull()
  expect((await registrationByToken(event.id, linkToken(id, 2)))!.registration.id).toBe(id)
  expect(await registrationByToken(event.id, linkToken(id, 3))).toBeNull()
  const letters = await db()
    .select()
    .from(mails)
    .where(and(eq(mails.registrationId, id), eq(mails.kind, 'link')))
  expect(letters.map(({ to }) => to)).toEqual([person.registration.email])
})

test('a lost link is sent to the address it belongs to, once a quarter of an hour, and to no other', async () => {
  const person = await newPerson()
  await sendLinks(event, person.registration.email.toUpperCase(), now)
  await sendLinks(event, person.registration.email, now)
  await sendLinks(event, 'stranger@example.org', now)
  await sendLinks(await makeEvent(), person.registration.email, now)
  const letters = await db().select().from(mails).where(eq(mails.kind, 'link'))
  expect(letters.filter(({ registrationId }) => registrationId === person.registration.id)).toHaveLength(1)
  expect(letters.some(({ to }) => to === 'stranger@example.org')).toBe(false)
})

test('travel is kept while the registration lives, and what is taken away holds it without the secretariat’s notes', async () => {
  const person = await newPerson()
  const { id } = person.registration
  await saveTravel(person, { arrivalFlight: 'KC 851', hotel: '' }, now)
  await decideRegistration(
    managed,
    id,
    { from: 'submitted', to: 'declined', inform: 'now', internalNote: 'SECRETARIAT-ONLY', note: 'Sorry' },
    now,
  )
  const taken = JSON.stringify(await takeaway(await own(id)))
  expect(taken).toContain('KC 851')
  expect(taken).not.toContain('SECRETARIAT-ONLY')
  await expect(saveTravel(await own(id), { hotel: 'Example' }, now)).rejects.toMatchObject({
    code: 'correction_closed',
  })
})

test('a wish for erasure is kept once and decides nothing by itself', async () => {
  const person = await newPerson()
  await requestErasure(person, now)
  await requestErasure(await own(person.registration.id), new Date(now.getTime() + 1000))
  const { registration } = await own(person.registration.id)
  expect([registration.erasureRequestedAt, isLive(registration.state)]).toEqual([now, true])
})

test('a person gives and takes back their own documents only, and only while they take part', async () => {
  const [person, other] = [await newPerson(), await newPerson()]
  const bytes = new Uint8Array(
    await sharp({ create: { width: 20, height: 20, channels: 3, background: '#fff' } })
      .png()
      .toBuffer(),
  )
  const paper = () => new File([bytes], 'note verbale.png')
  const ofPerson = () => listFiles({ registrationId: person.registration.id })
  await addDocument(person, paper())
  await expect(addDocument(person, new File(['no picture'], 'x.png'))).rejects.toMatchObject({
    code: 'file_not_document',
  })
  await requestInformation(managed, person.registration.id, { from: 'submitted', question: 'Which letter?' }, now)
  await answerRequest(await own(person.registration.id), { answer: '', file: paper() }, now)
  const [given, answer] = await ofPerson()
  expect([given!.name, given!.aboutId]).toEqual(['note verbale.jpg', null])

  for (const [who, id] of [
    [other, given!.id],
    [person, answer!.id],
    [person, randomUUID()],
    [person, 'x'],
  ] as const)
    await expect(removeDocument(who, id)).rejects.toMatchObject({ code: 'file_gone' })
  await removeDocument(person, given!.id)
  expect((await ofPerson()).map(({ id }) => id)).toEqual([answer!.id])
  await withdrawOwnRegistration(event, (await own(person.registration.id)).registration, now)
  const ended = await own(person.registration.id)
  await expect(addDocument(ended, paper())).rejects.toMatchObject({ code: 'correction_closed' })
  await expect(removeDocument(ended, answer!.id)).rejects.toMatchObject({ code: 'correction_closed' })
})

test('a letter greets in its own letters: in Cyrillic by the native name, in English by the Latin one', async () => {
  for (const [locale, greeting] of [
    ['ru', 'Здравствуйте, Ms Айгүл Үлгі.'],
    ['en', 'Dear Ms Aigul Example,'],
  ]) {
    const email = `greeted-${locale}@example.org`
    const answers = answersTo('delegate', { email, locale: locale! })
    await register(event, category, { id: randomUUID(), answers, locale: 'en' }, now)
    const [letter] = await db().select().from(mails).where(eq(mails.to, email))
    expect(letter!.text).toContain(greeting)
  }
})
