import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
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
import type { Locale, Localized } from '@/lib/locales'
import { users } from './accounts'
import { delegationRoles, delegations } from './delegations'
import { bytea, categories, consentVersions, events } from './events'
import { invitations } from './invitations'

export const REGISTRATION_STATES = [
  'draft',
  'submitted',
  'under_review',
  'information_requested',
  'waiting_list',
  'accepted',
  'checked_in',
  'declined',
  'withdrawn',
  'cancelled',
] as const
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
    /** The state that the person knows of; null: nothing was told. What the person's own page shows. */
    toldState: registrationState(),
    /** True: one of the category's and the event's places is this person's, also while a place is only offered. */
    holdsPlace: boolean().notNull().default(false),
    /** Until when a place is offered to one on the waiting list. */
    offerExpiresAt: timestamp({ withTimezone: true }),
    /** Higher stands before time on the waiting list; organisers set it with a reason. */
    priority: integer().notNull().default(0),
    priorityReason: text().notNull().default(''),

    delegationId: uuid().references(() => delegations.id),
    roleId: uuid().references(() => delegationRoles.id),
    /** True for the one head of the delegation, whatever the role is called. */
    isHead: boolean().notNull().default(false),
    /** Order within the delegation. */
    delegationPosition: integer().notNull().default(0),
    /** True: a place of the delegation whose person is named later. */
    isReserved: boolean().notNull().default(false),
    invitationId: uuid().references(() => invitations.id),
    companionOfId: uuid().references((): AnyPgColumn => registrations.id),
    /** Whose place in the delegation this person took over. */
    replacesId: uuid().references((): AnyPgColumn => registrations.id),
    mergedIntoId: uuid().references((): AnyPgColumn => registrations.id),

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
    /** Answers to the organisers' own questions, by the question's id. */
    answers: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** Arrival, departure and stay: features/registrations/own/rules.ts. */
    travel: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** True: heads of State and of government bring no photo. */
    isPhotoExempt: boolean().notNull().default(false),
    /** True: a person at risk, on no list that leaves the secretariat. */
    isKeptOffLists: boolean().notNull().default(false),
    erasureRequestedAt: timestamp({ withTimezone: true }),
    erasedAt: timestamp({ withTimezone: true }),

    /** SHA-256 of the private link's token. */
    linkHash: text().notNull().unique(),
    /** Raised when the person asks for a new link and the old one must stop. */
    linkVersion: integer().notNull().default(1),
    /** Raised on every change: SEQUENCE of the calendar file, version of the mails. */
    version: integer().notNull().default(1),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique('registrations_reference').on(table.eventId, table.reference),
    uniqueIndex('registrations_one_live_per_person')
      .on(table.eventId, table.personKey)
      .where(
        sql`${table.state} in ('draft', 'submitted', 'under_review', 'information_requested', 'waiting_list', 'accepted', 'checked_in')`,
      ),
    uniqueIndex('registrations_one_head')
      .on(table.delegationId)
      .where(
        sql`${table.isHead} and ${table.state} in ('draft', 'submitted', 'under_review', 'information_requested', 'waiting_list', 'accepted', 'checked_in')`,
      ),
    index('registrations_delegation').on(table.delegationId, table.delegationPosition),
    index('registrations_waiting')
      .on(table.categoryId, table.priority, table.stateSince)
      .where(sql`${table.state} = 'waiting_list'`),
    index('registrations_offers').on(table.offerExpiresAt).where(sql`${table.offerExpiresAt} is not null`),
    index('registrations_untold').on(table.eventId).where(sql`${table.toldState} is distinct from ${table.state}`),
    index('registrations_email').on(table.eventId, sql`lower(${table.email})`),
    index('registrations_companions').on(table.companionOfId).where(sql`${table.companionOfId} is not null`),
    check('registrations_place', sql`${table.holdsPlace} or ${table.state} not in ('accepted', 'checked_in')`),
    check(
      'registrations_place_of_the_living',
      sql`not ${table.holdsPlace} or ${table.state} in ('draft', 'submitted', 'under_review', 'information_requested', 'waiting_list', 'accepted', 'checked_in')`,
    ),
    check(
      'registrations_offer',
      sql`${table.offerExpiresAt} is null or (${table.state} = 'waiting_list' and ${table.holdsPlace})`,
    ),
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

/** A file of an unfinished form, sealed with the draft's own key; it becomes the registration's when the form is sent. */
export const draftFiles = pgTable(
  'draft_files',
  {
    tokenHash: text()
      .notNull()
      .references(() => drafts.tokenHash, { onDelete: 'cascade' }),
    questionId: uuid().notNull(),
    name: text().notNull(),
    type: text().notNull(),
    sealed: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tokenHash, table.questionId] })],
)

/** Places of everything that is not one category alone; a null column means "whichever". Changed only by features/registrations/places. */
export const quotas = pgTable(
  'quotas',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    categoryId: uuid().references(() => categories.id, { onDelete: 'cascade' }),
    delegationId: uuid().references(() => delegations.id, { onDelete: 'cascade' }),
    roleId: uuid().references(() => delegationRoles.id, { onDelete: 'cascade' }),
    capacity: integer().notNull(),
    /** A delegation's places are taken as soon as a member is entered or a place reserved; all others with the place itself. */
    taken: integer().notNull().default(0),
  },
  (table) => [
    unique('quotas_once').on(table.eventId, table.categoryId, table.delegationId, table.roleId).nullsNotDistinct(),
    check('quotas_taken_within_capacity', sql`${table.taken} >= 0 and ${table.taken} <= ${table.capacity}`),
    // A category's own capacity stands with the category.
    check(
      'quotas_not_of_a_category_alone',
      sql`${table.categoryId} is null or ${table.delegationId} is not null or ${table.roleId} is not null`,
    ),
  ],
)

/** Why an organiser moves a registration; the list is the event's own. */
export const reasons = pgTable(
  'reasons',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    slug: text().notNull(),
    /** The states it may be a reason for. */
    states: text().array().$type<(typeof REGISTRATION_STATES)[number][]>().notNull(),
    /** What organisers choose by. */
    name: jsonb().$type<Localized>().notNull(),
    /** What the person reads; empty: nothing. */
    text: jsonb().$type<Localized>().notNull().default({}),
    position: integer().notNull().default(0),
    retiredAt: timestamp({ withTimezone: true }),
  },
  (table) => [unique('reasons_event_slug').on(table.eventId, table.slug)],
)

/** Each organiser's move of a registration: who, why, and whether the person knows. One `batchId` a bulk decision. */
export const decisions = pgTable(
  'decisions',
  {
    id: uuid().primaryKey().defaultRandom(),
    batchId: uuid().notNull(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    registrationId: uuid()
      .notNull()
      .references(() => registrations.id, { onDelete: 'cascade' }),
    userId: uuid().references(() => users.id, { onDelete: 'set null' }),
    from: registrationState().notNull(),
    to: registrationState().notNull(),
    reasonId: uuid().references(() => reasons.id),
    /** Never leaves the secretariat. */
    internalNote: text().notNull().default(''),
    /** The organiser's words to the person, put into the mail. */
    note: text().notNull().default(''),
    /** What the person knew before, for who takes the decision back. */
    toldBefore: registrationState(),
    heldPlaceBefore: boolean().notNull(),
    /** The mail that told it; null while the person is not informed. */
    mailId: uuid(),
    undoneAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index().on(table.registrationId, table.createdAt),
    index().on(table.batchId),
    index().on(table.eventId, table.createdAt),
  ],
)

/** Who has said "accept" where an event asks two different people. Gone with the registration's next move. */
export const opinions = pgTable(
  'opinions',
  {
    registrationId: uuid()
      .notNull()
      .references(() => registrations.id, { onDelete: 'cascade' }),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.registrationId, table.userId] })],
)

/** What the secretariat asked a person for, and the answer. */
export const informationRequests = pgTable(
  'information_requests',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    registrationId: uuid()
      .notNull()
      .references(() => registrations.id, { onDelete: 'cascade' }),
    userId: uuid().references(() => users.id, { onDelete: 'set null' }),
    question: text().notNull(),
    answer: text().notNull().default(''),
    answeredAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index().on(table.registrationId, table.createdAt)],
)

export const CHANGE_STATES = ['applied', 'pending', 'decided'] as const

/** A person's correction, field by field. `pending`: an accepted person's, which waits for the secretariat. */
export const changes = pgTable(
  'changes',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    registrationId: uuid()
      .notNull()
      .references(() => registrations.id, { onDelete: 'cascade' }),
    state: text().$type<(typeof CHANGE_STATES)[number]>().notNull(),
    before: jsonb().$type<Record<string, string>>().notNull(),
    after: jsonb().$type<Record<string, string>>().notNull(),
    /** Fields that were accepted, where `decided`. */
    acceptedFields: text().array(),
    userId: uuid().references(() => users.id, { onDelete: 'set null' }),
    decidedAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index().on(table.registrationId, table.createdAt),
    uniqueIndex('changes_one_pending').on(table.registrationId).where(sql`${table.state} = 'pending'`),
    index('changes_pending').on(table.eventId).where(sql`${table.state} = 'pending'`),
  ],
)

/** Passport data, sealed with the event's passport key. */
export const travelDocuments = pgTable(
  'travel_documents',
  {
    registrationId: uuid()
      .primaryKey()
      .references(() => registrations.id, { onDelete: 'cascade' }),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    sealed: text().notNull(),
    /** HMAC of issuing country and number under a key of the event: finds the same passport without reading any. */
    numberIndex: text().notNull(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index().on(table.eventId, table.numberIndex)],
)

export const QUESTION_KINDS = [
  'text',
  'multiline',
  'number',
  'date',
  'choice',
  'choices',
  'country',
  'file',
  'yes',
] as const

/** Kinds of data that answers to organisers' questions can be. */
export const ANSWER_KINDS = ['registrations', 'contacts', 'health', 'travel'] as const

/** One term of a question's condition: another question's answer is (or, of several choices, contains) `value`. */
export type Condition = { questionId: string; value: string }

/** The organisers' own questions. A question that has answers is retired, never deleted. */
export const questions = pgTable(
  'questions',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    kind: text().$type<(typeof QUESTION_KINDS)[number]>().notNull(),
    label: jsonb().$type<Localized>().notNull(),
    hint: jsonb().$type<Localized>().notNull().default({}),
    /** Of choice and choices. */
    options: jsonb().$type<{ value: string; label: Localized }[]>().notNull().default([]),
    isRequired: boolean().notNull().default(false),
    isAfterAcceptance: boolean().notNull().default(false),
    /** Who sees the answers and for how long they are kept: the kind of data they are, of features/registrations/privacy. */
    dataKind: text().$type<(typeof ANSWER_KINDS)[number]>().notNull().default('registrations'),
    /** Empty: asked of every category. */
    categoryIds: uuid().array().notNull().default([]),
    /** Shown if one of these groups holds, and a group holds if each of its conditions does; empty: always. */
    conditions: jsonb().$type<Condition[][]>().notNull().default([]),
    position: integer().notNull().default(0),
    retiredAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index().on(table.eventId, table.position)],
)

/** Two registrations that look like one person's and are not, says an organiser. `firstId` < `secondId`. */
export const dismissedDuplicates = pgTable(
  'dismissed_duplicates',
  {
    firstId: uuid()
      .notNull()
      .references(() => registrations.id, { onDelete: 'cascade' }),
    secondId: uuid()
      .notNull()
      .references(() => registrations.id, { onDelete: 'cascade' }),
    userId: uuid().references(() => users.id, { onDelete: 'set null' }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.firstId, table.secondId] })],
)

/** Proof of what was deleted because its time was over. */
export const retentionRuns = pgTable(
  'retention_runs',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    /** One of the kinds in features/registrations/privacy/rules.ts. */
    kind: text().notNull(),
    dueAt: timestamp({ withTimezone: true }).notNull(),
    deleted: integer().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique('retention_runs_once').on(table.eventId, table.kind, table.dueAt)],
)

/** A list of members on its way into a delegation. The rows are forgotten when it has ended. */
export const imports = pgTable(
  'imports',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    delegationId: uuid()
      .notNull()
      .references(() => delegations.id, { onDelete: 'cascade' }),
    userId: uuid().references(() => users.id, { onDelete: 'set null' }),
    /** The list as it was read, null once imported: how, what each column was taken for, and the lines that are left. */
    list: jsonb('rows').$type<{
      /** Of a text file. */
      encoding: string | null
      columns: { head: string; column: string | null }[]
      /** With the number in the spreadsheet, what it said, and that as answers to the member's form. */
      rows: { line: number; said: Record<string, string>; answers: Record<string, string> }[]
    }>(),
    total: integer().notNull(),
    done: integer().notNull().default(0),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index().on(table.delegationId, table.createdAt)],
)
