import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Locale, Localized } from '@/lib/locales'
import { bytea, events } from './events'
import { registrations } from './registrations'

/** What a speaker has answered: nothing asked yet, asked, confirmed, declined. */
export const SPEAKER_STATES = ['proposed', 'invited', 'confirmed', 'declined'] as const
export const speakerState = pgEnum('speaker_state', SPEAKER_STATES)

/** Somebody who speaks, chairs or interprets at the event: what the agenda shows of them, and what the organisers know. */
export const speakers = pgTable(
  'speakers',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    /** The same person's registration: then name, form of address, institution, country, address and language are read from there. */
    registrationId: uuid().references(() => registrations.id, { onDelete: 'set null' }),
    state: speakerState().notNull().default('proposed'),
    /** True: the public sees the profile, once the released agenda names the speaker or the organisers say so. */
    isPublic: boolean().notNull().default(true),
    /** What of a public profile is kept back all the same. */
    hidden: text().array().$type<('photo' | 'biography' | 'country' | 'links')[]>().notNull().default([]),

    title: text().notNull().default(''),
    givenName: text().notNull().default(''),
    familyName: text().notNull().default(''),
    /** The whole name in the person's own script. */
    nativeName: text().notNull().default(''),
    /** How to say it, for who announces the speaker. */
    pronunciation: text().notNull().default(''),
    position: jsonb().$type<Localized>().notNull().default({}),
    institution: jsonb().$type<Localized>().notNull().default({}),
    country: text().notNull().default(''),
    biography: jsonb().$type<Localized>().notNull().default({}),
    /** https addresses, as the public sees them. */
    links: text().array().notNull().default([]),
    email: text().notNull().default(''),
    locale: text().$type<Locale>().notNull(),
    /** When the speaker is there; empty: the whole event. ISO moments. */
    availability: jsonb().$type<{ from: string; to: string }[]>().notNull().default([]),
    /** Organisers' own words, never shown to the speaker. */
    note: text().notNull().default(''),
    /** What the speaker wrote when answering. */
    answer: text().notNull().default(''),
    /** Names and institution folded across scripts, also a linked person's. Never the address: the public searches by it. */
    searchKey: text().notNull(),
    sortKey: text().notNull(),

    /** SHA-256 of the private link's token; null: none was sent. */
    linkHash: text().unique(),
    linkVersion: integer().notNull().default(1),
    invitedAt: timestamp({ withTimezone: true }),
    answeredAt: timestamp({ withTimezone: true }),
    remindedAt: timestamp({ withTimezone: true }),
    /** Raised on every change: two who change at once are told, and mails have it as their version. */
    version: integer().notNull().default(1),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique('speakers_of_registration').on(table.eventId, table.registrationId),
    index('speakers_sort').on(table.eventId, sql`${table.sortKey} collate "und-x-icu"`),
    index('speakers_search').using('gin', table.searchKey.op('gin_trgm_ops')),
    check(
      'speakers_lengths',
      sql`length(${table.givenName}) <= 200 and length(${table.familyName}) <= 200 and length(${table.email}) <= 254 and length(${table.note}) <= 5000`,
    ),
  ],
)

/** A speaker's picture for the public, re-encoded at upload; never the photo of a registration, which is for the badge. */
export const speakerPhotos = pgTable('speaker_photos', {
  speakerId: uuid()
    .primaryKey()
    .references(() => speakers.id, { onDelete: 'cascade' }),
  /** Part of the picture's address, so that a new one is seen at once. */
  version: text().notNull(),
  data: bytea().notNull(),
})
