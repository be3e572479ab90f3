import { and, asc, count, desc, eq, exists, gt, inArray, ne, notInArray, or, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { audit } from '@/db/schema/audit'
import { delegations } from '@/db/schema/delegations'
import { categories } from '@/db/schema/events'
import { mails } from '@/db/schema/mail'
import {
  ANSWER_KINDS,
  changes,
  consents,
  decisions,
  informationRequests,
  questions,
  registrations,
  submissions,
} from '@/db/schema/registrations'
import type { EnteredEvent, ViewedEvent } from '@/features/events/access'
import { listCountries } from '@/lib/countries'
import { isUuid } from '@/lib/ids'
import type { Locale, Localized } from '@/lib/locales'
import { searchKey } from '@/lib/names'
import { hashToken, parseReference } from '@/lib/secrets'
import { sees } from './privacy/rules'
import type { RegistrationFilter, RegistrationNeed } from './review/rules'
import { MAIL_OF_STATE, type RegistrationState, TO_REVIEW } from './rules'

type RegistrationRow = typeof registrations.$inferSelect
type CategoryRow = typeof categories.$inferSelect

/** What the page after sending shows: reference and address, for a day, to who holds the submission's id. */
export async function readReceipt(
  eventId: string,
  submissionId: string,
  now: Date,
): Promise<{ reference: string; email: string; category: CategoryRow } | null> {
  if (!isUuid(submissionId)) return null
  const yesterday = new Date(now.getTime() - 24 * 60 * 60 * 1000)
  const [row] = await db()
    .select({ reference: submissions.reference, email: registrations.email, category: categories })
    .from(submissions)
    .innerJoin(registrations, eq(registrations.id, submissions.registrationId))
    .innerJoin(categories, eq(categories.id, submissions.categoryId))
    .where(
      and(eq(submissions.id, submissionId), eq(submissions.eventId, eventId), gt(submissions.createdAt, yesterday)),
    )
  return row ?? null
}

/** A person's own registration, by the token of their private link. */
export async function registrationByToken(
  eventId: string,
  token: string,
): Promise<{ registration: RegistrationRow; category: CategoryRow } | null> {
  const [row] = await db()
    .select({ registration: registrations, category: categories })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(and(eq(registrations.linkHash, hashToken(token)), eq(registrations.eventId, eventId)))
  return row ?? null
}

export const PAGE_SIZE = 50

export type RegistrationListRow = Pick<
  RegistrationRow,
  | 'id'
  | 'reference'
  | 'state'
  | 'toldState'
  | 'title'
  | 'givenName'
  | 'familyName'
  | 'patronymic'
  | 'nativeName'
  | 'country'
  | 'institution'
  | 'position'
  | 'offerExpiresAt'
  | 'createdAt'
> & { categoryName: CategoryRow['name']; needs: Record<Exclude<RegistrationNeed, 'offer'>, boolean> }

/**
 * One page of an event's registrations, `PAGE_SIZE` rows, with the count of the whole selection and the counts per state
 * of the same selection without its state. A page past the end is the last one. Two queries, whatever the size. What is
 * searched for stands with the best match first, unless another order than the usual one is asked for.
 * @param locale whose alphabet sorts the States
 */
export async function listRegistrations(
  event: ViewedEvent,
  filter: RegistrationFilter,
  locale: Locale,
): Promise<{ rows: RegistrationListRow[]; total: number; page: number; byState: Record<string, number> }> {
  const selected = selection(event, filter)
  const counts = await db()
    .select({ state: registrations.state, count: count() })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(selected)
    .groupBy(registrations.state)
  const byState = Object.fromEntries(counts.map((row) => [row.state, row.count]))
  const total = filter.state ? (byState[filter.state] ?? 0) : counts.reduce((sum, row) => sum + row.count, 0)
  const page = Math.min(filter.page, Math.max(1, Math.ceil(total / PAGE_SIZE)))
  const rows = await db()
    .select({
      id: registrations.id,
      reference: registrations.reference,
      state: registrations.state,
      toldState: registrations.toldState,
      title: registrations.title,
      givenName: registrations.givenName,
      familyName: registrations.familyName,
      patronymic: registrations.patronymic,
      nativeName: registrations.nativeName,
      country: registrations.country,
      institution: registrations.institution,
      position: registrations.position,
      offerExpiresAt: registrations.offerExpiresAt,
      createdAt: registrations.createdAt,
      categoryName: categories.name,
      needs: {
        correction: needing(event, 'correction'),
        answered: needing(event, 'answered'),
        erasure: needing(event, 'erasure'),
        untold: needing(event, 'untold'),
        bounced: needing(event, 'bounced'),
      },
    })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(and(selected, filter.state ? eq(registrations.state, filter.state) : undefined))
    .orderBy(...bestFirst(filter), ...order(filter, locale), asc(registrations.id))
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE)
  return { rows, total, page, byState }
}

function bestFirst({ search, sort }: RegistrationFilter): SQL[] {
  const key = searchKey(search)
  return key && sort === 'newest' ? [sql`word_similarity(${key}, ${registrations.searchKey}) desc`] : []
}

/** Next on a waiting list: by the organisers' priority, then by time. */
export const WAITING_ORDER = [desc(registrations.priority), asc(registrations.stateSince), asc(registrations.id)]

/** Who is decided on first of many: by priority, then by how long they have waited for a decision or on their list. */
export const DECISION_ORDER = [
  desc(registrations.priority),
  sql`case when ${registrations.state} = 'waiting_list' then ${registrations.stateSince} else ${registrations.createdAt} end`,
  asc(registrations.id),
]

function order({ sort, state }: RegistrationFilter, locale: Locale): SQL[] {
  const byName = sql`${registrations.sortKey} collate "und-x-icu"`
  switch (sort) {
    case 'newest':
      return state === 'waiting_list' ? WAITING_ORDER : [desc(registrations.createdAt)]
    case 'oldest':
      return [asc(registrations.createdAt)]
    case 'name':
      return [byName]
    case 'country': {
      // As the names of States stand in the reader's alphabet; their codes stand in another order.
      const codes = listCountries(locale).map(({ code }) => code)
      return [sql`array_position(${`{${codes.join(',')}}`}::text[], ${registrations.country})`, byName]
    }
    case 'state':
      return [asc(registrations.state), byName]
  }
}

/** The registrations of the event that its holder may see: of a reviewer's categories or delegations, of all else. */
export function inScope(event: EnteredEvent): SQL | undefined {
  const { categoryIds, delegationIds } = event.scope
  const parts = [
    categoryIds && (categoryIds.length > 0 ? inArray(registrations.categoryId, categoryIds) : sql`false`),
    delegationIds && (delegationIds.length > 0 ? inArray(registrations.delegationId, delegationIds) : sql`false`),
  ].filter((part): part is SQL => part !== null)
  return and(eq(registrations.eventId, event.id), or(...parts))
}

/** What a filter selects, but for its state; join the categories. Without drafts: a delegation's are its own until it sends them. */
export function selection(event: ViewedEvent, filter: RegistrationFilter): SQL | undefined {
  return and(
    inScope(event),
    filter.state === 'draft' ? undefined : ne(registrations.state, 'draft'),
    filter.category
      ? sql`${registrations.categoryId} in (select ${categories.id} from ${categories} where ${categories.eventId} = ${event.id} and ${categories.slug} = ${filter.category})`
      : undefined,
    filter.country ? eq(registrations.country, filter.country) : undefined,
    filter.delegation ? eq(registrations.delegationId, filter.delegation) : undefined,
    filter.institution ? eq(registrations.institution, filter.institution) : undefined,
    filter.language ? eq(registrations.locale, filter.language) : undefined,
    filter.answer ? hasAnswer(event, filter.answer) : undefined,
    filter.needs ? needing(event, filter.needs) : undefined,
    filter.search ? matches(filter.search) : undefined,
  )
}

/** States that no letter tells. */
const SILENT = Object.entries(MAIL_OF_STATE).flatMap(([state, kind]) => (kind ? [] : [state as RegistrationState]))

/** True of a registration of which this waits for the secretariat. */
export function needing(event: { id: string }, need: RegistrationNeed): SQL<boolean> {
  switch (need) {
    case 'correction':
      return sql`(${registrations.id} in (select ${changes.registrationId} from ${changes} where ${eq(changes.eventId, event.id)} and ${changes.state} = 'pending'))`
    case 'answered':
      return sql`(${inArray(registrations.state, [...TO_REVIEW])} and exists (select 1 from ${informationRequests} where ${informationRequests.registrationId} = ${registrations.id} and ${informationRequests.answeredAt} is not null and not exists (select 1 from ${decisions} where ${decisions.registrationId} = ${registrations.id} and ${decisions.createdAt} > ${informationRequests.answeredAt} and ${decisions.undoneAt} is null)))`
    case 'erasure':
      return sql`(${registrations.erasureRequestedAt} is not null and ${registrations.erasedAt} is null)`
    case 'untold':
      return sql`(${registrations.toldState} is distinct from ${registrations.state} and ${notInArray(registrations.state, SILENT)})`
    case 'bounced':
      return sql`(exists (select 1 from ${mails} where ${eq(mails.eventId, event.id)} and ${mails.to} = ${registrations.email} and ${mails.state} in ('bounced', 'complained')))`
    case 'offer':
      return sql`(${registrations.offerExpiresAt} is not null)`
  }
}

/** Whose answer to a question of this event it is, or whose choices it is among; nobody's, where the reader may not see such answers. */
function hasAnswer(event: ViewedEvent, filter: string): SQL {
  const [id, value] = [filter.slice(0, 36), filter.slice(37)]
  if (!isUuid(id)) return sql`false`
  const seen = ANSWER_KINDS.filter((kind) => sees(event, kind))
  if (seen.length === 0) return sql`false`
  return sql`(${value} = any(string_to_array(${registrations.answers} ->> ${id}, ',')) and exists (select 1 from ${questions} where ${eq(questions.id, id)} and ${eq(questions.eventId, event.id)} and ${inArray(questions.dataKind, seen)}))`
}

/**
 * Finds a name in any script: both sides go through `searchKey`. A substring of the key, or words as near as 0.5 in
 * trigrams (the pool's setting, chosen on the name table of lib/names.test.ts); a whole reference
 * finds its one registration, and of an address only the substring counts.
 */
function matches(search: string): SQL | undefined {
  const reference = parseReference(search)
  if (reference) {
    return sql`(${registrations.reference} = ${reference} or exists (select 1 from ${submissions} where ${submissions.registrationId} = ${registrations.id} and ${submissions.reference} = ${reference}))`
  }
  const key = searchKey(search)
  if (!key) return sql`false`
  const part = sql`${registrations.searchKey} like ${`%${key.replace(/[\\%_]/g, '\\$&')}%`}`
  // Addresses share their last words, so one that is only near is another's.
  return search.includes('@') ? part : sql`(${part} or ${registrations.searchKey} %> ${key})`
}

/**
 * Institutions and countries that registrations of the event name, most frequent first, and the delegations that have
 * sent somebody, in the event's order, for the filters.
 */
export async function listSelectable(
  event: ViewedEvent,
): Promise<{ countries: string[]; institutions: string[]; delegations: { id: string; name: Localized }[] }> {
  const [countries, institutions, ofDelegations] = await Promise.all([
    db()
      .select({ value: registrations.country })
      .from(registrations)
      .where(inScope(event))
      .groupBy(registrations.country)
      .orderBy(desc(count())),
    db()
      .select({ value: registrations.institution })
      .from(registrations)
      .where(inScope(event))
      .groupBy(registrations.institution)
      .orderBy(desc(count()))
      .limit(200),
    db()
      .select({ id: delegations.id, name: delegations.name })
      .from(delegations)
      .where(
        and(
          eq(delegations.eventId, event.id),
          exists(
            db()
              .select({ one: sql`1` })
              .from(registrations)
              .where(
                and(inScope(event), eq(registrations.delegationId, delegations.id), ne(registrations.state, 'draft')),
              ),
          ),
        ),
      )
      .orderBy(asc(delegations.position), asc(delegations.id)),
  ])
  return {
    countries: countries.map((row) => row.value).filter(Boolean),
    institutions: institutions.map((row) => row.value),
    delegations: ofDelegations,
  }
}

/** One registration with its category, consents and history (newest first), or null if the event has no such one. */
export async function getRegistration(event: ViewedEvent, registrationId: string) {
  if (!isUuid(registrationId)) return null
  const [row] = await db()
    .select({ registration: registrations, category: categories })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(and(eq(registrations.id, registrationId), inScope(event)))
  if (!row) return null
  const [history, agreed] = await Promise.all([
    db()
      .select({
        id: audit.id,
        at: audit.at,
        actor: audit.actor,
        actorEmail: users.email,
        action: audit.action,
        data: audit.data,
      })
      .from(audit)
      .leftJoin(users, eq(users.id, audit.actorId))
      .where(and(eq(audit.eventId, event.id), eq(audit.subjectId, registrationId)))
      .orderBy(desc(audit.id)),
    db().select().from(consents).where(eq(consents.registrationId, registrationId)).orderBy(asc(consents.purpose)),
  ])
  return { ...row, history, consents: agreed }
}
