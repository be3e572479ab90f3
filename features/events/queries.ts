import { and, asc, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { categories, eventPictures, events, members, series } from '@/db/schema/events'
import type { User } from '@/features/accounts/access'
import { inLocale, type Localized } from '@/lib/locales'
import type { EnteredEvent, PublicEvent, Role, ViewedEvent } from './access'

export type Category = typeof categories.$inferSelect

const LISTED = {
  id: events.id,
  slug: events.slug,
  name: events.name,
  summary: events.summary,
  venue: events.venue,
  city: events.city,
  chair: events.chair,
  state: events.state,
  isExample: events.isExample,
  needsSecondFactor: events.needsSecondFactor,
  startsAt: events.startsAt,
  endsAt: events.endsAt,
  timeZone: events.timeZone,
  colour: events.colour,
  seriesName: series.name,
  pictureVersion: eventPictures.version,
}

function selectListed() {
  return db()
    .select(LISTED)
    .from(events)
    .leftJoin(series, eq(series.id, events.seriesId))
    .leftJoin(eventPictures, eq(eventPictures.eventId, events.id))
    .$dynamic()
}

/** One event in a list; `seriesName` and `pictureVersion` are null where it has none. */
export type ListedEvent = Awaited<ReturnType<typeof selectListed>>[number]

/** Published and archived events: what is to come, the nearest first, then what is over, the latest first. */
export async function listPublicEvents(now = new Date()): Promise<ListedEvent[]> {
  const rows = await selectListed().where(ne(events.state, 'draft')).orderBy(asc(events.startsAt))
  return [...rows.filter((event) => event.endsAt > now), ...rows.filter((event) => event.endsAt <= now).reverse()]
}

/** Events whose team `user` is in, with the role there; for administrators all events. The latest first. */
export async function listMyEvents(user: User): Promise<(ListedEvent & { role: Role })[]> {
  const mine = await db()
    .select({ eventId: members.eventId, role: members.role })
    .from(members)
    .where(eq(members.userId, user.id))
  const roles = new Map(mine.map(({ eventId, role }) => [eventId, role]))
  const rows = await selectListed()
    .where(user.isAdministrator ? undefined : inArray(events.id, [...roles.keys()]))
    .orderBy(sql`${events.startsAt} desc`)
  return rows.map((event) => ({ ...event, role: user.isAdministrator ? 'owner' : (roles.get(event.id) ?? 'viewer') }))
}

/** The event's categories in the organisers' order. */
export function listCategories(event: PublicEvent | EnteredEvent): Promise<Category[]> {
  return db()
    .select()
    .from(categories)
    .where(eq(categories.eventId, event.id))
    .orderBy(asc(categories.position), asc(categories.slug))
}

/** The category with that address in this event, or null. */
export async function getCategory(event: PublicEvent | ViewedEvent, slug: string): Promise<Category | null> {
  const [category] = await db()
    .select()
    .from(categories)
    .where(and(eq(categories.eventId, event.id), eq(categories.slug, slug)))
  return category ?? null
}

export type Member = {
  userId: string
  email: string
  name: string | null
  role: Role
  categoryIds: string[] | null
  delegationIds: string[] | null
  createdAt: Date
}

/** The event's team: owners, then organisers, then viewers. */
export function listTeam(event: ViewedEvent): Promise<Member[]> {
  return db()
    .select({
      userId: users.id,
      email: users.email,
      name: users.name,
      role: members.role,
      categoryIds: members.categoryIds,
      delegationIds: members.delegationIds,
      createdAt: members.createdAt,
    })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.eventId, event.id))
    .orderBy(asc(members.role), asc(users.email))
}

/** The event's picture (WebP), or null if `version` is not the present one. */
export async function eventPicture(event: PublicEvent, version: string): Promise<Buffer | null> {
  const [picture] = await db()
    .select({ data: eventPictures.data })
    .from(eventPictures)
    .where(and(eq(eventPictures.eventId, event.id), eq(eventPictures.version, version)))
  return picture?.data ?? null
}

/** Every series, for the choice in an event's settings. */
export function listSeries(): Promise<{ id: string; slug: string; name: Localized }[]> {
  return db().select().from(series).orderBy(asc(series.slug))
}

/** Who answers for the participants' data of each event that the public sees, the latest first. */
export async function listOperators() {
  const rows = await db()
    .select({
      id: events.id,
      slug: events.slug,
      name: events.name,
      operator: events.operator,
      operatorNumber: events.operatorNumber,
      contactEmail: events.contactEmail,
      retentionMonths: events.retentionMonths,
    })
    .from(events)
    .where(ne(events.state, 'draft'))
    .orderBy(desc(events.startsAt))
  return rows.filter((event) => inLocale(event.operator, 'en') !== '')
}
