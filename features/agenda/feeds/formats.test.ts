import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { eq } from 'drizzle-orm'
import ICAL from 'ical.js'
import { validateXML } from 'xmllint-wasm'
import { z } from 'zod'
import { db } from '@/db'
import { agendaSessions } from '@/db/schema/agenda'
import { speakers } from '@/db/schema/speakers'
import { makeSession } from '@/e2e/fixtures/agenda'
import { freshDatabase } from '@/e2e/fixtures/database'
import { frabJson, makeProgramme } from '@/e2e/fixtures/programme'
import { type EventRow, makeEvent, makeUser } from '@/e2e/fixtures/world'
import { type EditedEvent, gateEditedEvent, gatePublicEvent, type PublicEvent } from '@/features/events/access'
import { changeSession, removeSession } from '../commands'
import { beginImport, takeOver } from '../import/commands'
import { readAgenda } from '../queries'
import { releaseAgenda } from '../releases/commands'
import { frabFeed, publicCalendar } from './queries'

let database: Awaited<ReturnType<typeof freshDatabase>>

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())

const NOW = new Date('2026-10-01T00:00:00Z')
const FIVE_DAYS = {
  startsAt: new Date('2026-10-16T04:00:00Z'),
  endsAt: new Date('2026-10-20T13:00:00Z'),
  timeZone: 'Asia/Almaty',
}

async function edited(
  values: Partial<EventRow> = {},
): Promise<{ event: EditedEvent; read: PublicEvent; row: EventRow }> {
  const row = await makeEvent({ ...FIVE_DAYS, ...values })
  const event = (await gateEditedEvent({ ...(await makeUser({ event: row })), locale: 'en' }, row.slug))!
  return { event, row, read: (await gatePublicEvent(row.slug, async () => null))! }
}

const release = async (event: EditedEvent, now = NOW) =>
  releaseAgenda(event, (await readAgenda(event)).revision, {}, now)

async function bring(event: EditedEvent, pasted: string): Promise<void> {
  const id = await beginImport(event, { file: null, pasted }, NOW)
  await takeOver(event, id, { isShifted: false, isUpdating: false })
}

/** A released programme of 500 sessions whose 800 speakers the public may see. */
async function bigProgramme() {
  const made = await edited()
  await bring(made.event, frabJson(makeProgramme('2026-10-16')))
  await db().update(speakers).set({ state: 'confirmed', isPublic: true }).where(eq(speakers.eventId, made.event.id))
  await release(made.event)
  return made
}

const SCHEMA = readFileSync('e2e/fixtures/frab-schedule.xsd', 'utf8')
const faultsOf = async (xml: string) =>
  (await validateXML({ xml, schema: SCHEMA, initialMemoryPages: 512, maxMemoryPages: 4096 })).errors.map(
    ({ message }) => message,
  )

/** The published JSON schema (validator/json/schema.json of voc/schedule) as far as we write it; it knows no other keys. */
const moment = z.iso.datetime({ offset: true })
const SCHEDULE = z.strictObject({
  $schema: z.url(),
  generator: z.object({ name: z.string(), version: z.string() }),
  schedule: z.looseObject({
    version: z.string(),
    base_url: z.url(),
    conference: z.strictObject({
      acronym: z.string().regex(/^[a-z0-9_-][a-z0-9_]{3,}(-2[0-9]{3}-[a-z]+)?$/),
      title: z.string(),
      start: z.iso.date(),
      end: z.iso.date(),
      daysCount: z.int(),
      timeslot_duration: z.string(),
      time_zone_name: z.string().regex(/^([A-Z][a-z]+\/[A-Z][a-z]+)|UTC$/),
      url: z.url(),
      rooms: z.array(z.strictObject({ guid: z.uuid(), name: z.string() })),
      tracks: z.array(z.object({ name: z.string() })),
      days: z.array(
        z.strictObject({
          index: z.int(),
          date: z.iso.date(),
          day_start: moment,
          day_end: moment,
          rooms: z.record(
            z.string(),
            z.array(
              z.strictObject({
                id: z.int().min(1),
                guid: z.uuid(),
                date: moment,
                start: z.string().regex(/^\d\d:\d\d$/),
                duration: z.string().regex(/^[0-9]+:[0-9]{2}$/),
                room: z.string(),
                slug: z.string().regex(/^[a-z0-9_-]+[a-z0-9]$/),
                url: z.url(),
                title: z.string(),
                subtitle: z.string(),
                track: z.string(),
                type: z.string(),
                language: z.string(),
                abstract: z.string(),
                description: z.string(),
                // Frab's has a number and a public name, pretalx's a name: a person must be one of the two, not both.
                persons: z.array(z.strictObject({ guid: z.uuid(), name: z.string(), public_name: z.string() })),
                links: z.array(z.unknown()),
                attachments: z.array(z.unknown()),
              }),
            ),
          ),
        }),
      ),
    }),
  }),
})

test('XML and JSON of 500 sessions hold to the schema, and another event that imports them has the same programme', async () => {
  const { event, read } = await bigProgramme()
  const [xml, json] = [(await frabFeed(read, 'en', 'xml'))!.body, (await frabFeed(read, 'en', 'json'))!.body]
  expect(xml.match(/<event /g)).toHaveLength(500)
  expect(xml.match(/<person /g)).toHaveLength(1500)
  expect(await faultsOf(xml)).toEqual([])
  expect(SCHEDULE.safeParse(JSON.parse(json)).error?.issues ?? []).toEqual([])

  const programmeOf = async (of: EditedEvent) => {
    const agenda = await readAgenda(of)
    const name = (parts: { id: string; name: Record<string, string> }[], id: string | null) =>
      parts.find((part) => part.id === id)?.name.en
    return agenda.sessions
      .map(({ title, abstract, startsAt, minutes, kind, spoken, roomId, trackId, speakers: { length } }) =>
        [title.en, abstract.en, startsAt, minutes, kind, spoken, name(agenda.rooms, roomId)].concat(
          name(agenda.tracks, trackId),
          length,
        ),
      )
      .sort()
  }
  const programme = await programmeOf(event)
  for (const feed of [xml, json]) {
    const other = (await edited()).event
    await bring(other, feed)
    expect(await programmeOf(other)).toEqual(programme)
  }
})

test('a release without a public session is a schedule too', async () => {
  const { event, row, read } = await edited()
  await makeSession(row, { access: 'invited' })
  await release(event)
  const xml = (await frabFeed(read, 'ru', 'xml'))!.body
  expect(await faultsOf(xml)).toEqual([])
  expect(xml.match(/<day /g)).toHaveLength(5)
  expect(xml).not.toContain('<event ')
})

test('the schema finds what is broken', async () => {
  const { event, row, read } = await edited()
  await makeSession(row)
  await makeSession(row)
  await release(event)
  const xml = (await frabFeed(read, 'en', 'xml'))!.body
  expect(await faultsOf(xml)).toEqual([])
  const [, first, second] = /<event id="(\d+)"[\s\S]*<event id="(\d+)"/.exec(xml)!
  for (const [from, to] of [
    [/ guid="[^"]+"/, ''],
    [`id="${second}"`, `id="${first}"`],
    [/(<date>[^<]+)\+05:00/, '$1'],
    ['<duration>01:00', '<duration>1 h'],
    ['<title>', '<heading/><title>'],
    [/<slug>[^<]+<\/slug>/, ''],
    [/<day [\s\S]*(?=<\/schedule>)/, ''],
  ] as const) {
    const broken = xml.replace(from, to)
    expect(broken).not.toBe(xml)
    expect((await faultsOf(broken)).length, String(from)).toBeGreaterThan(0)
  }
})

test('a calendar over three releases: lasting names, a sequence that rises with each change, what is removed called off', async () => {
  const { event, row, read } = await edited()
  const long = 'Достижение Целей устойчивого развития в странах Центральной Азии: '.repeat(4).trim()
  const [moved, kept, removed] = [
    await makeSession(row, { title: { ru: long }, abstract: { ru: `${long}; запятая, «кавычки»\nи строка 👋🏽` } }),
    await makeSession(row, { title: { ru: 'Остаётся' }, minutes: 1440 }),
    await makeSession(row, { title: { ru: 'Снята' } }),
  ]
  const calendar = async () => {
    const { body } = (await publicCalendar(read, 'ru'))!
    expect(body.endsWith('END:VCALENDAR\r\n') || body.endsWith('END:VCALENDAR')).toBe(true)
    expect(body.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    for (const line of body.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      expect(line).not.toContain('\uFFFD')
    }
    const entries = new ICAL.Component(ICAL.parse(body)).getAllSubcomponents('vevent')
    return new Map(
      entries.map((part) => {
        const entry = new ICAL.Event(part)
        return [
          entry.uid,
          {
            summary: entry.summary,
            description: entry.description,
            starts: entry.startDate.toJSDate().toISOString(),
            minutes: entry.duration.toSeconds() / 60,
            isUtc: entry.startDate.zone === ICAL.Timezone.utcTimezone,
            sequence: entry.sequence,
            stamp: String(part.getFirstPropertyValue('dtstamp')),
            status: String(part.getFirstPropertyValue('status')),
          },
        ]
      }),
    )
  }
  const uid = ({ id }: { id: string }) => `session-${id}@plenary`
  const version = async (id: string) => (await readAgenda(event)).sessions.find((it) => it.id === id)!.version

  await release(event)
  const first = await calendar()
  expect([...first.keys()].sort()).toEqual([moved, kept, removed].map(uid).sort())
  expect(first.get(uid(moved))).toEqual({
    summary: long,
    description: `${long}; запятая, «кавычки»\nи строка 👋🏽`,
    starts: moved.startsAt!.toISOString(),
    minutes: 60,
    isUtc: true,
    sequence: 0,
    stamp: '2026-10-01T00:00:00Z',
    status: 'CONFIRMED',
  })
  expect(first.get(uid(kept))).toMatchObject({ minutes: 1440, sequence: 0 })

  const later = new Date(moved.startsAt!.getTime() + 3_600_000)
  await changeSession(event, moved.id, await version(moved.id), { startsAt: later.toISOString() })
  await release(event)
  const second = await calendar()
  expect([...second.keys()].sort()).toEqual([...first.keys()].sort())
  expect(second.get(uid(moved))).toMatchObject({ starts: later.toISOString(), sequence: 1, status: 'CONFIRMED' })
  expect(second.get(uid(kept))).toEqual(first.get(uid(kept)))

  await removeSession(event, removed.id, await version(removed.id))
  await release(event)
  const third = await calendar()
  expect([...third.keys()].sort()).toEqual([...first.keys()].sort())
  expect(third.get(uid(removed))).toMatchObject({ status: 'CANCELLED', sequence: 1, summary: 'Снята' })
  expect(third.get(uid(moved))).toMatchObject({ sequence: 1, status: 'CONFIRMED' })
  expect(await db().$count(agendaSessions, eq(agendaSessions.eventId, event.id))).toBe(3)
})
