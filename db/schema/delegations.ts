import { boolean, index, integer, jsonb, pgEnum, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import type { Locale, Localized } from '@/lib/locales'
import { users } from './accounts'
import { events } from './events'

export const DELEGATION_KINDS = ['state', 'parliament', 'mission', 'international_organisation', 'institution'] as const
export const delegationKind = pgEnum('delegation_kind', DELEGATION_KINDS)

/** How far the note verbale or credentials letter has come (DOMAIN.md 3.2). */
export const CREDENTIALS_STATES = ['none', 'copy', 'original', 'accepted', 'objection'] as const
export const credentialsState = pgEnum('credentials_state', CREDENTIALS_STATES)

/** A State, a parliament, a mission, an international organisation or an institution taking part in one event. */
export const delegations = pgTable(
  'delegations',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    kind: delegationKind().notNull(),
    name: jsonb().$type<Localized>().notNull(),
    /** ISO 3166-1 code; null for what belongs to no State. */
    country: text(),
    /** Names in all languages folded across scripts. */
    searchKey: text().notNull(),
    position: integer().notNull().default(0),
    /** Organisers' own words about it. */
    note: text().notNull().default(''),
    credentials: credentialsState().notNull().default('none'),
    /** When its focal point sent it for accreditation; null: not yet. */
    sentAt: timestamp({ withTimezone: true }),
    /** Frozen by hand, before the event's closing date. */
    frozenAt: timestamp({ withTimezone: true }),
    /** Open again for this delegation alone, until then. */
    unfrozenUntil: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index().on(table.eventId, table.position),
    index('delegations_search').using('gin', table.searchKey.op('gin_trgm_ops')),
  ],
)

/** A person outside the secretariat who looks after one delegation, signed in by e-mail link. */
export const focalPoints = pgTable(
  'focal_points',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    delegationId: uuid()
      .notNull()
      .references(() => delegations.id, { onDelete: 'cascade' }),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text().notNull().default(''),
    locale: text().$type<Locale>().notNull(),
    invitedAt: timestamp({ withTimezone: true }),
    remindedAt: timestamp({ withTimezone: true }),
    /** When the person first opened the delegation's page, signed in. */
    firstSeenAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique('focal_points_once').on(table.delegationId, table.userId), index().on(table.userId)],
)

/** What members of a delegation are: head, deputy head, member, adviser … The list is the event's own. */
export const delegationRoles = pgTable(
  'delegation_roles',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    slug: text().notNull(),
    name: jsonb().$type<Localized>().notNull(),
    /** True: there is one of it in a delegation at most. */
    isHead: boolean().notNull().default(false),
    position: integer().notNull().default(0),
    retiredAt: timestamp({ withTimezone: true }),
  },
  (table) => [unique('delegation_roles_event_slug').on(table.eventId, table.slug)],
)
