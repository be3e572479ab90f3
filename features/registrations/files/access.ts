import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { questions, registrations } from '@/db/schema/registrations'
import type { User } from '@/features/accounts/access'
import { gateEvent, gatePublicEvent, type Right, type ViewedEvent } from '@/features/events/access'
import { findFile, type ListedFile, readFile, type StoredFile } from '@/features/files/queries'
import type { FileKind } from '@/features/files/rules'
import { derivedToken } from '@/lib/secrets'
import { sees } from '../privacy/rules'
import { inScope, registrationByToken } from '../queries'

/** What an organiser needs to open a file of each kind. A passport's scan also needs the link that a reveal gives. */
const RIGHT_TO: Record<FileKind, Right & ('view' | 'review' | 'manage')> = {
  photo: 'view',
  document: 'review',
  credentials: 'review',
  passport: 'manage',
}

/** What the link of a reveal carries beside the file's id. */
export type ScanLink = { until: string | null; key: string | null }

/** A file for somebody of the event's team, or null: unknown, foreign and forbidden are one. */
export async function fileForOrganiser(
  user: User | null,
  eventSlug: string,
  fileId: string,
  link: ScanLink,
  now: Date,
): Promise<StoredFile | null> {
  const viewed = await gateEvent(user, eventSlug, 'view')
  const file = viewed && (await findFile(viewed.id, fileId))
  if (!user || !file) return null
  const event = await gateEvent(user, eventSlug, RIGHT_TO[file.kind])
  if (!event || !(await isInScope(event, file)) || !(await seesAnswer(event, file))) return null
  if (file.kind === 'passport' && !opensScan(link, file.id, user.id, now)) return null
  return readFile(event.id, file.id)
}

/**
 * A person's own file, by their private link. Scans of passports are not handed back: links in mails are forwarded, and
 * the person has the original.
 */
export async function ownFile(eventSlug: string, token: string, fileId: string): Promise<StoredFile | null> {
  const event = await gatePublicEvent(eventSlug, async () => null)
  const found = event && (await registrationByToken(event.id, token))
  const file = found && (await findFile(event.id, fileId))
  if (!file || file.registrationId !== found.registration.id || file.kind === 'passport') return null
  return readFile(event.id, file.id)
}

/** What the link to a revealed scan is signed with: one file, one organiser, one end in seconds since 1970. */
export function scanKey(fileId: string, userId: string, until: number): string {
  return derivedToken('passport_scan', `${fileId}:${userId}:${until}`)
}

function opensScan({ until, key }: ScanLink, fileId: string, userId: string, now: Date): boolean {
  if (!until || !/^\d{1,12}$/.test(until) || Number(until) * 1000 < now.getTime()) return false
  return key === scanKey(fileId, userId, Number(until))
}

/** A document that answers a question is seen by who sees such answers. */
async function seesAnswer(event: ViewedEvent, { aboutId }: ListedFile): Promise<boolean> {
  if (!aboutId) return true
  const [question] = await db().select({ kind: questions.dataKind }).from(questions).where(eq(questions.id, aboutId))
  return !question || sees(event, question.kind)
}

async function isInScope(event: ViewedEvent, { registrationId, delegationId }: ListedFile): Promise<boolean> {
  const { categoryIds, delegationIds } = event.scope
  if (delegationId) return delegationIds ? delegationIds.includes(delegationId) : !categoryIds
  const [row] = await db()
    .select({ id: registrations.id })
    .from(registrations)
    .where(and(eq(registrations.id, registrationId!), inScope(event)))
  return Boolean(row)
}
