import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { db } from '@/db'
import { registrations } from '@/db/schema/registrations'
import { speakerPhotos, speakers } from '@/db/schema/speakers'
import type { EditedEvent, PublicEvent } from '@/features/events/access'
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
    .select({ speaker: speakers, registration: registrations, photoVersion: speakerPhotos.version })
    .from(speakers)
    .leftJoin(registrations, eq(registrations.id, speakers.registrationId))
    .leftJoin(speakerPhotos, eq(speakerPhotos.speakerId, speakers.id))
    .where(and(eq(speakers.eventId, eventId), ids && inArray(speakers.id, ids)))
    .orderBy(asc(sql`${speakers.sortKey} collate "und-x-icu"`), asc(speakers.id))
  return rows.map(({ speaker, registration, photoVersion }) => {
    const person = registration ?? speaker
    const own = (text: string): Localized => (registration && text ? { [registration.locale]: text } : {})
    return {
      id: speaker.id,
      version: speaker.version,
      registrationId: speaker.registrationId,
      state: speaker.state,
      isPublic: speaker.isPublic,
      hidden: speaker.hidden,
      name: displayName(person, locale),
      position: { ...own(registration?.position ?? ''), ...speaker.position },
      institution: { ...own(registration?.institution ?? ''), ...speaker.institution },
      country: person.country,
      photoVersion,
      availability: speaker.availability,
      locale: person.locale,
      mayBeNamed: !registration?.isKeptOffLists && !registration?.erasedAt,
    }
  })
}
