import { and, count, desc, eq, inArray, min, ne, sql } from 'drizzle-orm'
import { db } from '@/db'
import { audit } from '@/db/schema/audit'
import { mails } from '@/db/schema/mail'
import { REGISTRATION_STATES, registrations } from '@/db/schema/registrations'
import { countAgendaToDo } from '@/features/agenda/queries'
import { countDelegationsToDo } from '@/features/delegations/queries'
import type { EnteredEvent } from '@/features/events/access'
import { listCategories } from '@/features/events/queries'
import { queueStatus, unsent } from '@/features/mail/queries'
import { inScope } from '@/features/registrations/queries'
import { countToDo } from '@/features/registrations/review/queries'
import type { RegistrationState } from '@/features/registrations/rules'
import { toZonedInput } from '@/lib/dates'
import { cumulate, figureOf } from './rules'

/**
 * The overview's figures of the registrations in the reader's scope, in ten queries whatever the size. `days` are those
 * of the event's time zone, up to `now`.
 */
export async function readFigures(event: EnteredEvent, now: Date) {
  const ofEvent = and(inScope(event), ne(registrations.state, 'draft'))
  const isLimited = event.scope.categoryIds !== null || event.scope.delegationIds !== null
  const day = sql<string>`to_char(${audit.at} at time zone ${event.timeZone}::text, 'YYYY-MM-DD')`
  const [categories, standing, countries, moves, [failed], queue, toDo, delegations, agenda] = await Promise.all([
    listCategories(event),
    db()
      .select({
        categoryId: registrations.categoryId,
        state: registrations.state,
        count: count(),
        oldest: min(registrations.stateSince),
      })
      .from(registrations)
      .where(ofEvent)
      .groupBy(registrations.categoryId, registrations.state),
    db()
      .select({
        country: registrations.country,
        count: count(),
        accepted: sql<number>`count(*) filter (where ${registrations.state} in ('accepted', 'checked_in'))`.mapWith(
          Number,
        ),
      })
      .from(registrations)
      .where(ofEvent)
      .groupBy(registrations.country)
      .orderBy(desc(count()), registrations.country),
    db()
      .select({
        day,
        from: sql<RegistrationState | null>`${audit.data} ->> 'from'`,
        to: sql<RegistrationState>`${audit.data} ->> 'to'`,
        count: count(),
      })
      .from(audit)
      .where(
        and(
          eq(audit.eventId, event.id),
          inArray(
            audit.action,
            [...REGISTRATION_STATES, 'decision_undone'].map((act) => `registration.${act}`),
          ),
          isLimited
            ? inArray(audit.subjectId, db().select({ id: registrations.id }).from(registrations).where(inScope(event)))
            : undefined,
        ),
      )
      .groupBy(sql`1, 2, 3`),
    db().select({ count: count() }).from(mails).where(unsent(event)),
    queueStatus(),
    countToDo(event, now),
    countDelegationsToDo(event),
    countAgendaToDo(event),
  ])
  return {
    // A limited reviewer's: those of the limit, and those that somebody in their scope is in.
    categories: categories.filter(
      ({ id }) =>
        !isLimited || event.scope.categoryIds?.includes(id) || standing.some(({ categoryId }) => categoryId === id),
    ),
    toDo,
    delegations,
    agenda,
    standing: standing.map((row) => ({ ...row, oldest: row.oldest! })),
    countries,
    days:
      moves.length > 0
        ? cumulate(
            moves.map(({ day, from, to, count }) => ({ day, from: figureOf(from), to: figureOf(to), count })),
            toZonedInput(now, event.timeZone).slice(0, 10),
          )
        : [],
    failedMails: failed?.count ?? 0,
    isQueuePaused: queue.pausedBecause !== null,
  }
}

export type Figures = Awaited<ReturnType<typeof readFigures>>
