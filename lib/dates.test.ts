import { expect, test } from '@playwright/test'
import {
  formatDate,
  formatDateRange,
  formatDateTime,
  formatTime,
  fromZonedInput,
  isTimeZone,
  toZonedInput,
} from './dates'

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

test('a time zone is a name, not an offset', () => {
  for (const name of [ALMATY, 'Asia/Kolkata', 'Asia/Qostanay', 'UTC', 'America/Argentina/Buenos_Aires'])
    expect(isTimeZone(name), name).toBe(true)
  for (const name of ['', '+05:00', 'Asia/Nowhere', 'Almaty', 'Asia/Almaty; x', '../etc'])
    expect(isTimeZone(name), name).toBe(false)
})
