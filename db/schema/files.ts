import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { delegations } from './delegations'
import { bytea, events } from './events'
import { registrations } from './registrations'

export const FILE_KINDS = ['photo', 'passport', 'document', 'credentials'] as const

/** What people uploaded: re-encoded where it is a picture, sealed with one of the event's keys. */
export const files = pgTable(
  'files',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    registrationId: uuid().references(() => registrations.id, { onDelete: 'cascade' }),
    delegationId: uuid().references(() => delegations.id, { onDelete: 'cascade' }),
    kind: text().$type<(typeof FILE_KINDS)[number]>().notNull(),
    /** The question or the request for information that it answers. */
    aboutId: uuid(),
    /** As the person called it, without its path. */
    name: text().notNull(),
    type: text().notNull(),
    /** Bytes before sealing. */
    size: integer().notNull(),
    sealed: bytea().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index().on(table.registrationId),
    index().on(table.delegationId),
    check('files_of_one', sql`num_nonnulls(${table.registrationId}, ${table.delegationId}) = 1`),
  ],
)

export const KEY_PURPOSES = ['passport', 'files'] as const

/** Keys of an event, wrapped by PLENARY_SECRET_KEY. A destroyed key leaves its row: what it sealed is gone, in backups too. */
export const eventKeys = pgTable(
  'event_keys',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    purpose: text().$type<(typeof KEY_PURPOSES)[number]>().notNull(),
    wrapped: text(),
    destroyedAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.purpose] }),
    check('event_keys_destroyed', sql`(${table.wrapped} is null) = (${table.destroyedAt} is not null)`),
  ],
)
