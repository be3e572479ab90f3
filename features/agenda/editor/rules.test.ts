import { expect, test } from '@playwright/test'
import type { Session } from '../rules'
import {
  applied,
  changing,
  clockAt,
  daysOf,
  difference,
  isSame,
  isStill,
  minuteAt,
  placedOn,
  readClock,
  reversed,
} from './rules'

const BERLIN = {
  startsAt: new Date('2027-03-27T07:00:00Z'),
  endsAt: new Date('2027-03-28T17:00:00Z'),
  timeZone: 'Europe/Berlin',
}

const session = (id: string, startsAt: string | null, minutes = 60, roomId: string | null = 'a') =>
  ({ id, startsAt, minutes, roomId, title: {}, speakers: [] }) as unknown as Session

test('a day on which the clocks are put forward has 23 hours, and skips one', () => {
  const [before, day] = daysOf(BERLIN, 'en')
  expect([before!.minutes, day!.minutes]).toEqual([1440, 1380])
  expect([clockAt(day!, 115), clockAt(day!, 120)]).toEqual(['01:55', '03:00'])
  expect([minuteAt(day!, '01:55'), minuteAt(day!, '02:30'), minuteAt(day!, '10:15')]).toEqual([115, null, 555])
})

test('a day on which the clocks are put back has 25 hours, and the earlier of two is meant', () => {
  const [day] = daysOf(
    { ...BERLIN, startsAt: new Date('2027-10-31T07:00:00Z'), endsAt: new Date('2027-10-31T17:00:00Z') },
    'ru',
  )
  expect(day!.minutes).toBe(1500)
  expect([clockAt(day!, 150), clockAt(day!, 210), minuteAt(day!, '02:30')]).toEqual(['02:30', '02:30', 150])
})

test('days are named in the page’s language', () => {
  expect(daysOf(BERLIN, 'en').map(({ label }) => label)).toEqual(['Sat, 27 March 2027', 'Sun, 28 March 2027'])
  expect(daysOf(BERLIN, 'kk')[0]!.label).toContain('наурыз')
})

test('times are read as people type them', () => {
  expect(['9', '930', '9.30', '09:30', ' 14 30 ', '25', '9:75', 'noon', ''].map(readClock)).toEqual([
    '09:00',
    '09:30',
    '09:30',
    '09:30',
    '14:30',
    null,
    null,
    null,
    null,
  ])
})

test('sessions at the same time in one room stand side by side, those after each other do not', () => {
  const [day] = daysOf(BERLIN, 'en')
  const at = (hour: number) => new Date(day!.startsAt + hour * 3_600_000).toISOString()
  const placed = placedOn(
    day!,
    [
      session('1', at(9)),
      session('2', at(9.5)),
      session('3', at(10)),
      session('4', at(11)),
      session('5', at(9), 60, 'b'),
    ],
    [null, 'a', 'b'],
  )
  expect(placed.map(({ session: { id }, column, lane, lanes }) => [id, column, lane, lanes])).toEqual([
    ['1', 1, 0, 2],
    ['2', 1, 1, 2],
    ['3', 1, 0, 2],
    ['4', 1, 0, 1],
    ['5', 2, 0, 1],
  ])
})

test('every step goes back to what was before it', () => {
  const before = [session('1', null)]
  const change = changing(before[0]!, { minutes: 90 })
  const after = applied(before, change)
  expect(after[0]!.minutes).toBe(90)
  expect(reversed(change, before).reduce<Session[]>(applied, after)).toEqual(before)
  const remove = { kind: 'remove', id: '1' } as const
  expect(reversed(remove, before).reduce<Session[]>(applied, applied(before, remove))).toEqual(before)
  // Somebody else has changed it since: nothing is taken back.
  expect(isStill([{ ...after[0]!, minutes: 45 }], reversed(change, before)[0]!)).toBe(false)
  expect(difference({ ...after[0]!, roomId: 'b' }, after[0]!)).toEqual({ roomId: 'a' })
  // The database keeps a title's languages in an order of its own.
  expect(isSame({ ru: 'Вода', en: 'Water' }, { en: 'Water', ru: 'Вода' })).toBe(true)
  expect(isSame({ en: 'Water' }, { en: 'Water', ru: 'Вода' })).toBe(false)
})
