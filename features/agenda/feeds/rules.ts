import { fromZonedInput, toZonedInput } from '@/lib/dates'
import { inLocale, type Locale } from '@/lib/locales'
import { dayOf, endOf, eventDays, type Programme, type ReleasedSession } from '../rules'

/** Name of the cookie by which a browser finds the calendar address it made. */
export function feedCookie(slug: string): string {
  return `feed-${slug}`
}

/** What a feed says of one session, in one language. */
export type FeedSession = ReleasedSession & { room: string; track: string; people: { id: string; name: string }[] }

/** Sessions with the words of one language in place of ids. */
export function inWords(
  sessions: readonly ReleasedSession[],
  programme: Programme,
  names: ReadonlyMap<string, string>,
  locale: Locale,
): FeedSession[] {
  const rooms = new Map(programme.rooms.map(({ id, name }) => [id, inLocale(name, locale)]))
  const tracks = new Map(programme.tracks.map(({ id, name }) => [id, inLocale(name, locale)]))
  return sessions.map((session) => ({
    ...session,
    room: (session.roomId && rooms.get(session.roomId)) || '',
    track: (session.trackId && tracks.get(session.trackId)) || '',
    people: [...new Set(session.speakers.map(({ speakerId }) => speakerId))].flatMap((id) => {
      const name = names.get(id)
      return name ? [{ id, name }] : []
    }),
  }))
}

/** Whole numbers for ids, which the Frab format asks for: the same for the same id, and different for different ones. */
export function numbersOf(ids: readonly string[]): Map<string, number> {
  const numbers = new Map<string, number>()
  const taken = new Set<number>()
  for (const id of [...new Set(ids)].sort()) {
    let number = Number.parseInt(id.slice(0, 8), 16) >>> 1 || 1
    while (taken.has(number)) number += 1
    taken.add(number)
    numbers.set(id, number)
  }
  return numbers
}

/** "1:30" as the Frab format writes lengths: hours of two digits, minutes. */
export function frabDuration(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

type FrabEvent = {
  slug: string
  name: string
  url: string
  /** Where a session is without a room of its own. */
  venue: string
  timeZone: string
  startsAt: Date
  endsAt: Date
  version: string
}

/**
 * The agenda in the Frab schedule format, as its JSON has it; the XML is made of the same. Source: c3voc/schedule,
 * validator/xsd/schedule.xml.xsd, and pretalx's documentation of its exporters.
 */
export function frabSchedule(event: FrabEvent, sessions: readonly FeedSession[], locale: Locale) {
  const numbers = numbersOf(sessions.map(({ id }) => id))
  // Every day of the event, those without sessions too: the format wants one at least, and "day 2" is the event's second.
  const dates = [...new Set([...eventDays(event), ...sessions.map((it) => dayOf(it.startsAt, event.timeZone))])].sort()
  const roomIds = new Map(sessions.flatMap(({ room, roomId }) => (room && roomId ? [[room, roomId] as const] : [])))
  const days = dates.map((date, at) => {
    const ofDay = sessions.filter(({ startsAt }) => dayOf(startsAt, event.timeZone) === date)
    const rooms: Record<string, ReturnType<typeof frabSession>[]> = {}
    for (const session of ofDay) {
      const room = session.room || event.venue
      rooms[room] = [...(rooms[room] ?? []), frabSession(session)]
    }
    const noon = fromZonedInput(`${date}T12:00`, event.timeZone)!.toISOString()
    const starts = ofDay.map(({ startsAt }) => startsAt).sort()
    const ends = ofDay.map(endOf).sort()
    return {
      index: at + 1,
      date,
      day_start: withOffset(starts[0] ?? noon, event.timeZone),
      day_end: withOffset(ends.at(-1) ?? noon, event.timeZone),
      rooms,
    }
  })
  return {
    $schema: 'https://c3voc.de/schedule/schema.json',
    generator: { name: 'Plenary', version: '1' },
    schedule: {
      version: event.version,
      base_url: event.url,
      conference: {
        acronym: event.slug.replaceAll('-', '_'),
        title: event.name,
        start: dayOf(event.startsAt, event.timeZone),
        end: dayOf(new Date(event.endsAt.getTime() - 1), event.timeZone),
        daysCount: days.length,
        timeslot_duration: '00:05',
        time_zone_name: event.timeZone,
        url: event.url,
        rooms: [...roomIds].map(([name, guid]) => ({ name, guid })),
        tracks: [...new Set(sessions.map(({ track }) => track))].filter(Boolean).map((name) => ({ name })),
        days,
      },
    },
  }

  function frabSession(session: FeedSession) {
    return {
      id: numbers.get(session.id)!,
      guid: session.id,
      slug: `${event.slug}-${session.id}`,
      url: `${event.url}/agenda/${session.id}`,
      date: withOffset(session.startsAt, event.timeZone),
      start: clockOf(session.startsAt, event.timeZone),
      duration: frabDuration(session.minutes),
      room: session.room || event.venue,
      track: session.track,
      type: session.kind,
      language: session.spoken[0] ?? '',
      title: inLocale(session.title, locale),
      subtitle: '',
      abstract: inLocale(session.abstract, locale),
      description: '',
      // With a number too it would be Frab's person and pretalx's at once, which the published schema forbids.
      persons: session.people.map(({ id, name }) => ({ guid: id, name, public_name: name })),
      links: [],
      attachments: [],
    }
  }
}

export type FrabSchedule = ReturnType<typeof frabSchedule>

/** "2026-10-16T10:00:00+05:00": the clock of `timeZone`, with its distance from UTC at that moment. */
export function withOffset(moment: string, timeZone: string): string {
  const date = new Date(moment)
  const wall = `${dayOf(date, timeZone)}T${clockOf(moment, timeZone)}`
  const minutes = Math.round((Date.parse(`${wall}:00Z`) - Math.floor(date.getTime() / 60_000) * 60_000) / 60_000)
  const size = Math.abs(minutes)
  return `${wall}:00${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`
}

function clockOf(moment: string, timeZone: string): string {
  return toZonedInput(new Date(moment), timeZone).slice(11)
}

/** The same schedule as the tree that an XML builder writes; `@` marks attributes. */
export function frabTree({ schedule, generator }: FrabSchedule) {
  const { conference, version } = schedule
  const all = conference.days.flatMap(({ rooms }) => Object.values(rooms).flat())
  const numbers = numbersOf(all.flatMap(({ persons }) => persons.map(({ guid }) => guid)))
  return {
    schedule: {
      generator: { '@name': generator.name, '@version': generator.version },
      version,
      conference: {
        acronym: conference.acronym,
        title: conference.title,
        start: conference.start,
        end: conference.end,
        days: conference.daysCount,
        timeslot_duration: conference.timeslot_duration,
        base_url: schedule.base_url,
        time_zone_name: conference.time_zone_name,
      },
      day: conference.days.map((day) => ({
        '@index': day.index,
        '@date': day.date,
        '@start': day.day_start,
        '@end': day.day_end,
        room: Object.entries(day.rooms).map(([name, sessions]) => ({
          '@name': name,
          event: sessions.map(({ id, guid, persons, links: _links, attachments: _attachments, ...session }) => ({
            '@id': id,
            '@guid': guid,
            ...session,
            persons: { person: persons.map(({ guid, name }) => ({ '@id': numbers.get(guid)!, '#text': name })) },
          })),
        })),
      })),
    },
  }
}

/** Text without what XML 1.0 cannot hold (2.2, Char). */
export function xmlText(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
}
