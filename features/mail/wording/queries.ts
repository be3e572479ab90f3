import { and, asc, eq, ilike, isNull, or, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { delegations, focalPoints } from '@/db/schema/delegations'
import { categories, events } from '@/db/schema/events'
import { eventLogos, mailWordings } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import { speakers } from '@/db/schema/speakers'
import type { MailKind } from '@/emails/kinds'
import { type Letter, renderLetter } from '@/emails/letter'
import type { Placeholder } from '@/emails/wording'
import type { GatedEvent } from '@/features/audit/commands'
import { formatDateRange, formatDateTime, formatZone } from '@/lib/dates'
import { isUuid } from '@/lib/ids'
import { inLocale, type Locale } from '@/lib/locales'
import { displayName, searchKey } from '@/lib/names'
import { texts } from '@/lib/texts'
import { readLogoOf } from '../look/queries'
import { logoCid, withLogoInside } from '../look/rules'
import { type Dress, dressed, WORDERS, type WordingTexts, worded } from './rules'

/** The event's row, as a gate let somebody through to it. */
export type DressedEvent = GatedEvent & typeof events.$inferSelect

/**
 * How an event dresses its mails. Whoever writes to many reads it once and hands it to `prepareMail`.
 * @param kind only the wordings of this kind
 */
export async function readDress(eventId: string, kind?: string): Promise<Dress> {
  const rows = await db()
    .select({
      signature: events.signature,
      replyTo: events.replyTo,
      logo: { version: eventLogos.version, width: eventLogos.width, height: eventLogos.height },
      wording: {
        kind: mailWordings.kind,
        locale: mailWordings.locale,
        categoryId: mailWordings.categoryId,
        subject: mailWordings.subject,
        heading: mailWordings.heading,
        body: mailWordings.body,
      },
    })
    .from(events)
    .leftJoin(eventLogos, and(eq(eventLogos.eventId, events.id), eventLogos.isCurrent))
    .leftJoin(
      mailWordings,
      and(eq(mailWordings.eventId, events.id), kind === undefined ? undefined : eq(mailWordings.kind, kind)),
    )
    .where(eq(events.id, eventId))
  const [first] = rows
  const { version, ...size } = first?.logo ?? { version: '' }
  return {
    wordings: rows.flatMap(({ wording }) => wording ?? []),
    signature: first?.signature ?? {},
    replyTo: first?.replyTo ?? '',
    logo: 'width' in size ? { cid: logoCid(version), ...size } : null,
  }
}

/** All wordings of an event, or of one kind of its mails, with their versions. */
export async function listWordings(event: GatedEvent, kind?: string) {
  if (!WORDERS.includes(event.role)) return []
  return db()
    .select()
    .from(mailWordings)
    .where(and(eq(mailWordings.eventId, event.id), kind === undefined ? undefined : eq(mailWordings.kind, kind)))
}

/** The event's categories, in their order. */
export async function listWordingCategories(event: GatedEvent) {
  return db()
    .select({ id: categories.id, name: categories.name })
    .from(categories)
    .where(eq(categories.eventId, event.id))
    .orderBy(asc(categories.position), asc(categories.id))
}

const MOST_FOUND = 8

/**
 * People of the event whom a letter of that audience may go to, by a part of their name.
 * @returns 8 at most; none for audiences that the event keeps no list of
 */
export async function findPeople(
  event: DressedEvent,
  audience: MailKind['audience'],
  search: string,
): Promise<{ id: string; name: string }[]> {
  const key = searchKey(search)
  if (key === '' || !WORDERS.includes(event.role)) return []
  const part = `%${key.replace(/[\\%_]/g, '\\$&')}%`
  if (audience === 'focal_point') {
    const rows = await focalPointsOf(
      event,
      or(ilike(focalPoints.name, `%${search}%`), sql`${delegations.searchKey} like ${part}`),
    )
    return rows.map(({ id, name, email, delegation }) => ({
      id,
      name: [name || email, inLocale(delegation, 'en')].filter(Boolean).join(', '),
    }))
  }
  const people =
    audience === 'participant'
      ? await participantsOf(event, sql`${registrations.searchKey} like ${part}`)
      : audience === 'speaker'
        ? await speakersOf(event, sql`${speakers.searchKey} like ${part}`)
        : []
  return people.map((person) => ({ id: person.id, name: displayName(person) }))
}

async function participantsOf(event: DressedEvent, where: SQL | undefined) {
  return db()
    .select({
      id: registrations.id,
      title: registrations.title,
      givenName: registrations.givenName,
      familyName: registrations.familyName,
      patronymic: registrations.patronymic,
      nativeName: registrations.nativeName,
      reference: registrations.reference,
      offerExpiresAt: registrations.offerExpiresAt,
      category: categories.name,
    })
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .where(and(eq(registrations.eventId, event.id), isNull(registrations.erasedAt), where))
    .orderBy(registrations.sortKey, registrations.id)
    .limit(MOST_FOUND)
}

async function speakersOf(event: DressedEvent, where: SQL | undefined) {
  return db()
    .select({
      id: speakers.id,
      title: speakers.title,
      givenName: speakers.givenName,
      familyName: speakers.familyName,
      nativeName: speakers.nativeName,
    })
    .from(speakers)
    .where(and(eq(speakers.eventId, event.id), where))
    .orderBy(speakers.sortKey, speakers.id)
    .limit(MOST_FOUND)
}

async function focalPointsOf(event: DressedEvent, where: SQL | undefined) {
  return db()
    .select({ id: focalPoints.id, name: focalPoints.name, email: users.email, delegation: delegations.name })
    .from(focalPoints)
    .innerJoin(delegations, eq(delegations.id, focalPoints.delegationId))
    .innerJoin(users, eq(users.id, focalPoints.userId))
    .where(and(eq(focalPoints.eventId, event.id), where))
    .orderBy(delegations.position, focalPoints.createdAt)
    .limit(MOST_FOUND)
}

/** Whom a letter is shown for, and what stands for its placeholders. */
export type Shown = {
  /** Null: the sample. */
  person: { id: string; name: string } | null
  values: Readonly<Record<Placeholder, string>>
}

const DAY = 24 * 60 * 60 * 1000

/**
 * What stands for the placeholders in a letter in `locale`: the event's own data, and those of a real person where
 * there is one of that id, else a sample's.
 * @param categoryId whose name the sample's category has
 */
export async function readShown(
  event: DressedEvent,
  kind: MailKind,
  locale: Locale,
  { personId, categoryId }: { personId?: string; categoryId?: string | null },
): Promise<Shown> {
  const t = texts(locale)
  const all = await listWordingCategories(event)
  const category = all.find(({ id }) => id === categoryId) ?? all[0]
  const at = (date: Date) => formatDateTime(date, locale, event.timeZone)
  const sample: Shown['values'] = {
    name: t('wording.sample.name'),
    event: inLocale(event.name, locale),
    date:
      kind.name === 'session_place'
        ? at(event.startsAt)
        : formatDateRange(event.startsAt, event.endsAt, locale, event.timeZone),
    place: [inLocale(event.venue, locale), inLocale(event.city, locale)].filter(Boolean).join(', '),
    host: inLocale(event.host, locale) || inLocale(event.name, locale),
    email: event.contactEmail,
    category: inLocale(category?.name, locale),
    reference: '4827 9136',
    answer_by: at(new Date(event.startsAt.getTime() - 21 * DAY)),
    delegation: t('wording.sample.delegation'),
    session: t('wording.sample.session'),
    zone: formatZone(event.startsAt, locale, event.timeZone),
    inviter: t('wording.sample.inviter'),
    role: t('mail.team_invitation.role.reviewer'),
  }
  const own =
    personId && isUuid(personId) && WORDERS.includes(event.role) ? await valuesOf(event, kind, locale, personId) : null
  if (!own) return { person: null, values: sample }
  return { person: { id: personId!, name: own.name }, values: { ...sample, ...own } }
}

async function valuesOf(
  event: DressedEvent,
  { audience }: MailKind,
  locale: Locale,
  id: string,
): Promise<({ name: string } & Partial<Record<Placeholder, string>>) | null> {
  if (audience === 'participant') {
    const [person] = await participantsOf(event, eq(registrations.id, id))
    if (!person) return null
    const { reference, offerExpiresAt, category } = person
    return {
      name: displayName(person, locale),
      reference,
      category: inLocale(category, locale),
      ...(offerExpiresAt ? { answer_by: formatDateTime(offerExpiresAt, locale, event.timeZone) } : {}),
    }
  }
  if (audience === 'speaker') {
    const [person] = await speakersOf(event, eq(speakers.id, id))
    return person ? { name: displayName(person, locale) } : null
  }
  if (audience === 'focal_point') {
    const [point] = await focalPointsOf(event, eq(focalPoints.id, id))
    return point ? { name: point.name || point.email, delegation: inLocale(point.delegation, locale) } : null
  }
  return null
}

type Wanted = {
  personId?: string
  categoryId?: string | null
  /** Words to show in place of the saved ones. */
  typed?: WordingTexts
}

/** A letter as the event would send it now to that person, or to the sample; its button leads nowhere. */
export async function readLetter(
  event: DressedEvent,
  kind: MailKind,
  locale: Locale,
  { typed, ...whose }: Wanted,
): Promise<Letter> {
  const { values } = await readShown(event, kind, locale, whose)
  const builtIn = kind.build({ t: texts(locale), locale, colour: event.colour, values })
  if (!kind.isOfEvent) return builtIn
  const dress = await readDress(event.id, kind.name)
  if (!typed) return dressed(builtIn, dress, { kind: kind.name, categoryId: whose.categoryId })
  return dressed(worded(builtIn, typed), { ...dress, wordings: [] }, { kind: kind.name })
}

/** Its subject, and its HTML part with the logo in it, to be read in a browser. */
export async function readPreview(
  event: DressedEvent,
  kind: MailKind,
  locale: Locale,
  wanted: Wanted,
): Promise<{ subject: string; html: string }> {
  const { subject, html } = await renderLetter(await readLetter(event, kind, locale, wanted))
  return { subject, html: withLogoInside(html, await readLogoOf({ eventId: event.id, html })) }
}
