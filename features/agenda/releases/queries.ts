import { and, desc, eq, lte } from 'drizzle-orm'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { agendaReleases } from '@/db/schema/agenda'
import type { EditedEvent } from '@/features/events/access'
import { listSpeakers } from '@/features/speakers/queries'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { clashPatterns, readClashContext } from '../clashes/queries'
import { clashesOf, sayClash } from '../clashes/rules'
import { programmeOf, readAgenda, readRelease } from '../queries'
import type { Programme } from '../rules'
import { type Difference, differences, programmeOfDraft, sayDifference } from './rules'

/** The event's released versions, the newest first. */
export async function listReleases(event: EditedEvent) {
  const rows = await db()
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
    .orderBy(desc(agendaReleases.number))
  return rows
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

/** What the draft says that the public does not read yet: in words, with its clashes. */
export async function readUnreleased(event: EditedEvent, locale: Locale) {
  const [draft, last, context] = await Promise.all([
    readAgenda(event),
    readRelease(event),
    readClashContext(event, locale),
  ])
  const programme = programmeOfDraft(draft, last?.programme ?? null)
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
