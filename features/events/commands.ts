import { createHash } from 'node:crypto'
import { and, eq, inArray, lte, max, sql } from 'drizzle-orm'
import { db, isUniqueViolation, type Transaction } from '@/db'
import { categories, consentVersions, events, FORMS, members, series } from '@/db/schema/events'
import type { User } from '@/features/accounts/access'
import { type Actor, type AuditEntry, recordAudit } from '@/features/audit/commands'
import { Refusal } from '@/lib/errors'
import type { Localized } from '@/lib/locales'
import { inEveryLanguage } from '@/lib/texts'
import { changeable, type ManagedEvent, type OwnedEvent } from './access'
import { type ConsentPurpose, type ConsentSettings, consentTexts, isFilled } from './rules'
import type { CategoryInput, EventInput, NewCategoryInput, NewEventInput } from './schema'

/**
 * Makes an event with its first three categories, closed; `user` becomes its owner.
 * @returns the event's slug
 * @throws Refusal `administrators_only`, `slug_taken` at slug, `series_unknown` at seriesId
 */
export async function createEvent(user: User, input: NewEventInput): Promise<string> {
  if (!user.isAdministrator) throw new Refusal('administrators_only')
  const actor: Actor = { kind: 'organiser', userId: user.id }
  await slugOnce('events_slug_unique', () =>
    db().transaction(async (tx) => {
      await knownSeries(tx, input.seriesId)
      const [event] = await tx.insert(events).values(input).returning({ id: events.id })
      const eventId = event!.id
      await tx.insert(members).values({ eventId, userId: user.id, role: 'owner' })
      await tx
        .insert(categories)
        .values(FORMS.map((form, position) => ({ eventId, slug: form, form, position, name: defaultName(form) })))
      await recordAudit(tx, { eventId, actor, subject: 'event', subjectId: eventId, action: 'event.created' })
    }),
  )
  return input.slug
}

/**
 * Changes the event's settings.
 * @throws Refusal `event_archived`; `operator_missing` at operator.en, if the event is public; `series_unknown` at seriesId
 */
export async function updateEvent(event: ManagedEvent, input: EventInput): Promise<void> {
  changeable(event)
  if (event.state === 'published') namesOperator(input)
  await db().transaction(async (tx) => {
    await knownSeries(tx, input.seriesId)
    const changed = Object.keys(input).filter((key) => {
      const field = key as keyof EventInput
      return JSON.stringify(sorted(event[field])) !== JSON.stringify(sorted(input[field]))
    })
    await tx
      .update(events)
      .set({ ...input, updatedAt: sql`now()` })
      .where(eq(events.id, event.id))
    await recordAudit(tx, entry(event, 'event', event.id, 'event.updated', { changed }))
  })
}

/** @throws Refusal `event_archived`; `operator_missing` at operator.en: consents must name who is responsible */
export async function publishEvent(event: OwnedEvent): Promise<void> {
  changeable(event)
  namesOperator(event)
  await moveEvent(event, ['draft'], 'published')
}

/** Takes a published event back to a draft. @throws Refusal `event_archived` */
export async function unpublishEvent(event: OwnedEvent): Promise<void> {
  changeable(event)
  await moveEvent(event, ['published'], 'draft')
}

/** Makes the event read-only for good. @throws Refusal `event_archived` */
export async function archiveEvent(event: OwnedEvent): Promise<void> {
  changeable(event)
  await moveEvent(event, ['draft', 'published'], 'archived')
}

type EventState = OwnedEvent['state']

/** Nothing happens if the event is there already. */
async function moveEvent(event: OwnedEvent, from: EventState[], to: EventState): Promise<void> {
  await db().transaction(async (tx) => {
    const [moved] = await tx
      .update(events)
      .set({ state: to, updatedAt: sql`now()` })
      .where(and(eq(events.id, event.id), inArray(events.state, from)))
      .returning({ id: events.id })
    if (moved) await recordAudit(tx, entry(event, 'event', event.id, `event.moved_to_${to}`))
  })
}

/**
 * Adds a category after the others.
 * @returns the category's id
 * @throws Refusal `event_archived`, `slug_taken` at slug, `category_unknown` at companionCategoryId
 */
export async function createCategory(event: ManagedEvent, input: NewCategoryInput): Promise<string> {
  changeable(event)
  return slugOnce('categories_event_slug', () =>
    db().transaction(async (tx) => {
      await knownCategory(tx, event, input.companionCategoryId)
      const [last] = await tx
        .select({ position: max(categories.position) })
        .from(categories)
        .where(eq(categories.eventId, event.id))
      const [category] = await tx
        .insert(categories)
        .values({ ...input, eventId: event.id, position: (last?.position ?? -1) + 1 })
        .returning({ id: categories.id })
      await recordAudit(tx, entry(event, 'category', category!.id, 'category.created', { slug: input.slug }))
      return category!.id
    }),
  )
}

/**
 * Changes a category of this event. Raising the capacity moves nobody up from the waiting list: that is for organisers.
 * @throws Refusal `event_archived`, `category_unknown`, `capacity_below_taken` at capacity with { taken }, `category_unknown` at companionCategoryId
 */
export async function updateCategory(event: ManagedEvent, categoryId: string, input: CategoryInput): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    await knownCategory(tx, event, input.companionCategoryId)
    const ofEvent = and(eq(categories.id, categoryId), eq(categories.eventId, event.id))
    const [updated] = await tx
      .update(categories)
      .set(input)
      .where(and(ofEvent, input.capacity === null ? undefined : lte(categories.taken, input.capacity)))
      .returning({ id: categories.id })
    if (!updated) {
      const [category] = await tx.select({ taken: categories.taken }).from(categories).where(ofEvent)
      if (!category) throw new Refusal('category_unknown')
      throw new Refusal('capacity_below_taken', { taken: category.taken }, 'capacity')
    }
    const { isOpen, isReviewed, hasWaitingList, mostCompanions } = input
    const data = { isOpen, isReviewed, hasWaitingList, mostCompanions, capacity: input.capacity ?? 'unlimited' }
    await recordAudit(tx, entry(event, 'category', categoryId, 'category.updated', data))
  })
}

/** A wording never changes once it has a version, and making it anew in three languages costs a tenth of a registration. */
const consentsBySettings = new Map<string, { version: number; texts: Partial<Record<ConsentPurpose, Localized>> }>()

/**
 * The consents as the event's settings word them now, in the order of asking, with the version they are kept under; a
 * new version is made when the wording is new. Uses connections of its own: call it before a transaction, not inside.
 */
export async function currentConsents(
  event: { id: string } & ConsentSettings,
): Promise<{ version: number; texts: Partial<Record<ConsentPurpose, Localized>> }> {
  const { id: eventId, name, contactEmail, operator, operatorNumber, recipients, abroad, retentionMonths } = event
  const settings = JSON.stringify([
    eventId,
    ...[name, contactEmail, operator, operatorNumber, recipients, abroad, retentionMonths],
  ])
  const known = consentsBySettings.get(settings)
  if (known) return known
  const wording = consentTexts(event)
  const digest = createHash('sha256').update(JSON.stringify(wording)).digest('hex')
  const find = () =>
    db()
      .select({ version: consentVersions.version })
      .from(consentVersions)
      .where(and(eq(consentVersions.eventId, eventId), eq(consentVersions.digest, digest)))
  for (;;) {
    const [found] = await find()
    if (found) {
      const consents = { version: found.version, texts: wording }
      if (consentsBySettings.size >= 200) consentsBySettings.clear()
      consentsBySettings.set(settings, consents)
      return consents
    }
    const [last] = await db()
      .select({ version: max(consentVersions.version) })
      .from(consentVersions)
      .where(eq(consentVersions.eventId, eventId))
    // Whoever comes first makes it: the number or the digest is taken then, and the next look finds it.
    await db()
      .insert(consentVersions)
      .values({ eventId, version: (last?.version ?? 0) + 1, digest, texts: wording as Record<string, Localized> })
      .onConflictDoNothing()
  }
}

/** The audit entry of what `event`'s holder did. */
export function entry(
  event: ManagedEvent,
  subject: AuditEntry['subject'],
  subjectId: string,
  action: string,
  data?: AuditEntry['data'],
): AuditEntry {
  return { eventId: event.id, actor: event.actor, subject, subjectId, action, data }
}

async function slugOnce<T>(constraint: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (isUniqueViolation(error, constraint)) throw new Refusal('slug_taken', {}, 'slug')
    throw error
  }
}

async function knownSeries(tx: Transaction, seriesId: string | null): Promise<void> {
  if (!seriesId) return
  const [found] = await tx.select({ id: series.id }).from(series).where(eq(series.id, seriesId))
  if (!found) throw new Refusal('series_unknown', {}, 'seriesId')
}

/** Companions come in a category of the same event. */
async function knownCategory(tx: Transaction, event: ManagedEvent, categoryId: string | null): Promise<void> {
  if (!categoryId) return
  const [found] = await tx
    .select({ id: categories.id })
    .from(categories)
    .where(and(eq(categories.id, categoryId), eq(categories.eventId, event.id)))
  if (!found) throw new Refusal('category_unknown', {}, 'companionCategoryId')
}

function namesOperator(event: { operator: Localized }): void {
  if (!isFilled(event.operator)) throw new Refusal('operator_missing', {}, 'operator.en')
}

function defaultName(form: (typeof FORMS)[number]): Localized {
  return inEveryLanguage(`default_categories.${form}`)
}

/** PostgreSQL gives a text's languages back in an order of its own. */
function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
