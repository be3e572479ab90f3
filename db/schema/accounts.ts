import { boolean, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** Organisers: people who may sign in. Delegates never have an account. */
export const users = pgTable('users', {
  id: uuid().primaryKey().defaultRandom(),
  email: text().notNull().unique(),
  name: text(),
  locale: text().notNull().default('en'),
  /** May create events and read the installation's own mails. */
  isAdministrator: boolean().notNull().default(false),
  emailVerified: timestamp({ withTimezone: true }),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
})

/** next-auth's database sessions. */
export const sessions = pgTable(
  'sessions',
  {
    /** SHA-256 of the cookie's value. */
    tokenHash: text().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expires: timestamp({ withTimezone: true }).notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** What the session is listed and ended by. */
    id: uuid().notNull().defaultRandom().unique(),
    /** Set at most once a minute; an idle session has ended. */
    lastSeenAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** When the person last proved who they are, by link or second factor. */
    freshAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** When the second factor was given; null: not in this session. */
    secondFactorAt: timestamp({ withTimezone: true }),
    /** Browser and system in words, without a version: "Firefox, Windows". */
    device: text().notNull().default(''),
    /** What the browser's authenticator must sign. */
    challenge: text(),
  },
  (table) => [index().on(table.userId)],
)

/** One-time sign-in links: the token's hash only. */
export const signInTokens = pgTable(
  'sign_in_tokens',
  {
    tokenHash: text().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expires: timestamp({ withTimezone: true }).notNull(),
    usedAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index().on(table.userId, table.createdAt)],
)

/** The secret of a person's authenticator app, sealed with the installation's key. */
export const totpSecrets = pgTable('totp_secrets', {
  userId: uuid()
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  sealed: text().notNull(),
  /** Null until a first code has proved that the app holds it. */
  confirmedAt: timestamp({ withTimezone: true }),
  /** The 30-second step of the last code: a code works once. */
  lastStep: integer(),
})

/** WebAuthn credentials. */
export const passkeys = pgTable(
  'passkeys',
  {
    /** The credential's id, base64url. */
    id: text().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** COSE public key, base64url. */
    publicKey: text().notNull(),
    counter: integer().notNull().default(0),
    transports: text().array().notNull().default([]),
    name: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    lastUsedAt: timestamp({ withTimezone: true }),
  },
  (table) => [index().on(table.userId)],
)

/** For who lost the other factors: SHA-256 of each code, each for one use. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    codeHash: text().notNull(),
    usedAt: timestamp({ withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.userId, table.codeHash] })],
)

/** How often something was tried lately, by a keyed hash of what it is counted by: no address stands here. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    key: text().primaryKey(),
    count: integer().notNull(),
    /** When the count begins anew. */
    endsAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [index().on(table.endsAt)],
)
