import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { files } from '@/db/schema/files'
import { type Actor, recordAudit } from '@/features/audit/commands'
import { prepareFile, storeFile } from '@/features/files/commands'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'

/** Whose documents: the proof of the organisers' gate or of the private link's. */
type Place = { event: { id: string; state: string }; actor: Actor; speakerId: string }

/**
 * Keeps slides or another document of a speaker; the public gets it only once organisers say so.
 * @throws Refusal `event_archived`, those of `prepareFile` and `storeFile` at file
 */
export async function addSpeakerDocument({ event, actor, speakerId }: Place, given: unknown): Promise<void> {
  if (event.state === 'archived') throw new Refusal('event_archived')
  const file = await prepareFile('document', given)
  await db().transaction(async (tx) => {
    await storeFile(tx, { eventId: event.id, owner: { speakerId }, kind: 'document', file })
    await note(tx, { event, actor, speakerId }, 'speaker.document_added')
  })
}

/** @throws Refusal `event_archived`, `file_gone` */
export async function removeSpeakerDocument(place: Place, fileId: string): Promise<void> {
  if (place.event.state === 'archived') throw new Refusal('event_archived')
  await db().transaction(async (tx) => {
    const [gone] = await tx.delete(files).where(ofPlace(place, fileId)).returning({ id: files.id })
    if (!gone) throw new Refusal('file_gone')
    await note(tx, place, 'speaker.document_removed')
  })
}

/** Whether everybody may fetch it who reads the speaker's public profile. @throws Refusal `event_archived`, `file_gone` */
export async function publishSpeakerDocument(place: Place, fileId: string, isPublic: boolean): Promise<void> {
  if (place.event.state === 'archived') throw new Refusal('event_archived')
  await db().transaction(async (tx) => {
    const [set] = await tx.update(files).set({ isPublic }).where(ofPlace(place, fileId)).returning({ id: files.id })
    if (!set) throw new Refusal('file_gone')
    await note(tx, place, isPublic ? 'speaker.document_published' : 'speaker.document_kept_back')
  })
}

function ofPlace({ event, speakerId }: Place, fileId: string) {
  if (!isUuid(fileId) || !isUuid(speakerId)) throw new Refusal('file_gone')
  return and(eq(files.id, fileId), eq(files.eventId, event.id), eq(files.speakerId, speakerId))
}

function note(tx: Parameters<typeof recordAudit>[0], { event, actor, speakerId }: Place, action: string) {
  return recordAudit(tx, { eventId: event.id, actor, subject: 'speaker', subjectId: speakerId, action })
}
