import { and, asc, eq, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db'
import { registrations } from '@/db/schema/registrations'
import { speakerPhotos, speakers } from '@/db/schema/speakers'
import type { PublicEvent } from '@/features/events/access'
import { listCountries } from '@/lib/countries'
import { isUuid } from '@/lib/ids'
import type { Locale } from '@/lib/locales'
import { searchKey } from '@/lib/names'
import { byName, named, ofBoth, PERSON, readSpeaker } from '../queries'
import { isShown, type Speaker } from '../rules'

/** A speaker as the public reads one in a list. */
export type PublicSpeaker = Pick<Speaker, 'id' | 'name' | 'position' | 'institution' | 'country' | 'photoVersion'>

export const PUBLISHED_PER_PAGE = 60

/**
 * A page of those whom the public may read about: shown, and confirmed or named in a session that everybody may see. By
 * name, `PUBLISHED_PER_PAGE` of them, with how many there are in all; a page past the end is the first. `search` finds
 * names, institutions and States in any script. One query.
 * @param namedIds of the released agenda
 */
export async function listPublished(
  event: PublicEvent,
  namedIds: ReadonlySet<string>,
  locale: Locale,
  { search, page }: { search: string; page: number },
): Promise<{ rows: PublicSpeaker[]; total: number; page: number }> {
  const rows = await db()
    .select({
      id: speakers.id,
      hidden: speakers.hidden,
      ...PERSON,
      position: speakers.position,
      institution: speakers.institution,
      photoVersion: speakerPhotos.version,
      total: sql`count(*) over ()`.mapWith(Number),
    })
    .from(speakers)
    .leftJoin(registrations, eq(registrations.id, speakers.registrationId))
    .leftJoin(speakerPhotos, eq(speakerPhotos.speakerId, speakers.id))
    .where(and(eq(speakers.eventId, event.id), isListed(namedIds), search ? found(search, locale) : undefined))
    .orderBy(asc(byName), asc(speakers.id))
    .limit(PUBLISHED_PER_PAGE)
    .offset((page - 1) * PUBLISHED_PER_PAGE)
  if (rows.length === 0 && page > 1) return listPublished(event, namedIds, locale, { search, page: 1 })
  return {
    rows: rows.map((row) => {
      const { name, country } = named(row, locale)
      const { id, hidden, photoVersion } = row
      return {
        id,
        name,
        position: ofBoth('position', row, row.position),
        institution: ofBoth('institution', row, row.institution),
        country: hidden.includes('country') ? '' : country,
        photoVersion: hidden.includes('photo') ? null : photoVersion,
      }
    }),
    total: rows[0]?.total ?? 0,
    page,
  }
}

/** `isShown`, as the database reads it, and a reason to be in the list. */
function isListed(namedIds: ReadonlySet<string>): SQL | undefined {
  return and(
    eq(speakers.isPublic, true),
    ne(speakers.state, 'declined'),
    or(isNull(registrations.id), and(eq(registrations.isKeptOffLists, false), isNull(registrations.erasedAt))),
    or(eq(speakers.state, 'confirmed'), sql`${speakers.id} = any(${`{${[...namedIds].join(',')}}`}::uuid[])`),
  )
}

function found(search: string, locale: Locale): SQL | undefined {
  const key = searchKey(search)
  if (!key) return sql`false`
  const states = listCountries(locale).flatMap(({ code, name }) => (searchKey(name).includes(key) ? code : []))
  return or(
    sql`${speakers.searchKey} like ${`%${key.replace(/[\\%_]/g, '\\$&')}%`}`,
    and(
      sql`${speakers.hidden} @> '{country}' is not true`,
      inArray(sql`coalesce(${registrations.country}, ${speakers.country})`, states),
    ),
  )
}

/** One of them with the whole public profile, or null: unknown, foreign and kept back are one. */
export async function getPublished(
  event: PublicEvent,
  namedIds: ReadonlySet<string>,
  locale: Locale,
  speakerId: string,
) {
  const found = isUuid(speakerId)
    ? await readSpeaker(and(eq(speakers.id, speakerId), eq(speakers.eventId, event.id)))
    : null
  if (!found) return null
  const { speaker, registration, photoVersion } = found
  const row = { own: speaker, registration }
  const { name, country, mayBeNamed } = named(row, locale)
  const isListed = isShown({ ...speaker, mayBeNamed }) && (speaker.state === 'confirmed' || namedIds.has(speaker.id))
  if (!isListed) return null
  const isHidden = (part: Speaker['hidden'][number]) => speaker.hidden.includes(part)
  return {
    id: speaker.id,
    name,
    nativeName: (registration ?? speaker).nativeName,
    position: ofBoth('position', row, speaker.position),
    institution: ofBoth('institution', row, speaker.institution),
    country: isHidden('country') ? '' : country,
    biography: isHidden('biography') ? {} : speaker.biography,
    links: isHidden('links') ? [] : speaker.links,
    photoVersion: isHidden('photo') ? null : photoVersion,
  }
}
