import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { db } from '@/db'
import { agendaFeeds } from '@/db/schema/agenda'
import { recordAudit } from '@/features/audit/commands'
import type { PublicEvent } from '@/features/events/access'
import { hashToken, randomToken } from '@/lib/secrets'

/** Most sessions that an address follows by stars. */
const MOST_STARRED = 200

/**
 * Makes an address for somebody's own calendar. It follows the stars given, and with a registration what they signed up
 * for and are named to.
 * @returns the address's token, which is kept nowhere but in its hash
 */
export async function createFeed(
  event: Pick<PublicEvent, 'id'>,
  registrationId: string | null,
  starred: readonly string[],
): Promise<string> {
  const token = randomToken()
  await db().transaction(async (tx) => {
    const [feed] = await tx
      .insert(agendaFeeds)
      .values({
        eventId: event.id,
        tokenHash: hashToken(token),
        registrationId,
        starred: starred.slice(0, MOST_STARRED),
      })
      .returning({ id: agendaFeeds.id })
    await recordAudit(tx, {
      eventId: event.id,
      actor: { kind: 'person' },
      subject: 'agenda',
      subjectId: feed!.id,
      action: 'agenda.feed_created',
    })
  })
  return token
}

/** Whose addresses: of the person with a registration, wherever they were made, or the one that a browser made. */
export type FeedOwner = { registrationId: string } | { token: string }

/** Lets somebody's addresses follow a star that was set or taken away. Those that were ended follow nothing. */
export async function followStar(
  event: Pick<PublicEvent, 'id'>,
  owner: FeedOwner,
  sessionId: string,
  isStarred: boolean,
): Promise<void> {
  const others = sql`array_remove(${agendaFeeds.starred}, ${sessionId}::uuid)`
  await db()
    .update(agendaFeeds)
    .set({ starred: isStarred ? sql`array_append(${others}, ${sessionId}::uuid)` : others })
    .where(
      and(
        eq(agendaFeeds.eventId, event.id),
        isNull(agendaFeeds.revokedAt),
        isStarred ? lt(sql`cardinality(${agendaFeeds.starred})`, MOST_STARRED) : undefined,
        ownedBy(event, owner),
      ),
    )
}

function ownedBy(event: Pick<PublicEvent, 'id'>, owner: FeedOwner) {
  if ('registrationId' in owner) return eq(agendaFeeds.registrationId, owner.registrationId)
  const its = standing(event, owner.token)
  // A browser that made the address of a person with a registration speaks for all of theirs.
  const person = db().select({ id: agendaFeeds.registrationId }).from(agendaFeeds).where(its)
  return or(its, inArray(agendaFeeds.registrationId, person))
}

/** Ends an address for good: calendars that read it are told that it is gone. Whoever holds it may. */
export async function revokeFeed(event: Pick<PublicEvent, 'id'>, token: string): Promise<void> {
  await db().transaction(async (tx) => {
    const [feed] = await tx
      .update(agendaFeeds)
      .set({ revokedAt: sql`now()`, starred: [] })
      .where(standing(event, token))
      .returning({ id: agendaFeeds.id })
    if (!feed) return
    await recordAudit(tx, {
      eventId: event.id,
      actor: { kind: 'person' },
      subject: 'agenda',
      subjectId: feed.id,
      action: 'agenda.feed_revoked',
    })
  })
}

function standing(event: Pick<PublicEvent, 'id'>, token: string) {
  return and(
    eq(agendaFeeds.eventId, event.id),
    eq(agendaFeeds.tokenHash, hashToken(token)),
    isNull(agendaFeeds.revokedAt),
  )
}
