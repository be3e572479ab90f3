import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Locale, Localized } from '@/lib/locales'
import { users } from './accounts'
import { focalPoints } from './delegations'
import { bytea, categories, events } from './events'
import { registrations } from './registrations'
import { speakers } from './speakers'

/** They only move forward: after `sent` the provider's word decides; `stopped`: a person took it back before it left. */
export const MAIL_STATES = ['queued', 'sent', 'delivered', 'bounced', 'complained', 'failed', 'stopped'] as const
export const mailState = pgEnum('mail_state', MAIL_STATES)

/** In the order in which they leave: sign-in links, letters about one person, letters to many. */
export const MAIL_LANES = ['urgent', 'personal', 'bulk'] as const
export const mailLane = pgEnum('mail_lane', MAIL_LANES)

/** The outbox: a mail is a row first, rendered and frozen; its id is the provider's idempotency key. */
export const mails = pgTable(
  'mails',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** Null: a mail of the installation itself, like a sign-in link. */
    eventId: uuid().references(() => events.id, { onDelete: 'cascade' }),
    registrationId: uuid().references(() => registrations.id, { onDelete: 'cascade' }),
    speakerId: uuid().references(() => speakers.id, { onDelete: 'cascade' }),
    focalPointId: uuid().references(() => focalPoints.id, { onDelete: 'cascade' }),
    userId: uuid().references(() => users.id, { onDelete: 'cascade' }),
    /** The letter to many that it is one of. */
    campaignId: uuid().references((): AnyPgColumn => campaigns.id, { onDelete: 'cascade' }),
    /** The mail that a person deliberately sent again as this one. */
    resentFromId: uuid().references((): AnyPgColumn => mails.id, { onDelete: 'set null' }),
    kind: text().notNull(),
    version: integer().notNull().default(1),
    lane: mailLane().notNull().default('personal'),
    to: text().notNull(),
    replyTo: text(),
    locale: text().$type<Locale>().notNull(),
    subject: text().notNull(),
    /** The private link stands here as `{{link}}`, so that a copy of the database opens nobody's page. */
    html: text().notNull(),
    text: text().notNull(),
    /** Address put in place of `{{link}}`, sealed with the installation's key and forgotten once it was sent. */
    sealedLink: text(),
    /** True: a bulletin, which can be unsubscribed from with one click (RFC 8058). */
    isBulletin: boolean().notNull().default(false),
    /** Calendar file to attach. */
    calendar: text(),
    state: mailState().notNull().default('queued'),
    attempts: integer().notNull().default(0),
    /** When it may next be tried; a claim moves it a lease ahead, so a dead worker's claim frees itself. */
    dueAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    firstTriedAt: timestamp({ withTimezone: true }),
    sentAt: timestamp({ withTimezone: true }),
    /** When the provider said last what became of it. */
    settledAt: timestamp({ withTimezone: true }),
    providerId: text(),
    /** A code of ours, shown to organisers: never the provider's text, which may quote addresses. */
    error: text(),
    /** The provider's own code for it: "422 validation_error", "550 5.1.1". */
    answer: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique('mails_once').on(table.registrationId, table.kind, table.version),
    unique('mails_once_per_speaker').on(table.speakerId, table.kind, table.version),
    unique('mails_once_per_focal_point').on(table.focalPointId, table.kind, table.version),
    index('mails_due').on(table.lane, table.dueAt).where(sql`${table.state} = 'queued'`),
    index('mails_event').on(table.eventId, table.createdAt),
    index('mails_registration').on(table.registrationId),
    index('mails_resent').on(table.resentFromId),
    index('mails_search').using('gin', table.to.op('gin_trgm_ops'), table.subject.op('gin_trgm_ops')),
    index('mails_campaign').on(table.campaignId, table.state),
    index('mails_provider').on(table.providerId),
    index('mails_undeliverable').on(table.eventId, table.to).where(sql`${table.state} in ('bounced', 'complained')`),
    index('mails_failed').on(table.eventId, table.createdAt).where(sql`${table.state} = 'failed'`),
  ],
)

/** One row: the rate that all processes share, and why the whole queue stands still, where it does. */
export const mailQueue = pgTable(
  'mail_queue',
  {
    id: integer().primaryKey().default(1),
    /** A code of `mail.error.*` (a wrong key, a spent quota), or `by_hand`. */
    pausedBecause: text(),
    pausedAt: timestamp({ withTimezone: true }),
    /** From when the provider may be asked again. */
    nextTurnAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [check('mail_queue_one_row', sql`${table.id} = 1`)],
)

/** Reports of the provider that were taken in, by its own id: one that comes again changes nothing. */
export const mailReports = pgTable(
  'mail_reports',
  {
    id: text().primaryKey(),
    mailId: uuid().references(() => mails.id, { onDelete: 'cascade' }),
    receivedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index().on(table.mailId)],
)

/** An event's own wording of an automatic mail, in place of the built-in text of that kind and language. */
export const mailWordings = pgTable(
  'mail_wordings',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    kind: text().notNull(),
    locale: text().$type<Locale>().notNull(),
    /** Null: for every category that has no wording of its own. */
    categoryId: uuid().references(() => categories.id, { onDelete: 'cascade' }),
    subject: text().notNull(),
    heading: text().notNull(),
    /** Paragraphs separated by empty lines; placeholders as `{name}`. */
    body: text().notNull(),
    version: integer().notNull().default(1),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique('mail_wordings_once').on(table.eventId, table.kind, table.locale, table.categoryId).nullsNotDistinct(),
  ],
)

/** The event's signs in the head of its mails, re-encoded at upload. Former ones stay, for the mails that carry them. */
export const eventLogos = pgTable(
  'event_logos',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    /** Digest of `data`: mails name their logo by it. */
    version: text().notNull(),
    isCurrent: boolean().notNull().default(true),
    data: bytea().notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.version] }),
    uniqueIndex('event_logos_current').on(table.eventId).where(sql`${table.isCurrent}`),
  ],
)

export const CAMPAIGN_STATES = ['draft', 'scheduled', 'sending', 'sent', 'stopped'] as const
export const campaignState = pgEnum('campaign_state', CAMPAIGN_STATES)

export const CAMPAIGN_KINDS = ['notice', 'bulletin'] as const
export const campaignKind = pgEnum('campaign_kind', CAMPAIGN_KINDS)

/** A letter to many. What it says and to whom is frozen when it is released to be sent. */
export const campaigns = pgTable(
  'campaigns',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    /** Counts within the event; with the registration it makes each person's mail the only one. */
    number: integer().notNull(),
    kind: campaignKind().notNull().default('notice'),
    /** Filters of the list of registrations, as in its address. */
    audience: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** What it says, by language. */
    subject: jsonb().$type<Localized>().notNull().default({}),
    heading: jsonb().$type<Localized>().notNull().default({}),
    body: jsonb().$type<Localized>().notNull().default({}),
    state: campaignState().notNull().default('draft'),
    createdBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    /** Who asked that it be sent, and who allowed it where the event asks for two. */
    releasedBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    releasedAt: timestamp({ withTimezone: true }),
    approvedBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    approvedAt: timestamp({ withTimezone: true }),
    sendAt: timestamp({ withTimezone: true }),
    startedAt: timestamp({ withTimezone: true }),
    endedAt: timestamp({ withTimezone: true }),
    version: integer().notNull().default(1),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique('campaigns_number').on(table.eventId, table.number), index('campaigns_state').on(table.state)],
)

/** Whom a released letter goes to; `mailId` is set when it is queued, so a restart goes on where it stood. */
export const campaignRecipients = pgTable(
  'campaign_recipients',
  {
    campaignId: uuid()
      .notNull()
      .references(() => campaigns.id, { onDelete: 'cascade' }),
    registrationId: uuid()
      .notNull()
      .references(() => registrations.id, { onDelete: 'cascade' }),
    /** Why this person gets none after all; null: gets it. */
    leftOut: text(),
    mailId: uuid().references(() => mails.id, { onDelete: 'set null' }),
  },
  (table) => [
    primaryKey({ columns: [table.campaignId, table.registrationId] }),
    index('campaign_recipients_open')
      .on(table.campaignId)
      .where(sql`${table.mailId} is null and ${table.leftOut} is null`),
    index().on(table.registrationId),
    index().on(table.mailId),
  ],
)

/** Files that go with every mail of a letter to many. */
export const campaignFiles = pgTable(
  'campaign_files',
  {
    id: uuid().primaryKey().defaultRandom(),
    campaignId: uuid()
      .notNull()
      .references(() => campaigns.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    type: text().notNull(),
    size: integer().notNull(),
    data: bytea().notNull(),
  },
  (table) => [index().on(table.campaignId)],
)

/** A saved choice of people: filters of the list of registrations under a name. */
export const segments = pgTable(
  'segments',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    filters: jsonb().$type<Record<string, string>>().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique('segments_name').on(table.eventId, table.name)],
)

/** Addresses that an event's bulletins no longer go to, in lower case. */
export const unsubscribed = pgTable(
  'unsubscribed',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    email: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.eventId, table.email] })],
)

/** Letters that leave by themselves: which of the built-in kinds an event has switched on, and when each is due. */
export const automations = pgTable(
  'automations',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    kind: text().notNull(),
    isOn: boolean().notNull().default(false),
    /** Days from the date or the change of state that the kind counts from: before it where negative. */
    days: integer().notNull(),
    /** Hour of the day in the event's time zone. */
    hour: integer().notNull().default(9),
    switchedOnAt: timestamp({ withTimezone: true }),
    /** When its letters were last queued. */
    ranAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.kind] }),
    check('automations_hour', sql`${table.hour} between 0 and 23`),
    check('automations_days', sql`${table.days} between -365 and 365`),
  ],
)
