import type { PublicEvent } from '@/features/events/access'
import { placeOf } from '@/features/registrations/notices/commands'
import { isOpenToAll } from '@/features/speakers/rules'
import { env } from '@/lib/env'
import { inLocale, type Locale } from '@/lib/locales'
import { endOf, type Programme, type ReleasedSession } from '../rules'

type Props = {
  locale: Locale
  event: PublicEvent
  programme: Programme
  sessions: readonly ReleasedSession[]
  /** Of the speakers, on a session's own page. A list only leads there: said of hundreds, place and people weigh as much as the page. */
  names?: ReadonlyMap<string, string>
}

/** What search engines read: schema.org's Event, with the public sessions of the page. A block of data, never run. */
export function StructuredData({ locale, event, programme, sessions, names }: Props) {
  const url = `${env().PUBLIC_URL}/${locale}/${event.slug}`
  const place = { '@type': 'Place', name: placeOf(event, locale), address: inLocale(event.city, locale) }
  const rooms = new Map(programme.rooms.map(({ id, name }) => [id, inLocale(name, locale)]))
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: inLocale(event.name, locale),
    description: inLocale(event.summary, locale) || undefined,
    startDate: event.startsAt.toISOString(),
    endDate: event.endsAt.toISOString(),
    eventStatus: 'https://schema.org/EventScheduled',
    location: place,
    organizer: { '@type': 'Organization', name: inLocale(event.host, locale) },
    inLanguage: locale,
    url,
    subEvent: sessions.filter(isOpenToAll).map((session) => ({
      '@type': 'Event',
      name: inLocale(session.title, locale),
      startDate: session.startsAt,
      endDate: endOf(session),
      url: `${url}/agenda/${session.id}`,
      ...(names && {
        location: session.roomId ? { '@type': 'Place', name: rooms.get(session.roomId) } : undefined,
        performer: [...new Set(session.speakers.map(({ speakerId }) => names.get(speakerId)))]
          .filter(Boolean)
          .map((name) => ({ '@type': 'Person', name })),
      }),
    })),
  }
  // "<" could end the block; its escape means the same in JSON.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  return <script type="application/ld+json">{json}</script>
}
