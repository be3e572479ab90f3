import { createHash } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { XMLBuilder } from 'fast-xml-parser'
import { db } from '@/db'
import { agendaFeeds } from '@/db/schema/agenda'
import { registrations } from '@/db/schema/registrations'
import type { PublicEvent } from '@/features/events/access'
import { placeOf } from '@/features/registrations/notices/commands'
import { isOpenToAll } from '@/features/speakers/rules'
import { calendarOf } from '@/lib/calendar'
import { env } from '@/lib/env'
import { DEFAULT_LOCALE, inLocale, isLocale, type Locale } from '@/lib/locales'
import { hashToken } from '@/lib/secrets'
import { texts } from '@/lib/texts'
import { namesOf, readReader } from '../public/queries'
import { visibleSessions } from '../public/rules'
import { type Release, readRelease } from '../queries'
import { endOf, type ReleasedSession } from '../rules'
import { type FeedSession, frabSchedule, frabTree, inWords, xmlText } from './rules'

/** The language that a feed's address asks for. */
export function feedLocale(request: Request): Locale {
  const lang = new URL(request.url).searchParams.get('lang')
  return isLocale(lang) ? lang : DEFAULT_LOCALE
}

/** The last release as a public feed has it: only what everybody may come to. Null while nothing is released. */
async function publicFeed(event: PublicEvent, locale: Locale) {
  const release = await readRelease(event)
  if (!release) return null
  const sessions = visibleSessions(release.programme, null).filter(isOpenToAll)
  return { release, sessions: await worded(event, release, sessions, locale) }
}

async function worded(event: PublicEvent, release: Release, sessions: ReleasedSession[], locale: Locale) {
  const names = await namesOf(
    event,
    locale,
    sessions.flatMap(({ speakers }) => speakers.map(({ speakerId }) => speakerId)),
  )
  return inWords(sessions, release.programme, names, locale)
}

/** The agenda in the Frab schedule format. */
export async function frabFeed(event: PublicEvent, locale: Locale, format: 'json' | 'xml') {
  const feed = await publicFeed(event, locale)
  if (!feed) return null
  const schedule = frabSchedule(
    {
      slug: event.slug,
      name: inLocale(event.name, locale),
      url: `${env().PUBLIC_URL}/${locale}/${event.slug}`,
      venue: placeOf(event, locale) || '–',
      timeZone: event.timeZone,
      startsAt: event.startsAt,
      endsAt: event.endsAt,
      version: String(feed.release.number),
    },
    feed.sessions,
    locale,
  )
  if (format === 'json') return { release: feed.release, body: JSON.stringify(schedule) }
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    suppressEmptyNode: true,
    tagValueProcessor: (_name, value) => xmlText(String(value)),
    attributeValueProcessor: (_name, value) => xmlText(String(value)),
  })
  return { release: feed.release, body: `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(frabTree(schedule))}` }
}

/** The calendar of all public sessions; those taken out since are in it as cancelled. */
export async function publicCalendar(event: PublicEvent, locale: Locale) {
  const feed = await publicFeed(event, locale)
  if (!feed) return null
  const gone = feed.release.programme.sessions.filter((session) => session.isCancelled && isOpenToAll(session))
  return { release: feed.release, body: calendar(event, feed.release, [...feed.sessions, ...bare(gone)], locale) }
}

/** The calendar file of one public session; null for all others. */
export async function sessionCalendar(event: PublicEvent, sessionId: string, locale: Locale) {
  const release = await readRelease(event)
  const session = release?.programme.sessions.find(({ id }) => id === sessionId)
  if (!release || !session || !isOpenToAll(session)) return null
  const sessions = session.isCancelled ? bare([session]) : await worded(event, release, [session], locale)
  return { release, body: calendar(event, release, sessions, locale) }
}

/**
 * Somebody's own calendar: what they starred, signed up for and are named to, as far as they may know of it.
 * @returns `revoked`, or null where there is no such address
 */
export async function ownCalendar(event: PublicEvent, token: string, locale: Locale) {
  const [row] = await db()
    .select({ feed: agendaFeeds, registration: registrations })
    .from(agendaFeeds)
    .leftJoin(registrations, eq(registrations.id, agendaFeeds.registrationId))
    .where(and(eq(agendaFeeds.eventId, event.id), eq(agendaFeeds.tokenHash, hashToken(token))))
  if (!row) return null
  if (row.feed.revokedAt) return 'revoked' as const
  const release = await readRelease(event)
  if (!release) return null
  const own = row.registration && (await readReader({ registration: row.registration }))
  const followed = new Set(row.feed.starred)
  for (const [sessionId, { state }] of own?.signUps ?? []) if (state === 'confirmed') followed.add(sessionId)
  const reader = own?.reader ?? null
  const isMine = (session: ReleasedSession) =>
    followed.has(session.id) ||
    reader?.invitedTo.has(session.id) ||
    session.speakers.some(({ speakerId }) => speakerId === reader?.speakerId)
  const sessions = visibleSessions(release.programme, reader).filter(isMine)
  const cancelled = release.programme.sessions.filter(({ isCancelled }) => isCancelled)
  const known = cancelled.map((session) => ({ ...session, isCancelled: false }))
  const gone = visibleSessions({ ...release.programme, sessions: known }, reader)
    .filter(isMine)
    .map((session) => ({ ...session, isCancelled: true }))
  const words = await worded(event, release, sessions, locale)
  return { release, body: calendar(event, release, [...words, ...bare(gone)], locale, true) }
}

/** Does an address stand that a browser remembers? With a registration: one of that person's. */
export async function isStanding(event: Pick<PublicEvent, 'id'>, token: string, registrationId?: string) {
  const [found] = await db()
    .select({ id: agendaFeeds.id })
    .from(agendaFeeds)
    .where(
      and(
        eq(agendaFeeds.eventId, event.id),
        eq(agendaFeeds.tokenHash, hashToken(token)),
        isNull(agendaFeeds.revokedAt),
        registrationId ? eq(agendaFeeds.registrationId, registrationId) : undefined,
      ),
    )
  return found !== undefined
}

/** What a person starred, as their addresses follow it; nothing where they made none. */
export async function starredByPerson(event: Pick<PublicEvent, 'id'>, registrationId: string): Promise<string[]> {
  const rows = await db()
    .select({ starred: agendaFeeds.starred })
    .from(agendaFeeds)
    .where(
      and(
        eq(agendaFeeds.eventId, event.id),
        eq(agendaFeeds.registrationId, registrationId),
        isNull(agendaFeeds.revokedAt),
      ),
    )
  return [...new Set(rows.flatMap(({ starred }) => starred))]
}

/** Cancelled ones: their title is enough. */
function bare(sessions: ReleasedSession[]): FeedSession[] {
  return sessions.map((session) => ({ ...session, abstract: {}, room: '', track: '', people: [] }))
}

function calendar(
  event: PublicEvent,
  release: Release,
  sessions: FeedSession[],
  locale: Locale,
  isOwn = false,
): string {
  const t = texts(locale)
  const name = inLocale(event.name, locale)
  return calendarOf(
    isOwn ? t('programme.calendar_own', { event: name }) : name,
    sessions.map((session) => ({
      uid: `session-${session.id}@plenary`,
      sequence: session.sequence,
      stamp: release.releasedAt,
      startsAt: new Date(session.startsAt),
      endsAt: new Date(endOf(session)),
      summary: inLocale(session.title, locale) || t(`agenda.kinds.${session.kind}`),
      description: [session.people.map((person) => person.name).join(', '), inLocale(session.abstract, locale)]
        .filter(Boolean)
        .join('\n\n'),
      location: [session.room, placeOf(event, locale)].filter(Boolean).join(', '),
      url: `${env().PUBLIC_URL}/${locale}/${event.slug}/agenda/${session.id}`,
      isCancelled: session.isCancelled,
    })),
  )
}

const TYPES = {
  json: 'application/json; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  ics: 'text/calendar; charset=utf-8; method=PUBLISH',
}

/**
 * A feed as an answer. Who has it already is told so: its tag is the release's number with what stands in it, because a
 * name can change without a release.
 */
export function feedResponse(
  request: Request,
  event: Pick<PublicEvent, 'slug' | 'isPreview'>,
  type: keyof typeof TYPES,
  feed: { release: Pick<Release, 'number' | 'releasedAt'>; body: string } | null,
  isPrivate = false,
): Response {
  if (!feed) return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } })
  const etag = `"${feed.release.number}-${createHash('sha256').update(feed.body).digest('hex').slice(0, 16)}"`
  const headers: Record<string, string> = {
    etag,
    'last-modified': feed.release.releasedAt.toUTCString(),
    'cache-control': isPrivate || event.isPreview ? 'private, no-cache' : 'public, no-cache',
  }
  const known = request.headers
    .get('if-none-match')
    ?.split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
  if (known?.includes(etag)) return new Response(null, { status: 304, headers })
  return new Response(feed.body, {
    headers: {
      ...headers,
      'content-type': TYPES[type],
      'content-disposition': `${type === 'ics' ? 'attachment' : 'inline'}; filename="${event.slug}.${type}"`,
      // Apps and screens of others read the public ones from their own pages.
      ...(isPrivate || event.isPreview ? {} : { 'access-control-allow-origin': '*' }),
    },
  })
}
