import { and, eq, isNull, sql } from 'drizzle-orm'
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

/** Lets the calendar that a browser made follow its stars. Nothing happens where it was revoked. */
export async function followStars(event: Pick<PublicEvent, 'id'>, token: string, starred: string[]): Promise<void> {
  await db()
    .update(agendaFeeds)
    .set({ starred: starred.slice(0, MOST_STARRED) })
    .where(standing(event, token))
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
