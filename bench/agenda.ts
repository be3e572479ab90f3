import { desc, eq } from 'drizzle-orm'
import { closeDatabase, db } from '@/db'
import { sessions, users } from '@/db/schema/accounts'
import { agendaReleases, agendaSessions, rooms, tracks } from '@/db/schema/agenda'
import { events } from '@/db/schema/events'
import { frabJson, makeProgramme } from '@/e2e/fixtures/programme'
import { beginImport, takeOver } from '@/features/agenda/import/commands'
import { readAgenda } from '@/features/agenda/queries'
import { gateEditedEvent } from '@/features/events/access'
import { toZonedInput } from '@/lib/dates'
import { hashToken, randomToken } from '@/lib/secrets'

const DAY = 24 * 60 * 60 * 1000

/**
 * Gives an event the agenda that Plenary promises to carry (500 sessions, 30 rooms, 5 days, 800 speakers) in place of its
 * own, as a draft and released, and signs its first organiser in. Argument: the event's slug. Prints as one line of JSON
 * the cookie, and two sessions that stand in one room of the first day.
 */
async function makeAgenda(slug: string): Promise<void> {
  const [event] = await db().select().from(events).where(eq(events.slug, slug))
  const [user] = await db().select().from(users).orderBy(users.createdAt).limit(1)
  if (!event || !user) throw new Error('There is no such event.')
  await db().delete(agendaSessions).where(eq(agendaSessions.eventId, event.id))
  await db().delete(rooms).where(eq(rooms.eventId, event.id))
  await db().delete(tracks).where(eq(tracks.eventId, event.id))
  await db()
    .update(events)
    .set({ endsAt: new Date(event.startsAt.getTime() + 4 * DAY + 8 * 60 * 60 * 1000) })
    .where(eq(events.id, event.id))
  const token = randomToken()
  await db()
    .insert(sessions)
    .values({ tokenHash: hashToken(token), userId: user.id, expires: new Date(Date.now() + DAY / 2) })
  const edited = await gateEditedEvent(
    { id: user.id, email: user.email, locale: 'en', isAdministrator: true, hasSecondFactor: true } as never,
    slug,
  )
  const firstDay = toZonedInput(event.startsAt, event.timeZone).slice(0, 10)
  const source = frabJson(makeProgramme(firstDay))
  const began = performance.now()
  const importId = await beginImport(edited!, { file: null, pasted: source }, new Date())
  const { made } = await takeOver(edited!, importId, { isShifted: true, isUpdating: false })
  const seconds = (performance.now() - began) / 1000
  const agenda = await readAgenda(edited!)
  const [last] = await db()
    .select({ number: agendaReleases.number })
    .from(agendaReleases)
    .where(eq(agendaReleases.eventId, event.id))
    .orderBy(desc(agendaReleases.number))
    .limit(1)
  const released = agenda.sessions.map(
    ({ version: _v, revision: _r, taken: _t, changedBy: _c, isDeleted: _d, guestIds: _g, ...session }) => ({
      ...session,
      startsAt: session.startsAt!,
      sequence: 0,
      isCancelled: false,
    }),
  )
  await db()
    .insert(agendaReleases)
    .values({
      eventId: event.id,
      number: (last?.number ?? 0) + 1,
      revision: agenda.revision,
      programme: {
        rooms: agenda.rooms.map(({ id, name, capacity, floor }) => ({ id, name, capacity, floor })),
        tracks: agenda.tracks.map(({ id, name, colour }) => ({ id, name, colour })),
        roles: agenda.roles.map(({ id, name, isChair }) => ({ id, name, isChair })),
        sessions: released,
      },
    })
  console.log(JSON.stringify({ cookie: token, session: agenda.sessions[0]!.id, made, seconds }))
}

makeAgenda(process.argv[2] ?? '').finally(closeDatabase)
