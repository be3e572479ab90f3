import { and, asc, desc, eq, isNotNull, lte, sql } from 'drizzle-orm'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { agendaReleases } from '@/db/schema/agenda'
import { files } from '@/db/schema/files'
import type { EditedEvent, PublicEvent } from '@/features/events/access'
import { listSpeakers } from '@/features/speakers/queries'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { clashPatterns, readClashContext } from '../clashes/queries'
import { clashesOf, sayClash } from '../clashes/rules'
import { namesOf } from '../public/queries'
import type { Reader } from '../public/rules'
import { programmeOf, readAgenda, readRelease } from '../queries'
import type { Programme, ReleasedDocument } from '../rules'
import { type Difference, differences, knownToday, programmeOfDraft, sayDifference } from './rules'

/** Sessions that a version added, took out, moved in time or place, and changed otherwise. */
export type ChangeCounts = { added: number; removed: number; moved: number; changed: number }

/** The event's released versions, the newest first, each with how many sessions it changed. */
export async function listReleases(event: EditedEvent) {
  const [rows, counts] = await Promise.all([
    db()
      .select({
        id: agendaReleases.id,
        number: agendaReleases.number,
        note: agendaReleases.note,
        releasedAt: agendaReleases.releasedAt,
        releasedBy: users.email,
        toldAt: agendaReleases.toldAt,
      })
      .from(agendaReleases)
      .leftJoin(users, eq(users.id, agendaReleases.releasedBy))
      .where(eq(agendaReleases.eventId, event.id))
      .orderBy(desc(agendaReleases.number)),
    countChanges(event),
  ])
  return rows.map((row) => ({ ...row, counts: counts.get(row.number) ?? null }))
}

/** By the version's number. Counted where the versions lie; a session's sequence rises with each change. */
async function countChanges(event: EditedEvent): Promise<Map<number, ChangeCounts>> {
  const rows = await db().execute<ChangeCounts & { number: number }>(sql`
    with said as (
      select r.number, s->>'id' as id, not (s->>'isCancelled')::boolean as is_on, s->>'sequence' as sequence,
        concat(s->>'startsAt', ' ', s->>'roomId') as place
      from ${agendaReleases} r, jsonb_array_elements(r.programme->'sessions') s
      where r.event_id = ${event.id}
    )
    select number,
      (count(*) filter (where is_on and was_on is not true))::int as added,
      (count(*) filter (where not is_on and was_on))::int as removed,
      (count(*) filter (where is_on and was_on and place <> old_place))::int as moved,
      (count(*) filter (where is_on and was_on and place = old_place and sequence <> old_sequence))::int as changed
    from said
    left join (
      select number + 1 as number, id, is_on as was_on, sequence as old_sequence, place as old_place from said
    ) old using (number, id)
    group by number`)
  return new Map(rows.map(({ number, ...counts }) => [number, counts]))
}

/** One version and the one before it; null where there is none of that number. */
export async function findRelease(event: EditedEvent, number: number) {
  if (!Number.isInteger(number) || number < 1 || number > 1_000_000) return null
  const [row, before] = await db()
    .select({
      id: agendaReleases.id,
      number: agendaReleases.number,
      toldAt: agendaReleases.toldAt,
      releasedAt: agendaReleases.releasedAt,
      note: agendaReleases.note,
    })
    .from(agendaReleases)
    .where(and(eq(agendaReleases.eventId, event.id), lte(agendaReleases.number, number)))
    .orderBy(desc(agendaReleases.number))
    .limit(2)
  if (row?.number !== number) return null
  return { ...row, programme: await programmeOf(row.id), before: before ? await programmeOf(before.id) : null }
}

/** The draft, the last release, and the draft as it would be released now. */
export async function readDraftProgramme(event: EditedEvent) {
  const [draft, last] = await Promise.all([readAgenda(event), readRelease(event)])
  // Read after the draft's revision: a document that comes in between raises it, and the release is refused.
  const rows = await db()
    .select({ id: files.id, sessionId: files.sessionId, name: files.name, details: files.details })
    .from(files)
    .where(and(eq(files.eventId, event.id), isNotNull(files.sessionId), eq(files.isPublic, true)))
    .orderBy(asc(sql`${files.details}->>'date'`), asc(files.createdAt), asc(files.id))
  const documents = new Map<string, ReleasedDocument[]>()
  for (const { id, sessionId, name, details } of rows) {
    const document = {
      id,
      name,
      title: details.title ?? {},
      symbol: details.symbol ?? '',
      language: details.language ?? '',
    }
    documents.set(sessionId!, [...(documents.get(sessionId!) ?? []), document])
  }
  return { draft, last, programme: programmeOfDraft(draft, last?.programme ?? null, documents) }
}

/** What the draft says that the public does not read yet: in words, with its clashes. */
export async function readUnreleased(event: EditedEvent, locale: Locale) {
  const [{ draft, last, programme }, context] = await Promise.all([
    readDraftProgramme(event),
    readClashContext(event, locale),
  ])
  const patterns = clashPatterns(locale)
  return {
    revision: draft.revision,
    last: last?.number ?? 0,
    sessions: programme.sessions.filter(({ isCancelled }) => !isCancelled).length,
    changes: await inWords(event, locale, last?.programme ?? null, programme),
    clashes: clashesOf(draft, context).map((clash) => ({ level: clash.level, text: sayClash(patterns, clash) })),
  }
}

/** The differences of two versions as sentences. */
export async function inWords(
  event: EditedEvent,
  locale: Locale,
  before: Programme | null,
  after: Programme,
): Promise<{ difference: Difference; text: string }[]> {
  const found = differences(before, after)
  const ids = [...new Set(found.flatMap(({ speakerId }) => speakerId ?? []))]
  const names = new Map((await listSpeakers(event, locale, ids)).map(({ id, name }) => [id, name]))
  const wording = { t: texts(locale), locale, timeZone: event.timeZone, before, after, names }
  return found.map((difference) => ({ difference, text: sayDifference(difference, wording) }))
}

/** Versions that a reader is told of. */
const MOST_TOLD = 5

/**
 * What the last versions changed, the newest first, in words and as far as a reader (null: anybody) may know of it today;
 * null while nothing is released. The first version changed nothing.
 */
export async function listChanges(event: Pick<PublicEvent, 'id' | 'timeZone'>, locale: Locale, reader: Reader | null) {
  const rows = await db()
    .select({
      id: agendaReleases.id,
      number: agendaReleases.number,
      note: agendaReleases.note,
      releasedAt: agendaReleases.releasedAt,
    })
    .from(agendaReleases)
    .where(eq(agendaReleases.eventId, event.id))
    .orderBy(desc(agendaReleases.number))
    .limit(MOST_TOLD + 1)
  if (rows.length === 0) return null
  const programmes: Programme[] = []
  for (const { id } of rows) programmes.push(await programmeOf(id))
  const ofSessions = and(eq(files.eventId, event.id), isNotNull(files.sessionId), eq(files.isPublic, true))
  const documents = await db().select({ id: files.id }).from(files).where(ofSessions)
  const open = new Set(documents.map(({ id }) => id))
  const known = programmes.map((programme) => knownToday(programme, programmes[0]!, reader, open))
  const found = rows.slice(0, MOST_TOLD).map((row, at) => {
    const [before, after] = [known[at + 1] ?? null, known[at]!]
    const changes = before ? differences(before, after).filter(({ kind }) => kind !== 'details') : []
    return { ...row, before, after, changes }
  })
  const ids = found.flatMap(({ changes }) => changes.flatMap(({ speakerId }) => speakerId ?? []))
  const names = await namesOf(event, locale, ids)
  const t = texts(locale)
  return found.map(({ before, after, changes, ...row }) => ({
    ...row,
    changes: changes
      .filter(({ speakerId }) => !speakerId || names.has(speakerId))
      .map((change) => sayDifference(change, { t, locale, timeZone: event.timeZone, before, after, names })),
  }))
}
