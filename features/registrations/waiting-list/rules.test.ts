import { expect, test } from '@playwright/test'
import { afterWorkingHours } from './rules'

const ALMATY = { timeZone: 'Asia/Almaty', workDays: [1, 2, 3, 4, 5], workFrom: 9, workTo: 18 }
const at = (text: string) => new Date(text)

test('hours within one working day end on it', () => {
  // Monday 10:00 in Almaty.
  expect(afterWorkingHours(at('2026-11-23T10:00+05:00'), 4, ALMATY)).toEqual(at('2026-11-23T14:00+05:00'))
})

test('what does not fit into Friday goes on on Monday', () => {
  expect(afterWorkingHours(at('2026-11-27T16:00+05:00'), 4, ALMATY)).toEqual(at('2026-11-30T11:00+05:00'))
})

test('an offer made at night or at the weekend begins with the next working hour', () => {
  expect(afterWorkingHours(at('2026-11-24T03:00+05:00'), 2, ALMATY)).toEqual(at('2026-11-24T11:00+05:00'))
  expect(afterWorkingHours(at('2026-11-28T12:00+05:00'), 9, ALMATY)).toEqual(at('2026-11-30T18:00+05:00'))
})

test('the event’s own week counts, with work to midnight too', () => {
  const gulf = { timeZone: 'Asia/Dubai', workDays: [7, 1, 2, 3, 4], workFrom: 20, workTo: 24 }
  expect(afterWorkingHours(at('2026-11-26T22:00+04:00'), 4, gulf)).toEqual(at('2026-11-29T22:00+04:00'))
  expect(afterWorkingHours(at('2026-11-26T22:00+04:00'), 2, gulf)).toEqual(at('2026-11-27T00:00+04:00'))
})

test('a change of clocks neither gives nor takes working hours', () => {
  const geneva = { timeZone: 'Europe/Zurich', workDays: [1, 2, 3, 4, 5, 6, 7], workFrom: 0, workTo: 24 }
  // On 25 October 2026 the hour from 2 to 3 comes twice: by the clock a day is a day.
  expect(afterWorkingHours(at('2026-10-24T12:00+02:00'), 24, geneva)).toEqual(at('2026-10-25T12:00+01:00'))
})

test('where nobody ever works, hours are hours', () => {
  const never = { ...ALMATY, workDays: [] }
  expect(afterWorkingHours(at('2026-11-23T10:00+05:00'), 5, never)).toEqual(at('2026-11-23T15:00+05:00'))
})
