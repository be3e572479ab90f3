import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
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
import type { Locale } from '@/lib/locales'
import { categories, consentVersions, events } from './events'

export const REGISTRATION_STATES = ['submitted', 'accepted', 'waiting_list', 'declined', 'withdrawn'] as const
export const registrationState = pgEnum('registration_state', REGISTRATION_STATES)

export const CONSENT_PURPOSES = [
  'processing',
  'conduct',
  'third_parties',
  'cross_border',
  'public_list',
  'photo',
] as const
export const consentPurpose = pgEnum('consent_purpose', CONSENT_PURPOSES)

/** One person taking part, or asking to take part, in one event. */
export const registrations = pgTable(
  'registrations',
  {
    id: uuid().primaryKey(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    categoryId: uuid()
      .notNull()
      .references(() => categories.id),
    reference: text().notNull(),
    state: registrationState().notNull(),
    /** When it came into its state: the order of the waiting list. */
    stateSince: timestamp({ withTimezone: true }).notNull().defaultNow(),

    title: text().notNull().default(''),
    givenName: text().notNull(),
    familyName: text().notNull().default(''),
    patronymic: text().notNull().default(''),
    /** The whole name in the person's own script, as it should be printed. */
    nativeName: text().notNull().default(''),
    /** Where the person stands in an alphabetical list; proposed, then the organisers' to edit. */
    sortKey: text().notNull(),
    /** Names, institution and address folded across scripts: lib/names.ts `searchKey`. */
    searchKey: text().notNull(),
    /** Folded address and name: what makes two registrations the same person's. */
    personKey: text().notNull(),
    country: text().notNull(),
    position: text().notNull(),
    institution: text().notNull(),
    email: text().notNull(),
    phone: text().notNull().default(''),
    /** Language of correspondence. */
    locale: text().$type<Locale>().notNull(),
    /** Language the person wants to listen in. */
    interpretation: text().notNull().default(''),
    diet: text().notNull().default(''),
    accessibility: text().notNull().default(''),
    /** What only the category's form asks: chamber, committee, mission, rank … */
    details: jsonb().$type<Record<string, string>>().notNull().default({}),

    /** SHA-256 of the private link's token. */
    linkHash: text().notNull().unique(),
    /** Raised on every change: SEQUENCE of the calendar file, version of the mails. */
    version: integer().notNull().default(1),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique('registrations_reference').on(table.eventId, table.reference),
    uniqueIndex('registrations_one_live_per_person')
      .on(table.eventId, table.personKey)
      .where(sql`${table.state} in ('submitted', 'accepted', 'waiting_list')`),
    index('registrations_state').on(table.eventId, table.state, table.createdAt),
    index('registrations_category').on(table.eventId, table.categoryId, table.state),
    index('registrations_country').on(table.eventId, table.country),
    index('registrations_sort').on(table.eventId, sql`${table.sortKey} collate "und-x-icu"`),
    index('registrations_created').on(table.eventId, table.createdAt),
    index('registrations_search').using('gin', table.searchKey.op('gin_trgm_ops')),
    check(
      'registrations_lengths',
      sql`length(${table.givenName}) <= 200 and length(${table.familyName}) <= 200 and length(${table.email}) <= 254 and length(${table.accessibility}) <= 2000`,
    ),
  ],
)

/** Every form that was sent, once: the same id with the same answers gets the same answer again. */
export const submissions = pgTable(
  'submissions',
  {
    id: uuid().primaryKey(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    registrationId: uuid()
      .notNull()
      .references(() => registrations.id, { onDelete: 'cascade' }),
    /** Whose form it was: for a repeated sign-up perhaps another than the registration's. */
    categoryId: uuid()
      .notNull()
      .references(() => categories.id),
    /** SHA-256 of the answers. */
    digest: text().notNull(),
    /** The reference on the page after sending: the registration's, or for a repeated sign-up one of its own. */
    reference: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique('submissions_reference').on(table.eventId, table.reference), index().on(table.registrationId)],
)

/** What a person agreed to, and in which wording and language. */
export const consents = pgTable(
  'consents',
  {
    registrationId: uuid()
      .notNull()
      .references(() => registrations.id, { onDelete: 'cascade' }),
    purpose: consentPurpose().notNull(),
    eventId: uuid().notNull(),
    version: integer().notNull(),
    isGiven: boolean().notNull(),
    locale: text().$type<Locale>().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.registrationId, table.purpose] }),
    foreignKey({
      columns: [table.eventId, table.version],
      foreignColumns: [consentVersions.eventId, consentVersions.version],
    }).onDelete('cascade'),
  ],
)

/** An unfinished form. Sealed with a key that only the person's address bar and cookie hold. */
export const drafts = pgTable(
  'drafts',
  {
    tokenHash: text().primaryKey(),
    categoryId: uuid()
      .notNull()
      .references(() => categories.id, { onDelete: 'cascade' }),
    sealed: text().notNull(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [index().on(table.expiresAt)],
)
