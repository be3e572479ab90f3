import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Locale, Localized } from '@/lib/locales'
import { users } from './accounts'

export const EVENT_STATES = ['draft', 'published', 'archived'] as const
export const eventState = pgEnum('event_state', EVENT_STATES)

export const FORMS = ['delegate', 'parliamentarian', 'diplomat'] as const
export const categoryForm = pgEnum('category_form', FORMS)

export const ROLES = ['owner', 'organiser', 'reviewer', 'agenda_editor', 'onsite', 'viewer'] as const
export const memberRole = pgEnum('member_role', ROLES)

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** A forum whose editions are events: "Women's Dialogue of Central Asian Countries". */
export const series = pgTable('series', {
  id: uuid().primaryKey().defaultRandom(),
  slug: text().notNull().unique(),
  name: jsonb().$type<Localized>().notNull(),
})

/** One edition: a conference with its dates, place, categories and team. */
export const events = pgTable(
  'events',
  {
    id: uuid().primaryKey().defaultRandom(),
    slug: text().notNull().unique(),
    seriesId: uuid().references(() => series.id),
    state: eventState().notNull().default('draft'),
    isExample: boolean().notNull().default(false),
    name: jsonb().$type<Localized>().notNull(),
    summary: jsonb().$type<Localized>().notNull().default({}),
    /** Paragraphs separated by empty lines, "- " for lists, "## " for headings; addresses become links. */
    about: jsonb().$type<Localized>().notNull().default({}),
    venue: jsonb().$type<Localized>().notNull().default({}),
    city: jsonb().$type<Localized>().notNull().default({}),
    host: jsonb().$type<Localized>().notNull().default({}),
    /** ISO 3166-1 code of the country in the chair. */
    chair: text(),
    startsAt: timestamp({ withTimezone: true }).notNull(),
    endsAt: timestamp({ withTimezone: true }).notNull(),
    /** IANA name: the rules of a country change (Kazakhstan on 2024-03-01), so never an offset. */
    timeZone: text().notNull(),
    /** #rrggbb, dark enough for white text (4.5 : 1). */
    colour: text().notNull().default('#0B2E4F'),
    /** Languages of its pages, forms and mails, the first of them for whoever chooses none. */
    languages: text().array().$type<Locale[]>().notNull().default(['en', 'ru', 'kk']),
    /** Address of the secretariat: shown to the public, reply-to of its mails unless `replyTo` is set. */
    contactEmail: text().notNull(),
    /** Where answers to its mails go; empty: to `contactEmail`. */
    replyTo: text().notNull().default(''),
    /** Last lines of every mail; empty: the host's name. */
    signature: jsonb().$type<Localized>().notNull().default({}),
    /** True: a letter to many leaves only after a second person has allowed it. */
    needsMailApproval: boolean().notNull().default(false),
    /** Who is responsible for the data, with its registration number (BIN), as consent texts must name them. */
    operator: jsonb().$type<Localized>().notNull().default({}),
    operatorNumber: text().notNull().default(''),
    /** Who else gets the data; empty: nobody, and that consent is not asked. */
    recipients: jsonb().$type<Localized>().notNull().default({}),
    /** Where abroad the data go; empty: nowhere, and that consent is not asked. */
    abroad: jsonb().$type<Localized>().notNull().default({}),
    retentionMonths: integer().notNull().default(6),
    /** Days after the event at which a kind of data is deleted, where it is not the built-in term: features/registrations/privacy. */
    retention: jsonb().$type<Record<string, number>>().notNull().default({}),
    /** True: two different people must accept before a registration counts as accepted. */
    needsSecondOpinion: boolean().notNull().default(false),
    /** Working hours for which a place that became free is offered to the next on the waiting list. */
    offerHours: integer().notNull().default(16),
    /** ISO weekdays (1 = Monday) on which people are expected to answer, and the hours of the day, in the event's time zone. */
    workDays: integer().array().notNull().default([1, 2, 3, 4, 5]),
    workFrom: integer().notNull().default(9),
    workTo: integer().notNull().default(18),
    /** When delegations are frozen. */
    delegationsCloseAt: timestamp({ withTimezone: true }),
    /** True: nobody without a second factor sees the organisers' area of this event. */
    needsSecondFactor: boolean().notNull().default(false),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    check('events_end_after_start', sql`${table.endsAt} > ${table.startsAt}`),
    check(
      'events_work_hours',
      sql`${table.workFrom} >= 0 and ${table.workFrom} < ${table.workTo} and ${table.workTo} <= 24`,
    ),
    check('events_offer_hours', sql`${table.offerHours} between 1 and 720`),
    index().on(table.seriesId),
  ],
)

/** The event's picture, re-encoded at upload. */
export const eventPictures = pgTable('event_pictures', {
  eventId: uuid()
    .primaryKey()
    .references(() => events.id, { onDelete: 'cascade' }),
  /** Part of the picture's address, so that a new one is seen at once. */
  version: text().notNull(),
  data: bytea().notNull(),
})

/** Who may register: a kind of participant with its form, its dates and its places. */
export const categories = pgTable(
  'categories',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    slug: text().notNull(),
    form: categoryForm().notNull(),
    position: integer().notNull().default(0),
    name: jsonb().$type<Localized>().notNull(),
    description: jsonb().$type<Localized>().notNull().default({}),
    isOpen: boolean().notNull().default(false),
    /** True: while it is open, only who holds an invitation may register. */
    isByInvitation: boolean().notNull().default(false),
    opensAt: timestamp({ withTimezone: true }),
    closesAt: timestamp({ withTimezone: true }),
    /** Null: no limit. */
    capacity: integer(),
    /** Live registrations that hold a place; changed only by the guarded update in features/registrations. */
    taken: integer().notNull().default(0),
    /** True: the secretariat decides; false: confirmed at once while there are places. */
    isReviewed: boolean().notNull().default(true),
    hasWaitingList: boolean().notNull().default(true),
    /** Of the capacity, the last places that only invitations with a right to them may take. */
    reserve: integer().notNull().default(0),
    /** What people are asked for on their own page once they are accepted. */
    asksPhoto: boolean().notNull().default(false),
    asksTravel: boolean().notNull().default(false),
    asksTravelDocument: boolean().notNull().default(false),
    /** How many people each may bring along. */
    mostCompanions: integer().notNull().default(0),
    /** The category that they come in; null: this one. */
    companionCategoryId: uuid().references((): AnyPgColumn => categories.id, { onDelete: 'set null' }),
  },
  (table) => [
    check(
      'categories_reserve',
      sql`${table.reserve} >= 0 and ${table.reserve} <= coalesce(${table.capacity}, 1000000)`,
    ),
    unique('categories_event_slug').on(table.eventId, table.slug),
    check(
      'categories_taken_within_capacity',
      sql`${table.taken} >= 0 and (${table.capacity} is null or ${table.taken} <= ${table.capacity})`,
    ),
    check('categories_companions', sql`${table.mostCompanions} between 0 and 20`),
    check('categories_capacity_positive', sql`${table.capacity} is null or ${table.capacity} >= 0`),
  ],
)

/** The team of one event. */
export const members = pgTable(
  'members',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: memberRole().notNull(),
    /** Whose registrations a reviewer sees; null: everyone's. Both given: what either allows. */
    categoryIds: uuid().array(),
    delegationIds: uuid().array(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.eventId, table.userId] }), index().on(table.userId)],
)

/** Every wording of an event's consents that was ever shown, in all languages. */
export const consentVersions = pgTable(
  'consent_versions',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    digest: text().notNull(),
    texts: jsonb().$type<Record<string, Localized>>().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.version] }),
    unique('consent_versions_digest').on(table.eventId, table.digest),
  ],
)
