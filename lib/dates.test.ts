import { expect, test } from '@playwright/test'
import {
  formatDate,
  formatDateRange,
  formatDateTime,
  formatDay,
  formatTime,
  fromZonedInput,
  isTimeZone,
  toZonedInput,
} from './dates'
import { IN_CYRILLIC, LOCALES, type Locale } from './locales'

const ALMATY = 'Asia/Almaty'
const iso = (text: string, zone: string) => fromZonedInput(text, zone)?.toISOString() ?? null

test('Kazakhstan changed its clocks on 1 March 2024: the same hour in Almaty is another moment before and after', () => {
  expect(iso('2023-10-16T10:00', ALMATY)).toBe('2023-10-16T04:00:00.000Z')
  expect(iso('2023-10-16T17:15', ALMATY)).toBe('2023-10-16T11:15:00.000Z')
  expect(iso('2024-10-16T10:00', ALMATY)).toBe('2024-10-16T05:00:00.000Z')
  expect(formatTime(new Date('2023-10-16T04:00Z'), 'en', ALMATY)).toBe('10:00')
  expect(formatDateTime(new Date('2023-10-16T04:00Z'), 'en', ALMATY)).toContain('UTC+6')
  expect(formatDateTime(new Date('2024-10-16T05:00Z'), 'en', ALMATY)).toContain('10:00 (Almaty Time, UTC+5)')
})

test('an hour that comes twice is the earlier one', () => {
  expect(iso('2024-02-29T23:30', ALMATY)).toBe('2024-02-29T17:30:00.000Z')
  expect(iso('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z')
  expect(iso('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z')
})

test('an hour that a clock change skips is no moment', () => {
  expect(iso('2026-03-29T02:30', 'Europe/Berlin')).toBeNull()
  expect(iso('2026-03-08T02:59', 'America/New_York')).toBeNull()
  expect(iso('2026-03-29T03:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z')
  expect(iso('2026-03-29T01:59', 'Europe/Berlin')).toBe('2026-03-29T00:59:00.000Z')
})

for (const text of [
  '',
  '2026-02-29T10:00',
  '2026-02-30T10:00',
  '2026-13-01T10:00',
  '2026-00-10T10:00',
  '2026-10-16T24:00',
  '2026-10-16T10:60',
  '2026-10-16',
  '2026-10-16 10:00',
  '0026-10-16T10:00',
  '22026-10-16T10:00',
  '2026-10-16T10:00Z',
])
  test(`"${text}" is no moment`, () => expect(fromZonedInput(text, ALMATY)).toBeNull())

test('what an input shows is read back as the same moment, in every zone and season', () => {
  for (const zone of [ALMATY, 'Asia/Kathmandu', 'Pacific/Kiritimati', 'America/St_Johns', 'UTC', 'Europe/Berlin'])
    for (const moment of ['2026-01-15T12:00:00.000Z', '2026-07-15T23:45:00.000Z', '2027-12-31T23:59:00.000Z'])
      expect(iso(toZonedInput(new Date(moment), zone), zone), zone).toBe(moment)
  expect(toZonedInput(new Date('2026-10-15T19:00Z'), ALMATY)).toBe('2026-10-16T00:00')
})

test('dates are written as each language writes them, on the day that it is in the zone', () => {
  const evening = new Date('2026-10-15T20:30Z')
  expect(formatDate(evening, 'en', ALMATY)).toBe('16 October 2026')
  expect(formatDate(evening, 'ru', ALMATY)).toBe('16 октября 2026 г.')
  expect(formatDate(evening, 'kk', ALMATY)).toBe('2026 ж. 16 қазан')
  expect(formatDate(evening, 'en', 'Europe/Berlin')).toBe('15 October 2026')
  expect(formatDateTime(evening, 'ru', 'Asia/Bishkek')).toBe('16 октября 2026 г., 02:30 (Кыргызстан, UTC+6)')
  expect(formatDateTime(evening, 'kk', ALMATY)).toBe('2026 ж. 16 қазан, 01:30 (Алматы уақыты, UTC+5)')
  expect(formatDateTime(evening, 'en', 'UTC')).toBe('15 October 2026, 20:30 (UTC)')
})

test('days that follow each other are one range', () => {
  const [start, end, later] = ['2026-10-16T05:00Z', '2026-10-18T12:00Z', '2026-11-02T12:00Z'].map((at) => new Date(at))
  expect(formatDateRange(start!, end!, 'en', ALMATY)).toBe('16–18 October 2026')
  expect(formatDateRange(start!, end!, 'ru', ALMATY)).toBe('16–18 октября 2026 г.')
  expect(formatDateRange(start!, end!, 'kk', ALMATY)).toBe('2026 ж. 16–18 қазан')
  expect(formatDateRange(start!, later!, 'en', ALMATY)).toBe('16 October – 2 November 2026')
  expect(formatDateRange(start!, new Date('2026-10-16T12:15Z'), 'en', ALMATY)).toBe('16 October 2026')
})

const WRITTEN: [locale: Locale, date: string, within: string, across: string, years: string, day: string][] = [
  [
    'uz',
    '2026-yil 24-noyabr',
    '2026-yil 24–26-noyabr',
    '2026-yil 24-noyabr – 2-dekabr',
    '2026-yil 24-noyabr – 2027-yil 2-yanvar',
    '2026-yil 24-noyabr, seshanba',
  ],
  [
    'ky',
    '2026-жылдын 24-ноябры',
    '2026-жылдын 24–26-ноябры',
    '2026-жылдын 24-ноябры – 2-декабры',
    '2026-жылдын 24-ноябры – 2027-жылдын 2-январы',
    '2026-жылдын 24-ноябры, шейшемби',
  ],
  [
    'tg',
    '24 ноябри соли 2026',
    '24–26 ноябри соли 2026',
    '24 ноябри – 2 декабри соли 2026',
    '24 ноябри соли 2026 – 2 январи соли 2027',
    'сешанбе, 24 ноябри соли 2026',
  ],
  [
    'tk',
    '2026-njy ýylyň 24-nji noýabry',
    '2026-njy ýylyň 24–26-njy noýabry',
    '2026-njy ýylyň 24-nji noýabry – 2-nji dekabry',
    '2026-njy ýylyň 24-nji noýabry – 2027-nji ýylyň 2-nji ýanwary',
    '2026-njy ýylyň 24-nji noýabry, sişenbe',
  ],
]
for (const [locale, date, within, across, years, day] of WRITTEN)
  test(`dates in ${locale} are as officials there write them`, () => {
    const at = (moment: string) => new Date(`${moment}T05:00Z`)
    const until = (moment: string) => formatDateRange(at('2026-11-24'), at(moment), locale, ALMATY)
    expect(formatDate(at('2026-11-24'), locale, ALMATY)).toBe(date)
    expect([until('2026-11-26'), until('2026-12-02'), until('2027-01-02')]).toEqual([within, across, years])
    expect(until('2026-11-24')).toBe(date)
    expect(formatDay(at('2026-11-24'), locale, ALMATY)).toBe(day)
    expect(formatDate(new Date('2026-11-23T20:00Z'), locale, ALMATY)).toBe(date)
  })

test('Turkmen numbers end as they are spoken', () => {
  const day = (number: string) =>
    formatDate(new Date(`2026-10-${number}T05:00Z`), 'tk', ALMATY).match(/(\d+-nj[iy]) oktýabry/)?.[1]
  expect(['06', '09', '10', '16', '19', '26', '29', '30'].map(day)).toEqual(
    [6, 9, 10, 16, 19, 26, 29, 30].map((number) => `${number}-njy`),
  )
  expect(['01', '02', '08', '20', '23', '31'].map(day)).toEqual([1, 2, 8, 20, 23, 31].map((number) => `${number}-nji`))
})

test('in no language does a date have slashes, a clock twelve hours, or a zone words of another script', () => {
  for (const locale of LOCALES)
    for (const zone of [ALMATY, 'Asia/Tashkent', 'Asia/Bishkek', 'Asia/Dushanbe', 'Asia/Ashgabat', 'Pacific/Honolulu'])
      for (let month = 1; month <= 12; month++) {
        const text = formatDateTime(new Date(Date.UTC(2026, month - 1, 24, 17)), locale, zone)
        expect(text).not.toMatch(/\/|M\d\d|\bAM\b|\bPM\b/)
        expect(text).toMatch(/\(.*UTC[+-]\d+\)$/)
        const words = text.replace('UTC', '')
        expect(words).not.toMatch(IN_CYRILLIC.includes(locale) ? /\p{Script=Latin}/u : /\p{Script=Cyrillic}/u)
      }
  expect(formatDateTime(new Date('2026-11-24T05:00Z'), 'tg', 'Asia/Dushanbe')).toBe(
    '24 ноябри соли 2026, 10:00 (Вақти Тоҷикистон, UTC+5)',
  )
})

test('a time zone is a name, not an offset', () => {
  for (const name of [ALMATY, 'Asia/Kolkata', 'Asia/Qostanay', 'UTC', 'America/Argentina/Buenos_Aires'])
    expect(isTimeZone(name), name).toBe(true)
  for (const name of ['', '+05:00', 'Asia/Nowhere', 'Almaty', 'Asia/Almaty; x', '../etc'])
    expect(isTimeZone(name), name).toBe(false)
})
