import type { events } from '@/db/schema/events'
import type { registrations } from '@/db/schema/registrations'
import type { Letter } from '@/emails/letter'
import { type RegistrationLetterKind, registrationLetter } from '@/emails/registration'
import { prepareMail } from '@/features/mail/commands'
import type { Dress } from '@/features/mail/wording/rules'
import { calendarFile } from '@/lib/calendar'
import { formatDateRange, formatDateTime } from '@/lib/dates'
import { env } from '@/lib/env'
import { inLocale, type Locale, type Localized } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { derivedToken } from '@/lib/secrets'
import { texts } from '@/lib/texts'
import type { RegistrationState } from '../rules'

type EventRow = typeof events.$inferSelect
type Person = Pick<
  typeof registrations.$inferSelect,
  | 'id'
  | 'categoryId'
  | 'title'
  | 'givenName'
  | 'familyName'
  | 'patronymic'
  | 'nativeName'
  | 'email'
  | 'locale'
  | 'reference'
> & { linkVersion?: number; offerExpiresAt?: Date | null; version?: number; toldState?: RegistrationState | null }

/** The token of a registration's private link; raising the version makes a new one, and the old one stops. */
export function linkToken(registrationId: string, version = 1): string {
  return derivedToken('registration', `${registrationId}:${version}`)
}

/** Address of the person's own page. */
export function privateLink(
  locale: Locale,
  eventSlug: string,
  registration: { id: string; linkVersion?: number },
): string {
  return `${env().PUBLIC_URL}/${locale}/${eventSlug}/my/${linkToken(registration.id, registration.linkVersion)}`
}

/** Where the event takes place, in one line: "Example Hall, Tashkent". */
export function placeOf(event: { venue: Localized; city: Localized }, locale: Locale): string {
  return [inLocale(event.venue, locale), inLocale(event.city, locale)].filter(Boolean).join(', ')
}

/**
 * The event's calendar file in one language; the same event always has the same UID.
 * @param change counts what befell the person's own part in it, so that later words outdo earlier ones
 */
export function eventCalendar(event: EventRow, locale: Locale, change = 0, isCancelled = false): string {
  return calendarFile({
    uid: `event-${event.id}@plenary`,
    sequence: Math.floor(event.updatedAt.getTime() / 60_000) + change,
    isCancelled,
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    summary: inLocale(event.name, locale),
    description: inLocale(event.summary, locale),
    location: placeOf(event, locale),
    url: `${env().PUBLIC_URL}/${locale}/${event.slug}`,
  })
}

/** What a mail about a registration says in the built-in words, in the person's language; the place of the private link is left open. */
export function noticeLetter(
  kind: RegistrationLetterKind,
  event: EventRow,
  categoryName: Localized,
  person: Omit<Person, 'id' | 'email' | 'categoryId'>,
  note?: string,
): Letter {
  const { locale } = person
  return registrationLetter(kind, {
    t: texts(locale),
    locale,
    event: {
      name: inLocale(event.name, locale),
      when: formatDateRange(event.startsAt, event.endsAt, locale, event.timeZone),
      where: placeOf(event, locale),
      colour: event.colour,
      contactEmail: event.contactEmail,
      host: inLocale(event.host, locale),
    },
    person: displayName(person, locale),
    category: inLocale(categoryName, locale),
    reference: person.reference,
    answerBy: person.offerExpiresAt ? formatDateTime(person.offerExpiresAt, locale, event.timeZone) : undefined,
    note,
    link: '{{link}}',
  })
}

/**
 * Renders a mail about a registration in the person's language, ready to insert with `insertMail`. Rendering takes
 * milliseconds of processor time, so it stands before the transaction and holds no lock.
 * @param version one mail at most per registration, kind and version
 * @param note the organiser's own words to the person
 * @param dress read before by who writes many, or writes within a transaction
 */
export async function prepareNotice(
  kind: RegistrationLetterKind,
  event: EventRow,
  categoryName: Localized,
  person: Person,
  version: number,
  note?: string,
  dress?: Dress,
) {
  const { locale } = person
  return prepareMail({
    eventId: event.id,
    registrationId: person.id,
    kind,
    version,
    categoryId: person.categoryId,
    dress,
    to: person.email,
    replyTo: event.contactEmail,
    letter: noticeLetter(kind, event, categoryName, person, note),
    link: privateLink(locale, event.slug, person),
    calendar: calendarFor(kind, event, person),
  })
}

/** Letters that put the event into a calendar or mend it there, and those that take it out of one where it is. */
const KEEPS = ['accepted', 'event_changed']
const ENDS = ['withdrawn', 'cancelled', 'declined', 'waiting_list']

function calendarFor(kind: RegistrationLetterKind, event: EventRow, person: Person): string | undefined {
  const { locale, version = 0, toldState } = person
  if (KEEPS.includes(kind)) return eventCalendar(event, locale, version + 1)
  const wasAccepted = toldState === 'accepted' || toldState === 'checked_in'
  return ENDS.includes(kind) && wasAccepted ? eventCalendar(event, locale, version + 1, true) : undefined
}
