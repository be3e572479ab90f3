import { and, desc, eq, inArray, ne, or, type SQL, sql } from 'drizzle-orm'
import { type AnyPgColumn, alias } from 'drizzle-orm/pg-core'
import { db } from '@/db'
import { categories } from '@/db/schema/events'
import { dismissedDuplicates, registrations, travelDocuments } from '@/db/schema/registrations'
import type { ViewedEvent } from '@/features/events/access'
import { inScope } from '../queries'
import { LIVE_STATES } from '../rules'

/** Why two registrations may be one person's. */
export type Likeness = { email: boolean; passport: boolean; name: boolean }

/** Names as near as this in trigrams, of one country, are shown: Muhammad Aliyev and Мухаммад Алиев are 1. */
const NAME_LIKENESS = 0.6

/** Given and family name folded across scripts: the second half of `personKey`. */
const nameIn = (personKey: AnyPgColumn): SQL => sql`split_part(${personKey}, '|', 2)`

/**
 * Live registrations that may be the same person's as this one and were not said to be another's, the likest first, ten
 * at most, within the reader's scope. One assistant's address stands on many people, so an address alone is weak.
 */
export async function listCandidates(event: ViewedEvent, registrationId: string) {
  const mine = alias(registrations, 'mine')
  // A person's companions have the person's address, if none of their own; a delegation's members their focal point's.
  const hasEmail = sql<boolean>`(lower(${registrations.email}) = lower(${mine.email}) and not coalesce(${registrations.delegationId} = ${mine.delegationId}, false) and coalesce(${registrations.companionOfId}, ${registrations.id}) <> coalesce(${mine.companionOfId}, ${mine.id}))`
  const hasPassport = sql<boolean>`exists (select 1 from ${travelDocuments} join ${travelDocuments} passport on passport.number_index = ${travelDocuments.numberIndex} where ${travelDocuments.registrationId} = ${registrations.id} and passport.registration_id = ${mine.id} and passport.event_id = ${travelDocuments.eventId})`
  const hasName = sql<boolean>`(${registrations.country} = ${mine.country} and similarity(${nameIn(registrations.personKey)}, ${nameIn(mine.personKey)}) >= ${NAME_LIKENESS})`
  return db()
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
      categoryName: categories.name,
      likeness: { email: hasEmail, passport: hasPassport, name: hasName },
    })
    .from(registrations)
    .innerJoin(mine, eq(mine.id, registrationId))
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(
      and(
        inScope(event),
        eq(mine.eventId, event.id),
        ne(registrations.id, mine.id),
        inArray(registrations.state, [...LIVE_STATES]),
        // A delegation's drafts and kept places are its own until it sends them.
        ne(registrations.state, 'draft'),
        inArray(mine.state, [...LIVE_STATES]),
        or(hasEmail, hasPassport, hasName),
        sql`not exists (select 1 from ${dismissedDuplicates} where ${dismissedDuplicates.firstId} = least(${registrations.id}, ${mine.id}) and ${dismissedDuplicates.secondId} = greatest(${registrations.id}, ${mine.id}))`,
      ),
    )
    .orderBy(desc(hasPassport), desc(hasName), registrations.createdAt)
    .limit(10)
}

/** One of `listCandidates`. */
export type Candidate = Awaited<ReturnType<typeof listCandidates>>[number]
