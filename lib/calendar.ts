import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'

/**
 * A calendar file (RFC 5545, METHOD:PUBLISH) with one event. The same `uid` with a higher `sequence` replaces what a
 * calendar already has. Times are written in UTC, so that no reader needs our time zone rules.
 */
export function calendarFile(event: {
  uid: string
  sequence: number
  startsAt: Date
  endsAt: Date
  summary: string
  description: string
  location: string
  url: string
  isCancelled?: boolean
}): string {
  const calendar = ical({
    prodId: { company: 'Plenary', product: 'Plenary', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  })
  calendar.createEvent({
    id: event.uid,
    sequence: event.sequence,
    start: event.startsAt,
    end: event.endsAt,
    summary: event.summary,
    description: event.description,
    location: event.location,
    url: event.url,
    status: event.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  })
  return calendar.toString()
}
