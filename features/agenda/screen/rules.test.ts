import { expect, test } from '@playwright/test'
import { boardAt, clockAt, MOST_ROOMS, pageAt, type ScreenSession } from './rules'

const at = (minutes: number) => Date.UTC(2026, 9, 16, 5, minutes)

const session = (id: string, roomId: string | null, from: number, to: number): ScreenSession => ({
  id,
  title: id,
  lang: 'en',
  roomId,
  from: at(from),
  to: at(to),
  time: '',
  day: '2026-10-16',
  date: '',
  people: '',
})

const rooms = ['hall', 'small', 'empty'].map((id) => ({ id, name: id, lang: 'en' }))
const sessions = [
  session('panel', 'hall', 0, 60),
  session('later', 'hall', 120, 180),
  session('soon', 'hall', 90, 120),
  session('water', 'small', 60, 90),
  session('lunch', null, 60, 90),
]

const told = (minutes: number) => {
  const { everywhere, rooms: shown } = boardAt({ sessions, rooms }, at(minutes))
  return [everywhere.map(({ id }) => id), shown.map(({ id, now, next }) => [id, now.map((one) => one.id), next?.id])]
}

test('a board tells room by room what runs and what comes next, and of the whole venue what runs', () => {
  expect(told(30)).toEqual([
    [],
    [
      ['hall', ['panel'], 'soon'],
      ['small', [], 'water'],
    ],
  ])
  expect(told(60)).toEqual([
    ['lunch'],
    [
      ['hall', [], 'soon'],
      ['small', ['water'], undefined],
    ],
  ])
  expect(told(180)).toEqual([[], []])
})

test('more rooms than fit take turns, and all have one', () => {
  const many = Array.from({ length: 30 }, (_, number) => number)
  const seen = new Set<number>()
  for (let turn = 0; turn < 8; turn++) {
    const { rooms: shown, pages } = pageAt(many, at(0) + turn * 15_000)
    expect([shown.length <= MOST_ROOMS, pages]).toEqual([true, 8])
    for (const room of shown) seen.add(room)
  }
  expect(seen.size).toBe(30)
})

test('the clock is the event’s, whatever the screen’s own is', () => {
  expect(clockAt(at(0), 'Asia/Almaty')).toEqual({ time: '10:00', day: '2026-10-16' })
  expect(clockAt(at(0), 'America/Los_Angeles')).toEqual({ time: '22:00', day: '2026-10-15' })
})
