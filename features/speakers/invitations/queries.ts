import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db'
import { registrations } from '@/db/schema/registrations'
import { speakers } from '@/db/schema/speakers'
import type { EditedEvent } from '@/features/events/access'
import type { Locale } from '@/lib/locales'
import { address, byName, correspondent, named, PERSON } from '../queries'
import { LEFT_OUT, type LeftOut, PAUSE, ROUND_STATES, type Round } from '../rules'

/** As many as one form sends; whoever is left over is due afterwards. */
export const LETTERS_AT_ONCE = 200
/** Of those who are left out, as many are named for each reason. */
const MOST_NAMED = 50

const before = (now: Date) => new Date(now.getTime() - PAUSE)

/** True of whom the round would reach now; `roundOf` says the same of one. */
function isDue(round: Round, now: Date): SQL | undefined {
  const rested = (column: typeof speakers.invitedAt | typeof speakers.remindedAt) =>
    or(isNull(column), lte(column, before(now)))
  return and(
    inArray(speakers.state, [...ROUND_STATES[round]]),
    sql`${address} <> ''`,
    isNull(registrations.erasedAt),
    rested(speakers.invitedAt),
    rested(speakers.remindedAt),
  )
}

/** Those of `ids` whom the round would reach now, with all that their letter needs. */
export async function readDue(event: EditedEvent, round: Round, now: Date, ids: string[]) {
  const rows = await db()
    .select({ speaker: speakers, registration: registrations })
    .from(speakers)
    .leftJoin(registrations, eq(registrations.id, speakers.registrationId))
    .where(and(eq(speakers.eventId, event.id), inArray(speakers.id, ids), isDue(round, now)))
    .orderBy(asc(byName), asc(speakers.id))
  return rows.map((row) => ({ ...row, to: correspondent(row) }))
}

/** How many each round to many would reach now, in one query. */
export async function countDue(event: EditedEvent, now: Date): Promise<{ invite: number; remind: number }> {
  const of = (round: Round) => sql`count(*) filter (where ${isDue(round, now)})`.mapWith(Number)
  const [counts] = await db()
    .select({ invite: of('invite'), remind: of('remind') })
    .from(speakers)
    .leftJoin(registrations, eq(registrations.id, speakers.registrationId))
    .where(eq(speakers.eventId, event.id))
  return counts!
}

/** Why somebody gets no letter of the round now; each speaker who is not due has one reason. */
function reason(round: 'invite' | 'remind', now: Date): SQL<LeftOut | null> {
  const asked =
    round === 'invite'
      ? sql`when ${eq(speakers.state, 'invited')} then 'invited'`
      : sql`when ${eq(speakers.state, 'proposed')} then 'not_asked'`
  const hadOne = or(gt(speakers.invitedAt, before(now)), gt(speakers.remindedAt, before(now)))
  return sql`case when ${isNotNull(registrations.erasedAt)} then 'erased'
    when ${inArray(speakers.state, ['confirmed', 'declined'])} then 'answered' ${asked}
    when ${address} = '' then 'no_email' when ${hadOne} then 'today' end`
}

/**
 * What a round to many is now: the first `LETTERS_AT_ONCE` whom it would reach, by name, how many they are in all, and
 * who is left out and why, named up to 50 for each reason. Addresses are for who sees registrations, or of speakers who
 * have none. Two queries.
 */
export async function readRound(event: EditedEvent, round: 'invite' | 'remind', now: Date, locale: Locale) {
  const why = reason(round, now)
  const select = { id: speakers.id, ...PERSON, email: sql<string>`${address}`, locale: speakers.locale }
  const base = { event: eq(speakers.eventId, event.id), registration: eq(registrations.id, speakers.registrationId) }
  const due = await db()
    .select({ ...select, total: sql`count(*) over ()`.mapWith(Number) })
    .from(speakers)
    .leftJoin(registrations, base.registration)
    .where(and(base.event, isDue(round, now)))
    .orderBy(asc(byName), asc(speakers.id))
    .limit(LETTERS_AT_ONCE)
  const ranked = db()
    .select({
      ...{ id: speakers.id, why: why.as('why'), sort: sql<string>`${byName}`.as('sort') },
      nth: sql<number>`row_number() over (partition by ${why} order by ${byName}, ${speakers.id})`.as('nth'),
      count: sql`count(*) over (partition by ${why})`.mapWith(Number).as('count'),
    })
    .from(speakers)
    .leftJoin(registrations, base.registration)
    .where(and(base.event, isNotNull(why)))
    .as('ranked')
  const left = await db()
    .select({ id: speakers.id, ...PERSON, why: ranked.why, count: ranked.count })
    .from(ranked)
    .innerJoin(speakers, eq(speakers.id, ranked.id))
    .leftJoin(registrations, base.registration)
    .where(lte(ranked.nth, MOST_NAMED))
    .orderBy(asc(ranked.sort), asc(speakers.id))
  return {
    due: due.map((row) => ({
      id: row.id,
      ...named(row, locale),
      isLinked: row.registration !== null,
      email: row.email,
      locale: row.registration?.locale ?? row.locale,
    })),
    total: due[0]?.total ?? 0,
    leftOut: LEFT_OUT.flatMap((why) => {
      const rows = left.filter((row) => row.why === why)
      const people = rows.map((row) => ({ id: row.id, ...named(row, locale) }))
      return rows.length > 0 ? [{ why, count: rows[0]!.count, people }] : []
    }),
  }
}
