import { and, count, eq, inArray, isNotNull, isNull, max, sql } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import {
  agendaSessions,
  agendas,
  rooms,
  sessionGuests,
  sessionItems,
  sessionRoles,
  sessionSpeakers,
  tracks,
} from '@/db/schema/agenda'
import { delegations } from '@/db/schema/delegations'
import { categories } from '@/db/schema/events'
import { registrations } from '@/db/schema/registrations'
import { speakers } from '@/db/schema/speakers'
import { recordAudit } from '@/features/audit/commands'
import { changeable, type EditedEvent } from '@/features/events/access'
import { fromZonedInput, toZonedInput } from '@/lib/dates'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import { usualSessionRoles } from './roles/rules'
import { dayOf, EMPTY_SESSION, eventDays, MAX_SESSIONS, MOST_MINUTES, type SessionContent } from './rules'

/**
 * Runs a change of the draft: editors of one agenda wait for each other, and each change has a revision of its own, so
 * that other open editors find it. The first one of an event gives it the usual roles.
 * @throws Refusal `event_archived`
 */
export async function editing<T>(
  event: EditedEvent,
  entry: { subject: 'agenda' | 'session'; action: string },
  run: (tx: Transaction, revision: number) => Promise<{ subjectId: string; result: T }>,
): Promise<T> {
  changeable(event)
  return db().transaction(async (tx) => {
    const [agenda] = await tx
      .insert(agendas)
      .values({ eventId: event.id, revision: 1 })
      .onConflictDoUpdate({ target: agendas.eventId, set: { revision: sql`${agendas.revision} + 1` } })
      .returning({ revision: agendas.revision })
    if (agenda!.revision === 1) await addUsualRoles(tx, event)
    const { subjectId, result } = await run(tx, agenda!.revision)
    await recordAudit(tx, { eventId: event.id, actor: event.actor, subjectId, ...entry })
    return result
  })
}

/** Gives the event the usual roles that it does not have yet, after its own. */
export async function addUsualRoles(tx: Transaction, event: EditedEvent): Promise<void> {
  const first = await nextRolePosition(tx, event)
  await tx
    .insert(sessionRoles)
    .values(usualSessionRoles().map((role, at) => ({ ...role, eventId: event.id, position: first + at })))
    .onConflictDoNothing()
}

/** Where a role comes that follows all others. */
export async function nextRolePosition(tx: Transaction, event: EditedEvent): Promise<number> {
  const [last] = await tx
    .select({ position: max(sessionRoles.position) })
    .from(sessionRoles)
    .where(eq(sessionRoles.eventId, event.id))
  return (last?.position ?? -1) + 1
}

/**
 * Puts a session into the draft.
 * @returns its id
 * @throws Refusal `event_archived`, `sessions_too_many` with { count }, and all of `changeSession` but `session_changed`
 */
export async function createSession(
  event: EditedEvent,
  content: Partial<SessionContent> & Pick<SessionContent, 'kind' | 'minutes'>,
): Promise<string> {
  return editing(event, { subject: 'session', action: 'session.created' }, async (tx, revision) => {
    const all = await tx.$count(agendaSessions, eq(agendaSessions.eventId, event.id))
    if (all >= MAX_SESSIONS) throw new Refusal('sessions_too_many', { count: MAX_SESSIONS })
    const id = await insertSession(tx, event, revision, { ...EMPTY_SESSION, ...content })
    return { subjectId: id, result: id }
  })
}

/** The same in the transaction of whoever makes several. */
export async function insertSession(
  tx: Transaction,
  event: EditedEvent,
  revision: number,
  content: SessionContent,
): Promise<string> {
  await check(tx, event, content)
  const { items, speakers: people, guestIds, startsAt, ...columns } = content
  const [made] = await tx
    .insert(agendaSessions)
    .values({ ...columns, eventId: event.id, startsAt: startsAt ? new Date(startsAt) : null, revision, ...by(event) })
    .returning({ id: agendaSessions.id })
  await writeParts(tx, made!.id, { items, speakers: people, guestIds })
  return made!.id
}

/**
 * Changes a session of the draft; what `change` leaves out stays.
 * @param version which its editor saw
 * @throws Refusal `event_archived`, `session_unknown`, `session_changed` (somebody else was quicker: show both),
 *   `session_minutes`, `session_outside`, `session_places` with { taken } at capacity, `session_parts_unknown`
 */
export async function changeSession(
  event: EditedEvent,
  sessionId: string,
  version: number,
  change: Partial<SessionContent>,
): Promise<void> {
  await editing(event, { subject: 'session', action: 'session.changed' }, async (tx, revision) => {
    const row = await locked(tx, event, sessionId, version)
    if (change.capacity != null && change.capacity < row.taken)
      throw new Refusal('session_places', { taken: row.taken }, 'capacity')
    const { items, speakers: people, guestIds, startsAt, ...columns } = change
    const moment = startsAt === undefined ? row.startsAt : startsAt === null ? null : new Date(startsAt)
    const kept =
      people && !items ? await tx.select().from(sessionItems).where(eq(sessionItems.sessionId, row.id)) : undefined
    await check(tx, event, {
      minutes: row.minutes,
      ...change,
      items: items ?? kept,
      startsAt: moment?.toISOString() ?? null,
    })
    await tx
      .update(agendaSessions)
      .set({ ...columns, startsAt: moment, version: row.version + 1, revision, ...by(event) })
      .where(eq(agendaSessions.id, row.id))
    await writeParts(tx, row.id, { items, speakers: people, guestIds })
    return { subjectId: row.id, result: undefined }
  })
}

/** Takes a session out of the draft; `restoreSession` brings it back. @throws Refusal as `changeSession` */
export async function removeSession(event: EditedEvent, sessionId: string, version: number): Promise<void> {
  await editing(event, { subject: 'session', action: 'session.removed' }, async (tx, revision) => {
    const row = await locked(tx, event, sessionId, version)
    await tx
      .update(agendaSessions)
      .set({ deletedAt: sql`now()`, version: row.version + 1, revision, ...by(event) })
      .where(eq(agendaSessions.id, row.id))
    return { subjectId: row.id, result: undefined }
  })
}

/** Brings a removed session back as it was. @throws Refusal `event_archived`, `session_unknown` */
export async function restoreSession(event: EditedEvent, sessionId: string): Promise<void> {
  if (!isUuid(sessionId)) throw new Refusal('session_unknown')
  await editing(event, { subject: 'session', action: 'session.restored' }, async (tx, revision) => {
    const [back] = await tx
      .update(agendaSessions)
      .set({ deletedAt: null, version: sql`${agendaSessions.version} + 1`, revision, ...by(event) })
      .where(
        and(
          eq(agendaSessions.id, sessionId),
          eq(agendaSessions.eventId, event.id),
          isNotNull(agendaSessions.deletedAt),
        ),
      )
      .returning({ id: agendaSessions.id })
    if (!back) throw new Refusal('session_unknown')
    return { subjectId: back.id, result: undefined }
  })
}

/**
 * Copies all that begins on one day to another at the same times by the clock, without sign-ups and guests.
 * @returns the ids of the new ones
 * @throws Refusal `event_archived`, `day_unknown`, `day_empty`, `sessions_too_many`, `session_skipped` where the clocks skip a time
 */
export async function copyDay(event: EditedEvent, from: string, to: string): Promise<string[]> {
  const days = eventDays(event)
  if (!days.includes(from) || !days.includes(to) || from === to) throw new Refusal('day_unknown')
  return editing(event, { subject: 'agenda', action: 'agenda.day_copied' }, async (tx, revision) => {
    const all = await tx
      .select()
      .from(agendaSessions)
      .where(and(eq(agendaSessions.eventId, event.id), isNull(agendaSessions.deletedAt)))
    const chosen = all.filter(({ startsAt }) => startsAt && dayOf(startsAt, event.timeZone) === from)
    if (chosen.length === 0) throw new Refusal('day_empty')
    if (all.length + chosen.length > MAX_SESSIONS) throw new Refusal('sessions_too_many', { count: MAX_SESSIONS })
    const of = inArray(
      sessionItems.sessionId,
      chosen.map(({ id }) => id),
    )
    const items = await tx.select().from(sessionItems).where(of).orderBy(sessionItems.position)
    const people = await tx
      .select()
      .from(sessionSpeakers)
      .where(
        inArray(
          sessionSpeakers.sessionId,
          chosen.map(({ id }) => id),
        ),
      )
      .orderBy(sessionSpeakers.position)
    const made: string[] = []
    for (const row of chosen) {
      const clock = toZonedInput(row.startsAt!, event.timeZone).slice(10)
      const startsAt = fromZonedInput(`${to}${clock}`, event.timeZone)
      if (!startsAt) throw new Refusal('session_skipped', { time: clock.slice(1) })
      const renamed = new Map(
        items.filter(({ sessionId }) => sessionId === row.id).map(({ id }) => [id, crypto.randomUUID()]),
      )
      made.push(
        await insertSession(tx, event, revision, {
          ...contentOf(row),
          startsAt: startsAt.toISOString(),
          items: items
            .filter(({ sessionId }) => sessionId === row.id)
            .map(({ id, title, minutes }) => ({ id: renamed.get(id)!, title, minutes })),
          speakers: people
            .filter(({ sessionId }) => sessionId === row.id)
            .map(({ speakerId, roleId, itemId }) => ({
              speakerId,
              roleId,
              itemId: itemId && (renamed.get(itemId) ?? null),
            })),
          guestIds: [],
        }),
      )
    }
    return { subjectId: event.id, result: made }
  })
}

type SessionRow = typeof agendaSessions.$inferSelect

function contentOf({ kind, trackId, roomId, minutes, title, abstract, ...row }: SessionRow) {
  const { spoken, interpreted, access, categoryIds, delegationIds, hasSignUp, capacity } = row
  const rest = { spoken, interpreted, access, categoryIds, delegationIds, hasSignUp, capacity }
  return { kind, trackId, roomId, minutes, title, abstract, ...rest }
}

/** Who changes a session, and when. */
export function by(event: EditedEvent) {
  return { changedBy: 'userId' in event.actor ? event.actor.userId : null, changedAt: sql`now()` }
}

async function locked(tx: Transaction, event: EditedEvent, sessionId: string, version: number): Promise<SessionRow> {
  if (!isUuid(sessionId)) throw new Refusal('session_unknown')
  const [row] = await tx
    .select()
    .from(agendaSessions)
    .where(
      and(eq(agendaSessions.id, sessionId), eq(agendaSessions.eventId, event.id), isNull(agendaSessions.deletedAt)),
    )
    .for('update')
  if (!row) throw new Refusal('session_unknown')
  if (row.version !== version) throw new Refusal('session_changed')
  return row
}

/** What no form may write, whoever sends it. */
async function check(
  tx: Transaction,
  event: EditedEvent,
  content: Partial<SessionContent> & Pick<SessionContent, 'minutes' | 'startsAt'>,
): Promise<void> {
  if (!Number.isInteger(content.minutes) || content.minutes < 5 || content.minutes > MOST_MINUTES)
    throw new Refusal('session_minutes', {}, 'minutes')
  if (content.startsAt !== null && !eventDays(event).includes(dayOf(content.startsAt, event.timeZone)))
    throw new Refusal('session_outside', {}, 'startsAt')
  const people = content.speakers ?? []
  const items = new Set(content.items?.map(({ id }) => id))
  if (content.speakers && people.some(({ itemId }) => itemId !== null && !items.has(itemId)))
    throw new Refusal('session_parts_unknown')
  for (const [table, ids] of [
    [rooms, content.roomId ? [content.roomId] : []],
    [tracks, content.trackId ? [content.trackId] : []],
    [speakers, people.map(({ speakerId }) => speakerId)],
    [sessionRoles, people.map(({ roleId }) => roleId)],
    [categories, content.categoryIds ?? []],
    [delegations, content.delegationIds ?? []],
    [registrations, content.guestIds ?? []],
  ] as const) {
    const wanted = [...new Set(ids)]
    if (wanted.length === 0) continue
    if (!wanted.every(isUuid)) throw new Refusal('session_parts_unknown')
    const [found] = await tx
      .select({ count: count() })
      .from(table as typeof rooms)
      .where(and(eq(table.eventId, event.id), inArray(table.id, wanted)))
    if (found!.count !== wanted.length) throw new Refusal('session_parts_unknown')
  }
}

/** Replaces those parts of a session that are given. Speakers of an item that goes stay in the session. */
async function writeParts(
  tx: Transaction,
  sessionId: string,
  { items, speakers: people, guestIds }: Partial<Pick<SessionContent, 'items' | 'speakers' | 'guestIds'>>,
): Promise<void> {
  const kept =
    items && !people ? await tx.select().from(sessionSpeakers).where(eq(sessionSpeakers.sessionId, sessionId)) : []
  if (items) {
    const ids = new Set(items.map(({ id }) => id))
    await tx.update(sessionSpeakers).set({ itemId: null }).where(eq(sessionSpeakers.sessionId, sessionId))
    await tx.delete(sessionItems).where(eq(sessionItems.sessionId, sessionId))
    if (items.length > 0)
      await tx.insert(sessionItems).values(items.map((item, position) => ({ ...item, sessionId, position })))
    for (const { id, itemId } of kept)
      if (itemId && ids.has(itemId)) await tx.update(sessionSpeakers).set({ itemId }).where(eq(sessionSpeakers.id, id))
  }
  if (people) {
    await tx.delete(sessionSpeakers).where(eq(sessionSpeakers.sessionId, sessionId))
    if (people.length > 0)
      await tx.insert(sessionSpeakers).values(people.map((person, position) => ({ ...person, sessionId, position })))
  }
  if (guestIds) {
    await tx.delete(sessionGuests).where(eq(sessionGuests.sessionId, sessionId))
    if (guestIds.length > 0)
      await tx
        .insert(sessionGuests)
        .values([...new Set(guestIds)].map((registrationId) => ({ registrationId, sessionId })))
  }
}
