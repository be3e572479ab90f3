import { and, asc, count, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { db } from '@/db'
import { users } from '@/db/schema/accounts'
import { delegations } from '@/db/schema/delegations'
import { categories } from '@/db/schema/events'
import { campaignFiles, campaignRecipients, campaigns, mails, unsubscribed } from '@/db/schema/mail'
import { consents, registrations } from '@/db/schema/registrations'
import { campaignLetter } from '@/emails/campaign'
import { type Letter, renderLetter } from '@/emails/letter'
import { fillPlaceholders } from '@/emails/wording'
import type { EventRow, ManagedEvent } from '@/features/events/access'
import { readLogoOf } from '@/features/mail/look/queries'
import { withLogoInside } from '@/features/mail/look/rules'
import { UNSUBSCRIBE, withLink } from '@/features/mail/rules'
import { readDress } from '@/features/mail/wording/queries'
import { dressed } from '@/features/mail/wording/rules'
import { placeOf } from '@/features/registrations/notices/commands'
import { needing, selection } from '@/features/registrations/queries'
import { NO_FILTER } from '@/features/registrations/review/rules'
import { formatDateRange } from '@/lib/dates'
import { isUuid } from '@/lib/ids'
import { inLocale, type Locale, type Localized, textIn } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'
import {
  type Audience,
  type CampaignKind,
  ENDED,
  type LeftOut,
  languageFor,
  languagesOf,
  MAIL_KIND,
  type MailState,
  type Progress,
  readAudience,
  writtenIn,
} from './rules'

export type CampaignRow = typeof campaigns.$inferSelect

export const CAMPAIGNS_PER_PAGE = 30
/** Of those who are left out, or whose mail came back, as many are named. */
export const MOST_NAMED = 20
const PEOPLE_FOUND = 10

const released = alias(users, 'released')
const approved = alias(users, 'approved')
const created = alias(users, 'created')

/** One letter to many of the event, with who did what to it, or null. */
export async function readCampaign(event: ManagedEvent, number: unknown) {
  const wanted = Number(number)
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 1_000_000) return null
  const [row] = await db()
    .select({
      campaign: campaigns,
      createdBy: created.email,
      releasedBy: released.email,
      approvedBy: approved.email,
    })
    .from(campaigns)
    .leftJoin(created, eq(created.id, campaigns.createdBy))
    .leftJoin(released, eq(released.id, campaigns.releasedBy))
    .leftJoin(approved, eq(approved.id, campaigns.approvedBy))
    .where(and(eq(campaigns.eventId, event.id), eq(campaigns.number, wanted)))
  return row ? { ...row.campaign, people: { ...row, campaign: undefined } } : null
}

/** A page of the event's letters to many, newest first, with what became of their mails. */
export async function listCampaigns(event: ManagedEvent, page: number) {
  const [rows, [counted]] = await Promise.all([
    db()
      .select()
      .from(campaigns)
      .where(eq(campaigns.eventId, event.id))
      .orderBy(desc(campaigns.number))
      .limit(CAMPAIGNS_PER_PAGE)
      .offset((page - 1) * CAMPAIGNS_PER_PAGE),
    db().select({ total: count() }).from(campaigns).where(eq(campaigns.eventId, event.id)),
  ])
  const progress = await progressOf(rows.map(({ id }) => id))
  return { rows: rows.map((row) => ({ ...row, progress: progress.get(row.id) ?? NOTHING })), total: counted!.total }
}

const NOTHING: Progress = {
  open: 0,
  leftOut: 0,
  queued: 0,
  sent: 0,
  delivered: 0,
  bounced: 0,
  complained: 0,
  failed: 0,
  stopped: 0,
}

/** What became of a letter's mails so far. */
export async function readProgress(_event: ManagedEvent, campaign: CampaignRow): Promise<Progress> {
  return (await progressOf([campaign.id])).get(campaign.id) ?? NOTHING
}

async function progressOf(ids: string[]): Promise<Map<string, Progress>> {
  if (ids.length === 0) return new Map()
  const isLeftOut = sql<boolean>`${campaignRecipients.leftOut} is not null`
  const rows = await db()
    .select({ id: campaignRecipients.campaignId, isLeftOut, state: mails.state, count: count() })
    .from(campaignRecipients)
    .leftJoin(mails, eq(mails.id, campaignRecipients.mailId))
    .where(inArray(campaignRecipients.campaignId, ids))
    .groupBy(campaignRecipients.campaignId, isLeftOut, mails.state)
  const found = new Map<string, Progress>()
  for (const row of rows) {
    const progress = found.get(row.id) ?? { ...NOTHING }
    progress[row.isLeftOut ? 'leftOut' : (row.state ?? 'open')] += row.count
    found.set(row.id, progress)
  }
  return found
}

/**
 * Why a registration gets no letter of this kind and audience; null: it gets one. True at the moment it is asked, so it
 * is asked again when the mail is written.
 */
export function leftOutBecause(event: { id: string }, kind: CampaignKind, audience: Audience): SQL<LeftOut | null> {
  const { state } = audience.filter
  const processing = (isGiven: boolean) =>
    sql`exists (select 1 from ${consents} where ${consents.registrationId} = ${registrations.id} and ${consents.purpose} = 'processing' and ${consents.isGiven} = ${isGiven})`
  const reasons: [LeftOut, SQL | undefined][] = [
    ['erased', sql`${registrations.erasedAt} is not null or ${registrations.erasureRequestedAt} is not null`],
    // An official notice belongs to taking part; a bulletin only goes to who has agreed.
    ['no_consent', kind === 'bulletin' ? sql`not ${processing(true)}` : processing(false)],
    ['kept_off', audience.includesKeptOff ? undefined : sql`${registrations.isKeptOffLists}`],
    ['draft', sql`${registrations.state} = 'draft'`],
    ['ended', state ? undefined : inArray(registrations.state, [...ENDED])],
    [
      'moved',
      state
        ? sql`${registrations.state} <> ${state} and not (${state}::text = 'accepted' and ${registrations.state} = 'checked_in')`
        : undefined,
    ],
    // Else the letter would tell of a decision before the decision's own letter does.
    ['untold', state ? needing(event, 'untold') : undefined],
    ['no_address', sql`${registrations.email} !~ '^[^[:space:],;<>@]+@[^[:space:],;<>@]+$'`],
    ['bounced', needing(event, 'bounced')],
    [
      'unsubscribed',
      kind === 'bulletin'
        ? sql`exists (select 1 from ${unsubscribed} where ${unsubscribed.eventId} = ${event.id} and ${unsubscribed.email} = lower(${registrations.email}))`
        : undefined,
    ],
  ]
  const cases = reasons.flatMap(([reason, when]) => (when ? [sql`when ${when} then ${reason}::text`] : []))
  return sql<LeftOut | null>`case ${sql.join(cases, sql` `)} else null end`
}

/** Whom the filters find, with or without a letter. */
export function foundBy(event: ManagedEvent, { filter }: Audience): SQL | undefined {
  return and(selection(event, filter), filter.state ? eq(registrations.state, filter.state) : undefined)
}

export type Count = {
  /** How many get a letter. */
  total: number
  /** Of them, how many share their address with another of them. */
  sharing: number
  /** Of them, how many belong to no delegation. */
  single: number
  byLocale: { locale: Locale; count: number }[]
  leftOut: { why: LeftOut; count: number; people: { id: string; name: string }[] }[]
}

/** Who would get a letter of this kind, and who would not and why; of these a few are named. Two queries at any size. */
export async function countAudience(event: ManagedEvent, kind: CampaignKind, audience: Audience): Promise<Count> {
  return countEach(
    db()
      .select({ ...PERSON, email: registrations.email, why: leftOutBecause(event, kind, audience).as('why') })
      .from(registrations)
      .innerJoin(categories, eq(categories.id, registrations.categoryId))
      .where(foundBy(event, audience))
      .as('each'),
  )
}

/** The same of a released letter, as it was frozen. */
export async function countRecipients(_event: ManagedEvent, campaign: CampaignRow): Promise<Count> {
  return countEach(
    db()
      .select({
        ...PERSON,
        email: registrations.email,
        why: sql<LeftOut | null>`${campaignRecipients.leftOut}`.as('why'),
      })
      .from(campaignRecipients)
      .innerJoin(registrations, eq(registrations.id, campaignRecipients.registrationId))
      .where(eq(campaignRecipients.campaignId, campaign.id))
      .as('each'),
  )
}

const PERSON = {
  id: registrations.id,
  title: registrations.title,
  givenName: registrations.givenName,
  familyName: registrations.familyName,
  patronymic: registrations.patronymic,
  nativeName: registrations.nativeName,
  sortKey: registrations.sortKey,
  locale: registrations.locale,
  delegationId: registrations.delegationId,
}

// biome-ignore lint/suspicious/noExplicitAny: either of the two subqueries above, whose columns are the same
async function countEach(each: any): Promise<Count> {
  const isIn = sql`${each.why} is null`
  const shared = db()
    .select({
      locale: each.locale,
      why: each.why,
      delegationId: each.delegationId,
      isSharing:
        sql<boolean>`${isIn} and count(*) filter (where ${isIn}) over (partition by lower(${each.email})) > 1`.as(
          'is_sharing',
        ),
    })
    .from(each)
    .as('shared')
  const numbered = db()
    .select({
      id: each.id,
      title: each.title,
      givenName: each.givenName,
      familyName: each.familyName,
      patronymic: each.patronymic,
      nativeName: each.nativeName,
      why: each.why,
      place: sql<number>`row_number() over (partition by ${each.why} order by ${each.sortKey}, ${each.id})`.as('place'),
    })
    .from(each)
    .where(sql`${each.why} is not null`)
    .as('numbered')
  const [groups, people] = await Promise.all([
    db()
      .select({
        locale: shared.locale,
        why: shared.why,
        count: count(),
        sharing: sql<number>`count(*) filter (where ${shared.isSharing})`.mapWith(Number),
        single: sql<number>`count(*) filter (where ${shared.delegationId} is null)`.mapWith(Number),
      })
      .from(shared)
      .groupBy(shared.locale, shared.why) as Promise<
      { locale: Locale; why: LeftOut | null; count: number; sharing: number; single: number }[]
    >,
    db().select().from(numbered).where(sql`${numbered.place} <= ${MOST_NAMED}`).orderBy(asc(numbered.place)) as Promise<
      {
        id: string
        why: LeftOut
        title: string
        givenName: string
        familyName: string
        patronymic: string
        nativeName: string
      }[]
    >,
  ])
  const gets = groups.filter(({ why }) => why === null)
  const reasons = [...new Set(groups.flatMap(({ why }) => why ?? []))]
  const sum = (rows: { count: number }[]) => rows.reduce((all, row) => all + row.count, 0)
  return {
    total: sum(gets),
    sharing: gets.reduce((all, row) => all + row.sharing, 0),
    single: gets.reduce((all, row) => all + row.single, 0),
    byLocale: gets.map((row) => ({ locale: row.locale, count: row.count })).sort((a, b) => b.count - a.count),
    leftOut: reasons.map((why) => ({
      why,
      count: sum(groups.filter((group) => group.why === why)),
      people: people
        .filter((person) => person.why === why)
        .map((person) => ({ id: person.id, name: displayName(person) })),
    })),
  }
}

/** What a letter needs to know of somebody. */
export const RECIPIENT = {
  ...PERSON,
  email: registrations.email,
  reference: registrations.reference,
  isKeptOffLists: registrations.isKeptOffLists,
  categoryName: categories.name,
  delegationName: delegations.name,
}

export type Recipient = {
  [K in keyof typeof RECIPIENT]: (typeof RECIPIENT)[K]['_']['notNull'] extends true
    ? (typeof RECIPIENT)[K]['_']['data']
    : (typeof RECIPIENT)[K]['_']['data'] | null
}

/** Those who get the letter and whom a search finds, a few of them in the order of their names. */
export async function findRecipients(
  event: ManagedEvent,
  campaign: Pick<CampaignRow, 'kind' | 'audience'>,
  { search = '', id }: { search?: string; id?: string },
): Promise<Recipient[]> {
  if (id !== undefined && !isUuid(id)) return []
  const audience = readAudience(campaign.audience)
  const rows = await db()
    .select(RECIPIENT)
    .from(registrations)
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .leftJoin(delegations, eq(delegations.id, registrations.delegationId))
    .where(
      and(
        foundBy(event, audience),
        isNull(leftOutBecause(event, campaign.kind, audience)),
        search ? selection(event, { ...NO_FILTER, search }) : undefined,
        id ? eq(registrations.id, id) : undefined,
      ),
    )
    .orderBy(asc(registrations.sortKey), asc(registrations.id))
    .limit(PEOPLE_FOUND)
  return rows as Recipient[]
}

/** One person's copy of a letter; null while it is written in no language. */
export function letterTo(
  event: EventRow,
  campaign: Pick<CampaignRow, 'kind' | 'subject' | 'heading' | 'body'>,
  person: Recipient,
): Letter | null {
  const written = writtenIn(campaign, languagesOf(event))
  if (written.length === 0) return null
  const locale = languageFor(written, person.locale)
  const about = eventValues(event, locale)
  return campaignLetter({
    t: texts(locale),
    locale,
    event: { name: about.event, colour: event.colour, contactEmail: event.contactEmail, host: about.host },
    values: {
      ...about,
      name: displayName(person, locale),
      category: inLocale(person.categoryName, locale),
      reference: person.reference,
      delegation: inLocale(person.delegationName, locale),
    },
    subject: campaign.subject[locale] ?? '',
    heading: campaign.heading[locale] ?? '',
    body: campaign.body[locale] ?? '',
    unsubscribe: campaign.kind === 'bulletin' ? UNSUBSCRIBE : null,
    isDiscreet: person.isKeptOffLists,
  })
}

/** What a letter says of its event in place of the placeholders. */
function eventValues(event: EventRow, locale: Locale) {
  const name = inLocale(event.name, locale)
  return {
    event: name,
    date: formatDateRange(event.startsAt, event.endsAt, locale, event.timeZone),
    place: placeOf(event, locale),
    host: inLocale(event.host, locale) || name,
  }
}

/** A letter's subject for its organisers, in the reader's language where it is written in that; '' while it has none. */
export function subjectFor(event: EventRow, subject: Localized, locale: Locale): { text: string; lang: Locale } {
  const { text, lang } = textIn(subject, locale)
  return { text: fillPlaceholders(text, eventValues(event, lang)), lang }
}

/** Whose mails of a released letter ended in one of the states, a few of them. */
export async function listTrouble(_event: ManagedEvent, campaign: CampaignRow, states: readonly MailState[]) {
  const rows = await db()
    .select({ ...PERSON, mailId: mails.id, state: mails.state, to: mails.to })
    .from(campaignRecipients)
    .innerJoin(mails, eq(mails.id, campaignRecipients.mailId))
    .innerJoin(registrations, eq(registrations.id, campaignRecipients.registrationId))
    .where(and(eq(campaignRecipients.campaignId, campaign.id), inArray(mails.state, [...states])))
    .orderBy(asc(registrations.sortKey), asc(registrations.id))
    .limit(MOST_NAMED)
  return rows.map(({ mailId, state, to, ...person }) => ({ mailId, state, to, name: displayName(person) }))
}

/** What goes with every mail of a letter, without the bytes. */
export async function listFiles(_event: ManagedEvent, campaign: CampaignRow) {
  return db()
    .select({ id: campaignFiles.id, name: campaignFiles.name, type: campaignFiles.type, size: campaignFiles.size })
    .from(campaignFiles)
    .where(eq(campaignFiles.campaignId, campaign.id))
    .orderBy(asc(campaignFiles.name), asc(campaignFiles.id))
}

/**
 * The copy of one of a letter's people, by default the first, as it would arrive; null where they get none. `mail` is
 * null while it is unwritten.
 */
export async function readCopy(event: ManagedEvent, campaign: CampaignRow, registrationId?: string) {
  const [person] = await findRecipients(event, campaign, { id: registrationId })
  if (!person) return null
  const letter = letterTo(event, campaign, person)
  if (!letter) return { person, mail: null }
  const { subject, html, text } = await renderLetter(
    dressed(letter, await readDress(event.id, MAIL_KIND), { kind: MAIL_KIND }),
  )
  const parts = withLink({ html: withLogoInside(html, await readLogoOf({ eventId: event.id, html })), text }, '#')
  return { person, mail: { subject, ...parts, locale: letter.locale } }
}
