import { and, asc, eq } from 'drizzle-orm'
import { db } from '@/db'
import { files } from '@/db/schema/files'
import { isUuid } from '@/lib/ids'
import { unsealBytes } from '@/lib/secrets'
import { opened, readEventKey, sealedPlace } from './keys/queries'
import type { FileKind } from './rules'

/** Whose a file is: a person's taking part, a delegation's, a speaker's or a session's. */
export type FileOwner =
  | { registrationId: string }
  | { delegationId: string }
  | { speakerId: string }
  | { sessionId: string }

const LISTED = {
  id: files.id,
  registrationId: files.registrationId,
  delegationId: files.delegationId,
  speakerId: files.speakerId,
  sessionId: files.sessionId,
  kind: files.kind,
  aboutId: files.aboutId,
  isPublic: files.isPublic,
  details: files.details,
  name: files.name,
  type: files.type,
  size: files.size,
  createdAt: files.createdAt,
}

/** A file without its bytes; `size` is in bytes. */
export type ListedFile = Pick<typeof files.$inferSelect, keyof typeof LISTED>

export type StoredFile = ListedFile & { data: Buffer }

/** What is known of a person's or a delegation's files, the oldest first; nothing is opened. Gate the owner before. */
export async function listFiles(owner: FileOwner): Promise<ListedFile[]> {
  return db().select(LISTED).from(files).where(ownedBy(owner)).orderBy(asc(files.createdAt), asc(files.id))
}

/** What is known of one file of the event, so that a gate can decide; null where the event has none of that id. */
export async function findFile(eventId: string, fileId: string): Promise<ListedFile | null> {
  if (!isUuid(fileId)) return null
  const [file] = await db()
    .select(LISTED)
    .from(files)
    .where(and(eq(files.id, fileId), eq(files.eventId, eventId)))
  return file ?? null
}

/** A file with its bytes. Null where the event has none of that id, and where nothing opens it any more. */
export async function readFile(eventId: string, fileId: string): Promise<StoredFile | null> {
  if (!isUuid(fileId)) return null
  const [row] = await db()
    .select({ ...LISTED, sealed: files.sealed })
    .from(files)
    .where(and(eq(files.id, fileId), eq(files.eventId, eventId)))
  if (!row) return null
  const { sealed, ...file } = row
  const key =
    (await readEventKey(eventId, keyPurpose(file.kind))) ??
    (file.kind === 'passport' ? null : await readEventKey(eventId, 'public'))
  const data = key && opened(sealedPlace('files', file.id), (place) => unsealBytes(sealed, key, place))
  return data && { ...file, data }
}

/** Scans of passports end with the passport data, on a day of their own. */
export function keyPurpose(kind: FileKind): 'passport' | 'files' {
  return kind === 'passport' ? 'passport' : 'files'
}

export function ownedBy(owner: FileOwner) {
  if ('registrationId' in owner) return eq(files.registrationId, owner.registrationId)
  if ('delegationId' in owner) return eq(files.delegationId, owner.delegationId)
  return 'speakerId' in owner ? eq(files.speakerId, owner.speakerId) : eq(files.sessionId, owner.sessionId)
}
