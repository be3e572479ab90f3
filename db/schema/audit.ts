import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'

const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' })

/** Who did what. Insert-only (a trigger refuses the rest); ids and codes, never personal data, so it may outlive its rows. */
export const audit = pgTable(
  'audit',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    eventId: uuid(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** `person` (by private link or form), `focal_point` and `organiser` (then `actorId` is the user), `system`. */
    actor: text().$type<'person' | 'focal_point' | 'organiser' | 'system'>().notNull(),
    actorId: uuid(),
    subject: text().notNull(),
    subjectId: uuid(),
    action: text().notNull(),
    data: jsonb().$type<Record<string, string | number | boolean | string[]>>().notNull().default({}),
    /** The transaction that wrote it: entries are chained once no older transaction runs any more. */
    transaction: xid8().notNull().default(sql`pg_current_xact_id()`),
  },
  (table) => [
    index('audit_subject').on(table.eventId, table.subjectId, table.id),
    index('audit_action').on(table.eventId, table.action, table.at),
  ],
)

/** The hash chain over each event's entries, linked shortly after their commit. Insert-only too. */
export const auditSeals = pgTable(
  'audit_seals',
  {
    auditId: bigint({ mode: 'number' }).primaryKey(),
    /** The event's id, or `installation`. */
    chain: text().notNull(),
    /** 1, 2, 3 … within the chain. */
    position: integer().notNull(),
    /** SHA-256 over the previous hash and the entry, hex. */
    hash: text().notNull(),
  },
  (table) => [unique('audit_seals_position').on(table.chain, table.position)],
)
