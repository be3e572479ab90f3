import { expect, test } from '@playwright/test'
import { isFrozen, openUntil } from './rules'

const day = (date: number) => new Date(Date.UTC(2026, 4, date))
const event = (close: number | null) => ({ state: 'published', delegationsCloseAt: close === null ? null : day(close) })
const delegation = (frozen: number | null, until: number | null) => ({
  frozenAt: frozen === null ? null : day(frozen),
  unfrozenUntil: until === null ? null : day(until),
})

for (const [what, close, frozen, until, last] of [
  ['an event without a closing date', null, null, null, null],
  ['the closing date of all', 20, null, null, 20],
  ['what is over', 5, null, null, null],
  ['what was frozen before the date', 20, 3, null, null],
  ['what was opened again for longer', 5, null, 15, 15],
  ['what was opened again though all are open still', 20, null, 15, 20],
  ['what was opened again after it was frozen', 20, 3, 15, 15],
  ['what was opened again until a day that is over', 20, null, 7, 20],
] as const)
  test(`the last day on the 10th, for ${what}`, () => {
    expect(openUntil(event(close), delegation(frozen, until), day(10))).toEqual(last === null ? null : day(last))
    if (last !== null) {
      expect(isFrozen(event(close), delegation(frozen, until), new Date(day(last).getTime() - 1))).toBe(false)
      expect(isFrozen(event(close), delegation(frozen, until), day(last))).toBe(true)
    }
  })
