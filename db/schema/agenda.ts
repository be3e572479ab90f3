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
  uuid,
} from 'drizzle-orm/pg-core'
import type { Localized } from '@/lib/locales'
import { users } from './accounts'
import { events } from './events'
import { registrations } from './registrations'
import { speakers } from './speakers'

export const SESSION_KINDS = [
  'plenary',
  'panel',
  'side_event',
  'bilateral',
  'press_briefing',
  'ceremony',
  'reception',
  'break',
] as const
export const sessionKind = pgEnum('session_kind', SESSION_KINDS)

/** Who may come to a session, and see it in the agenda: everyone; who is accepted; of some categories or delegations; who is named. */
export const SESSION_ACCESS = ['public', 'registered', 'categories', 'delegations', 'invited'] as const
export const sessionAccess = pgEnum('session_access', SESSION_ACCESS)

/** One row per event that has an agenda. Whoever changes the draft raises `revision` first, and so waits for who is changing it. */
export const agendas = pgTable('agendas', {
  eventId: uuid()
    .primaryKey()
    .references(() => events.id, { onDelete: 'cascade' }),
  revision: integer().notNull().default(0),
})

export const rooms = pgTable(
  'rooms',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    position: integer().notNull().default(0),
    name: jsonb().$type<Localized>().notNull(),
    /** Null: not known. */
    capacity: integer(),
    floor: jsonb().$type<Localized>().notNull().default({}),
    equipment: jsonb().$type<Localized>().notNull().default({}),
    /** Interpreters' booths: as many languages at most can be interpreted besides the floor's. */
    booths: integer().notNull().default(0),
  },
  (table) => [
    index().on(table.eventId, table.position),
    check('rooms_capacity', sql`${table.capacity} is null or ${table.capacity} between 1 and 100000`),
    check('rooms_booths', sql`${table.booths} between 0 and 50`),
  ],
)

/** A thread through the agenda: a theme, a committee. */
export const tracks = pgTable(
  'tracks',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    position: integer().notNull().default(0),
    name: jsonb().$type<Localized>().notNull(),
    /** #rrggbb, dark enough for white text. */
    colour: text().notNull(),
  },
  (table) => [index().on(table.eventId, table.position)],
)

/** What people are in a session: chair, moderator, panellist … The list is the event's own. */
export const sessionRoles = pgTable(
  'session_roles',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    slug: text().notNull(),
    name: jsonb().$type<Localized>().notNull(),
    /** True: presides, and stands before who speaks. */
    isChair: boolean().notNull().default(false),
    position: integer().notNull().default(0),
    retiredAt: timestamp({ withTimezone: true }),
  },
  (table) => [unique('session_roles_event_slug').on(table.eventId, table.slug)],
)

/** A session of the agenda as its editors have it; the public reads releases. */
export const agendaSessions = pgTable(
  'agenda_sessions',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    kind: sessionKind().notNull(),
    trackId: uuid().references(() => tracks.id, { onDelete: 'set null' }),
    /** Null while it has a time: the whole venue, as of a break. */
    roomId: uuid().references(() => rooms.id, { onDelete: 'set null' }),
    /** Null: on the shelf. */
    startsAt: timestamp({ withTimezone: true }),
    minutes: integer().notNull(),
    title: jsonb().$type<Localized>().notNull().default({}),
    abstract: jsonb().$type<Localized>().notNull().default({}),
    /** Languages of the floor, and those it is interpreted into: codes as in registrations.interpretation. */
    spoken: text().array().notNull().default([]),
    interpreted: text().array().notNull().default([]),
    access: sessionAccess().notNull().default('public'),
    categoryIds: uuid().array().notNull().default([]),
    delegationIds: uuid().array().notNull().default([]),
    hasSignUp: boolean().notNull().default(false),
    /** Places of the sign-up; null: no limit. */
    capacity: integer(),
    /** Confirmed sign-ups; changed only by the guarded update in features/agenda/sign-ups. */
    taken: integer().notNull().default(0),
    /** Raised on every change: who changes an older one is told. */
    version: integer().notNull().default(1),
    /** The agenda's revision in which it was last changed. */
    revision: integer().notNull(),
    changedBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    changedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** Removed, but not yet forgotten, so that it can be undone. */
    deletedAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index('agenda_sessions_time').on(table.eventId, table.startsAt),
    index('agenda_sessions_revision').on(table.eventId, table.revision),
    check('agenda_sessions_minutes', sql`${table.minutes} between 5 and 1440`),
    check('agenda_sessions_capacity', sql`${table.capacity} is null or ${table.capacity} between 1 and 100000`),
    check('agenda_sessions_taken', sql`${table.taken} >= 0`),
  ],
)

/** A part of a session with a length of its own: a statement, a question time. */
export const sessionItems = pgTable(
  'session_items',
  {
    id: uuid().primaryKey().defaultRandom(),
    sessionId: uuid()
      .notNull()
      .references(() => agendaSessions.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    title: jsonb().$type<Localized>().notNull().default({}),
    minutes: integer().notNull(),
  },
  (table) => [index().on(table.sessionId, table.position)],
)

/** Who does what in a session, in their order; with an item: in that part of it. */
export const sessionSpeakers = pgTable(
  'session_speakers',
  {
    id: uuid().primaryKey().defaultRandom(),
    sessionId: uuid()
      .notNull()
      .references(() => agendaSessions.id, { onDelete: 'cascade' }),
    speakerId: uuid()
      .notNull()
      .references(() => speakers.id, { onDelete: 'cascade' }),
    roleId: uuid()
      .notNull()
      .references(() => sessionRoles.id),
    itemId: uuid().references((): AnyPgColumn => sessionItems.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
  },
  (table) => [index().on(table.sessionId, table.position), index().on(table.speakerId)],
)

/** Who is named to a session that only invited people may come to. */
export const sessionGuests = pgTable(
  'session_guests',
  {
    sessionId: uuid()
      .notNull()
      .references(() => agendaSessions.id, { onDelete: 'cascade' }),
    registrationId: uuid()
      .notNull()
      .references(() => registrations.id, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.sessionId, table.registrationId] }), index().on(table.registrationId)],
)

export const SIGN_UP_STATES = ['confirmed', 'waiting'] as const
export const signUpState = pgEnum('sign_up_state', SIGN_UP_STATES)

/** A person's place in a session, or in the line for one. */
export const sessionSignUps = pgTable(
  'session_sign_ups',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    sessionId: uuid()
      .notNull()
      .references(() => agendaSessions.id, { onDelete: 'cascade' }),
    registrationId: uuid()
      .notNull()
      .references(() => registrations.id, { onDelete: 'cascade' }),
    state: signUpState().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique('session_sign_ups_once').on(table.sessionId, table.registrationId),
    index().on(table.sessionId, table.state, table.createdAt),
    index().on(table.registrationId),
  ],
)

export type ReleasedRoom = Pick<typeof rooms.$inferSelect, 'id' | 'name' | 'capacity' | 'floor'>
export type ReleasedTrack = Pick<typeof tracks.$inferSelect, 'id' | 'name' | 'colour'>
export type ReleasedRole = Pick<typeof sessionRoles.$inferSelect, 'id' | 'name' | 'isChair'>

/** What is said of a session, in the draft and in every release. */
export type SessionDetails = Pick<
  typeof agendaSessions.$inferSelect,
  | 'kind'
  | 'trackId'
  | 'roomId'
  | 'minutes'
  | 'title'
  | 'abstract'
  | 'spoken'
  | 'interpreted'
  | 'access'
  | 'categoryIds'
  | 'delegationIds'
  | 'hasSignUp'
  | 'capacity'
>

/** A public document as a version names it. Whether it is still there, and public, its file says at each reading. */
export type ReleasedDocument = { id: string; title: Localized; symbol: string; language: string; name: string }

/** A session as released: what the public may know of it, and ids where persons are meant. */
export type ReleasedSession = SessionDetails & {
  id: string
  /** ISO moment. */
  startsAt: string
  items: { id: string; title: Localized; minutes: number }[]
  speakers: { speakerId: string; roleId: string; itemId: string | null }[]
  /** SEQUENCE of the calendar: raised by each release that changes it. */
  sequence: number
  /** True in the releases after it was taken out, so that calendars drop it. */
  isCancelled: boolean
  /** By date. Absent in versions of before documents were a part of them: there the public reads all that are public. */
  documents?: ReleasedDocument[]
}

/** The agenda at one moment. It holds no personal data but ids: names are read where it is shown. */
export type Programme = {
  rooms: ReleasedRoom[]
  tracks: ReleasedTrack[]
  roles: ReleasedRole[]
  sessions: ReleasedSession[]
}

/** The versions that were released; none is ever changed. The public reads the highest. */
export const agendaReleases = pgTable(
  'agenda_releases',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    /** 1 is the event's first. */
    number: integer().notNull(),
    /** The draft's revision that it was made from: what was changed after it is not released. */
    revision: integer().notNull(),
    programme: jsonb().$type<Programme>().notNull(),
    /** Organisers' own words about it, for the public. */
    note: jsonb().$type<Localized>().notNull().default({}),
    releasedBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    releasedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** When those concerned were told; null: nobody was. */
    toldAt: timestamp({ withTimezone: true }),
  },
  (table) => [unique('agenda_releases_number').on(table.eventId, table.number)],
)

/** An address at which somebody's calendar reads their own sessions; whoever has it reads them, until it is revoked. */
export const agendaFeeds = pgTable(
  'agenda_feeds',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    /** SHA-256 of the address's token. */
    tokenHash: text().notNull().unique(),
    /** Null: of somebody who only starred sessions. */
    registrationId: uuid().references(() => registrations.id, { onDelete: 'cascade' }),
    starred: uuid().array().notNull().default([]),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    revokedAt: timestamp({ withTimezone: true }),
  },
  (table) => [index().on(table.registrationId)],
)

/** A programme on its way in from a file: what was read of it, until it is taken over or forgotten after a day. */
export const agendaImports = pgTable(
  'agenda_imports',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    userId: uuid().references(() => users.id, { onDelete: 'set null' }),
    /** As features/agenda/import/rules.ts reads it. */
    content: jsonb().$type<unknown>(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index().on(table.eventId, table.createdAt)],
)
