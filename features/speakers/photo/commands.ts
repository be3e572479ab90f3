import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { speakerPhotos } from '@/db/schema/speakers'
import { type Actor, recordAudit } from '@/features/audit/commands'
import { type Crop, photoBox } from '@/features/files/rules'
import { Refusal } from '@/lib/errors'
import { redraw } from '@/lib/pictures'
import { lockSpeaker } from '../commands'

/** Pixels of the picture as the public sees it, 3 : 4, and the least that it may have. */
export const SPEAKER_PHOTO = { width: 600, height: 800, minWidth: 300, minHeight: 400 }

/** Whose photo: the proof of the organisers' gate or of the private link's. */
type Place = { event: { id: string; state: string }; actor: Actor; speakerId: string }

/**
 * Puts an uploaded picture in place of a speaker's photo, drawn anew.
 * @param given what a form field carried
 * @param crop the part to keep (`cropOf`), or null for the middle
 * @throws Refusal `event_archived`, `speaker_unknown`; at photo: `file_empty`, `picture_too_large` with { megabytes },
 *   `picture_too_many_pixels` with { megapixels }, `picture_kind`, `picture_broken`, `speaker_photo_small` with { least }
 */
export async function setSpeakerPhoto(
  { event, actor, speakerId }: Place,
  given: unknown,
  crop: Crop | null,
): Promise<void> {
  if (event.state === 'archived') throw new Refusal('event_archived')
  if (!(given instanceof File) || given.size === 0) throw new Refusal('file_empty', {}, 'photo')
  const data = await redraw(
    Buffer.from(await given.arrayBuffer()),
    (picture, size) => {
      const box = photoBox(size, crop)
      const { width, height, minWidth: least } = SPEAKER_PHOTO
      if (box.width < least) throw new Refusal('speaker_photo_small', { least }, 'photo')
      return picture.extract(box).resize(width, height, { withoutEnlargement: true }).webp({ quality: 82 })
    },
    (problem, values) => {
      throw new Refusal(`picture_${problem}`, values, 'photo')
    },
  )
  const version = createHash('sha256').update(data).digest('hex').slice(0, 16)
  await db().transaction(async (tx) => {
    await lockSpeaker(tx, event.id, speakerId)
    await tx
      .insert(speakerPhotos)
      .values({ speakerId, version, data })
      .onConflictDoUpdate({ target: speakerPhotos.speakerId, set: { version, data } })
    await recordAudit(tx, {
      eventId: event.id,
      actor,
      subject: 'speaker',
      subjectId: speakerId,
      action: 'speaker.photo_set',
    })
  })
}

/** @throws Refusal `event_archived`, `speaker_unknown` */
export async function removeSpeakerPhoto({ event, actor, speakerId }: Place): Promise<void> {
  if (event.state === 'archived') throw new Refusal('event_archived')
  await db().transaction(async (tx) => {
    await lockSpeaker(tx, event.id, speakerId)
    const gone = await tx.delete(speakerPhotos).where(eq(speakerPhotos.speakerId, speakerId)).returning()
    if (gone.length > 0)
      await recordAudit(tx, {
        eventId: event.id,
        actor,
        subject: 'speaker',
        subjectId: speakerId,
        action: 'speaker.photo_removed',
      })
  })
}
