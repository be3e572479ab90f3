import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Localized } from '@/lib/locales'
import { agendaSessions } from './agenda'
import { delegations } from './delegations'
import { bytea, events } from './events'
import { registrations } from './registrations'
import { speakers } from './speakers'

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
    speakerId: uuid().references(() => speakers.id, { onDelete: 'cascade' }),
    sessionId: uuid().references(() => agendaSessions.id, { onDelete: 'cascade' }),
    kind: text().$type<(typeof FILE_KINDS)[number]>().notNull(),
    /** The question or the request for information that it answers. */
    aboutId: uuid(),
    /** True: whoever may read the session in the released agenda may fetch it. Only of speakers and sessions. */
    isPublic: boolean().notNull().default(false),
    /** Of a session's document: its language, its symbol (A/78/1), its date (ISO day) and its title. */
    details: jsonb()
      .$type<{ language?: string; symbol?: string; date?: string; title?: Localized }>()
      .notNull()
      .default({}),
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
    index().on(table.speakerId),
    index().on(table.sessionId),
    check(
      'files_of_one',
      sql`num_nonnulls(${table.registrationId}, ${table.delegationId}, ${table.speakerId}, ${table.sessionId}) = 1`,
    ),
    check('files_public', sql`not ${table.isPublic} or num_nonnulls(${table.speakerId}, ${table.sessionId}) = 1`),
  ],
)

export const KEY_PURPOSES = ['passport', 'files', 'public'] as const

/** Keys of an event, wrapped by PLENARY_SECRET_KEY; 'public' is for what stays once 'files' is destroyed. A destroyed key leaves its row: what it sealed is gone, in backups too. */
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
