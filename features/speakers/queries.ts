import { and, asc, eq, getTableColumns, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db'
import { agendaSessions, sessionSpeakers } from '@/db/schema/agenda'
import { registrations } from '@/db/schema/registrations'
import { speakerPhotos, speakers } from '@/db/schema/speakers'
import type { EditedEvent, PublicEvent } from '@/features/events/access'
import { isUuid } from '@/lib/ids'
import type { Locale, Localized } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { isShown, type Speaker } from './rules'

/** The event's speakers in the order of their names, all of them or those of `ids`, named as in `locale`. */
export async function listSpeakers(event: EditedEvent, locale: Locale, ids?: string[]): Promise<Speaker[]> {
  return readSpeakers(event.id, locale, ids)
}

/** Those of them whom the public may see. */
export async function listPublicSpeakers(event: PublicEvent, locale: Locale, ids?: string[]): Promise<Speaker[]> {
  return (await readSpeakers(event.id, locale, ids)).filter(isShown)
}

/** For mails and jobs, which no gate lets in: gate the event, or its release, before. */
export async function readSpeakers(eventId: string, locale: Locale, ids?: string[]): Promise<Speaker[]> {
  if (ids?.length === 0) return []
  const rows = await db()
    .select({
      id: speakers.id,
      version: speakers.version,
      registrationId: speakers.registrationId,
      state: speakers.state,
      isPublic: speakers.isPublic,
      hidden: speakers.hidden,
      ...PERSON,
      position: speakers.position,
      institution: speakers.institution,
      photoVersion: speakerPhotos.version,
      availability: speakers.availability,
      locale: speakers.locale,
    })
    .from(speakers)
    .leftJoin(registrations, eq(registrations.id, speakers.registrationId))
    .leftJoin(speakerPhotos, eq(speakerPhotos.speakerId, speakers.id))
    .where(and(eq(speakers.eventId, eventId), ids && inArray(speakers.id, ids)))
    .orderBy(asc(byName), asc(speakers.id))
  return rows.map(({ own, registration, ...row }) => ({
    ...row,
    name: displayName(registration ?? own, locale),
    position: ofBoth('position', { own, registration }, row.position),
    institution: ofBoth('institution', { own, registration }, row.institution),
    country: (registration ?? own).country,
    locale: registration?.locale ?? row.locale,
    mayBeNamed: !registration?.isKeptOffLists && !registration?.erasedAt,
  }))
}

/** The address that letters go to: of a linked speaker the registration's. */
export const address = sql<string>`case when ${speakers.registrationId} is null then ${speakers.email} else ${registrations.email} end`

/** A speaker's place in lists. */
export const byName = sql`coalesce(${registrations.sortKey}, ${speakers.sortKey}) collate "und-x-icu"`

/** Who a linked speaker is, the registration says, and nothing else of it. */
export const PERSON = {
  own: {
    title: speakers.title,
    givenName: speakers.givenName,
    familyName: speakers.familyName,
    nativeName: speakers.nativeName,
    country: speakers.country,
  },
  registration: {
    id: registrations.id,
    title: registrations.title,
    givenName: registrations.givenName,
    familyName: registrations.familyName,
    patronymic: registrations.patronymic,
    nativeName: registrations.nativeName,
    country: registrations.country,
    institution: registrations.institution,
    position: registrations.position,
    locale: registrations.locale,
    isKeptOffLists: registrations.isKeptOffLists,
    erasedAt: registrations.erasedAt,
    state: registrations.state,
  },
}

export type Person = {
  own: { title: string; givenName: string; familyName: string; nativeName: string; country: string }
  registration: {
    title: string
    givenName: string
    familyName: string
    patronymic: string
    nativeName: string
    country: string
    institution: string
    position: string
    locale: Locale
    isKeptOffLists: boolean
    erasedAt: Date | null
  } | null
}

/** As lists name them, and whether they may be named at all. */
export function named({ own, registration }: Person, locale: Locale) {
  const person = registration ?? own
  return {
    name: displayName(person, locale) || '—',
    country: person.country,
    mayBeNamed: !registration?.isKeptOffLists && !registration?.erasedAt,
  }
}

/** What the profile says, before what the registration does. */
export function ofBoth(part: 'position' | 'institution', { registration }: Person, said: Localized): Localized {
  const text = registration?.[part]
  return { ...(registration && text ? { [registration.locale]: text } : {}), ...said }
}

/** All that its page shows of one speaker, or null where the event has none of that id. */
export async function getSpeaker(event: EditedEvent, speakerId: string) {
  return isUuid(speakerId) ? readSpeaker(and(eq(speakers.id, speakerId), eq(speakers.eventId, event.id))) : null
}

/** For the gate of the private page. */
export async function readSpeaker(which: SQL | undefined) {
  const [row] = await db()
    .select({ speaker: speakers, registration: registrations, photoVersion: speakerPhotos.version })
    .from(speakers)
    .leftJoin(registrations, eq(registrations.id, speakers.registrationId))
    .leftJoin(speakerPhotos, eq(speakerPhotos.speakerId, speakers.id))
    .where(which)
  return row ?? null
}

export type FoundSpeaker = NonNullable<Awaited<ReturnType<typeof readSpeaker>>>

/** Whom letters go to, and as whom: of a linked speaker as the registration says. */
export function correspondent({ speaker, registration }: Pick<FoundSpeaker, 'speaker' | 'registration'>) {
  const { title, givenName, familyName, nativeName, email, locale } = registration ?? speaker
  const name = displayName({ title, givenName, familyName, nativeName, patronymic: registration?.patronymic }, locale)
  return { name, email: registration?.erasedAt ? '' : email, locale }
}

/** The sessions of the draft that a speaker is in, by their title. */
export async function listDraftSessions(event: EditedEvent, speakerId: string) {
  return db()
    .selectDistinct({ id: agendaSessions.id, title: agendaSessions.title, startsAt: agendaSessions.startsAt })
    .from(sessionSpeakers)
    .innerJoin(agendaSessions, eq(agendaSessions.id, sessionSpeakers.sessionId))
    .where(
      and(
        eq(sessionSpeakers.speakerId, speakerId),
        eq(agendaSessions.eventId, event.id),
        isNull(agendaSessions.deletedAt),
      ),
    )
    .orderBy(asc(agendaSessions.startsAt))
}

/** A speaker's photo as WebP, if `version` is the present one. Gate the reader before. */
export async function speakerPhoto(speakerId: string, version: string): Promise<Buffer | null> {
  if (!isUuid(speakerId)) return null
  const [photo] = await db()
    .select(getTableColumns(speakerPhotos))
    .from(speakerPhotos)
    .where(and(eq(speakerPhotos.speakerId, speakerId), eq(speakerPhotos.version, version)))
  return photo?.data ?? null
}
