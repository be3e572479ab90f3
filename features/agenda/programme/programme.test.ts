import { expect, test } from '@playwright/test'
import { Document, type PDFDocument } from 'mupdf'
import { makeRelease, makeSpeaker } from '@/e2e/fixtures/agenda'
import { freshDatabase } from '@/e2e/fixtures/database'
import { makeEvent } from '@/e2e/fixtures/world'
import { gatePublicEvent, type PublicEvent } from '@/features/events/access'
import type { ReleasedSession } from '../rules'
import { programmeFile } from './queries'

let database: Awaited<ReturnType<typeof freshDatabase>>
let event: PublicEvent

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  database = await freshDatabase()
})
test.afterAll(() => database.drop())
test.beforeEach(async () => {
  event = (await gatePublicEvent((await makeEvent()).slug, async () => null))!
})

function session(values: Partial<ReleasedSession> = {}): ReleasedSession {
  return {
    id: crypto.randomUUID(),
    kind: 'panel',
    trackId: null,
    roomId: null,
    startsAt: event.startsAt.toISOString(),
    minutes: 60,
    title: { en: 'Panel on peace', ru: 'Дискуссия о мире', kk: 'Бейбітшілік туралы әңгіме' },
    abstract: {},
    spoken: ['en'],
    interpreted: ['ru', 'kk'],
    access: 'public',
    categoryIds: [],
    delegationIds: [],
    hasSignUp: false,
    capacity: null,
    items: [],
    speakers: [],
    sequence: 0,
    isCancelled: false,
    ...values,
  }
}

function open(data: Uint8Array): PDFDocument {
  return Document.openDocument(data, 'application/pdf') as PDFDocument
}

/** All that the pages say, with single spaces. */
function textOf(pdf: Document): string {
  const pages = Array.from({ length: pdf.countPages() }, (_, at) =>
    pdf.loadPage(at).toStructuredText('preserve-whitespace').asText(),
  )
  return pages.join(' ').replace(/\s+/g, ' ')
}

test('there is no file before a version is released', async () => {
  expect(await programmeFile(event, 'en', 'a4')).toBeNull()
})

test('in each language: dates, rooms, sessions, items by the clock, people with their roles, languages, version', async () => {
  const speaker = await makeSpeaker({ ...event, id: event.id })
  const itemId = crypto.randomUUID()
  await makeRelease(
    event,
    {
      rooms: [{ id: 'hall', name: { en: 'Main Hall', ru: 'Главный зал', kk: 'Бас зал' }, capacity: 10, floor: {} }],
      roles: [{ id: 'mod', name: { en: 'Moderator', ru: 'Модератор', kk: 'Жүргізуші' }, isChair: true }],
      sessions: [
        session({
          roomId: 'hall',
          items: [{ id: itemId, title: { en: 'Welcome' }, minutes: 15 }],
          speakers: [{ speakerId: speaker.id, roleId: 'mod', itemId }],
        }),
      ],
    },
    7,
  )
  const said = {
    en: [
      'Programme',
      'Main Hall',
      'Panel on peace',
      'Moderator',
      'Ms Dana Speaker',
      'Spoken: English',
      'Version 7',
      '1 / 1',
    ],
    ru: ['Программа', 'Главный зал', 'Дискуссия о мире', 'Модератор', 'Дана Спикер', 'английский', 'Версия 7'],
    kk: ['Бағдарлама', 'Бас зал', 'Бейбітшілік туралы әңгіме', 'Жүргізуші', 'ағылшын', '7-нұсқа'],
  }
  for (const locale of ['en', 'ru', 'kk'] as const) {
    const file = (await programmeFile(event, locale, 'a4'))!
    expect(file.name).toBe(`${event.slug}-7-${locale}.pdf`)
    const pdf = open(file.data)
    const text = textOf(pdf)
    for (const part of [...said[locale], 'Welcome']) expect(text).toContain(part)
    const catalogue = pdf.getTrailer().get('Root')
    expect(catalogue.get('MarkInfo').get('Marked').asBoolean()).toBe(true)
    expect(catalogue.get('Lang').asString()).toMatch(new RegExp(`^${locale}`))
    expect(pdf.getMetaData('info:Title')).toBe(event.name[locale] ?? event.name.en)
  }
})

test('what people write is text, whatever it looks like', async () => {
  const hostile = '#import "x": * $a^2$ \\ *bold* _it_ <label> @ref #read("/etc/passwd") // end'
  await makeRelease(event, { sessions: [session({ title: { en: hostile } })] })
  expect(textOf(open((await programmeFile(event, 'en', 'a4'))!.data))).toContain('#import "x": * $a^2$ \\ *bold* _it_')
})

test('bilateral meetings, sessions by invitation, cancelled ones and speakers who are kept back are not printed', async () => {
  const hidden = await makeSpeaker(event, { familyName: 'Hidden', isPublic: false })
  const declined = await makeSpeaker(event, { familyName: 'Declined', state: 'declined' })
  await makeRelease(event, {
    roles: [{ id: 'pan', name: { en: 'Panellist' }, isChair: false }],
    sessions: [
      session({ speakers: [hidden, declined].map(({ id }) => ({ speakerId: id, roleId: 'pan', itemId: null })) }),
      session({ title: { en: 'Secret talks' }, kind: 'bilateral' }),
      session({ title: { en: 'Closed lunch' }, access: 'invited' }),
      session({ title: { en: 'Called off' }, isCancelled: true }),
    ],
  })
  const text = textOf(open((await programmeFile(event, 'en', 'a4'))!.data))
  expect(text).toContain('Panel on peace')
  for (const part of ['Hidden', 'Declined', 'Secret talks', 'Closed lunch', 'Called off', 'Panellist'])
    expect(text).not.toContain(part)
})

test('the same version is set once, on A5 anew, and a changed name at once', async () => {
  await makeRelease(event, { sessions: [session()] })
  const first = (await programmeFile(event, 'en', 'a4'))!
  expect((await programmeFile(event, 'en', 'a4'))!.data).toBe(first.data)
  expect((await programmeFile(event, 'en', 'a5'))!.data).not.toBe(first.data)
  expect((await programmeFile({ ...event, name: { en: 'Renamed' } }, 'en', 'a4'))!.tag).not.toBe(first.tag)
})

test('however many ask at once, a file is set once', async () => {
  await makeRelease(event, { sessions: [session()] })
  const all = await Promise.all(Array.from({ length: 30 }, () => programmeFile(event, 'kk', 'a4')))
  expect(new Set(all.map((file) => file!.data)).size).toBe(1)
})

test('500 sessions become a file with all of them, a word of 3,000 letters too', async () => {
  const sessions = Array.from({ length: 500 }, (_, at) => session({ title: { en: `Session number ${at} of many` } }))
  await makeRelease(event, { sessions: [session({ title: { en: 'ы'.repeat(3000) } }), ...sessions] })
  const pdf = open((await programmeFile(event, 'en', 'a4'))!.data)
  expect(pdf.countPages()).toBeGreaterThan(20)
  const text = textOf(pdf)
  for (const at of [0, 250, 499]) expect(text).toContain(`Session number ${at} of many`)
})
