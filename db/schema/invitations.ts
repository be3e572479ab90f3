import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  pgEnum,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Locale } from '@/lib/locales'
import { delegations } from './delegations'
import { categories, events } from './events'

/** `personal`: bound to an address; `link`: for whoever holds it; `code`: a word to type in. */
export const INVITATION_KINDS = ['personal', 'link', 'code'] as const
export const invitationKind = pgEnum('invitation_kind', INVITATION_KINDS)

/** A right to register in one category, once or a counted number of times. */
export const invitations = pgTable(
  'invitations',
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    categoryId: uuid()
      .notNull()
      .references(() => categories.id, { onDelete: 'cascade' }),
    delegationId: uuid().references(() => delegations.id, { onDelete: 'cascade' }),
    kind: invitationKind().notNull(),
    /** SHA-256 of the link's token, or of the code in capitals with the event's id. */
    tokenHash: text().notNull().unique(),
    /** Of a code: what is typed in. */
    code: text(),
    email: text(),
    name: text().notNull().default(''),
    locale: text().$type<Locale>().notNull(),
    maxUses: integer().notNull().default(1),
    uses: integer().notNull().default(0),
    skipsReview: boolean().notNull().default(false),
    /** True: may take the category's reserve. */
    usesReserve: boolean().notNull().default(false),
    expiresAt: timestamp({ withTimezone: true }),
    sentAt: timestamp({ withTimezone: true }),
    /** When its holder pressed the button on its page: opening a link is what mail scanners do. */
    openedAt: timestamp({ withTimezone: true }),
    declinedAt: timestamp({ withTimezone: true }),
    declinedReason: text().notNull().default(''),
    revokedAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    check('invitations_uses', sql`${table.uses} >= 0 and ${table.uses} <= ${table.maxUses}`),
    uniqueIndex('invitations_personal')
      .on(table.eventId, sql`lower(${table.email})`, table.categoryId)
      .where(sql`${table.kind} = 'personal' and ${table.revokedAt} is null`),
    index().on(table.eventId, table.createdAt),
  ],
)
