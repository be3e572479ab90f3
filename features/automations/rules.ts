import type { events } from '@/db/schema/events'
import { fromZonedInput, toZonedInput } from '@/lib/dates'
import type { Field } from '@/lib/fields'

const DAY = 86_400_000

/**
 * Letters that leave by themselves, in the order of an event's life. `from` is what `days` counts from: a date of the
 * event, or the day on which each person was accepted.
 */
export const AUTOMATIONS = {
  reminder_accepted: { from: 'accepted', days: 5, hour: 9 },
  reminder_focal_points: { from: 'delegationsCloseAt', days: -7, hour: 9 },
  reminder_incomplete: { from: 'startsAt', days: -21, hour: 9 },
  day_before: { from: 'startsAt', days: -1, hour: 9 },
  thanks: { from: 'endsAt', days: 1, hour: 10 },
} as const satisfies Record<string, { from: Anchor; days: number; hour: number }>

type Anchor = 'accepted' | 'startsAt' | 'endsAt' | 'delegationsCloseAt'
type EventDates = Pick<typeof events.$inferSelect, 'startsAt' | 'endsAt' | 'delegationsCloseAt' | 'timeZone'>

export type AutomationKind = keyof typeof AUTOMATIONS
export const AUTOMATION_KINDS = Object.keys(AUTOMATIONS) as AutomationKind[]

export function isAutomation(kind: unknown): kind is AutomationKind {
  return typeof kind === 'string' && Object.hasOwn(AUTOMATIONS, kind)
}

/** An automation of an event, as it is set there. */
export type Automation = { kind: AutomationKind; isOn: boolean; days: number; hour: number }

/** Thanks are still welcome so many days after the event. */
const THANKS_DAYS = 30

/**
 * When an automation's letters may leave: from `opens`, and no later than `closes`. Null where the event has no such date.
 * One that counts from each person's own day is open as long as people can be accepted.
 */
export function windowOf(
  { kind, days, hour }: Automation,
  event: EventDates,
): { opens: Date | null; closes: Date } | null {
  const { from } = AUTOMATIONS[kind]
  if (from === 'accepted') return { opens: null, closes: event.startsAt }
  const anchor = event[from]
  if (!anchor) return null
  const closes = from === 'endsAt' ? new Date(anchor.getTime() + THANKS_DAYS * DAY) : anchor
  return { opens: momentAt(anchor, days, hour, event.timeZone), closes }
}

/** `hour` o'clock, `days` after the local day of `anchor`; the next hour where clocks skip that one. */
export function momentAt(anchor: Date, days: number, hour: number, timeZone: string): Date {
  const local = Date.parse(`${toZonedInput(anchor, timeZone).slice(0, 10)}T00:00:00Z`) + days * DAY
  const date = new Date(local).toISOString().slice(0, 10)
  const at = (o: number) => fromZonedInput(`${date}T${String(o).padStart(2, '0')}:00`, timeZone)
  return at(hour) ?? at(Math.min(hour + 1, 23)) ?? new Date(local)
}

/** Whether letters of it may leave at `now`. */
export function isOpen(automation: Automation, event: EventDates, now: Date): boolean {
  const window = windowOf(automation, event)
  return window !== null && (window.opens === null || window.opens <= now) && now < window.closes
}

/** True where the days are counted back from the date. */
export function isBefore(kind: AutomationKind): boolean {
  return AUTOMATIONS[kind].days < 0
}

/** When it leaves: days before or after, never below zero, and the hour. */
export function automationFields(kind: AutomationKind): Field[] {
  return [
    {
      name: isBefore(kind) ? 'automationDaysBefore' : 'automationDaysAfter',
      kind: 'number',
      isRequired: true,
      least: 0,
      most: 365,
    },
    ...(AUTOMATIONS[kind].from === 'accepted'
      ? []
      : [{ name: 'automationHour', kind: 'number', isRequired: true, least: 0, most: 23 } as const]),
  ]
}
