import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { delegationRoles, delegations, focalPoints } from '@/db/schema/delegations'
import { categories } from '@/db/schema/events'
import { files } from '@/db/schema/files'
import { consents, quotas, registrations, travelDocuments } from '@/db/schema/registrations'
import type { FocalDelegation } from '@/features/delegations/access'
import { listRoles } from '@/features/delegations/queries'
import type { ViewedEvent } from '@/features/events/access'
import { REQUIRED_CONSENTS } from '@/features/events/rules'
import { isUuid } from '@/lib/ids'
import { toldOf } from '../own/rules'
import { liveQuestions } from '../questions/queries'
import { hasOpenQuestions, questionsAskedOf } from '../questions/rules'
import { isAccepted, isLive, LIVE_STATES } from '../rules'
import { type MemberChoices, missingOf } from './rules'

/** As a delegation wants its members to stand. */
const IN_ORDER = [asc(registrations.delegationPosition), asc(registrations.createdAt), asc(registrations.id)]

/**
 * A delegation's members in its order, the ended ones last, with what each lacks. Two queries. For the secretariat the
 * delegation's own gate (`getDelegation`) stands before.
 */
export async function listMembers(event: ViewedEvent | FocalDelegation['event'], delegationId: string) {
  const rows = await db()
    .select({
      registration: registrations,
      category: categories,
      roleName: delegationRoles.name,
      roleSlug: delegationRoles.slug,
      hasPhoto: sql<boolean>`exists (select 1 from ${files} where ${files.registrationId} = ${registrations.id} and ${files.kind} = 'photo')`,
      hasPassport: sql<boolean>`exists (select 1 from ${travelDocuments} where ${travelDocuments.registrationId} = ${registrations.id})`,
      hasConsent: sql<boolean>`(select count(*) from ${consents} where ${consents.registrationId} = ${registrations.id} and ${consents.isGiven} and ${inArray(consents.purpose, [...REQUIRED_CONSENTS])}) = ${REQUIRED_CONSENTS.length}`,
      isFocalEmail: sql<boolean>`exists (select 1 from ${focalPoints} join ${users} on ${users.id} = ${focalPoints.userId} where ${focalPoints.delegationId} = ${registrations.delegationId} and ${users.email} = lower(${registrations.email}))`,
    })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .leftJoin(delegationRoles, eq(delegationRoles.id, registrations.roleId))
    .where(and(eq(registrations.eventId, event.id), eq(registrations.delegationId, delegationId)))
    .orderBy(...IN_ORDER)
  const questions = await liveQuestions(event.id)
  const members = rows.map(({ registration, category, ...row }) => ({
    ...registration,
    category,
    roleName: row.roleName,
    roleSlug: row.roleSlug,
    hasOwnEmail: !row.isFocalEmail,
    missing: isLive(registration.state)
      ? missingOf({
          ...registration,
          hasOwnEmail: !row.isFocalEmail,
          form: category.form,
          answers: {
            country: registration.country,
            institution: registration.institution,
            position: registration.position,
          },
          asks: {
            photo: category.asksPhoto,
            travel: category.asksTravel,
            passport: category.asksTravelDocument,
          },
          has: {
            consent: row.hasConsent,
            photo: row.hasPhoto,
            travel: Object.keys(registration.travel).length > 0,
            passport: row.hasPassport,
            questions: !hasOpenQuestions(
              questionsAskedOf(questions, category, isAccepted(toldOf(registration))),
              registration.answers,
            ),
          },
        })
      : [],
  }))
  return [...members.filter(({ state }) => isLive(state)), ...members.filter(({ state }) => !isLive(state))]
}

export type Member = Awaited<ReturnType<typeof listMembers>>[number]

/**
 * Of which delegation a gated registration is, as what, and at which place among its live members, from 1; null where it
 * is of none. A companion has the delegation of their person and no place in its order.
 */
export async function membershipOf(registration: typeof registrations.$inferSelect) {
  const { delegationId, isHead, companionOfId } = registration
  if (!delegationId) return null
  const [[delegation], [role], order] = await Promise.all([
    db()
      .select({ id: delegations.id, name: delegations.name })
      .from(delegations)
      .where(eq(delegations.id, delegationId)),
    registration.roleId
      ? db()
          .select({ name: delegationRoles.name })
          .from(delegationRoles)
          .where(eq(delegationRoles.id, registration.roleId))
      : [],
    db()
      .select({ id: registrations.id })
      .from(registrations)
      .where(
        and(
          eq(registrations.delegationId, delegationId),
          inArray(registrations.state, [...LIVE_STATES]),
          isNull(registrations.companionOfId),
        ),
      )
      .orderBy(...IN_ORDER),
  ])
  const position = companionOfId ? 0 : order.findIndex(({ id }) => id === registration.id) + 1
  return { delegation: delegation!, role: role?.name ?? null, isHead, position, count: order.length }
}

/** One member of the delegation that was gated, or null. */
export async function getMember(focal: FocalDelegation, memberId: string) {
  if (!isUuid(memberId)) return null
  const [row] = await db()
    .select({ registration: registrations, category: categories })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(and(eq(registrations.id, memberId), eq(registrations.delegationId, focal.delegation.id)))
  return row ?? null
}

/** The categories and roles that members of the event can have. */
export async function memberChoices(event: { id: string }): Promise<MemberChoices> {
  const [all, roles] = await Promise.all([
    db()
      .select({ id: categories.id, slug: categories.slug, form: categories.form, name: categories.name })
      .from(categories)
      .where(eq(categories.eventId, event.id))
      .orderBy(asc(categories.position), asc(categories.id)),
    listRoles(event),
  ])
  return { categories: all, roles }
}

/** The delegation's places: in all (categoryId null) and per category, where there is a limit. */
export function listDelegationPlaces(focal: FocalDelegation) {
  return db()
    .select({ categoryId: quotas.categoryId, capacity: quotas.capacity, taken: quotas.taken })
    .from(quotas)
    .where(and(eq(quotas.delegationId, focal.delegation.id), sql`${quotas.roleId} is null`))
}

/** True where somebody's mails go to their own address, not to a focal point's. */
export async function hasOwnEmail(delegationId: string, email: string): Promise<boolean> {
  const [focal] = await db()
    .select({ id: focalPoints.id })
    .from(focalPoints)
    .innerJoin(users, eq(users.id, focalPoints.userId))
    .where(and(eq(focalPoints.delegationId, delegationId), eq(users.email, email.toLowerCase())))
  return !focal
}
