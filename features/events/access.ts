import { and, eq, getTableColumns } from 'drizzle-orm'
import type { Route } from 'next'
import { cache } from 'react'
import { db } from '@/db'
import { eventPictures, events, members, type ROLES, series } from '@/db/schema/events'
import { currentUser, type User } from '@/features/accounts/access'
import type { Actor } from '@/features/audit/commands'
import { Refusal } from '@/lib/errors'
import type { Locale, Localized } from '@/lib/locales'
import { getCategory } from './queries'

export type Role = (typeof ROLES)[number]

export type EventRow = typeof events.$inferSelect & { pictureVersion: string | null }

declare const seen: unique symbol
declare const entered: unique symbol
declare const viewed: unique symbol
declare const reviewed: unique symbol
declare const managed: unique symbol
declare const owned: unique symbol
declare const edited: unique symbol

/** Proof that the reader may see the event's public page: it is published or archived, or the reader is of its team. */
export type PublicEvent = EventRow & {
  seriesName: Localized | null
  /** True for a draft, which only its team sees. */
  isPreview: boolean
  readonly [seen]: true
}

/** What somebody may do in an event, each with all before it: see its figures, read registrations, decide, change, own. */
export const RIGHTS = ['enter', 'view', 'review', 'manage', 'own'] as const
export type Right = (typeof RIGHTS)[number]

/** The rights of each role. What a role sees of one registration is a table of its own: features/registrations/privacy/rules.ts. */
const RIGHT_OF: Record<Role, Right> = {
  owner: 'own',
  organiser: 'manage',
  reviewer: 'review',
  agenda_editor: 'enter',
  onsite: 'view',
  viewer: 'view',
}

/** Parts of an event's organisers' area, in the order of the left column. */
export const SECTIONS = [
  'overview',
  'registrations',
  'delegations',
  'agenda',
  'speakers',
  'invitations',
  'mail',
  'team',
  'settings',
  'guide',
] as const

/** Which of them each role finds there. Each page and query still asks for its own right. */
export const SEES: Record<Role, readonly (typeof SECTIONS)[number][]> = {
  owner: SECTIONS,
  organiser: SECTIONS,
  reviewer: ['overview', 'registrations', 'delegations', 'guide'],
  agenda_editor: ['overview', 'agenda', 'speakers', 'guide'],
  onsite: ['overview', 'registrations', 'guide'],
  viewer: ['overview', 'registrations', 'delegations', 'team', 'guide'],
}

/** Whose registrations somebody sees: those of the categories or of the delegations; both null: everyone's. */
export type Scope = { categoryIds: string[] | null; delegationIds: string[] | null }

/** Proof of a place in the event's team; only the gates below make one. */
export type EnteredEvent = EventRow & { role: Role; actor: Actor; scope: Scope; readonly [entered]: true }

/** Proof of the right to see the registrations in its scope. */
export type ViewedEvent = EnteredEvent & { readonly [viewed]: true }

/** Proof of the right to decide on the registrations in its scope. */
export type ReviewedEvent = ViewedEvent & { readonly [reviewed]: true }

/** Proof of the right to change the event and its registrations. */
export type ManagedEvent = ReviewedEvent & { readonly [managed]: true }

/** Proof of the right to publish the event and to change its team. */
export type OwnedEvent = ManagedEvent & { readonly [owned]: true }

/** Proof of the right to edit the agenda and the speakers. */
export type EditedEvent = EnteredEvent & { readonly [edited]: true }

/** Who has it: it stands beside the chain of rights, because agenda editors see nobody's registration. */
const EDITORS: readonly Role[] = ['owner', 'organiser', 'agenda_editor']

type Proofs = { enter: EnteredEvent; view: ViewedEvent; review: ReviewedEvent; manage: ManagedEvent; own: OwnedEvent }

/**
 * The event, if `user` has the right in it; administrators are owners everywhere. Null for an unknown event as for a
 * forbidden one, so that nobody learns which events there are, and for one that asks for a second factor not given.
 */
export async function gateEvent<R extends Right>(user: User | null, slug: string, right: R): Promise<Proofs[R] | null> {
  if (!user) return null
  const [found] = await db()
    .select({
      ...getTableColumns(events),
      pictureVersion: eventPictures.version,
      memberRole: members.role,
      categoryIds: members.categoryIds,
      delegationIds: members.delegationIds,
    })
    .from(events)
    .leftJoin(members, and(eq(members.eventId, events.id), eq(members.userId, user.id)))
    .leftJoin(eventPictures, eq(eventPictures.eventId, events.id))
    .where(eq(events.slug, slug))
  if (!found) return null
  const { memberRole, categoryIds, delegationIds, ...event } = found
  if (event.needsSecondFactor && !user.hasSecondFactor) return null
  const role = user.isAdministrator ? 'owner' : memberRole
  if (!role || RIGHTS.indexOf(RIGHT_OF[role]) < RIGHTS.indexOf(right)) return null
  const scope = role === 'reviewer' ? { categoryIds, delegationIds } : { categoryIds: null, delegationIds: null }
  return { ...event, role, scope, actor: { kind: 'organiser', userId: user.id } } as Proofs[R]
}

/** The event, if `user` may edit its agenda; null as above. */
export async function gateEditedEvent(user: User | null, slug: string): Promise<EditedEvent | null> {
  const event = await gateEvent(user, slug, 'enter')
  return event && EDITORS.includes(event.role) ? (event as EditedEvent) : null
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
  if (isPreview && !(await gateEvent(await user(), slug, 'enter'))) return null
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
export const enterEvent = cache((slug: string) => gate(slug, 'enter'))

/** Gate for who sees registrations. */
export const viewEvent = cache((slug: string) => gate(slug, 'view'))

/** Gate for who decides on registrations. */
export const reviewEvent = cache((slug: string) => gate(slug, 'review'))

/** Gate for organisers and owners. */
export const manageEvent = cache((slug: string) => gate(slug, 'manage'))

/** Gate for who edits the agenda and the speakers. */
export const editEvent = cache(async (slug: string) => orNotFound(gateEditedEvent(await currentUser(), slug)))

/** Gate for owners. */
export const ownEvent = cache((slug: string) => gate(slug, 'own'))

/**
 * Leads a member of an event's team who has not given the second factor that it asks for to the page that says so; for
 * anybody else nothing happens, so that nobody learns which events there are. The gates stay what decides.
 */
export async function explainSecondFactor(locale: Locale, slug: string): Promise<void> {
  const user = await currentUser()
  if (!user || user.hasSecondFactor || (await gateEvent(user, slug, 'enter'))) return
  if (!(await gateEvent({ ...user, hasSecondFactor: true }, slug, 'enter'))) return
  const { redirect } = await import('next/navigation')
  redirect(`/${locale}/admin` as Route)
}

async function gate<R extends Right>(slug: string, right: R): Promise<Proofs[R]> {
  return orNotFound(gateEvent(await currentUser(), slug, right))
}

/**
 * Every command that writes to an event calls it.
 * @throws Refusal event_archived
 */
export function changeable(event: EnteredEvent): void {
  if (event.state === 'archived') throw new Refusal('event_archived')
}

/** What a gate lets through; else the page that is not found, whatever the reason. */
export async function orNotFound<T>(gate: Promise<T | null>): Promise<T> {
  const passed = await gate
  if (passed) return passed
  // Loaded here, because Node alone (tests, jobs) does not find Next's modules.
  const { notFound } = await import('next/navigation')
  return notFound()
}
