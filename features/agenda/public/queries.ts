import { and, asc, eq, sql } from 'drizzle-orm'
import { db } from '@/db'
import { agendaReleases, sessionGuests, sessionSignUps } from '@/db/schema/agenda'
import { files } from '@/db/schema/files'
import { registrations } from '@/db/schema/registrations'
import { speakers } from '@/db/schema/speakers'
import type { PublicEvent } from '@/features/events/access'
import type { Own } from '@/features/registrations/own/queries'
import { toldOf } from '@/features/registrations/own/rules'
import { isAccepted } from '@/features/registrations/rules'
import { isShown } from '@/features/speakers/rules'
import type { Locale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { readRelease } from '../queries'
import type { ReleasedSession } from '../rules'
import {
  type AgendaView,
  chosen,
  daysOf,
  isReleased,
  nowAndNext,
  type Reader,
  shownDay,
  starredOf,
  type VisibleSession,
  visibleSessions,
} from './rules'

/** Is there an agenda that the public may read? */
export async function hasRelease(event: Pick<PublicEvent, 'id'>): Promise<boolean> {
  const [any] = await db()
    .select({ id: agendaReleases.id })
    .from(agendaReleases)
    .where(eq(agendaReleases.eventId, event.id))
    .limit(1)
  return any !== undefined
}

/** The names that the public may read, by the speaker's id. Only what names are made of is read: an agenda has hundreds. */
export async function namesOf(event: Pick<PublicEvent, 'id'>, locale: Locale, ids: readonly string[]) {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map<string, string>()
  const rows = await db()
    .select({
      id: speakers.id,
      state: speakers.state,
      isPublic: speakers.isPublic,
      mayBeNamed: sql<boolean>`not coalesce(${registrations.isKeptOffLists} or ${registrations.erasedAt} is not null, false)`,
      // What a linked speaker is called, the registration says.
      title: said('title'),
      givenName: said('givenName'),
      familyName: said('familyName'),
      nativeName: said('nativeName'),
      patronymic: registrations.patronymic,
    })
    .from(speakers)
    .leftJoin(registrations, eq(registrations.id, speakers.registrationId))
    // One value whatever their number: hundreds of them take the builder longer than the query.
    .where(and(eq(speakers.eventId, event.id), sql`${speakers.id} = any(${`{${wanted}}`}::uuid[])`))
  return new Map(rows.filter(isShown).map((row) => [row.id, displayName(row, locale)]))
}

function said(part: 'title' | 'givenName' | 'familyName' | 'nativeName') {
  return sql<string>`coalesce(${registrations[part]}, ${speakers[part]})`
}

export type SignUp = { state: 'confirmed' | 'waiting' /** 1 is the first who waits. */; place: number }

/** Who reads with a private link, and what they signed up for, by the session's id. */
export async function readReader({ registration }: Pick<Own, 'registration'>): Promise<{
  reader: Reader
  signUps: Map<string, SignUp>
}> {
  const [[speaker], guests, signUps] = await Promise.all([
    db().select({ id: speakers.id }).from(speakers).where(eq(speakers.registrationId, registration.id)),
    db()
      .select({ sessionId: sessionGuests.sessionId })
      .from(sessionGuests)
      .where(eq(sessionGuests.registrationId, registration.id)),
    db()
      .select({
        sessionId: sessionSignUps.sessionId,
        state: sessionSignUps.state,
        place: sql<number>`(select count(*)::int from session_sign_ups o where o.session_id = ${sessionSignUps.sessionId}
          and o.state = 'waiting' and (o.created_at, o.id) <= (${sessionSignUps.createdAt}, ${sessionSignUps.id}))`,
      })
      .from(sessionSignUps)
      .where(eq(sessionSignUps.registrationId, registration.id)),
  ])
  const told = toldOf(registration)
  const takesPart = !['withdrawn', 'cancelled', 'declined'].includes(told)
  return {
    reader: {
      isAccepted: isAccepted(told),
      categoryId: registration.categoryId,
      delegationId: registration.delegationId,
      invitedTo: new Set(takesPart ? guests.map(({ sessionId }) => sessionId) : []),
      speakerId: takesPart ? (speaker?.id ?? null) : null,
    },
    signUps: new Map(signUps.map(({ sessionId, ...signUp }) => [sessionId, signUp])),
  }
}

/** The documents of a released session for who may read it, by date: those still there and public. Gate the session before. */
export async function listSessionDocuments(session: Pick<ReleasedSession, 'id' | 'documents'>) {
  const found = await db()
    .select({ id: files.id, name: files.name, type: files.type, size: files.size, details: files.details })
    .from(files)
    .where(and(eq(files.sessionId, session.id), eq(files.isPublic, true)))
    .orderBy(asc(sql`${files.details}->>'date'`), asc(files.createdAt), asc(files.id))
  return found.filter(({ id }) => isReleased(session, id))
}

/** A view of the agenda as released, ready to be shown; null while nothing is released. Three queries at most. */
export async function readView(
  event: Pick<PublicEvent, 'id' | 'timeZone'>,
  locale: Locale,
  view: AgendaView,
  {
    cookie,
    starred = [],
    reader = null,
    kept,
    now,
  }: { cookie?: string; starred?: readonly string[]; reader?: Reader | null; kept?: Iterable<string>; now: Date },
) {
  const release = await readRelease(event)
  if (!release) return null
  const { programme } = release
  const sessions = visibleSessions(programme, reader)
  const stars = starredOf(cookie, sessions)
  for (const { id } of sessions) if (starred.includes(id)) stars.add(id)
  const days = daysOf(sessions, view.zone)
  const day = shownDay(view, days, now)
  const mine = new Set([...stars, ...(kept ?? [])])
  const within = (names: ReadonlyMap<string, string>) =>
    chosen(sessions, view, day, mine, (session) => [
      ...Object.values(session.title),
      ...Object.values(session.abstract),
      ...session.items.flatMap(({ title }) => Object.values(title)),
      ...session.speakers.map(({ speakerId }) => names.get(speakerId) ?? ''),
    ])
  const people = (of: readonly VisibleSession[]) => of.flatMap((each) => each.speakers.map((one) => one.speakerId))
  // Only a search needs the names of sessions that are not shown.
  const early = view.q ? await namesOf(event, locale, people(sessions)) : new Map<string, string>()
  const shown = within(early)
  const names = view.q ? early : await namesOf(event, locale, people(shown))
  return { release, sessions, stars, days, day, shown, names, moment: nowAndNext(sessions, now, event.timeZone) }
}

export type View = NonNullable<Awaited<ReturnType<typeof readView>>>
