import { and, eq, isNull } from 'drizzle-orm'
import type { Transaction } from '@/db'
import { agendaSessions } from '@/db/schema/agenda'
import { files } from '@/db/schema/files'
import type { EditedEvent } from '@/features/events/access'
import { deleteFile, type PreparedFile, storeFile } from '@/features/files/commands'
import type { ListedFile } from '@/features/files/queries'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import { editing } from '../../commands'

/** Keeps a document of a session. @throws Refusal `event_archived`, `session_unknown`, and those of `storeFile` */
export async function addDocument(
  event: EditedEvent,
  sessionId: string,
  document: { file: PreparedFile; isPublic: boolean; details: ListedFile['details'] },
): Promise<void> {
  if (!isUuid(sessionId)) throw new Refusal('session_unknown')
  await editing(event, { subject: 'session', action: 'session.document_added' }, async (tx, revision) => {
    const [session] = await tx
      .select({ id: agendaSessions.id })
      .from(agendaSessions)
      .where(
        and(eq(agendaSessions.id, sessionId), eq(agendaSessions.eventId, event.id), isNull(agendaSessions.deletedAt)),
      )
    if (!session) throw new Refusal('session_unknown')
    await storeFile(tx, { eventId: event.id, owner: { sessionId }, kind: 'document', ...document })
    await raise(tx, sessionId, revision)
    return { subjectId: sessionId, result: undefined }
  })
}

/** Deletes a document of a session; from this moment nobody opens it, whatever a version names. @throws Refusal `event_archived`, `file_gone` */
export async function removeDocument(event: EditedEvent, sessionId: string, fileId: string): Promise<void> {
  if (!isUuid(sessionId) || !isUuid(fileId)) throw new Refusal('file_gone')
  await editing(event, { subject: 'session', action: 'session.document_removed' }, async (tx, revision) => {
    const [file] = await tx
      .select({ id: files.id })
      .from(files)
      .where(and(eq(files.id, fileId), eq(files.sessionId, sessionId)))
    if (!file || !(await deleteFile(tx, event.id, fileId))) throw new Refusal('file_gone')
    await raise(tx, sessionId, revision)
    return { subjectId: sessionId, result: undefined }
  })
}

/**
 * Makes a document of a session public from the next version on, or closes it: from this moment only the organisers open
 * it, whatever a version names. @throws Refusal `event_archived`, `file_gone`
 */
export async function showDocument(
  event: EditedEvent,
  sessionId: string,
  fileId: string,
  isPublic: boolean,
): Promise<void> {
  if (!isUuid(sessionId) || !isUuid(fileId)) throw new Refusal('file_gone')
  const action = isPublic ? 'session.document_opened' : 'session.document_closed'
  await editing(event, { subject: 'session', action }, async (tx, revision) => {
    const [file] = await tx
      .update(files)
      .set({ isPublic })
      .where(and(eq(files.id, fileId), eq(files.sessionId, sessionId), eq(files.eventId, event.id)))
      .returning({ id: files.id })
    if (!file) throw new Refusal('file_gone')
    await raise(tx, sessionId, revision)
    return { subjectId: sessionId, result: undefined }
  })
}

/** Documents are a part of what is released: the session counts as changed since the last version. */
async function raise(tx: Transaction, sessionId: string, revision: number): Promise<void> {
  await tx.update(agendaSessions).set({ revision }).where(eq(agendaSessions.id, sessionId))
}
