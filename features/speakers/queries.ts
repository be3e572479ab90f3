import { and, asc, count, eq, getTableColumns, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db'
import { agendaSessions, sessionSpeakers } from '@/db/schema/agenda'
import { registrations } from '@/db/schema/registrations'
import { speakerPhotos, speakers } from '@/db/schema/speakers'
import type { EditedEvent, PublicEvent } from '@/features/events/access'
import { countryName } from '@/lib/countries'
import { isUuid } from '@/lib/ids'
import { LOCALES, type Locale, type Localized } from '@/lib/locales'
import { displayName, searchKey } from '@/lib/names'
import { isShown, type Speaker, type SpeakerFilter, type SpeakerNeed } from './rules'

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

export const SPEAKERS_PER_PAGE = 50

/** Sessions of the draft that a speaker is in. */
const sessionCount = sql<number>`(select count(distinct ${agendaSessions.id}) from ${sessionSpeakers} join ${agendaSessions} on ${agendaSessions.id} = ${sessionSpeakers.sessionId} where ${sessionSpeakers.speakerId} = ${speakers.id} and ${agendaSessions.deletedAt} is null)`

/** The address that letters go to: of a linked speaker the registration's. */
const address = sql<string>`case when ${speakers.registrationId} is null then ${speakers.email} else ${registrations.email} end`

const byName = sql`coalesce(${registrations.sortKey}, ${speakers.sortKey}) collate "und-x-icu"`

/** True of a speaker of whom this is missing. */
function lacking(need: SpeakerNeed): SQL<boolean> {
  switch (need) {
    case 'photo':
      return sql`(${speakerPhotos.version} is null)`
    case 'biography':
      return sql`(${sql.join(
        LOCALES.map((lang) => sql`coalesce(${speakers.biography} ->> ${lang}, '') = ''`),
        sql` or `,
      )})`
    case 'answer':
      return sql`(${speakers.state} in ('proposed', 'invited'))`
    case 'session':
      return sql`(${sessionCount} = 0)`
    case 'email':
      return sql`(${address} = '')`
  }
}

/**
 * One page of the event's speakers by name, `SPEAKERS_PER_PAGE` rows, with what is missing of each, and how many there are
 * in each state. A page past the end is the last one. Two queries, whatever the size.
 */
export async function listSpeakerPage(event: EditedEvent, filter: SpeakerFilter, locale: Locale) {
  const key = searchKey(filter.search)
  const pattern = `%${key.replace(/[\\%_]/g, '\\$&')}%`
  const selected = and(
    eq(speakers.eventId, event.id),
    filter.search
      ? key
        ? sql`(${speakers.searchKey} like ${pattern} or ${speakers.searchKey} %> ${key} or lower(${speakers.email}) = ${filter.search.toLowerCase()})`
        : sql`false`
      : undefined,
    filter.needs ? lacking(filter.needs) : undefined,
  )
  const counts = await db()
    .select({ state: speakers.state, count: count() })
    .from(speakers)
    .leftJoin(registrations, eq(registrations.id, speakers.registrationId))
    .leftJoin(speakerPhotos, eq(speakerPhotos.speakerId, speakers.id))
    .where(selected)
    .groupBy(speakers.state)
  const byState = Object.fromEntries(counts.map((row) => [row.state, row.count]))
  const total = filter.state ? (byState[filter.state] ?? 0) : counts.reduce((sum, row) => sum + row.count, 0)
  const page = Math.min(filter.page, Math.max(1, Math.ceil(total / SPEAKERS_PER_PAGE)))
  const rows = await db()
    .select({
      id: speakers.id,
      state: speakers.state,
      isPublic: speakers.isPublic,
      ...PERSON,
      institution: speakers.institution,
      biography: sql<string[]>`array(select jsonb_object_keys(${speakers.biography}))`,
      photoVersion: speakerPhotos.version,
      sessions: sql`${sessionCount}`.mapWith(Number),
      hasAddress: sql<boolean>`${address} <> ''`,
      answeredAt: speakers.answeredAt,
      invitedAt: speakers.invitedAt,
    })
    .from(speakers)
    .leftJoin(registrations, eq(registrations.id, speakers.registrationId))
    .leftJoin(speakerPhotos, eq(speakerPhotos.speakerId, speakers.id))
    .where(and(selected, filter.state ? eq(speakers.state, filter.state) : undefined))
    .orderBy(asc(byName), asc(speakers.id))
    .limit(SPEAKERS_PER_PAGE)
    .offset((page - 1) * SPEAKERS_PER_PAGE)
  return {
    rows: rows.map((row) => ({
      ...row,
      ...named(row, locale),
      lacks: LOCALES.filter((lang) => !row.biography.includes(lang)),
    })),
    total,
    page,
    byState: byState as Partial<Record<Speaker['state'], number>>,
  }
}

/** Who a linked speaker is, the registration says, and nothing else of it. */
const PERSON = {
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
  },
}

type Person = {
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

function named({ own, registration }: Person, locale: Locale) {
  const person = registration ?? own
  return {
    name: displayName(person, locale) || '—',
    country: person.country,
    mayBeNamed: !registration?.isKeptOffLists && !registration?.erasedAt,
  }
}

function ofBoth(part: 'position' | 'institution', { registration }: Person, said: Localized): Localized {
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

/** A speaker as the public reads one in a list. */
export type PublicSpeaker = Pick<Speaker, 'id' | 'name' | 'position' | 'institution' | 'country' | 'photoVersion'>

/**
 * Whom the public may read about: shown, and confirmed or named in a session that everybody may see. By name; `search`
 * finds names, institutions and States in any script. One query.
 * @param namedIds of the released agenda
 */
export async function listPublished(
  event: PublicEvent,
  namedIds: ReadonlySet<string>,
  locale: Locale,
  search = '',
): Promise<PublicSpeaker[]> {
  const rows = await db()
    .select({
      id: speakers.id,
      state: speakers.state,
      isPublic: speakers.isPublic,
      hidden: speakers.hidden,
      ...PERSON,
      position: speakers.position,
      institution: speakers.institution,
      photoVersion: speakerPhotos.version,
    })
    .from(speakers)
    .leftJoin(registrations, eq(registrations.id, speakers.registrationId))
    .leftJoin(speakerPhotos, eq(speakerPhotos.speakerId, speakers.id))
    .where(eq(speakers.eventId, event.id))
    .orderBy(asc(byName), asc(speakers.id))
  const key = searchKey(search)
  return rows
    .map((row) => {
      const { name, country, mayBeNamed } = named(row, locale)
      const { id, state, isPublic, hidden, photoVersion } = row
      const own = row.registration ?? row.own
      const institution = ofBoth('institution', row, row.institution)
      const shownCountry = hidden.includes('country') ? '' : country
      return {
        id,
        isListed: isShown({ state, isPublic, mayBeNamed }) && (state === 'confirmed' || namedIds.has(id)),
        name,
        position: ofBoth('position', row, row.position),
        institution,
        country: shownCountry,
        photoVersion: hidden.includes('photo') ? null : photoVersion,
        words: searchKey(
          own.givenName,
          own.familyName,
          own.nativeName,
          ...Object.values(institution),
          shownCountry && countryName(shownCountry, locale),
        ),
      }
    })
    .filter(({ isListed, words }) => isListed && (!search || (key !== '' && words.includes(key))))
    .map(({ isListed: _, words: __, ...speaker }) => speaker)
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

/** A speaker's photo as WebP, if `version` is the present one. Gate the reader before. */
export async function speakerPhoto(speakerId: string, version: string): Promise<Buffer | null> {
  if (!isUuid(speakerId)) return null
  const [photo] = await db()
    .select(getTableColumns(speakerPhotos))
    .from(speakerPhotos)
    .where(and(eq(speakerPhotos.speakerId, speakerId), eq(speakerPhotos.version, version)))
  return photo?.data ?? null
}
