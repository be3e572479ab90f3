import { expect, test } from '@playwright/test'
import { readFrabJson, readFrabXml } from './rules'

// The structure of each is that of files as their systems export them; nobody in them is real.

const ZONE = 'Asia/Almaty'
const xml = (event: string, conference = '', day = "date='2026-10-16'") =>
  readFrabXml(
    `<?xml version="1.0" encoding="UTF-8"?><schedule><version>1</version><conference><title>Example</title>${conference}</conference>
<day index="1" ${day}><room name="Hall B">${event}</room></day></schedule>`,
    ZONE,
  )
const json = (events: object[], conference = {}, schedule = {}) =>
  readFrabJson(
    JSON.stringify({
      schedule: { ...schedule, conference: { ...conference, days: [{ date: '2026-10-16', rooms: { A: events } }] } },
    }),
    ZONE,
  )
const EVENT = { guid: 'a', title: 'Water', date: '2026-10-16T10:00:00+05:00', start: '10:00', duration: '01:00' }

test('Pentabarf’s old XML: no date of its own, days that change in the morning, HTML, ids in place of codes', () => {
  const event = (id: number, start: string, duration: string) => `<event id="${id}">
<start>${start}</start><duration>${duration}</duration><room>Hall B</room><slug>water</slug>
<title>Water</title><subtitle>Twenty years on</subtitle><track>Keynotes</track><type>keynote</type><language/>
<abstract>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&#13;&lt;ul&gt;&lt;li&gt;First&lt;/li&gt;&lt;li&gt;Second&lt;/li&gt;&lt;/ul&gt;</abstract>
<description><![CDATA[<p>More at <a href="https://example.org/water">the page</a>.</p>]]></description>
<persons><person id="228">Dana Speaker</person><person id="312">Ali Example</person></persons>
<links><link href="https://example.org/slides">Slides</link><link href="javascript:alert(1)">No</link></links></event>`
  const [evening, night] = xml(
    event(6245, '22:00', '00:50') + event(6230, '00:30', '1:30:00'),
    '<day_change>09:00:00</day_change><timeslot_duration>00:05:00</timeslot_duration>',
  )
  expect(evening).toMatchObject({
    uid: '6245',
    title: { en: 'Water: Twenty years on' },
    start: '2026-10-16T22:00',
    moment: '2026-10-16T17:00:00.000Z',
    minutes: 50,
    room: 'Hall B',
    track: 'Keynotes',
    kind: 'keynote',
    languages: [],
    people: [{ name: 'Dana Speaker' }, { name: 'Ali Example' }],
    errors: [],
  })
  expect(evening!.abstract.en).toBe(
    'One & two.\n\n– First\n– Second\n\nMore at the page (https://example.org/water).\n\nSlides: https://example.org/slides',
  )
  expect([night!.start, night!.minutes]).toEqual(['2026-10-17T00:30', 90])
})

test('frab’s XML: moments, attachments under the schedule’s own address, people in attributes and elements', () => {
  const [session] = xml(
    `<event guid='abc' id='7'><date>2026-10-16T23:30:00+02:00</date><start>23:30</start><duration>02:15</duration><room></room>
<title>Peace</title><subtitle/><recording><license/><optout>true</optout></recording><url>https://example.org/7</url>
<persons><person id='1' name='Dana Speaker'/><person id='2'><name>Ali Example</name></person></persons>
<attachments><attachment href='/files/a%20b.pdf?1'>Paper</attachment></attachments><links></links></event>`,
    '<base_url>https://example.org/2026/</base_url>',
  )
  expect(session).toMatchObject({
    uid: 'abc',
    start: '2026-10-16T23:30',
    moment: '2026-10-16T21:30:00.000Z',
    minutes: 135,
    room: 'Hall B',
    abstract: { en: 'Paper: https://example.org/files/a%20b.pdf?1' },
    people: [{ name: 'Dana Speaker' }, { name: 'Ali Example' }],
  })
})

test('pretalx’s JSON: texts in several languages, biographies, Markdown, links as objects and as text, nothing as null', () => {
  const [session] = json(
    [
      {
        ...EVENT,
        logo: null,
        title: { en: 'Water', ru: 'Вода', de: 'Wasser' },
        subtitle: '',
        track: { de: 'Umwelt', en: 'Environment' },
        type: { de: 'Vortrag', en: 'Talk' },
        language: 'en',
        abstract: '**Who**: see <https://example.org> for <search-term>',
        description: null,
        do_not_record: false,
        persons: [
          { code: 'ABC', public_name: 'Dana Speaker', biography: 'Writes <b>books</b>.', answers: [] },
          { id: 2, full_public_name: 'Ali Example' },
          { name: 'Айгүл Мысал', biography: null },
        ],
        links: [{ title: 'Home', url: 'https://example.org/w', type: 'related' }, 'https://example.org/x'],
        attachments: null,
      },
    ],
    { time_zone_name: 'Europe/Berlin' },
  )
  expect(session).toMatchObject({
    title: { en: 'Water', ru: 'Вода' },
    track: 'Environment',
    kind: 'Talk',
    abstract: {
      en: '**Who**: see <https://example.org> for <search-term>\n\nHome: https://example.org/w\nhttps://example.org/x',
    },
    people: [
      { name: 'Dana Speaker', biography: 'Writes books.' },
      { name: 'Ali Example', biography: '' },
      { name: 'Айгүл Мысал', biography: '' },
    ],
    room: 'A',
  })
})

test('moments and lengths as systems write them', () => {
  const read = (values: object, conference = {}) => {
    const [it] = json([{ ...EVENT, ...values }], conference)
    return [it!.moment, it!.minutes, it!.errors[0]?.code]
  }
  const ten = '2026-10-16T05:00:00.000Z'
  expect(read({ date: '2026-10-16 10:00:00+0500', duration: 45 })).toEqual([ten, 45, undefined])
  expect(read({ date: '2026-10-16T05:00:00.000Z', duration: '0:30' })).toEqual([ten, 30, undefined])
  expect(read({ date: '2026-10-16T10:00:00', duration: '24:00' })).toEqual([ten, 1440, undefined])
  expect(read({ date: '2026-10-16', start: '10:00' })).toEqual([ten, 60, undefined])
  expect(read({ date: undefined })).toEqual([ten, 60, undefined])
  expect(read({ date: undefined, start: '2026-10-16T07:00:00+02:00' })).toEqual([ten, 60, undefined])
  expect(read({ date: '2026-10-16T07:00' }, { time_zone_name: 'Europe/Berlin' })).toEqual([ten, 60, undefined])
  expect(read({ date: 'soon' })).toEqual([ten, 60, undefined])
  expect(read({ date: 'soon', start: 'later' })).toEqual([null, 60, 'time_unreadable'])
})

test('a subtitle that makes the title too long opens the abstract', () => {
  const [short, long] = json([
    { ...EVENT, subtitle: 'Now' },
    { ...EVENT, guid: 'b', subtitle: 'y'.repeat(200), abstract: 'Text' },
  ])
  expect(short!.title).toEqual({ en: 'Water: Now' })
  expect([long!.title, long!.abstract]).toEqual([{ en: 'Water' }, { en: `${'y'.repeat(200)}\n\nText` }])
})

test('a short text that opens the long one stands once', () => {
  const [session] = json([{ ...EVENT, abstract: 'One.', description: 'One. Two.' }])
  expect(session!.abstract).toEqual({ en: 'One. Two.' })
})

test('what is held again under its code, or in two rooms at once, is a session of its own; the very same is not', () => {
  const at = (date: string, room = 'A') => ({ ...EVENT, date, room })
  const sessions = json([
    at('2026-10-16T10:00:00+05:00'),
    at('2026-10-17T10:00:00+05:00'),
    at('2026-10-17T10:00:00+05:00', 'B'),
    at('2026-10-17T10:00:00+05:00', 'B'),
  ])
  expect(sessions.map(({ uid, notes }) => [uid, notes[0]?.code])).toEqual([
    ['a', undefined],
    ['a 2', 'same_code'],
    ['a 3', 'same_code'],
    ['a', undefined],
  ])
})
