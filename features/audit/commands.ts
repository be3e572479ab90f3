import type { Transaction } from '@/db'
import { audit } from '@/db/schema/audit'

/** Who acts: a person through a form or a private link, a delegation's focal point, an organiser, or Plenary itself. */
export type Actor =
  | { kind: 'person' }
  | { kind: 'focal_point'; userId: string }
  | { kind: 'organiser'; userId: string }
  | { kind: 'system' }

/**
 * An event as a gate of features/events has let somebody through to it. Features before events take it in place of an
 * id, so that forgetting the gate does not compile there either.
 */
export type GatedEvent = { id: string; role: string; actor: Actor }

/** What happened, without personal data: ids and codes only, because the audit outlives what it tells of. */
export type AuditEntry = {
  eventId: string | null
  actor: Actor
  subject:
    | 'registration'
    | 'delegation'
    | 'invitation'
    | 'question'
    | 'event'
    | 'category'
    | 'member'
    | 'user'
    | 'mail'
    | 'file'
    | 'speaker'
    | 'agenda'
    | 'session'
  subjectId: string | null
  /** noun.verb, in the past: `registration.accepted`. */
  action: string
  data?: Record<string, string | number | boolean | string[]>
}

/** Writes the entry in the transaction of what it tells of, so that neither can be there without the other. */
export async function recordAudit(tx: Transaction, entry: AuditEntry): Promise<void> {
  await tx.insert(audit).values({
    eventId: entry.eventId,
    actor: entry.actor.kind,
    actorId: 'userId' in entry.actor ? entry.actor.userId : null,
    subject: entry.subject,
    subjectId: entry.subjectId,
    action: entry.action,
    data: entry.data ?? {},
  })
}
