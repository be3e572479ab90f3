import { and, eq, getTableColumns } from 'drizzle-orm'
import { cache } from 'react'
import { db } from '@/db'
import { eventPictures, events, members, ROLES, series } from '@/db/schema/events'
import { currentUser, type User } from '@/features/accounts/access'
import type { Actor } from '@/features/audit/commands'
import { Refusal } from '@/lib/errors'
import type { Localized } from '@/lib/locales'
import { getCategory } from './queries'

export type Role = (typeof ROLES)[number]

export type EventRow = typeof events.$inferSelect & { pictureVersion: string | null }

declare const seen: unique symbol
declare const viewed: unique symbol
declare const managed: unique symbol
declare const owned: unique symbol

/** Proof that the reader may see the event's public page: it is published or archived, or the reader is of its team. */
export type PublicEvent = EventRow & {
  seriesName: Localized | null
  /** True for a draft, which only its team sees. */
  isPreview: boolean
  readonly [seen]: true
}

/** Proof that whoever holds it may see the event's registrations; only the gates below make one. */
export type ViewedEvent = EventRow & { role: Role; actor: Actor; readonly [viewed]: true }

/** Proof of the right to change the event and its registrations. */
export type ManagedEvent = ViewedEvent & { readonly [managed]: true }

/** Proof of the right to publish the event and to change its team. */
export type OwnedEvent = ManagedEvent & { readonly [owned]: true }

type Proofs = { viewer: ViewedEvent; organiser: ManagedEvent; owner: OwnedEvent }

/**
 * The event, if `user` has at least the role `atLeast` in it; administrators are owners everywhere. Null for an unknown
 * event as for a forbidden one, so that nobody learns which events there are.
 */
export async function gateEvent<R extends Role>(
  user: User | null,
  slug: string,
  atLeast: R,
): Promise<Proofs[R] | null> {
  if (!user) return null
  const [found] = await db()
    .select({ ...getTableColumns(events), pictureVersion: eventPictures.version, memberRole: members.role })
    .from(events)
    .leftJoin(members, and(eq(members.eventId, events.id), eq(members.userId, user.id)))
    .leftJoin(eventPictures, eq(eventPictures.eventId, events.id))
    .where(eq(events.slug, slug))
  if (!found) return null
  const { memberRole, ...event } = found
  const role = user.isAdministrator ? 'owner' : memberRole
  if (!role || ROLES.indexOf(role) > ROLES.indexOf(atLeast)) return null
  return { ...event, role, actor: { kind: 'organiser', userId: user.id } } as Proofs[R]
}

/** The public page's event for `user` (null: anybody), or null where there is nothing for them to see. */
export async function gatePublicEvent(slug: string, user: () => Promise<User | null>): Promise<PublicEvent | null> {
  const [event] = await db()
    .select({ ...getTableColumns(events), pictureVersion: eventPictures.version, seriesName: series.name })
    .from(events)
    .leftJoin(series, eq(series.id, events.seriesId))
    .leftJoin(eventPictures, eq(eventPictures.eventId, events.id))
    .where(eq(events.slug, slug))
  if (!event) return null
  const isPreview = event.state === 'draft'
  if (isPreview && !(await gateEvent(await user(), slug, 'viewer'))) return null
  return { ...event, isPreview } as PublicEvent
}

/** Gate of the event's public pages. */
export const publicEvent = cache((slug: string) => orNotFound(gatePublicEvent(slug, currentUser)))

/** Gate of a category's public pages: an unknown category is not found either. */
export const getPublicCategory = cache(async (slug: string, category: string) => {
  const event = await publicEvent(slug)
  return { event, category: await orNotFound(getCategory(event, category)) }
})

/** Gate for the whole team. */
export const viewEvent = cache(async (slug: string) => orNotFound(gateEvent(await currentUser(), slug, 'viewer')))

/** Gate for organisers and owners. */
export const manageEvent = cache(async (slug: string) => orNotFound(gateEvent(await currentUser(), slug, 'organiser')))

/** Gate for owners. */
export const ownEvent = cache(async (slug: string) => orNotFound(gateEvent(await currentUser(), slug, 'owner')))

/**
 * Every command that writes to an event calls it.
 * @throws Refusal event_archived
 */
export function changeable(event: ManagedEvent): void {
  if (event.state === 'archived') throw new Refusal('event_archived')
}

async function orNotFound<T>(gate: Promise<T | null>): Promise<T> {
  const passed = await gate
  if (passed) return passed
  // Loaded here, because Node alone (tests, jobs) does not find Next's modules.
  const { notFound } = await import('next/navigation')
  return notFound()
}
