import { createHash } from 'node:crypto'

/** An audit entry as the chain takes it in; `at` in microseconds, as the database keeps it. */
export type ChainedEntry = {
  id: number
  eventId: string | null
  at: string
  actor: string
  actorId: string | null
  subject: string
  subjectId: string | null
  action: string
  data: Record<string, unknown>
}

/** Which chain an entry belongs to. */
export function chainOf({ eventId }: { eventId: string | null }): string {
  return eventId ?? 'installation'
}

/** What stands before the first entry of a chain. */
export function beginningOf(chain: string): string {
  return createHash('sha256').update(`plenary audit\n${chain}`).digest('hex')
}

/** SHA-256 over the hash before and the entry, every part of it, in hex. */
export function linkHash(previous: string, entry: ChainedEntry): string {
  const data = Object.entries(entry.data).sort(([a], [b]) => (a < b ? -1 : 1))
  const { id, eventId, at, actor, actorId, subject, subjectId, action } = entry
  const parts = [previous, id, eventId, at, actor, actorId, subject, subjectId, action, data]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
