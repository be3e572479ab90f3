import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'

export type CalendarEntry = {
  uid: string
  sequence: number
  /** When it was said so; now where it is left out. */
  stamp?: Date
  startsAt: Date
  endsAt: Date
  summary: string
  description: string
  location: string
  url: string
  isCancelled?: boolean
}

/**
 * A calendar file (RFC 5545, METHOD:PUBLISH, or CANCEL where the entry is) with one event. The same `uid` with a higher
 * `sequence` replaces what a calendar already has. Times are written in UTC, so that no reader needs our time zone rules.
 */
export function calendarFile(entry: CalendarEntry): string {
  return calendarOf(undefined, [entry], entry.isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH)
}

/** The same with many events, and a name by which calendars list what they follow. */
export function calendarOf(
  name: string | undefined,
  entries: readonly CalendarEntry[],
  method = ICalCalendarMethod.PUBLISH,
): string {
  const calendar = ical({ name, prodId: { company: 'Plenary', product: 'Plenary', language: 'EN' }, method })
  for (const entry of entries)
    calendar.createEvent({
      id: entry.uid,
      sequence: entry.sequence,
      stamp: entry.stamp,
      start: entry.startsAt,
      end: entry.endsAt,
      summary: entry.summary,
      description: entry.description,
      location: entry.location,
      url: entry.url,
      status: entry.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    })
  return calendar.toString()
}
