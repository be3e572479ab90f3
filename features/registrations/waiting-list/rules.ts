import { fromZonedInput, toZonedInput } from '@/lib/dates'
import type { Field } from '@/lib/fields'

/** When people are expected to answer, by the event's clock: ISO weekdays (1 = Monday), full hours. */
export type WorkingTime = { timeZone: string; workDays: readonly number[]; workFrom: number; workTo: number }

const MINUTE = 60_000

/** Days looked ahead at most: an event whose every day is free would never end. */
const HORIZON = 400

/**
 * The moment at which `hours` of working time have passed since `from`. Counted by the clock of the event's time zone,
 * so that a day with a change of clocks has as many working hours as any other.
 */
export function afterWorkingHours(from: Date, hours: number, time: WorkingTime): Date {
  let left = hours * 60
  let day = toZonedInput(from, time.timeZone).slice(0, 10)
  let minute = minutesOf(toZonedInput(from, time.timeZone).slice(11, 16))
  for (let step = 0; step < HORIZON; step++) {
    if (time.workDays.includes(weekday(day))) {
      const begin = Math.max(minute, time.workFrom * 60)
      const worked = Math.max(0, time.workTo * 60 - begin)
      if (left <= worked) return moment(day, begin + left, time.timeZone)
      left -= worked
    }
    day = new Date(Date.parse(day) + 24 * 60 * MINUTE).toISOString().slice(0, 10)
    minute = 0
  }
  return new Date(from.getTime() + hours * 60 * MINUTE)
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
}

/** 1 = Monday … 7 = Sunday. */
function weekday(day: string): number {
  return new Date(day).getUTCDay() || 7
}

/** `minute` of a day by the zone's clock; 24:00 is the next day's beginning. */
function moment(day: string, minute: number, timeZone: string): Date {
  if (minute >= 24 * 60) return moment(new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10), 0, timeZone)
  const two = (value: number) => String(value).padStart(2, '0')
  return fromZonedInput(`${day}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`, timeZone)!
}

/** -1: behind all, not offered; 0: by time; higher stands before. */
const PRIORITIES = ['2', '1', '0', '-1'] as const

/** What an organiser says who changes the order. */
export const PRIORITY_FIELDS: readonly Field[] = [
  { name: 'priority', kind: 'choice', options: PRIORITIES, isRequired: true },
  { name: 'priorityReason', kind: 'text', max: 300, isRequired: true },
]
