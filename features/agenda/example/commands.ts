import { and, asc, eq } from 'drizzle-orm'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { rooms, sessionRoles, tracks } from '@/db/schema/agenda'
import { categories } from '@/db/schema/events'
import { registrations } from '@/db/schema/registrations'
import { speakers } from '@/db/schema/speakers'
import { gateEditedEvent } from '@/features/events/access'
import { fromZonedInput } from '@/lib/dates'
import type { Locale } from '@/lib/locales'
import { searchKey, sortKey } from '@/lib/names'
import { changeSession, createSession } from '../commands'
import { readAgenda } from '../queries'
import { releaseAgenda } from '../releases/commands'
import { usualSessionRoles } from '../roles/rules'
import { eventDays } from '../rules'
import { MOVED, ROOMS, SESSIONS, SPEAKERS, TRACKS } from './rules'

const DAY = 24 * 60 * 60 * 1000

/** How many of those who registered speak. */
const LINKED = 6

/**
 * Gives the example conference its rooms, tracks, speakers and two days of sessions, released, with one session moved
 * since then, into another one's way, and one still on the shelf.
 * @param email of the organiser in whose name it is done
 */
export async function seedAgenda(email: string, slug: string, now: Date): Promise<void> {
  const [user] = await db().select().from(users).where(eq(users.email, email.trim().toLowerCase()))
  const event = user && (await gateEditedEvent({ ...user, locale: 'en' }, slug))
  if (!event) return
  const of = { eventId: event.id }
  const room = new Map<string, string>()
  for (const [position, { key, ...values }] of ROOMS.entries()) {
    const [made] = await db()
      .insert(rooms)
      .values({ ...of, position, ...values })
      .returning({ id: rooms.id })
    room.set(key, made!.id)
  }
  const track = new Map<string, string>()
  for (const [position, { key, ...values }] of TRACKS.entries()) {
    const [made] = await db()
      .insert(tracks)
      .values({ ...of, position, ...values })
      .returning({ id: tracks.id })
    track.set(key, made!.id)
  }
  const made = await db()
    .insert(sessionRoles)
    .values(usualSessionRoles().map((role, position) => ({ ...of, position, ...role })))
    .returning({ id: sessionRoles.id, slug: sessionRoles.slug })
  const role = new Map(made.map(({ id, slug }) => [slug, id]))
  const speaker = await seedSpeakers(event.id, now)

  const days = eventDays(event)
  for (const {
    day,
    at,
    room: roomKey,
    track: trackKey,
    isInterpreted,
    items,
    speakers: people,
    ...session
  } of SESSIONS) {
    const parts = (items ?? []).map((item) => ({ ...item, id: crypto.randomUUID() }))
    const startsAt = day === undefined ? null : fromZonedInput(`${days[day]}T${at}`, event.timeZone)
    await createSession(event, {
      ...session,
      startsAt: startsAt?.toISOString() ?? null,
      roomId: roomKey ? room.get(roomKey)! : null,
      trackId: trackKey ? track.get(trackKey)! : null,
      spoken: isInterpreted ? ['en', 'ru', 'kk'] : [],
      interpreted: isInterpreted ? ['en', 'ru', 'kk'] : [],
      items: parts.map(({ id, title, minutes }) => ({ id, title, minutes })),
      speakers: [
        ...(people ?? []).map(([as, who]) => ({ speakerId: speaker.get(who)!, roleId: role.get(as)!, itemId: null })),
        ...parts.flatMap(({ id, speaker: who, role: as }) =>
          who && as ? [{ speakerId: speaker.get(who)!, roleId: role.get(as)!, itemId: id }] : [],
        ),
      ],
    })
  }
  const { revision, sessions } = await readAgenda(event)
  await releaseAgenda(event, revision, {}, now)
  const moved = sessions.find(({ kind }) => kind === MOVED.kind)!
  const startsAt = fromZonedInput(`${days[0]}T${MOVED.at}`, event.timeZone)!
  await changeSession(event, moved.id, moved.version, { startsAt: startsAt.toISOString() })
}

/** By the keys that the sessions call them: those of SPEAKERS, and numbers for who registered. */
async function seedSpeakers(eventId: string, now: Date): Promise<Map<string, string>> {
  const known = new Map<string, string>()
  const add = async (key: string, values: typeof speakers.$inferInsert) => {
    const [made] = await db().insert(speakers).values(values).returning({ id: speakers.id })
    known.set(key, made!.id)
  }
  for (const { key, locale, ...person } of SPEAKERS)
    await add(key, {
      eventId,
      ...person,
      locale: locale as Locale,
      email: `${person.givenName}.${person.familyName}@example.org`.toLowerCase(),
      searchKey: searchKey(
        person.familyName,
        person.givenName,
        person.nativeName,
        ...Object.values(person.institution),
      ),
      sortKey: sortKey(person.familyName, person.givenName),
      invitedAt: person.state === 'proposed' ? null : new Date(now.getTime() - 9 * DAY),
      answeredAt: person.state === 'confirmed' || person.state === 'declined' ? now : null,
    })
  const people = await db()
    .select({ person: registrations })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(
      and(
        eq(registrations.eventId, eventId),
        eq(registrations.state, 'accepted'),
        eq(registrations.isKeptOffLists, false),
        eq(categories.slug, 'parliamentarian'),
      ),
    )
    .orderBy(asc(registrations.sortKey))
    .limit(LINKED)
  for (const [at, { person }] of people.entries())
    await add(String(at), {
      eventId,
      registrationId: person.id,
      state: 'confirmed',
      locale: person.locale,
      searchKey: person.searchKey,
      sortKey: person.sortKey,
      invitedAt: new Date(now.getTime() - 9 * DAY),
      answeredAt: now,
    })
  return known
}
