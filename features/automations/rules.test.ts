import { expect, test } from '@playwright/test'
import { AUTOMATIONS, isOpen, momentAt, windowOf } from './rules'

const event = {
  startsAt: new Date('2030-10-16T04:00:00Z'),
  endsAt: new Date('2030-10-17T13:00:00Z'),
  delegationsCloseAt: null as Date | null,
  timeZone: 'Asia/Almaty',
}
const set = (kind: keyof typeof AUTOMATIONS) => ({ kind, isOn: true, ...AUTOMATIONS[kind] })

test('the day is the event’s own, whatever day it is elsewhere', () => {
  expect(momentAt(new Date('2030-10-15T20:00:00Z'), -1, 9, 'Asia/Almaty')).toEqual(new Date('2030-10-15T04:00:00Z'))
  expect(momentAt(new Date('2030-10-15T18:00:00Z'), -1, 9, 'Asia/Almaty')).toEqual(new Date('2030-10-14T04:00:00Z'))
})

test('an hour that the clocks skip becomes the next one', () => {
  expect(momentAt(new Date('2030-03-31T12:00:00Z'), 0, 2, 'Europe/Berlin')).toEqual(new Date('2030-03-31T01:00:00Z'))
})

test('the letter of the day before leaves from nine o’clock until the event begins', () => {
  const day = (time: string) => isOpen(set('day_before'), event, new Date(time))
  expect(day('2030-10-15T03:59:59Z')).toBe(false)
  expect(day('2030-10-15T04:00:00Z')).toBe(true)
  expect(day('2030-10-16T03:59:59Z')).toBe(true)
  expect(day('2030-10-16T04:00:00Z')).toBe(false)
})

test('thanks leave after the event and for a month', () => {
  expect(isOpen(set('thanks'), event, new Date('2030-10-17T14:00:00Z'))).toBe(false)
  expect(isOpen(set('thanks'), event, new Date('2030-10-18T05:00:00Z'))).toBe(true)
  expect(isOpen(set('thanks'), event, new Date('2030-12-01T05:00:00Z'))).toBe(false)
})

test('nothing counts from a date that the event does not have', () => {
  expect(windowOf(set('reminder_focal_points'), event)).toBeNull()
  const closing = { ...event, delegationsCloseAt: new Date('2030-10-01T13:00:00Z') }
  expect(windowOf(set('reminder_focal_points'), closing)).toEqual({
    opens: new Date('2030-09-24T04:00:00Z'),
    closes: closing.delegationsCloseAt,
  })
})
