import { and, asc, count, eq, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db'
import { agendaSessions, sessionSpeakers } from '@/db/schema/agenda'
import { registrations } from '@/db/schema/registrations'
import { speakerPhotos, speakers } from '@/db/schema/speakers'
import type { EditedEvent } from '@/features/events/access'
import type { Locale } from '@/lib/locales'
import { searchKey } from '@/lib/names'
import { address, byName, named, PERSON } from '../queries'
import type { Speaker, SpeakerFilter, SpeakerNeed } from '../rules'

export const SPEAKERS_PER_PAGE = 50

/** Sessions of the draft that a speaker is in. */
const sessionCount = sql<number>`(select count(distinct ${agendaSessions.id}) from ${sessionSpeakers} join ${agendaSessions} on ${agendaSessions.id} = ${sessionSpeakers.sessionId} where ${sessionSpeakers.speakerId} = ${speakers.id} and ${agendaSessions.deletedAt} is null)`

/** True of a speaker of whom this is missing. */
function lacking(need: SpeakerNeed, { languages }: EditedEvent): SQL<boolean> {
  switch (need) {
    case 'photo':
      return sql`(${speakerPhotos.version} is null)`
    case 'biography':
      return sql`(${sql.join(
        languages.map((lang) => sql`coalesce(${speakers.biography} ->> ${lang}, '') = ''`),
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
    filter.needs ? lacking(filter.needs, event) : undefined,
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
      lacks: event.languages.filter((lang) => !row.biography.includes(lang)),
    })),
    total,
    page,
    byState: byState as Partial<Record<Speaker['state'], number>>,
  }
}
