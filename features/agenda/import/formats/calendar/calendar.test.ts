import { expect, test } from '@playwright/test'
import { readCalendar } from './rules'

const entry = (uid: string, lines: string) =>
  `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20261001T000000Z\r\nSUMMARY:${uid}\r\n${lines}\r\nEND:VEVENT\r\n`
const calendar = (inside: string) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n${inside}END:VCALENDAR\r\n`
const read = (text: string) =>
  readCalendar(text, 'Asia/Almaty').map(({ uid, moment, minutes, notes, errors }) => [
    uid,
    moment,
    minutes,
    ...[...notes, ...errors].map(({ code }) => code),
  ])

const OWN_ZONE = `BEGIN:VTIMEZONE\r\nTZID:Half past\r\nBEGIN:STANDARD\r\nDTSTART:20200101T000000\r\nTZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n`

test('clocks: floating, a calendar’s own zone, a zone’s name with a path before it, and one that nobody knows', () => {
  const hour = 'DTSTART;TZID=ZONE:20261016T100000\r\nDTEND;TZID=ZONE:20261016T113000'
  const text = calendar(
    [
      OWN_ZONE,
      entry('floating', 'DTSTART:20261016T100000\r\nDTEND:20261016T113000'),
      entry('own', hour.replaceAll('ZONE', 'Half past')),
      entry('path', hour.replaceAll('ZONE', '/example.org/Tzfile/Europe/Berlin')),
      entry('strange', hour.replaceAll('ZONE', 'Moon Standard Time')),
    ].join(''),
  )
  expect(read(text)).toEqual([
    ['floating', '2026-10-16T05:00:00.000Z', 90],
    ['own', '2026-10-16T04:30:00.000Z', 90],
    ['path', '2026-10-16T08:00:00.000Z', 90],
    ['strange', '2026-10-16T05:00:00.000Z', 90, 'zone_unknown'],
  ])
})

test('a whole day, what repeats and one of its exceptions, over midnight and over a change of clocks', () => {
  const text = calendar(
    [
      entry('day', 'DTSTART;VALUE=DATE:20261016\r\nDTEND;VALUE=DATE:20261017'),
      entry('daily', 'DTSTART:20261016T050000Z\r\nDURATION:PT1H30M\r\nRRULE:FREQ=DAILY;COUNT=900000'),
      entry('daily', 'RECURRENCE-ID:20261017T050000Z\r\nDTSTART:20261017T070000Z\r\nDTEND:20261017T080000Z'),
      entry('night', 'DTSTART;TZID=Europe/Berlin:20261024T233000\r\nDTEND;TZID=Europe/Berlin:20261025T033000'),
    ].join(''),
  )
  expect(read(text)).toEqual([
    ['day', null, null, 'all_day'],
    ['daily', '2026-10-16T05:00:00.000Z', 90, 'repeats'],
    ['daily 2026-10-17T05:00:00Z', '2026-10-17T07:00:00.000Z', 60],
    ['night', '2026-10-24T21:30:00.000Z', 300],
  ])
})

test('a broken line spoils its entry alone; calendars one after another are read as one', () => {
  const hour = 'DTSTART:20261016T100000\r\nDTEND:20261016T113000'
  const broken = calendar(entry('right', hour) + entry('wrong', 'DTSTART:soon') + entry('last', `NO COLON\r\n${hour}`))
  expect(read(broken)).toEqual([
    ['right', '2026-10-16T05:00:00.000Z', 90],
    ['', null, null, 'entry_unreadable'],
    ['', null, null, 'entry_unreadable'],
  ])
  expect(readCalendar(broken, 'UTC').map(({ title }) => title.en)).toEqual(['right', 'wrong', 'last'])
  expect(read(calendar(entry('a', hour)) + calendar(entry('b', hour))).map(([uid]) => uid)).toEqual(['a', 'b'])
})

test('folded and escaped words, HTML of the calendars on the web, and what is attached', () => {
  const [session] = readCalendar(
    calendar(
      entry(
        'x',
        'LOCATION:Hall B\\, floor 2\r\nCATEGORIES:Peace\r\nATTACH:https://example.org/a.pdf\r\nDESCRIPTION:One<br>two &amp\\; th\r\n ree\\nfour\r\nDTSTART:20261016T100000',
      ),
    ),
    'UTC',
  )
  expect(session).toMatchObject({
    room: 'Hall B, floor 2',
    track: 'Peace',
    abstract: { en: 'One\ntwo & three\nfour\n\nhttps://example.org/a.pdf' },
  })
})
