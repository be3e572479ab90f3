import { and, desc, eq, inArray, isNotNull, lt } from 'drizzle-orm'
import { db } from '@/db'
import { agendaReleases, sessionGuests, sessionSignUps } from '@/db/schema/agenda'
import { registrations } from '@/db/schema/registrations'
import { speakers } from '@/db/schema/speakers'
import { agendaChangedLetter } from '@/emails/agenda'
import type { Letter } from '@/emails/letter'
import type { EditedEvent } from '@/features/events/access'
import { readDress } from '@/features/mail/wording/queries'
import { type Dress, dressed } from '@/features/mail/wording/rules'
import { placeOf, privateLink } from '@/features/registrations/notices/commands'
import { calendarFile } from '@/lib/calendar'
import { formatZone } from '@/lib/dates'
import { env } from '@/lib/env'
import { inLocale, type Locale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'
import { programmeOf } from '../../queries'
import { endOf, type Programme } from '../../rules'
import { findRelease } from '../queries'
import { type Difference, differences, sayDifference, type Wording, whenAndWhere } from '../rules'
import { concerns } from './rules'

/** Somebody whom a version concerns, with their letter. */
export type Concerned = {
  registrationId: string | null
  speakerId: string | null
  /** As written in the person's language. */
  name: string
  email: string
  letter: Letter
  link: string
  /** True: the link opens the person's own page. */
  isOwnLink: boolean
  calendar: string | undefined
}

/** Roles that see who takes part. Editors of the agenda see speakers only. */
export const SEES_PEOPLE: readonly string[] = ['owner', 'organiser']

/**
 * Whom a version concerns, and what each is written: what changed since those concerned were last told, or since the
 * version before where nobody ever was. Who is a speaker and a participant stands there once.
 */
export async function listConcerned(event: EditedEvent, number: number): Promise<Concerned[]> {
  const release = await findRelease(event, number)
  if (!release) return []
  const [told] = await db()
    .select({ id: agendaReleases.id })
    .from(agendaReleases)
    .where(
      and(eq(agendaReleases.eventId, event.id), lt(agendaReleases.number, number), isNotNull(agendaReleases.toldAt)),
    )
    .orderBy(desc(agendaReleases.number))
    .limit(1)
  const before = told ? await programmeOf(told.id) : release.before
  const after = release.programme
  const changed = differences(before, after).filter(({ sessionId }) => sessionId !== null)
  const ids = [...new Set(changed.map(({ sessionId }) => sessionId!))]
  if (ids.length === 0) return []

  const speakersOf = sessionsOfSpeakers(before, after, new Set(ids))
  const isIn = inArray(registrations.state, ['accepted', 'checked_in'])
  const person = {
    id: registrations.id,
    title: registrations.title,
    givenName: registrations.givenName,
    familyName: registrations.familyName,
    patronymic: registrations.patronymic,
    nativeName: registrations.nativeName,
    email: registrations.email,
    locale: registrations.locale,
    linkVersion: registrations.linkVersion,
  }
  const [speaking, signedUp, named] = await Promise.all([
    speakersOf.size === 0
      ? []
      : db()
          .select({ speaker: speakers, person: { ...person, erasedAt: registrations.erasedAt } })
          .from(speakers)
          .leftJoin(registrations, eq(registrations.id, speakers.registrationId))
          .where(
            and(
              eq(speakers.eventId, event.id),
              inArray(speakers.id, [...speakersOf.keys()]),
              inArray(speakers.state, ['invited', 'confirmed']),
            ),
          )
          .orderBy(speakers.sortKey, speakers.id),
    db()
      .select({ sessionId: sessionSignUps.sessionId, person })
      .from(sessionSignUps)
      .innerJoin(registrations, eq(registrations.id, sessionSignUps.registrationId))
      .where(and(eq(registrations.eventId, event.id), inArray(sessionSignUps.sessionId, ids), isIn))
      .orderBy(registrations.sortKey, registrations.id),
    db()
      .select({ sessionId: sessionGuests.sessionId, person })
      .from(sessionGuests)
      .innerJoin(registrations, eq(registrations.id, sessionGuests.registrationId))
      .where(and(eq(registrations.eventId, event.id), inArray(sessionGuests.sessionId, ids), isIn))
      .orderBy(registrations.sortKey, registrations.id),
  ])

  type Someone = Omit<NonNullable<(typeof signedUp)[number]['person']>, 'id' | 'linkVersion'>
  type Entry = {
    registration: { id: string; linkVersion: number } | null
    speakerId: string | null
    person: Someone
    sessions: Set<string>
  }
  const entries = new Map<string, Entry>()
  for (const { speaker, person: linked } of speaking) {
    if (linked?.erasedAt) continue
    const { id, title, givenName, familyName, nativeName, email, locale } = speaker
    entries.set(linked?.id ?? id, {
      registration: linked,
      speakerId: id,
      person: linked ?? { title, givenName, familyName, patronymic: '', nativeName, email, locale },
      sessions: new Set(),
    })
  }
  for (const { sessionId, person } of [...signedUp, ...named]) {
    const entry = entries.get(person.id) ?? { registration: person, speakerId: null, person, sessions: new Set() }
    entry.sessions.add(sessionId)
    entries.set(person.id, entry)
  }
  const dress = await readDress(event.id, 'agenda_changed')
  return [...entries.values()].flatMap((entry) => {
    const speaks = (entry.speakerId && speakersOf.get(entry.speakerId)) || new Set<string>()
    const own = concerns(changed, { speakerId: entry.speakerId, speaks, attends: entry.sessions })
    if (own.length === 0 || !entry.person.email) return []
    return [write(event, entry, own, before, after, dress)]
  })
}

function write(
  event: EditedEvent,
  entry: {
    registration: { id: string; linkVersion: number } | null
    speakerId: string | null
    person: Parameters<typeof displayName>[0] & { email: string; locale: Locale }
  },
  own: Difference[],
  before: Programme | null,
  after: Programme,
  dress: Dress,
): Concerned {
  const { person, registration, speakerId } = entry
  const { locale, email } = person
  const name = displayName(person, locale)
  const t = texts(locale)
  const wording: Wording = {
    t,
    locale,
    timeZone: event.timeZone,
    before,
    after,
    names: new Map(),
    readerId: speakerId,
  }
  const ids = [...new Set(own.map(({ sessionId }) => sessionId!))]
  const left = new Set(own.flatMap(({ kind, sessionId }) => (kind === 'speaker_removed' ? sessionId! : [])))
  const sessions = after.sessions.filter(({ id }) => ids.includes(id))
  const agenda = `${env().PUBLIC_URL}/${locale}/${event.slug}/agenda`
  const [only] = sessions.length === 1 && ids.length === 1 ? sessions : []
  const room = only && after.rooms.find(({ id }) => id === only.roomId)
  const calendar =
    only &&
    calendarFile({
      uid: `session-${only.id}@plenary`,
      sequence: only.sequence,
      startsAt: new Date(only.startsAt),
      endsAt: new Date(endOf(only)),
      summary: inLocale(only.title, locale) || t('clashes.untitled'),
      description: inLocale(only.abstract, locale),
      location: [inLocale(room?.name, locale), placeOf(event, locale)].filter(Boolean).join(', '),
      url: agenda,
      isCancelled: only.isCancelled || left.has(only.id),
    })
  const link = registration ? privateLink(locale, event.slug, registration) : agenda
  const letter = agendaChangedLetter({
    t,
    locale,
    event: {
      name: inLocale(event.name, locale),
      colour: event.colour,
      contactEmail: event.contactEmail,
      host: inLocale(event.host, locale),
      zone: formatZone(event.startsAt, locale, event.timeZone),
    },
    person: name,
    changes: own.map((difference) => sayDifference(difference, wording)),
    now: sessions
      .filter(({ id, isCancelled }) => !isCancelled && !left.has(id))
      .map(
        (session) =>
          `${whenAndWhere(session, after, wording)}: ${inLocale(session.title, locale) || t('clashes.untitled')}`,
      ),
    hasCalendar: calendar !== undefined,
    link: '{{link}}',
    isOwnLink: registration !== null,
  })
  const isOwnLink = registration !== null
  return {
    registrationId: registration?.id ?? null,
    speakerId,
    name,
    email,
    letter: dressed(letter, dress, { kind: 'agenda_changed' }),
    link,
    isOwnLink,
    calendar,
  }
}

/** Which of the sessions `ids` each speaker is in, or was. */
function sessionsOfSpeakers(before: Programme | null, after: Programme, ids: Set<string>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const { id, isCancelled, speakers: people } of [...(before?.sessions ?? []), ...after.sessions])
    if (ids.has(id) && !isCancelled)
      for (const { speakerId } of people) found.set(speakerId, (found.get(speakerId) ?? new Set()).add(id))
  return found
}
