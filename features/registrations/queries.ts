import { and, asc, count, desc, eq, gt, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { audit } from '@/db/schema/audit'
import { categories } from '@/db/schema/events'
import { consents, registrations, submissions } from '@/db/schema/registrations'
import type { ViewedEvent } from '@/features/events/access'
import { searchKey } from '@/lib/names'
import { hashToken, parseReference } from '@/lib/secrets'
import type { RegistrationState } from './rules'

type RegistrationRow = typeof registrations.$inferSelect
type CategoryRow = typeof categories.$inferSelect

/** What the page after sending shows: reference and address, for a day, to who holds the submission's id. */
export async function readReceipt(eventId: string, submissionId: string, now: Date): Promise<{ reference: string; email: string; category: CategoryRow } | null> {
  if (!/^[0-9a-f-]{36}$/.test(submissionId)) return null
  const yesterday = new Date(now.getTime() - 24 * 60 * 60 * 1000)
  const [row] = await db()
    .select({ reference: submissions.reference, email: registrations.email, category: categories })
    .from(submissions)
    .innerJoin(registrations, eq(registrations.id, submissions.registrationId))
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(and(eq(submissions.id, submissionId), eq(submissions.eventId, eventId), gt(submissions.createdAt, yesterday)))
  return row ?? null
}

/** A person's own registration, by the token of their private link. */
export async function registrationByToken(eventId: string, token: string): Promise<{ registration: RegistrationRow; category: CategoryRow } | null> {
  const [row] = await db()
    .select({ registration: registrations, category: categories })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(and(eq(registrations.linkHash, hashToken(token)), eq(registrations.eventId, eventId)))
  return row ?? null
}

export const SORTS = ['newest', 'oldest', 'name', 'country', 'state'] as const
export type Sort = (typeof SORTS)[number]

/** What the list of registrations is narrowed to; it stands in the page's address. */
export type RegistrationFilter = { search: string; category: string; state: RegistrationState | ''; country: string; institution: string; sort: Sort; page: number }

export const PAGE_SIZE = 50

export type RegistrationListRow = Pick<RegistrationRow, 'id' | 'reference' | 'state' | 'title' | 'givenName' | 'familyName' | 'patronymic' | 'nativeName' | 'country' | 'institution' | 'position' | 'createdAt'> & { categoryName: CategoryRow['name'] }

/**
 * One page of an event's registrations, `PAGE_SIZE` rows, with the count of the whole selection and the counts per state
 * of the same selection without its state. Two queries, whatever the size.
 */
export async function listRegistrations(event: ViewedEvent, filter: RegistrationFilter): Promise<{ rows: RegistrationListRow[]; total: number; byState: Record<string, number> }> {
  const selected = selection(event.id, { ...filter, state: '' })
  const [rows, counts] = await Promise.all([
    db()
      .select({
        id: registrations.id,
        reference: registrations.reference,
        state: registrations.state,
        title: registrations.title,
        givenName: registrations.givenName,
        familyName: registrations.familyName,
        patronymic: registrations.patronymic,
        nativeName: registrations.nativeName,
        country: registrations.country,
        institution: registrations.institution,
        position: registrations.position,
        createdAt: registrations.createdAt,
        categoryName: categories.name,
      })
      .from(registrations)
      .innerJoin(categories, eq(categories.id, registrations.categoryId))
      .where(and(selected, filter.state ? eq(registrations.state, filter.state) : undefined))
      .orderBy(...ORDER[filter.sort], asc(registrations.id))
      .limit(PAGE_SIZE)
      .offset((filter.page - 1) * PAGE_SIZE),
    db()
      .select({ state: registrations.state, count: count() })
      .from(registrations)
      .innerJoin(categories, eq(categories.id, registrations.categoryId))
      .where(selected)
      .groupBy(registrations.state),
  ])
  const byState = Object.fromEntries(counts.map((row) => [row.state, row.count]))
  const total = filter.state ? (byState[filter.state] ?? 0) : counts.reduce((sum, row) => sum + row.count, 0)
  return { rows, total, byState }
}

const ORDER: Record<Sort, SQL[]> = {
  newest: [desc(registrations.createdAt)],
  oldest: [asc(registrations.createdAt)],
  name: [asc(registrations.sortKey)],
  country: [asc(registrations.country), asc(registrations.sortKey)],
  state: [asc(registrations.state), asc(registrations.sortKey)],
}

function selection(eventId: string, filter: RegistrationFilter): SQL | undefined {
  return and(
    eq(registrations.eventId, eventId),
    filter.category ? eq(categories.slug, filter.category) : undefined,
    filter.country ? eq(registrations.country, filter.country) : undefined,
    filter.institution ? eq(registrations.institution, filter.institution) : undefined,
    filter.search ? matches(filter.search) : undefined,
  )
}

/**
 * Finds a name in any script: both sides go through `searchKey`. A substring of the key, or words as near as 0.5 in
 * trigrams (the pool's setting, chosen on the name table of lib/names.test.ts); a whole reference finds its one registration.
 */
function matches(search: string): SQL | undefined {
  const reference = parseReference(search)
  if (reference) {
    return sql`(${registrations.reference} = ${reference} or exists (select 1 from ${submissions} where ${submissions.registrationId} = ${registrations.id} and ${submissions.reference} = ${reference}))`
  }
  const key = searchKey(search)
  if (!key) return sql`false`
  return sql`(${registrations.searchKey} like ${`%${key.replace(/[\\%_]/g, '\\$&')}%`} or ${registrations.searchKey} %> ${key})`
}

/** Institutions and countries that registrations of the event name, most frequent first, for the filters. */
export async function listSelectable(event: ViewedEvent): Promise<{ countries: string[]; institutions: string[] }> {
  const [countries, institutions] = await Promise.all([
    db().select({ value: registrations.country }).from(registrations).where(eq(registrations.eventId, event.id)).groupBy(registrations.country).orderBy(desc(count())),
    db().select({ value: registrations.institution }).from(registrations).where(eq(registrations.eventId, event.id)).groupBy(registrations.institution).orderBy(desc(count())).limit(200),
  ])
  return { countries: countries.map((row) => row.value), institutions: institutions.map((row) => row.value) }
}

/** One registration with its category, consents and history (newest first), or null if the event has no such one. */
export async function getRegistration(event: ViewedEvent, registrationId: string) {
  if (!/^[0-9a-f-]{36}$/.test(registrationId)) return null
  const [row] = await db()
    .select({ registration: registrations, category: categories })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(and(eq(registrations.id, registrationId), eq(registrations.eventId, event.id)))
  if (!row) return null
  const [history, agreed] = await Promise.all([
    db()
      .select({ id: audit.id, at: audit.at, actor: audit.actor, actorEmail: users.email, action: audit.action, data: audit.data })
      .from(audit)
      .leftJoin(users, eq(users.id, audit.actorId))
      .where(and(eq(audit.eventId, event.id), eq(audit.subjectId, registrationId)))
      .orderBy(desc(audit.id)),
    db().select().from(consents).where(eq(consents.registrationId, registrationId)).orderBy(asc(consents.purpose)),
  ])
  return { ...row, history, consents: agreed }
}
