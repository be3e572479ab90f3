import { expect, test } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import sharp from 'sharp'
import { client, db } from '@/db'
import { agendaSessions, agendas, sessionSpeakers } from '@/db/schema/agenda'
import { events } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import { speakerPhotos, speakers } from '@/db/schema/speakers'
import { makeRelease, makeSession, makeSessionRole, makeSpeaker } from '@/e2e/fixtures/agenda'
import { freshDatabase } from '@/e2e/fixtures/database'
import { type EventRow, makeCategory, makeEvent, makeRegistration, makeUser } from '@/e2e/fixtures/world'
import type { User } from '@/features/accounts/access'
import { gateEditedEvent, gateEvent, gatePublicEvent } from '@/features/events/access'
import { listFiles } from '@/features/files/queries'
import { correctedColumns } from '@/features/registrations/changes/commands'
import { changeRegistration } from '@/features/registrations/commands'
import { searchKey, sortKey } from '@/lib/names'
import { changeSpeaker, createSpeaker, removeSpeaker } from './commands'
import { addSpeakerDocument, publishSpeakerDocument } from './documents/commands'
import { speakerToken, writeToSpeakers } from './invitations/commands'
import { countDue, readRound } from './invitations/queries'
import { createSpeakerFromRegistration, linkSpeaker, unlinkSpeaker } from './linking/commands'
import { listSpeakerPage } from './list/queries'
import { gateOwnSpeaker } from './own/access'
import { answerInvitation, saveOwnProfile } from './own/commands'
import { setSpeakerPhoto } from './photo/commands'
import { getPublished, listPublished } from './public/queries'
import { getSpeaker } from './queries'
import { forgetSpeakers } from './retention/commands'
import { isGone, namedIn, readSpeakerFilter } from './rules'

const HOUR = 60 * 60 * 1000
let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EventRow

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  event = await makeEvent()
})

const asUser = (user: Awaited<ReturnType<typeof makeUser>>): User => ({ ...user, locale: 'en', hasSecondFactor: true })
const editor = async (of = event) =>
  (await gateEditedEvent(asUser(await makeUser({ event: of, role: 'agenda_editor' })), of.slug))!
const manager = async (of = event) => (await gateEvent(asUser(await makeUser({ event: of })), of.slug, 'manage'))!
const world = async (of = event) => (await gatePublicEvent(of.slug, async () => null))!
const rowOf = async (id: string) => (await db().select().from(speakers).where(eq(speakers.id, id)))[0]!
const filter = (query: Record<string, string>) => readSpeakerFilter(query)
const names = async (query: Record<string, string> = {}) =>
  (await listSpeakerPage(await editor(), filter(query), 'en')).rows.map(({ name }) => name)
const publicNames = async (search = '', named: string[] = []) =>
  (await listPublished(await world(), new Set(named), 'en', { search, page: 1 })).rows.map(({ name }) => name)

const INPUT = {
  title: 'H.E. Ms',
  givenName: 'Айгүл',
  familyName: 'Есенова',
  nativeName: '',
  country: 'KZ',
  email: 'aigul@example.org',
  locale: 'en' as const,
  pronunciation: '',
  position: { en: 'Minister' },
  institution: { en: 'Ministry of Water' },
  biography: {},
  links: [],
  availability: [],
  isPublic: true,
  hidden: [],
  note: 'Hidden words',
}

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#0B2E4F' } })
    .png()
    .toBuffer()
const asFile = (data: Buffer | string, name = 'x.png') =>
  new File([typeof data === 'string' ? data : new Uint8Array(data)], name)

test('a speaker added by hand is found in another script, and by what is missing', async () => {
  await createSpeaker(await editor(), INPUT)
  await makeSpeaker(event, { familyName: 'Other', biography: { en: 'a', ru: 'b', kk: 'c' }, state: 'declined' })
  expect(await names({ q: 'Yesenova' })).toEqual(['H.E. Ms Айгүл Есенова'])
  expect(await names({ q: 'AIGUL@example.org' })).toEqual(['H.E. Ms Айгүл Есенова'])
  expect(await names({ needs: 'biography' })).toEqual(['H.E. Ms Айгүл Есенова'])
  expect(await names({ state: 'declined' })).toEqual(['Ms Dana Other'])
  const { byState, total } = await listSpeakerPage(await editor(), filter({ state: 'declined' }), 'en')
  expect([byState, total]).toEqual([{ proposed: 1, declined: 1 }, 1])
})

test('an editor of another event finds and changes nothing here', async () => {
  const speaker = await makeSpeaker(event)
  const elsewhere = await makeEvent()
  const stranger = await editor(elsewhere)
  expect(await getSpeaker(stranger, speaker.id)).toBeNull()
  expect((await listSpeakerPage(stranger, filter({}), 'en')).total).toBe(0)
  await expect(changeSpeaker(stranger, speaker.id, 1, INPUT)).rejects.toMatchObject({ code: 'speaker_unknown' })
  await expect(removeSpeaker(stranger, speaker.id, 1)).rejects.toMatchObject({ code: 'speaker_unknown' })
  expect(await writeToSpeakers(stranger, 'link', new Date(), [speaker.id])).toBe(0)
  const person = await makeRegistration(event, await makeCategory(event))
  const foreign = await manager(elsewhere)
  await expect(createSpeakerFromRegistration(foreign, person.id)).rejects.toMatchObject({
    code: 'registration_unknown',
  })
  const place = { event: stranger, actor: stranger.actor, speakerId: speaker.id }
  await expect(setSpeakerPhoto(place, asFile(await picture(600, 800)), null)).rejects.toMatchObject({
    code: 'speaker_unknown',
  })
  expect(await rowOf(speaker.id)).toEqual(speaker)
})

test('who changes an older version is told, and overwrites nothing', async () => {
  const speaker = await makeSpeaker(event)
  const at = await editor()
  const outcomes = await Promise.allSettled(
    ['First', 'Second', 'Third'].map((familyName) => changeSpeaker(at, speaker.id, 1, { ...INPUT, familyName })),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'speaker_changed' })
  expect((await rowOf(speaker.id)).version).toBe(2)
})

test('a linked speaker is as the registration says, also after a correction there, and parts without losing anything', async () => {
  const category = await makeCategory(event)
  const person = await makeRegistration(event, category, {
    familyName: 'Registered',
    patronymic: 'Bolatkyzy',
    institution: 'Senate',
    email: 'registered@example.org',
  })
  const speaker = await makeSpeaker(event, { familyName: 'Typed', email: 'typed@example.org', institution: {} })
  const at = await manager()
  await linkSpeaker(at, speaker.id, 1, person.id)
  expect(await rowOf(speaker.id)).toMatchObject({ familyName: '', email: '', country: '', version: 2 })
  const corrected = correctedColumns({ form: 'delegate' }, person, { familyName: 'Corrected' }, ['familyName'])
  await db().transaction((tx) => changeRegistration(tx, person, corrected))
  expect(await names()).toEqual(['Ms Aigul Bolatkyzy Corrected'])
  expect(await names({ q: 'registered@example.org' })).toEqual([])
  expect(await names({ q: 'Корректед' })).toEqual(['Ms Aigul Bolatkyzy Corrected'])
  expect(await names({ q: 'Registered' })).toEqual([])
  await changeSpeaker(await editor(), speaker.id, 2, { ...INPUT, familyName: 'Forged', email: 'forged@example.org' })
  expect(await names()).toEqual(['Ms Aigul Bolatkyzy Corrected'])
  await expect(createSpeakerFromRegistration(at, person.id)).rejects.toMatchObject({ code: 'registration_linked' })
  await unlinkSpeaker(at, speaker.id, 3)
  expect(await rowOf(speaker.id)).toMatchObject({
    registrationId: null,
    givenName: 'Aigul Bolatkyzy',
    familyName: 'Corrected',
    email: 'registered@example.org',
    institution: { en: 'Ministry of Water' },
    country: 'KZ',
  })
  expect(await names({ q: 'Corrected' })).toEqual(['Ms Aigul Bolatkyzy Corrected'])
})

test('who is erased, kept off lists, kept back or has declined is never public, whatever names them', async () => {
  const category = await makeCategory(event)
  const at = await manager()
  const linked = async (familyName: string, values: Partial<typeof registrations.$inferInsert>) => {
    const person = await makeRegistration(event, category, { familyName, ...values })
    const id = await createSpeakerFromRegistration(at, person.id)
    await db().update(speakers).set({ state: 'confirmed' }).where(eq(speakers.id, id))
    return { id, person }
  }
  const shown = await linked('Shown', {})
  const off = await linked('Off', { isKeptOffLists: true })
  const erased = await linked('Erased', {})
  await db().update(registrations).set({ erasedAt: new Date() }).where(eq(registrations.id, erased.person.id))
  const back = await makeSpeaker(event, { familyName: 'Back', isPublic: false })
  const declined = await makeSpeaker(event, { familyName: 'Declined', state: 'declined' })
  const silent = await makeSpeaker(event, { familyName: 'Silent', state: 'invited' })
  const all = [shown.id, off.id, erased.id, back.id, declined.id, silent.id]
  expect(await publicNames()).toEqual(['Ms Aigul Shown'])
  expect(await publicNames('', all)).toEqual(['Ms Aigul Shown', 'Ms Dana Silent'])
  const seen = await Promise.all(all.map(async (id) => getPublished(await world(), new Set(all), 'en', id)))
  expect(seen.map((each) => each?.name ?? null)).toEqual(['Ms Aigul Shown', null, null, null, null, 'Ms Dana Silent'])
})

test('the public finds names in any script, and nobody by an address; what is hidden stays hidden', async () => {
  const { id } = await makeSpeaker(event, {
    givenName: 'Gulnara',
    familyName: 'Zhumabayeva',
    email: 'private@example.org',
    hidden: ['country', 'biography', 'links', 'photo'],
    biography: { en: 'Story' },
    links: ['https://example.org/'],
  })
  expect(await publicNames('Жумабаева')).toHaveLength(1)
  for (const search of ['private@example.org', 'private', 'Kazakhstan', '%'])
    expect(await publicNames(search)).toEqual([])
  expect(await getPublished(await world(), new Set(), 'en', id)).toMatchObject({
    country: '',
    biography: {},
    links: [],
  })
})

test('sessions that not everybody may see name nobody in public', async () => {
  const role = await makeSessionRole(event)
  const speaker = await makeSpeaker(event, { state: 'invited' })
  const session = {
    ...{ kind: 'panel' as const, trackId: null, roomId: null, minutes: 60, title: { en: 'P' }, abstract: {} },
    ...{ spoken: [], interpreted: [], categoryIds: [], delegationIds: [], hasSignUp: false, capacity: null },
    ...{ startsAt: event.startsAt.toISOString(), items: [], sequence: 0, isCancelled: false },
    id: crypto.randomUUID(),
    speakers: [{ speakerId: speaker.id, roleId: role.id, itemId: null }],
  }
  const of = async (access: 'public' | 'invited', number: number, kind: 'panel' | 'bilateral' = 'panel') =>
    namedIn((await makeRelease(event, { sessions: [{ ...session, access, kind }] }, number)).programme).has(speaker.id)
  expect([await of('public', 1), await of('invited', 2), await of('public', 3, 'bilateral')]).toEqual([
    true,
    false,
    false,
  ])
})

test('a linked speaker and a correction at the same moment end with the corrected name', async () => {
  const person = await makeRegistration(event, await makeCategory(event), { familyName: 'Before' })
  const at = await manager()
  const corrected = correctedColumns({ form: 'delegate' }, person, { familyName: 'Afterwards' }, ['familyName'])
  await Promise.all([
    createSpeakerFromRegistration(at, person.id),
    db().transaction((tx) => changeRegistration(tx, person, corrected)),
  ])
  expect(await names({ q: 'Afterwards' })).toHaveLength(1)
})

test('whose registration was withdrawn is told to the organisers', async () => {
  const person = await makeRegistration(event, await makeCategory(event), { state: 'withdrawn' })
  await createSpeakerFromRegistration(await manager(), person.id)
  const [row] = (await listSpeakerPage(await editor(), filter({}), 'en')).rows
  expect([isGone(row!.registration), isGone(null), isGone({ state: 'accepted' })]).toEqual([true, false, false])
})

test('letters to many say whom they reach and why others are left out, and reach those who are ticked', async () => {
  const at = await editor()
  const now = new Date()
  const [one, two] = [await makeSpeaker(event, { state: 'proposed' }), await makeSpeaker(event, { state: 'proposed' })]
  const silent = await makeSpeaker(event, { state: 'proposed', email: '' })
  const invited = await makeSpeaker(event, { state: 'invited', invitedAt: new Date(now.getTime() - HOUR) })
  await makeSpeaker(event, { state: 'declined' })
  const person = await makeRegistration(event, await makeCategory(event), { erasedAt: now })
  await makeSpeaker(event, { state: 'proposed', registrationId: person.id })
  const round = async (kind: 'invite' | 'remind') => {
    const { due, leftOut } = await readRound(at, kind, now, 'en')
    return [due.length, Object.fromEntries(leftOut.map(({ why, count }) => [why, count]))]
  }
  expect(await round('invite')).toEqual([2, { no_email: 1, erased: 1, invited: 1, answered: 1 }])
  expect(await round('remind')).toEqual([0, { today: 1, erased: 1, not_asked: 3, answered: 1 }])
  await expect(writeToSpeakers(at, 'invite', now, [])).rejects.toMatchObject({ code: 'speakers_none_chosen' })
  expect(await writeToSpeakers(at, 'invite', now, [one.id, silent.id, invited.id, 'nobody'])).toBe(1)
  expect([(await rowOf(one.id)).state, (await rowOf(two.id)).state]).toEqual(['invited', 'proposed'])
})

test('with 800 speakers each page of each list is read in as few queries as with one', async () => {
  const at = await editor()
  const [first] = [await makeSpeaker(event, { familyName: 'Person' })]
  const { id: _, ...row } = first!
  const copies = Array.from({ length: 799 }, (_, at) => {
    const familyName = `Person${at}`
    return {
      ...row,
      familyName,
      searchKey: searchKey(familyName, row.givenName),
      sortKey: sortKey(familyName, row.givenName),
    }
  })
  await db().insert(speakers).values(copies)
  const queries: string[] = []
  const options = client().options as { debug: unknown }
  options.debug = (_connection: number, query: string) => queries.push(query)
  const asked = async <T>(run: () => Promise<T>) => {
    queries.length = 0
    const answer = await run()
    return [answer, queries.length] as const
  }
  const open = await world()
  const [list, listQueries] = await asked(() => listSpeakerPage(at, filter({ page: '16' }), 'en'))
  expect([list.rows.length, list.total, listQueries]).toEqual([50, 800, 2])
  const [shown, shownQueries] = await asked(() => listPublished(open, new Set(), 'en', { search: '', page: 14 }))
  expect([shown.rows.length, shown.total, shownQueries]).toEqual([20, 800, 1])
  const [found, foundQueries] = await asked(() => listPublished(open, new Set(), 'ru', { search: 'Персон77', page: 1 }))
  expect([found.total, foundQueries]).toEqual([11, 1])
  const [past] = await asked(() => listPublished(open, new Set(), 'en', { search: '', page: 99 }))
  expect(past.page).toBe(1)
  await db().update(speakers).set({ state: 'proposed' }).where(eq(speakers.eventId, event.id))
  const [round, roundQueries] = await asked(() => readRound(at, 'invite', new Date(), 'en'))
  expect([round.due.length, round.total, roundQueries]).toEqual([200, 800, 2])
  options.debug = false
})

test('a removed speaker leaves the draft, and open editors see it', async () => {
  const role = await makeSessionRole(event)
  const speaker = await makeSpeaker(event)
  const session = await makeSession(event, {}, { speakers: [{ speakerId: speaker.id, roleId: role.id }] })
  await removeSpeaker(await editor(), speaker.id, 1)
  expect(await db().select().from(sessionSpeakers).where(eq(sessionSpeakers.sessionId, session.id))).toEqual([])
  const [kept] = await db().select().from(agendaSessions).where(eq(agendaSessions.id, session.id))
  const [agenda] = await db().select().from(agendas).where(eq(agendas.eventId, event.id))
  expect(agenda!.revision).toBe(session.revision + 1)
  expect(kept).toMatchObject({ version: session.version + 1, revision: agenda!.revision })
})

test('everybody is written to once, in their language, and not again within a day', async () => {
  const at = await editor()
  const one = await makeSpeaker(event, { state: 'proposed', locale: 'ru', email: 'one@example.org' })
  await makeSpeaker(event, { state: 'proposed', email: '' })
  const person = await makeRegistration(event, await makeCategory(event), { email: 'linked@example.org', locale: 'kk' })
  const two = await createSpeakerFromRegistration(await manager(), person.id)
  const now = new Date()
  const everybody = (await readRound(at, 'invite', now, 'en')).due.map(({ id }) => id)
  expect([...everybody].sort()).toEqual([one.id, two].sort())
  const sent = await Promise.all([1, 2, 3].map(() => writeToSpeakers(at, 'invite', now, everybody)))
  expect(sent.reduce((sum, count) => sum + count)).toBe(2)
  const letters = await db().select().from(mails).where(eq(mails.eventId, event.id))
  expect(letters.map(({ to, locale, kind, speakerId }) => [to, locale, kind, speakerId]).sort()).toEqual([
    ['linked@example.org', 'kk', 'speaker_invitation', two],
    ['one@example.org', 'ru', 'speaker_invitation', one.id],
  ])
  expect(letters.some(({ html, text }) => `${html}${text}`.includes(speakerToken(one.id)))).toBe(false)
  expect(await countDue(at, new Date(now.getTime() + 23 * HOUR))).toEqual({ invite: 0, remind: 0 })
  const later = new Date(now.getTime() + 25 * HOUR)
  await answerInvitation((await gateOwnSpeaker(await world(), speakerToken(two)))!, 'confirmed', '', later)
  expect(await writeToSpeakers(at, 'remind', later, everybody)).toBe(1)
  expect(await writeToSpeakers(at, 'remind', later, everybody)).toBe(0)
})

test('a private link opens its own speaker only, answers can change, and a new link ends the old one', async () => {
  const at = await editor()
  const speaker = await makeSpeaker(event, { state: 'proposed' })
  await writeToSpeakers(at, 'invite', new Date(), [speaker.id])
  expect(await gateOwnSpeaker(await world(await makeEvent()), speakerToken(speaker.id))).toBeNull()
  const own = async () => (await gateOwnSpeaker(await world(), speakerToken(speaker.id)))!
  await answerInvitation(await own(), 'confirmed', 'Gladly', new Date())
  await answerInvitation(await own(), 'declined', 'I fell ill', new Date())
  expect(await rowOf(speaker.id)).toMatchObject({ state: 'declined', answer: 'I fell ill' })
  const { version } = await rowOf(speaker.id)
  await saveOwnProfile(await own(), version, { ...INPUT, biography: { en: '<script>' } })
  await expect(saveOwnProfile(await own(), version, INPUT)).rejects.toMatchObject({ code: 'speaker_changed' })
  expect(await writeToSpeakers(at, 'link', new Date(Date.now() + 25 * HOUR), [speaker.id])).toBe(1)
  expect(await gateOwnSpeaker(await world(), speakerToken(speaker.id))).toBeNull()
  expect((await gateOwnSpeaker(await world(), speakerToken(speaker.id, 2)))?.speaker.id).toBe(speaker.id)
})

test('a photo is drawn anew as 3 : 4, and hostile files are refused with a sentence', async () => {
  const speaker = await makeSpeaker(event)
  const at = await editor()
  const place = { event: at, actor: at.actor, speakerId: speaker.id }
  await setSpeakerPhoto(place, asFile(await picture(1600, 900)), null)
  const [photo] = await db().select().from(speakerPhotos).where(eq(speakerPhotos.speakerId, speaker.id))
  const { width, height, format } = await sharp(photo!.data).metadata()
  expect([format, width! / height!]).toEqual(['webp', 0.75])
  for (const [file, code] of [
    [asFile('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'picture_kind'],
    [asFile('<!doctype html><script>alert(1)</script>', 'me.jpg'), 'picture_kind'],
    [asFile('GIF89a/*<svg onload=alert(1)>*/=1;', 'me.png'), 'picture_kind'],
    [asFile(Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1')), 'picture_broken'],
    [asFile(await picture(200, 200)), 'speaker_photo_small'],
    [null, 'file_empty'],
  ] as const)
    await expect(setSpeakerPhoto(place, file, null)).rejects.toMatchObject({ code, field: 'photo' })
  for (const slides of ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', '<html>%PDF-1.7', 'MZ'])
    await expect(addSpeakerDocument(place, asFile(slides, 'slides.pdf'))).rejects.toMatchObject({ field: 'file' })
  const polyglot = Buffer.concat([await picture(600, 800), Buffer.from('<script>alert(1)</script>')])
  await setSpeakerPhoto(place, asFile(polyglot), null)
  const [drawn] = await db().select().from(speakerPhotos).where(eq(speakerPhotos.speakerId, speaker.id))
  expect(drawn!.data.includes('<script>')).toBe(false)
})

test('of a photo the chosen part is kept', async () => {
  const speaker = await makeSpeaker(event)
  const at = await editor()
  const halves = await sharp({ create: { width: 1200, height: 800, channels: 3, background: '#ffffff' } })
    .composite([
      {
        input: await sharp({ create: { width: 600, height: 800, channels: 3, background: '#000000' } })
          .png()
          .toBuffer(),
        left: 600,
        top: 0,
      },
    ])
    .png()
    .toBuffer()
  const right = { x: 0.5, y: 0, width: 0.5, height: 1 }
  await setSpeakerPhoto({ event: at, actor: at.actor, speakerId: speaker.id }, asFile(halves), right)
  const [photo] = await db().select().from(speakerPhotos).where(eq(speakerPhotos.speakerId, speaker.id))
  const { channels } = await sharp(photo!.data).stats()
  expect(Math.max(...channels.map(({ mean }) => mean))).toBeLessThan(5)
})

test('when the term is over, address, notes, answer, link, letters and private documents are gone; what is public stays', async () => {
  const at = await editor()
  const speaker = await makeSpeaker(event, {
    state: 'proposed',
    note: 'Hidden',
    answer: 'Words',
    biography: { en: 'Story' },
    availability: [{ from: event.startsAt.toISOString(), to: event.endsAt.toISOString() }],
  })
  await writeToSpeakers(at, 'invite', new Date(), [speaker.id])
  const place = { event: at, actor: at.actor, speakerId: speaker.id }
  await addSpeakerDocument(place, asFile(await picture(400, 400), 'public.png'))
  const [shown] = await listFiles({ speakerId: speaker.id })
  await publishSpeakerDocument(place, shown!.id, true)
  await addSpeakerDocument(place, asFile(await picture(400, 400), 'private.png'))
  await forgetSpeakers(new Date())
  expect(await rowOf(speaker.id)).toMatchObject({ note: 'Hidden', answer: 'Words' })
  await db()
    .update(events)
    .set({ startsAt: new Date(Date.now() - 900 * 24 * HOUR), endsAt: new Date(Date.now() - 899 * 24 * HOUR) })
    .where(eq(events.id, event.id))
  expect(await forgetSpeakers(new Date())).toBe(1)
  expect(await forgetSpeakers(new Date())).toBe(0)
  expect(await rowOf(speaker.id)).toMatchObject({
    ...{ email: '', note: '', answer: '', availability: [], linkHash: null },
    ...{ familyName: 'Speaker', biography: { en: 'Story' } },
  })
  expect((await listFiles({ speakerId: speaker.id })).map(({ name }) => name)).toEqual(['public.jpg'])
  expect(
    await db()
      .select()
      .from(mails)
      .where(and(eq(mails.eventId, event.id))),
  ).toEqual([])
})

test('of who declined or was kept back nothing stays after the term; how many they were, stays', async () => {
  const story = { biography: { en: 'Story' }, searchKey: 'someone' }
  const declined = await makeSpeaker(event, { ...story, state: 'declined' })
  const back = await makeSpeaker(event, { ...story, isPublic: false })
  const at = await editor()
  const place = { event: at, actor: at.actor, speakerId: back.id }
  await setSpeakerPhoto(place, asFile(await picture(600, 800)), null)
  await db()
    .update(events)
    .set({ startsAt: new Date(Date.now() - 900 * 24 * HOUR), endsAt: new Date(Date.now() - 899 * 24 * HOUR) })
    .where(eq(events.id, event.id))
  expect(await forgetSpeakers(new Date())).toBe(2)
  expect(await forgetSpeakers(new Date())).toBe(0)
  for (const { id, state } of [declined, back])
    expect(await rowOf(id)).toMatchObject({ state, givenName: '', familyName: '', biography: {}, country: '' })
  expect(await db().select().from(speakerPhotos).where(eq(speakerPhotos.speakerId, back.id))).toEqual([])
})

test('of whose registration was erased nothing stays but the row', async () => {
  const person = await makeRegistration(event, await makeCategory(event))
  const at = await manager()
  const id = await createSpeakerFromRegistration(at, person.id)
  await setSpeakerPhoto({ event: at, actor: at.actor, speakerId: id }, asFile(await picture(600, 800)), null)
  await db()
    .update(registrations)
    .set({ erasedAt: new Date(), title: '', givenName: '—', familyName: '' })
    .where(eq(registrations.id, person.id))
  expect(await forgetSpeakers(new Date())).toBe(1)
  expect(await rowOf(id)).toMatchObject({ searchKey: '', biography: {}, isPublic: false })
  expect(await db().select().from(speakerPhotos).where(eq(speakerPhotos.speakerId, id))).toEqual([])
  expect(await names()).toEqual(['—'])
})
