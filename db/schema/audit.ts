import { bigserial, index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** Who did what. Insert-only (a trigger refuses the rest); ids and codes, never personal data, so it may outlive its rows. */
export const audit = pgTable(
  'audit',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    eventId: uuid(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** `person` (by private link or form), `organiser` (then `actorId` is the user), `system`. */
    actor: text().$type<'person' | 'organiser' | 'system'>().notNull(),
    actorId: uuid(),
    subject: text().notNull(),
    subjectId: uuid(),
    action: text().notNull(),
    data: jsonb().$type<Record<string, string | number | boolean | string[]>>().notNull().default({}),
  },
  (table) => [
    index('audit_subject').on(table.eventId, table.subjectId, table.id),
    index('audit_action').on(table.eventId, table.action, table.at),
  ],
)
