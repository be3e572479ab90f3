import { sql } from 'drizzle-orm'
import { check, index, integer, pgEnum, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import type { Locale } from '@/lib/locales'
import { users } from './accounts'
import { events } from './events'
import { registrations } from './registrations'
import { speakers } from './speakers'

export const MAIL_STATES = ['queued', 'sent', 'failed'] as const
export const mailState = pgEnum('mail_state', MAIL_STATES)

/** The outbox: a mail is a row first, rendered and frozen; its id is the provider's idempotency key. */
export const mails = pgTable(
  'mails',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** Null: a mail of the installation itself, like a sign-in link. */
    eventId: uuid().references(() => events.id, { onDelete: 'cascade' }),
    registrationId: uuid().references(() => registrations.id, { onDelete: 'cascade' }),
    speakerId: uuid().references(() => speakers.id, { onDelete: 'cascade' }),
    userId: uuid().references(() => users.id, { onDelete: 'cascade' }),
    kind: text().notNull(),
    version: integer().notNull().default(1),
    to: text().notNull(),
    replyTo: text(),
    locale: text().$type<Locale>().notNull(),
    subject: text().notNull(),
    /** The private link stands here as `{{link}}`, so that a copy of the database opens nobody's page. */
    html: text().notNull(),
    text: text().notNull(),
    /** Address put in place of `{{link}}`, sealed with the installation's key and forgotten once it was sent. */
    sealedLink: text(),
    /** Calendar file to attach. */
    calendar: text(),
    state: mailState().notNull().default('queued'),
    attempts: integer().notNull().default(0),
    /** When it may next be tried; a claim moves it a lease ahead, so a dead worker's claim frees itself. */
    dueAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    firstTriedAt: timestamp({ withTimezone: true }),
    sentAt: timestamp({ withTimezone: true }),
    providerId: text(),
    /** A code of ours, shown to organisers: never the provider's text, which may quote addresses. */
    error: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique('mails_once').on(table.registrationId, table.kind, table.version),
    unique('mails_once_per_speaker').on(table.speakerId, table.kind, table.version),
    index('mails_due').on(table.dueAt).where(sql`${table.state} = 'queued'`),
    index('mails_event').on(table.eventId, table.createdAt),
    index('mails_registration').on(table.registrationId),
  ],
)

/** One row: why the whole queue stands still, where it does (a wrong key, a spent quota). */
export const mailQueue = pgTable(
  'mail_queue',
  { id: integer().primaryKey().default(1), pausedBecause: text(), pausedAt: timestamp({ withTimezone: true }) },
  (table) => [check('mail_queue_one_row', sql`${table.id} = 1`)],
)
