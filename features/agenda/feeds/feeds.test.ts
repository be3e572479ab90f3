import { expect, test } from '@playwright/test'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import ICAL from 'ical.js'
import { makeRelease, makeRoom, makeSession, makeSessionRole, makeSpeaker, makeTrack } from '@/e2e/fixtures/agenda'
import { asked, freshDatabase } from '@/e2e/fixtures/database'
import { makeCategory, makeEvent, makeRegistration } from '@/e2e/fixtures/world'
import { gatePublicEvent } from '@/features/events/access'
import { readView } from '../public/queries'
import { viewOf } from '../public/rules'
import { signUp } from '../sign-ups/commands'
import { createFeed, followStar, revokeFeed } from './commands'
import {
  feedResponse,
  frabFeed,
  isStanding,
  ownCalendar,
  publicCalendar,
  sessionCalendar,
  starredByPerson,
} from './queries'
import { frabDuration, numbersOf, withOffset } from './rules'

let database: Awaited<ReturnType<typeof freshDatabase>>

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())

const HOSTILE = 'Peace & "order" ]]> <script>alert(1)</script> \u0007=1+1'

/** A release with a public session of hostile words, one for participants, one for invited people, and one taken out. */
async function world() {
  const row = await makeEvent({ startsAt: new Date('2027-03-27T20:00:00Z'), endsAt: new Date('2027-03-29T12:00:00Z') })
  const [room, track, role] = [await makeRoom(row), await makeTrack(row), await makeSessionRole(row)]
  const speaker = await makeSpeaker(row)
  const hidden = await makeSpeaker(row, { isPublic: false, familyName: 'Keptback' })
  const parts = { items: [], sequence: 3, isCancelled: false }
  const make = async (values: Parameters<typeof makeSession>[1], more = {}) => {
    const { startsAt, ...session } = await makeSession(row, { roomId: room.id, trackId: track.id, ...values })
    return { ...session, ...parts, speakers: [], startsAt: startsAt!.toISOString(), ...more }
  }
  const open = await make(
    { title: { en: HOSTILE, ru: 'Мир' }, abstract: { en: 'Длинный текст. '.repeat(40) }, spoken: ['kk'] },
    {
      speakers: [
        { speakerId: speaker.id, roleId: role.id, itemId: null },
        { speakerId: hidden.id, roleId: role.id, itemId: null },
      ],
    },
  )
  const pause = await make({ kind: 'break', roomId: null, minutes: 1440, title: { en: 'Night' } })
  const registered = await make({ title: { en: 'Participants' }, access: 'registered', hasSignUp: true })
  const invited = await make({ title: { en: 'Secret' }, access: 'invited' })
  const gone = await make({ title: { en: 'Taken out' } }, { isCancelled: true })
  const sessions = [open, pause, registered, invited, gone]
  await makeRelease(row, { rooms: [room], tracks: [track], roles: [role], sessions })
  const event = (await gatePublicEvent(row.slug, async () => null))!
  return { row, event, open, pause, registered, invited, gone, speaker }
}

type Entry = { uid: string; sequence: number; status: string; summary: string; location: string }

/** What another program than ours reads of a calendar. */
function entriesOf(file: string): Entry[] {
  for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  const calendar = new ICAL.Component(ICAL.parse(file))
  expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH')
  return calendar.getAllSubcomponents('vevent').map((entry) => {
    const event = new ICAL.Event(entry)
    return {
      uid: event.uid,
      sequence: event.sequence,
      status: String(entry.getFirstPropertyValue('status')),
      summary: event.summary,
      location: event.location,
    }
  })
}

test('the calendar holds all public sessions under lasting names, and what was taken out as cancelled', async () => {
  const { event, open, pause, gone } = await world()
  const { body } = (await publicCalendar(event, 'ru'))!
  const entry = (id: string, status: string, summary: string, location: string) => ({
    uid: `session-${id}@plenary`,
    sequence: 3,
    status,
    summary,
    location,
  })
  const expected = [
    entry(open.id, 'CONFIRMED', 'Мир', 'Главный зал, Тестовый зал, Алматы'),
    entry(pause.id, 'CONFIRMED', 'Night', 'Тестовый зал, Алматы'),
    entry(gone.id, 'CANCELLED', 'Taken out', 'Тестовый зал, Алматы'),
  ]
  const byName = (a: Entry, b: Entry) => a.uid.localeCompare(b.uid)
  expect(entriesOf(body).sort(byName)).toEqual(expected.sort(byName))
  expect(body).toContain('Дана Спикер')
  expect(body).not.toContain('Keptback')
})

test('a view and a feed take three queries at most, however many sessions and speakers there are', async () => {
  const row = await makeEvent()
  const [room, role] = [await makeRoom(row), await makeSessionRole(row)]
  const sessions = []
  for (let count = 0; count < 20; count++) {
    const { startsAt, ...session } = await makeSession(row, { roomId: room.id })
    const speakers = [{ speakerId: (await makeSpeaker(row)).id, roleId: role.id, itemId: null }]
    sessions.push({
      ...session,
      items: [],
      sequence: 0,
      isCancelled: false,
      speakers,
      startsAt: startsAt!.toISOString(),
    })
  }
  await makeRelease(row, { rooms: [room], roles: [role], sessions })
  const event = (await gatePublicEvent(row.slug, async () => null))!
  const view = viewOf({ day: 'all' }, event.timeZone)
  const views = [
    () => readView(event, 'en', view, { now: new Date() }),
    () => frabFeed(event, 'en', 'json'),
    () => frabFeed(event, 'en', 'xml'),
    () => publicCalendar(event, 'en'),
  ]
  // The first reads the release itself too, which this process then knows.
  for (const [at, read] of views.entries()) expect(await asked(read)).toHaveLength(at === 0 ? 3 : 2)
  const { body } = (await frabFeed(event, 'en', 'json'))!
  expect(body.match(/Dana Speaker/g)?.length).toBeGreaterThanOrEqual(20)
})

test('one session has a file of its own, if everybody may come', async () => {
  const { event, open, registered, invited, gone } = await world()
  expect(entriesOf((await sessionCalendar(event, open.id, 'en'))!.body)).toHaveLength(1)
  expect(entriesOf((await sessionCalendar(event, gone.id, 'en'))!.body)[0]!.status).toBe('CANCELLED')
  for (const id of [registered.id, invited.id, 'guessed']) expect(await sessionCalendar(event, id, 'en')).toBeNull()
})

test('the XML is a Frab schedule: its elements, its patterns, its keys, and no markup of ours or theirs runs', async () => {
  const { event, open, pause, speaker } = await world()
  const { body } = (await frabFeed(event, 'en', 'xml'))!
  expect(XMLValidator.validate(body)).toBe(true)
  const lists = [
    'schedule.day',
    'schedule.day.room',
    'schedule.day.room.event',
    'schedule.day.room.event.persons.person',
  ]
  const { schedule } = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    isArray: (_name, path) => lists.includes(String(path)),
  }).parse(body)
  expect(schedule.version).toBe('1')
  expect(schedule.conference).toEqual({
    acronym: event.slug.replaceAll('-', '_'),
    title: 'Test Conference',
    start: '2027-03-28',
    end: '2027-03-29',
    days: '2',
    timeslot_duration: '00:05',
    base_url: expect.stringMatching(/^https?:\/\//),
    time_zone_name: 'Asia/Almaty',
  })
  expect(schedule.day.map(({ index, date }: { index: string; date: string }) => [index, date])).toEqual([
    ['1', '2027-03-28'],
    ['2', '2027-03-29'],
  ])
  expect(schedule.day[0]).toMatchObject({ index: '1', date: '2027-03-28', start: '2027-03-28T02:00:00+05:00' })
  const events = schedule.day[0].room.flatMap((room: { event: object[] }) => room.event)
  expect(events.map(({ guid }: { guid: string }) => guid).sort()).toEqual([open.id, pause.id].sort())
  const first = events.find(({ guid }: { guid: string }) => guid === open.id)
  expect(first).toMatchObject({
    id: expect.stringMatching(/^[1-9]\d*$/),
    room: 'Main Hall',
    title: 'Peace & "order" ]]> <script>alert(1)</script> =1+1',
    subtitle: '',
    type: 'panel',
    date: '2027-03-28T02:00:00+05:00',
    start: '02:00',
    duration: '01:00',
    slug: `${event.slug}-${open.id}`,
    track: 'Peace',
    language: 'kk',
  })
  expect(first.persons.person).toEqual([{ id: expect.stringMatching(/^\d+$/), '#text': 'Ms Dana Speaker' }])
  expect(speaker.isPublic).toBe(true)
  expect(body).not.toMatch(/<script|Keptback|Secret|Participants/)
  expect(body).not.toContain('\u0007')
})

test('the JSON says the same', async () => {
  const { event, open } = await world()
  const { schedule } = JSON.parse((await frabFeed(event, 'en', 'json'))!.body)
  expect(schedule.conference.daysCount).toBe(2)
  const [day] = schedule.conference.days
  expect(Object.keys(day.rooms).sort()).toEqual(['Main Hall', 'Test Hall, Almaty'])
  expect(day.rooms['Main Hall'][0]).toMatchObject({
    guid: open.id,
    duration: '01:00',
    persons: [{ name: 'Ms Dana Speaker' }],
  })
})

test('who has a feed already is told so, until the agenda or a name in it changes', async () => {
  const { row, event } = await world()
  const ask = async (etag = '') =>
    feedResponse(
      new Request('http://localhost/x', { headers: etag ? { 'if-none-match': etag } : {} }),
      event,
      'ics',
      await publicCalendar(event, 'en'),
    )
  const first = await ask()
  const etag = first.headers.get('etag')!
  expect(first.headers.get('last-modified')).toMatch(/GMT$/)
  expect((await ask(`"other", W/${etag}`)).status).toBe(304)
  await makeRelease(row, {}, 2)
  const second = await ask(etag)
  expect([second.status, second.headers.get('etag')]).not.toEqual([304, etag])
  expect(second.headers.get('etag')).toMatch(/^"2-/)
})

test('an address of one’s own follows stars and sign-ups, tells nothing of others’ sessions, and can be ended', async () => {
  const { row, event, open, invited, registered } = await world()
  const category = await makeCategory(row)
  const registration = await makeRegistration(row, category, { state: 'accepted' })
  const token = await createFeed(event, null, [open.id, invited.id])
  const read = async (of = token) => {
    const feed = await ownCalendar(event, of, 'en')
    return feed && feed !== 'revoked' ? entriesOf(feed.body).map(({ uid }) => uid) : feed
  }
  const uid = ({ id }: { id: string }) => `session-${id}@plenary`
  expect(await read()).toEqual([uid(open)])
  await followStar(event, { token }, open.id, false)
  expect(await read()).toEqual([])
  await followStar(event, { token }, open.id, true)
  await followStar(event, { token }, open.id, true)
  expect(await read()).toEqual([uid(open)])
  const own = await createFeed(event, registration.id, [])
  await signUp({ event, registration }, registered.id, new Date('2027-03-01T00:00:00Z'))
  expect(await read(own)).toEqual([uid(registered)])
  expect(await starredByPerson(event, registration.id)).toEqual([])
  await revokeFeed(event, own)
  await followStar(event, { token: own }, open.id, true)
  expect(await read(own)).toBe('revoked')
  expect([await isStanding(event, own), await isStanding(event, token)]).toEqual([false, true])
  expect(await read('guessed')).toBeNull()
})

test('a star of a registered person reaches all addresses of theirs, whichever browser set it, and nobody else’s', async () => {
  const { row, event, open, pause } = await world()
  const category = await makeCategory(row)
  const [mine, other] = [
    await makeRegistration(row, category, { state: 'accepted' }),
    await makeRegistration(row, category, { state: 'accepted' }),
  ]
  const [first, second] = [await createFeed(event, mine.id, [open.id]), await createFeed(event, mine.id, [])]
  const [foreign, plain] = [await createFeed(event, other.id, []), await createFeed(event, null, [])]
  const read = async (token: string) => {
    const feed = await ownCalendar(event, token, 'en')
    return feed && feed !== 'revoked' ? entriesOf(feed.body).map(({ summary }) => summary) : feed
  }
  await followStar(event, { registrationId: mine.id }, pause.id, true)
  await followStar(event, { token: second }, open.id, false)
  expect(await Promise.all([first, second, foreign, plain].map(read))).toEqual([['Night'], ['Night'], [], []])
  expect(await starredByPerson(event, mine.id)).toEqual([pause.id])
  expect([await isStanding(event, first, mine.id), await isStanding(event, first, other.id)]).toEqual([true, false])
  await followStar(event, { token: plain }, open.id, true)
  expect(await Promise.all([first, foreign, plain].map(read))).toEqual([['Night'], [], [expect.any(String)]])
})

test('numbers for ids differ where the ids do, and lengths and moments are written as the format wants them', () => {
  const ids = ['00000000-a', '00000001-b', '00000001-c']
  expect(new Set(numbersOf(ids).values()).size).toBe(3)
  expect([...numbersOf(ids).values()].every((number) => number > 0)).toBe(true)
  expect([frabDuration(90), frabDuration(5), frabDuration(1440)]).toEqual(['01:30', '00:05', '24:00'])
  expect(withOffset('2026-10-16T05:00:00.000Z', 'Asia/Kathmandu')).toBe('2026-10-16T10:45:00+05:45')
  expect(withOffset('2026-10-25T00:30:00.000Z', 'Europe/London')).toBe('2026-10-25T01:30:00+01:00')
  expect(withOffset('2026-10-25T01:30:00.000Z', 'Europe/London')).toBe('2026-10-25T01:30:00+00:00')
  expect(withOffset('2026-01-01T02:00:00.000Z', 'America/New_York')).toBe('2025-12-31T21:00:00-05:00')
})
