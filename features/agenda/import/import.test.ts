import { expect, test } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import writeExcelFile from 'write-excel-file/node'
import { db } from '@/db'
import { agendaImports, agendaSessions, rooms, sessionRoles, tracks } from '@/db/schema/agenda'
import { audit } from '@/db/schema/audit'
import { speakers } from '@/db/schema/speakers'
import { makeSpeaker } from '@/e2e/fixtures/agenda'
import { freshDatabase } from '@/e2e/fixtures/database'
import { frabJson, frabXml, makeProgramme } from '@/e2e/fixtures/programme'
import { makeEvent, makeUser } from '@/e2e/fixtures/world'
import { readAgenda } from '@/features/agenda/queries'
import { type EditedEvent, gateEditedEvent } from '@/features/events/access'
import { beginImport, forgetImports, takeOver } from './commands'
import { kindOf } from './formats/rules'
import { readImport } from './queries'

let database: Awaited<ReturnType<typeof freshDatabase>>
let event: EditedEvent

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  event = await editedEvent()
})

async function editedEvent(): Promise<EditedEvent> {
  const made = await makeEvent({
    startsAt: new Date('2026-10-16T04:00:00Z'),
    endsAt: new Date('2026-10-20T13:00:00Z'),
    timeZone: 'Asia/Almaty',
  })
  return (await gateEditedEvent({ ...(await makeUser({ event: made })), locale: 'en' }, made.slug))!
}

const NOW = new Date('2026-10-01T00:00:00Z')
const begin = (pasted: string, of = event) => beginImport(of, { file: null, pasted }, NOW)
const STAY = { isShifted: false, isUpdating: false }
const planOf = async (id: string, isShifted: boolean | null = null) =>
  (await readImport(event, id, { isShifted }))!.plan
const mistakes = async (pasted: string) =>
  (await planOf(await begin(pasted))).sessions.map(({ place, state, errors }) => [
    place,
    state,
    errors.map(({ code }) => code),
  ])

const TABLE = [
  'Title (English);Title (Russian);Date;Start;End;Room;Kind;Languages;People',
  'Opening;Открытие;2026-10-16;10:00;10:30;Main Hall;Ceremony;en, ru;Dana Speaker (Moderator); Ali Example',
  'Backwards;;2026-10-16;12:00;11:00;Main Hall;Panel;;',
  'Before the event;;15.10.2026;10:00;11:00;;;;',
  ';;2026-10-16;10:00;11:00;;;;',
  'Odd time;;2026-10-16;noon;13:00;;;;',
  `${'x'.repeat(201)};;2026-10-16;10:00;11:00;;;;`,
  'On the shelf;;;;;Hall B;Tea ceremony;Klingon;',
].join('\n')

test('a table: each mistake is named at its line, what is right is taken over, notes say what is done otherwise', async () => {
  const quoted = TABLE.replace(
    'Dana Speaker (Moderator); Ali Example',
    '"Dana Speaker (Moderator); Ali Example (Juggler)"',
  )
  expect(await mistakes(quoted)).toEqual([
    [2, 'new', []],
    [3, 'wrong', ['ends_before']],
    [4, 'wrong', ['outside']],
    [5, 'wrong', ['title_missing']],
    [6, 'wrong', ['time_unreadable']],
    [7, 'wrong', ['title_long']],
    [8, 'new', []],
  ])
  const id = await begin(quoted)
  const plan = await planOf(id)
  expect(plan.rooms).toEqual(['Main Hall', 'Hall B'])
  expect(plan.people).toEqual(['Dana Speaker', 'Ali Example'])
  expect(plan.notes.map(({ code, places }) => [code, places])).toEqual([
    ['role_unknown', [2]],
    ['no_time', [8]],
    ['usual_length', [8]],
    ['kind_unknown', [8]],
    ['language_unknown', [8]],
  ])
  expect(await takeOver(event, id, STAY)).toEqual({ made: 2, changed: 0 })
  const agenda = await readAgenda(event)
  expect(
    agenda.sessions.map(({ title, kind, startsAt, minutes, spoken }) => [title, kind, startsAt, minutes, spoken]),
  ).toEqual([
    [{ en: 'Opening', ru: 'Открытие' }, 'ceremony', '2026-10-16T05:00:00.000Z', 30, ['en', 'ru']],
    [{ en: 'On the shelf' }, 'panel', null, 60, []],
  ])
  expect(agenda.sessions[0]!.speakers).toHaveLength(2)
})

test('a speaker who is there already is linked by an equal name; new ones are proposed; the roles of the list are made once', async () => {
  const dana = await makeSpeaker(event)
  const table =
    'Title;Date;Start;End;People\nOne;2026-10-16;10:00;11:00;"dana  SPEAKER (Moderator); Дана Спикер; Айгүл Мысал"'
  await takeOver(event, await begin('Title;Date;Start;End;People\nZero;2026-10-16;09:00;09:30;Somebody Else'), STAY)
  await takeOver(event, await begin(table), STAY)
  const all = await db().select().from(speakers).where(eq(speakers.eventId, event.id))
  expect(all.map(({ familyName, nativeName, state }) => [familyName, nativeName, state]).sort()).toEqual([
    ['Else', '', 'proposed'],
    ['Mysal', 'Айгүл Мысал', 'proposed'],
    ['Speaker', 'Дана Спикер', 'confirmed'],
  ])
  const agenda = await readAgenda(event)
  const one = agenda.sessions.find(({ title }) => title.en === 'One')!
  const roleOf = (id: string) => agenda.roles.find((role) => role.id === id)!.slug
  const entry = one.speakers.find(({ speakerId }) => speakerId === dana.id)!
  expect(roleOf(entry.roleId)).toBe('moderator')
  expect(await db().$count(sessionRoles, eq(sessionRoles.eventId, event.id))).toBe(9)
})

test('a workbook with real dates and times reads like the table', async () => {
  const cell = (value: string | Date, format?: string) => ({ value, ...(format ? { format } : {}) })
  const workbook = await writeExcelFile([
    {
      sheet: 'Agenda',
      data: [
        ['Title', 'Date', 'Start', 'Minutes'].map((value) => cell(value)),
        [cell('Opening'), cell(new Date('2026-10-17T00:00:00Z'), 'yyyy-mm-dd'), cell('9:30'), cell('45')],
      ],
    },
  ])
  const file = new File([new Uint8Array(await workbook.toBuffer())], 'agenda.xlsx')
  const id = await beginImport(event, { file, pasted: '' }, NOW)
  expect((await planOf(id)).sessions[0]!.content).toMatchObject({ startsAt: '2026-10-17T04:30:00.000Z', minutes: 45 })
})

for (const [name, write] of [
  ['Frab’s XML', frabXml],
  ['pretalx’s JSON', frabJson],
] as const)
  test(`${name} with 500 sessions, 30 rooms, 5 days and 800 speakers is taken over whole, and the second time changes nothing`, async () => {
    const source = write(makeProgramme('2026-10-16'))
    expect(await takeOver(event, await begin(source), STAY)).toEqual({ made: 500, changed: 0 })
    const counts = () =>
      Promise.all(
        [agendaSessions, rooms, tracks, speakers].map((table) => db().$count(table, eq(table.eventId, event.id))),
      )
    expect(await counts()).toEqual([500, 30, 8, 800])
    const before = await readAgenda(event)
    expect(before.sessions[0]).toMatchObject({ startsAt: '2026-10-16T04:00:00.000Z', minutes: 60, spoken: ['en'] })
    expect(before.sessions.some(({ title }) => title.en?.includes('<without borders>'))).toBe(true)
    const again = await begin(source)
    expect(new Set((await planOf(again)).sessions.map(({ state }) => state))).toEqual(new Set(['same']))
    await expect(takeOver(event, again, { ...STAY, isUpdating: true })).rejects.toMatchObject({
      code: 'import_nothing',
    })
    expect(await readAgenda(event)).toEqual(before)
    expect(await db().$count(audit, and(eq(audit.eventId, event.id), eq(audit.action, 'agenda.imported')))).toBe(1)
  })

test('what differs stays as here until asked for; what was removed here stays away', async () => {
  const source = makeProgramme('2026-10-16', { sessions: 3, rooms: 3, days: 1, speakers: 9 })
  await takeOver(event, await begin(frabJson(source)), STAY)
  const [first, , third] = (await readAgenda(event)).sessions
  await db().update(agendaSessions).set({ deletedAt: NOW }).where(eq(agendaSessions.id, third!.id))
  const later = source.map((session, at) => (at === 0 ? { ...session, start: '2026-10-17T11:00' } : session))
  const states = async (id: string) => (await planOf(id)).sessions.map(({ state }) => state)
  const id = await begin(frabJson(later))
  expect(await states(id)).toEqual(['changed', 'same', 'removed'])
  await expect(takeOver(event, id, STAY)).rejects.toMatchObject({ code: 'import_nothing' })
  expect(await takeOver(event, id, { ...STAY, isUpdating: true })).toEqual({ made: 0, changed: 1 })
  const after = (await readAgenda(event)).sessions
  expect(after).toHaveLength(2)
  const moved = after.find((session) => session.id === first!.id)!
  expect([moved.startsAt, moved.version]).toEqual(['2026-10-17T06:00:00.000Z', first!.version + 1])
})

test('a programme with other dates moves by whole days to the event’s, if no session fits otherwise or on wish', async () => {
  const id = await begin(frabXml(makeProgramme('2014-12-27', { sessions: 4, rooms: 2, days: 2, speakers: 4 })))
  const plan = await planOf(id)
  expect([plan.isShifted, plan.shift]).toEqual([true, { from: '2014-12-27', to: '2026-10-16' }])
  expect(plan.sessions.map(({ content }) => content?.startsAt)).toEqual([
    '2026-10-16T04:00:00.000Z',
    '2026-10-16T04:00:00.000Z',
    '2026-10-17T04:00:00.000Z',
    '2026-10-17T04:00:00.000Z',
  ])
  expect((await planOf(id, false)).sessions.every(({ errors }) => errors[0]?.code === 'outside')).toBe(true)
})

const CALENDAR = (events: string) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n${events}END:VCALENDAR\r\n`

test('a calendar: UTC, a zone by its name, a whole day, what repeats, what was called off', async () => {
  const entry = (uid: string, lines: string) =>
    `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20261001T000000Z\r\n${lines}END:VEVENT\r\n`
  const source = CALENDAR(
    [
      entry('a', 'SUMMARY:In UTC\r\nLOCATION:Hall B\r\nDTSTART:20261016T050000Z\r\nDTEND:20261016T060000Z\r\n'),
      entry('b', 'SUMMARY:By the clock of Berlin\r\nDTSTART;TZID=Europe/Berlin:20261016T080000\r\nDURATION:PT45M\r\n'),
      entry('c', 'SUMMARY:All day\r\nDTSTART;VALUE=DATE:20261016\r\n'),
      entry('d', 'SUMMARY:Daily\r\nDTSTART:20261017T050000Z\r\nDTEND:20261017T053000Z\r\nRRULE:FREQ=DAILY;COUNT=3\r\n'),
      entry('e', 'SUMMARY:Off\r\nSTATUS:CANCELLED\r\nDTSTART:20261017T050000Z\r\nDTEND:20261017T053000Z\r\n'),
      entry('f', 'SUMMARY:Backwards\r\nDTSTART:20261017T050000Z\r\nDTEND:20261017T040000Z\r\n'),
      entry('a', 'SUMMARY:Again\r\nDTSTART:20261017T050000Z\r\nDTEND:20261017T060000Z\r\n'),
    ].join(''),
  )
  const plan = await planOf(await begin(source))
  expect(plan.sessions.map(({ content, errors }) => [content?.startsAt, content?.minutes, errors[0]?.code])).toEqual([
    ['2026-10-16T05:00:00.000Z', 60, undefined],
    ['2026-10-16T06:00:00.000Z', 45, undefined],
    [null, 60, undefined],
    ['2026-10-17T05:00:00.000Z', 30, undefined],
    [undefined, undefined, 'called_off'],
    [undefined, undefined, 'no_length'],
    [undefined, undefined, 'repeated'],
  ])
  expect(plan.notes.map(({ code }) => code)).toEqual(['all_day', 'no_time', 'usual_length', 'repeats'])
})

const LAUGHS = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><schedule>&lol2;</schedule>`
for (const [what, source, code] of [
  ['entities that grow', LAUGHS, 'import_doctype'],
  [
    'an entity from a file',
    '<!doctype a [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule>&x;</schedule>',
    'import_doctype',
  ],
  ['XML that is not closed', '<schedule><day></schedule>', 'import_broken_line'],
  ['XML of something else', '<rss></rss>', 'import_not_programme'],
  ['fifty thousand elements in each other', `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`, 'import_unreadable'],
  ['JSON that is cut off', '{"schedule":', 'import_unreadable'],
  ['JSON of something else', '{"a":1}', 'import_not_programme'],
  ['a list in JSON', '[{"title":"A"}]', 'import_not_programme'],
  ['fifty thousand brackets', '['.repeat(50_000), 'import_unreadable'],
  ['a calendar that is cut off', 'BEGIN:VCALENDAR\nBEGIN:VEVENT', 'import_unreadable'],
  ['a programme without sessions', '{"schedule":{"conference":{"days":[]}}}', 'list_empty'],
  ['a table that names no columns', 'a;b\nc;d', 'import_heads'],
  ['nothing', ' ', 'list_empty'],
  ['2,001 sessions', `Title;Room\n${'x;y\n'.repeat(2001)}`, 'import_too_many'],
] as const)
  test(`${what}: refused as ${code}`, async () => {
    await expect(begin(source)).rejects.toMatchObject({ name: 'Refusal', code, field: 'file' })
  })

test('a prototype, markup and formulas in a file are names and nothing else', async () => {
  const source =
    '{"schedule":{"conference":{"days":[{"date":"2026-10-16","rooms":{"__proto__":[{"guid":"1","title":"<script>","start":"10:00","duration":"1:00","persons":[{"name":"=1+1"}]}]}}]}}}'
  const plan = await planOf(await begin(source))
  expect(plan.sessions[0]!.content).toMatchObject({
    title: { en: '<script>' },
    room: '__proto__',
    people: [{ name: '=1+1' }],
  })
  expect(({} as Record<string, unknown>).title).toBeUndefined()
})

test('a hundred thousand lines are refused as too many', async () => {
  await expect(begin(`Title;Room\n${'x;y\n'.repeat(100_000)}`)).rejects.toMatchObject({ code: 'import_too_many' })
})

test('XML is read in the encoding that it says, and by its bytes where it says a wrong one', async () => {
  const xml = (encoding: string) =>
    `<?xml version="1.0" encoding="${encoding}"?><schedule><day date="2026-10-16"><room name="Käfig"><event id="1"><start>10:00</start><title>Größe</title></event></room></day></schedule>`
  const read = async (bytes: Buffer) => {
    const file = new File([new Uint8Array(bytes)], 'schedule.xml')
    return (await planOf(await beginImport(event, { file, pasted: '' }, NOW))).sessions[0]!.content
  }
  const right = { title: { en: 'Größe' }, room: 'Käfig' }
  expect(await read(Buffer.from(xml('iso-8859-1'), 'latin1'))).toMatchObject(right)
  expect(await read(Buffer.from(`\uFEFF${xml('utf-16')}`, 'utf16le'))).toMatchObject(right)
  expect(await read(Buffer.from(xml('klingon')))).toMatchObject(right)
})

test('NUL and halves of characters in a file’s codes and words do no harm', async () => {
  const source = String.raw`{"schedule":{"conference":{"days":[{"date":"2026-10-16","rooms":{"A\u0000":[{"guid":"\u0000\ud800","title":"W\u0000ater\udfff","start":"10:00","language":"\u0000\ud800","persons":[{"name":"Da\u0000na Speaker"}]}]}}]}}}`
  const id = await begin(source)
  expect(await takeOver(event, id, STAY)).toEqual({ made: 1, changed: 0 })
  expect((await readAgenda(event)).sessions[0]!.title).toEqual({ en: 'Water' })
})

test('a speaker who is made brings their biography; one who is there keeps their own', async () => {
  const dana = await makeSpeaker(event, { biography: { en: 'Her own words.' } })
  const person = (name: string) => ({ public_name: name, biography: 'Words of the <b>file</b>.' })
  const persons = [person('Dana Speaker'), person('Ali Example')]
  const session = { guid: 'a', title: 'Water', date: '2026-10-16T10:00:00+05:00', duration: '01:00', persons }
  const days = [{ date: '2026-10-16', rooms: { A: [session] } }]
  await takeOver(event, await begin(JSON.stringify({ schedule: { conference: { days } } })), STAY)
  const all = await db().select().from(speakers).where(eq(speakers.eventId, event.id))
  expect(all.map(({ id, biography }) => [id === dana.id, biography.en]).sort()).toEqual([
    [false, 'Words of the file.'],
    [true, 'Her own words.'],
  ])
})

test('an agenda holds 2,000 sessions: what would be more is refused whole', async () => {
  const lines = (from: number, count: number) =>
    `Title;Room\n${Array.from({ length: count }, (_, at) => `Session ${from + at};Hall`).join('\n')}`
  expect(await takeOver(event, await begin(lines(0, 1999)), STAY)).toEqual({ made: 1999, changed: 0 })
  await expect(takeOver(event, await begin(lines(5000, 2)), STAY)).rejects.toMatchObject({ code: 'sessions_too_many' })
  expect(await db().$count(agendaSessions, eq(agendaSessions.eventId, event.id))).toBe(1999)
})

test('an archived event takes nothing in', async () => {
  const id = await begin('Title;Room\nA;B')
  const archived = { ...event, state: 'archived' } as EditedEvent
  await expect(begin('Title;Room\nA;B', archived)).rejects.toMatchObject({ code: 'event_archived' })
  await expect(takeOver(archived, id, STAY)).rejects.toMatchObject({ code: 'event_archived' })
})

test('a file over 8 MB is refused before it is read', async () => {
  const file = new File([new Uint8Array(8 * 1024 * 1024 + 1)], 'x.xml')
  await expect(beginImport(event, { file, pasted: '' }, NOW)).rejects.toMatchObject({ code: 'list_too_large' })
})

test('the same import pressed twice at once is taken over once', async () => {
  const id = await begin(frabJson(makeProgramme('2026-10-16', { sessions: 5, rooms: 2, days: 1, speakers: 5 })))
  const outcomes = await Promise.allSettled([1, 2].map(() => takeOver(event, id, STAY)))
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await db().$count(agendaSessions, eq(agendaSessions.eventId, event.id))).toBe(5)
})

test('another event’s editor neither reads nor takes over an import, and its sessions get ids of their own', async () => {
  const source = frabJson(makeProgramme('2026-10-16', { sessions: 2, rooms: 2, days: 1, speakers: 2 }))
  const id = await begin(source)
  const foreign = await editedEvent()
  expect(await readImport(foreign, id, { isShifted: null })).toBeNull()
  await expect(takeOver(foreign, id, STAY)).rejects.toMatchObject({ code: 'import_gone' })
  await takeOver(event, id, STAY)
  await takeOver(foreign, await begin(source, foreign), STAY)
  expect((await readAgenda(event)).sessions.map(({ id }) => id)).not.toEqual(
    (await readAgenda(foreign)).sessions.map(({ id }) => id),
  )
})

test('a file that nobody takes over is forgotten after a day', async () => {
  await begin('Title;Room\nA;B')
  await forgetImports(new Date(NOW.getTime() + 25 * 60 * 60 * 1000))
  expect(await db().$count(agendaImports, eq(agendaImports.eventId, event.id))).toBe(0)
})

test('the format is told by how a file begins', () => {
  expect(['\uFEFF<?xml', ' {"a"', 'begin:vcalendar', 'Title;Date'].map(kindOf)).toEqual([
    'frab_xml',
    'frab_json',
    'ical',
    'table',
  ])
})
