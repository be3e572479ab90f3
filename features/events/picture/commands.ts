import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { eventPictures } from '@/db/schema/events'
import { recordAudit } from '@/features/audit/commands'
import { Refusal } from '@/lib/errors'
import { redraw } from '@/lib/pictures'
import { changeable, type ManagedEvent } from '../access'
import { entry } from '../commands'

/**
 * Puts `file` in place of the event's picture, re-encoded.
 * @throws Refusal `event_archived`; at picture: `picture_too_large` with { megabytes }, `picture_too_many_pixels` with
 *   { megapixels }, `picture_kind`, `picture_broken`
 */
export async function setPicture(event: ManagedEvent, file: Buffer): Promise<void> {
  changeable(event)
  const data = await reencodePicture(file)
  const version = createHash('sha256').update(data).digest('hex').slice(0, 16)
  await db().transaction(async (tx) => {
    await tx
      .insert(eventPictures)
      .values({ eventId: event.id, version, data })
      .onConflictDoUpdate({ target: eventPictures.eventId, set: { version, data } })
    await recordAudit(tx, entry(event, 'event', event.id, 'event.picture_set', { version }))
  })
}

/** @throws Refusal `event_archived` */
export async function removePicture(event: ManagedEvent): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    const [removed] = await tx
      .delete(eventPictures)
      .where(eq(eventPictures.eventId, event.id))
      .returning({ version: eventPictures.version })
    if (removed) await recordAudit(tx, entry(event, 'event', event.id, 'event.picture_removed'))
  })
}

/** The picture as WebP of 1600 × 900 at most, turned upright, without metadata. @throws Refusal as `setPicture` */
export async function reencodePicture(file: Buffer): Promise<Buffer> {
  return redraw(
    file,
    (picture) => picture.resize(1600, 900, { fit: 'inside', withoutEnlargement: true }).webp({ quality: 82 }),
    (problem, values) => {
      throw new Refusal(`picture_${problem}`, values, 'picture')
    },
  )
}
