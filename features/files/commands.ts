import { randomUUID } from 'node:crypto'
import { and, count, eq, ne, notInArray, type SQL } from 'drizzle-orm'
import type { Transaction } from '@/db'
import { agendaSessions } from '@/db/schema/agenda'
import { delegations } from '@/db/schema/delegations'
import { files } from '@/db/schema/files'
import { registrations } from '@/db/schema/registrations'
import { speakers } from '@/db/schema/speakers'
import { Refusal, type RefusalValues } from '@/lib/errors'
import { isPicture, MAX_MEGABYTES, type PictureProblem, redraw } from '@/lib/pictures'
import { sealBytes, unsealBytes } from '@/lib/secrets'
import { destroyEventKey, eventKey } from './keys/commands'
import { opened, readEventKey, sealedPlace } from './keys/queries'
import { isPdf, pdfProblem } from './pdf/rules'
import { type FileOwner, keyPurpose, type ListedFile, ownedBy } from './queries'
import { type Crop, type FileKind, MAX_DOCUMENT_SIDE, MAX_FILES, PHOTO, photoBox, safeName } from './rules'

/** A file that was looked through and, where it is a picture, drawn anew. Only `prepareFile` makes one. */
export type PreparedFile = { kind: FileKind; name: string; type: string; data: Buffer }

/**
 * Looks an uploaded file through, before any transaction. A photo becomes a JPEG of 3:4; other pictures become a JPEG of
 * 3508 pixels at most; a PDF stays as it is. The name is made safe.
 * @param given what a form field carried; anything but a file counts as none
 * @param options.crop the part of a photo to keep, else the middle
 * @param options.field the form's field that refusals belong to
 * @throws Refusal `file_empty`, `file_too_large` with { megabytes }, `file_not_picture`, `file_not_document`,
 *   `file_broken`, `file_too_many_pixels` with { megapixels }, `photo_too_small` with { width, height },
 *   `file_locked`, `file_active_content`
 */
export async function prepareFile(
  kind: FileKind,
  given: unknown,
  { crop = null, field = kind === 'photo' ? 'photo' : 'file' }: { crop?: Crop | null; field?: string } = {},
): Promise<PreparedFile> {
  const refuse = (code: string, values?: RefusalValues): never => {
    throw new Refusal(code, values, field)
  }
  if (!(given instanceof File) || given.size === 0) return refuse('file_empty')
  if (given.size > MAX_MEGABYTES * 1024 * 1024) return refuse('file_too_large', { megabytes: MAX_MEGABYTES })
  const bytes = Buffer.from(await given.arrayBuffer())
  if (kind !== 'photo' && isPdf(bytes)) {
    const problem = pdfProblem(bytes)
    if (problem) refuse(`file_${problem}`)
    return { kind, name: safeName(given.name, 'application/pdf'), type: 'application/pdf', data: bytes }
  }
  if (!isPicture(bytes)) refuse(kind === 'photo' ? 'file_not_picture' : 'file_not_document')
  const refusePicture = (problem: PictureProblem, values?: RefusalValues): never =>
    refuse(problem === 'kind' ? 'file_not_picture' : `file_${problem}`, values)
  const data = await redraw(
    bytes,
    (picture, size) => {
      const flat = picture.flatten({ background: '#ffffff' })
      if (kind !== 'photo') {
        const inside = { fit: 'inside', withoutEnlargement: true } as const
        return flat.resize(MAX_DOCUMENT_SIDE, MAX_DOCUMENT_SIDE, inside).jpeg({ quality: 85 })
      }
      const box = photoBox(size, crop)
      if (box.width < PHOTO.minWidth) refuse('photo_too_small', { width: PHOTO.minWidth, height: PHOTO.minHeight })
      return flat.extract(box).resize(PHOTO.width, PHOTO.height, { withoutEnlargement: true }).jpeg({ quality: 88 })
    },
    refusePicture,
  )
  return { kind, name: safeName(given.name, 'image/jpeg'), type: 'image/jpeg', data }
}

/**
 * Keeps a prepared file, sealed with the event's key and bound to its row. A photo takes the place of the one before.
 * The owner's row is locked, so that its files can be counted. Write the audit entry beside it.
 * @param aboutId the question or the request for information that it answers
 * @returns the file's id
 * @throws Refusal `file_too_many` with { count }, `kept_no_longer`
 */
export async function storeFile(
  tx: Transaction,
  { eventId, owner, kind, aboutId, name, isPublic, details, file }: NewFile,
): Promise<string> {
  if (file.kind !== kind) throw new Error('The file was prepared as another kind')
  const [locked] = await lockOwner(tx, eventId, owner)
  if (!locked) throw new Error('A file needs an owner in its event')
  if (kind === 'photo') await tx.delete(files).where(and(ownedBy(owner), eq(files.kind, 'photo')))
  const [kept] = await tx.select({ count: count() }).from(files).where(ownedBy(owner))
  if (kept!.count >= MAX_FILES) throw new Refusal('file_too_many', { count: MAX_FILES })
  const id = randomUUID()
  const key = await eventKey(tx, eventId, keyPurpose(kind))
  await tx.insert(files).values({
    id,
    eventId,
    ...owner,
    kind,
    aboutId: aboutId ?? null,
    isPublic: isPublic ?? false,
    details: details ?? {},
    name: name === undefined ? file.name : safeName(name, file.type),
    type: file.type,
    size: file.data.length,
    sealed: sealBytes(file.data, key, sealedPlace('files', id)),
  })
  return id
}

type NewFile = {
  eventId: string
  owner: FileOwner
  kind: FileKind
  aboutId?: string | null
  /** Of speakers and sessions: as in db/schema/files.ts. */
  isPublic?: boolean
  details?: ListedFile['details']
  /** Where it is to be called other than it was. */
  name?: string
  file: PreparedFile
}

/** Deletes a file of the event; false where there is none. Write the audit entry beside it. */
export async function deleteFile(tx: Transaction, eventId: string, fileId: string): Promise<boolean> {
  const deleted = await tx
    .delete(files)
    .where(and(eq(files.id, fileId), eq(files.eventId, eventId)))
    .returning({ id: files.id })
  return deleted.length > 0
}

/**
 * Deletes an event's files of everybody and destroys their key. What `stays` is sealed with another key, which outlives
 * the event: in older copies of the database it is unreadable like the rest.
 * @returns how many were deleted
 */
export async function deleteFilesBut(
  tx: Transaction,
  eventId: string,
  stays: SQL | undefined,
  now: Date,
): Promise<number> {
  const ofEvent = and(eq(files.eventId, eventId), ne(files.kind, 'passport'))
  const kept = await tx.select({ id: files.id }).from(files).where(and(ofEvent, stays))
  const keptIds = kept.map(({ id }) => id)
  const gone = await tx
    .delete(files)
    .where(and(ofEvent, keptIds.length > 0 ? notInArray(files.id, keptIds) : undefined))
    .returning({ id: files.id })
  const before = keptIds.length > 0 ? await readEventKey(eventId, 'files', tx) : null
  // One after the other: a file has up to 8 MB.
  for (const id of before ? keptIds : []) await sealAnew(tx, eventId, id, before!)
  await destroyEventKey(tx, eventId, 'files', now)
  return gone.length
}

async function sealAnew(tx: Transaction, eventId: string, id: string, before: Buffer): Promise<void> {
  const [row] = await tx.select({ sealed: files.sealed }).from(files).where(eq(files.id, id))
  const data = row && opened(sealedPlace('files', id), (place) => unsealBytes(row.sealed, before, place))
  if (!data) return
  const key = await eventKey(tx, eventId, 'public')
  await tx
    .update(files)
    .set({ sealed: sealBytes(data, key, sealedPlace('files', id)) })
    .where(eq(files.id, id))
}

function lockOwner(tx: Transaction, eventId: string, owner: FileOwner): Promise<{ id: string }[]> {
  const [table, id] =
    'registrationId' in owner
      ? [registrations, owner.registrationId]
      : 'delegationId' in owner
        ? [delegations, owner.delegationId]
        : 'speakerId' in owner
          ? [speakers, owner.speakerId]
          : [agendaSessions, owner.sessionId]
  return tx
    .select({ id: table.id })
    .from(table as typeof registrations)
    .where(and(eq(table.id, id), eq(table.eventId, eventId)))
    .for('no key update')
}
