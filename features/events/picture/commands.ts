import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { db } from '@/db'
import { eventPictures } from '@/db/schema/events'
import { recordAudit } from '@/features/audit/commands'
import { Refusal } from '@/lib/errors'
import { changeable, type ManagedEvent } from '../access'
import { entry } from '../commands'

const MAX_MEGABYTES = 8
const MAX_MEGAPIXELS = 40

// The many other formats that libvips reads are many other parsers to trust.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
})

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
  if (file.length > MAX_MEGABYTES * 1024 * 1024) refuse('picture_too_large', { megabytes: MAX_MEGABYTES })
  if (!isPicture(file)) refuse('picture_kind')
  const limit = MAX_MEGAPIXELS * 1_000_000
  // Reads the header only, so the sentence can name the reason; the limit below is the guard.
  const { width, height } = await sharp(file, { limitInputPixels: false })
    .metadata()
    .catch(() => refuse('picture_broken'))
  if (width * height > limit) refuse('picture_too_many_pixels', { megapixels: MAX_MEGAPIXELS })
  return sharp(file, { limitInputPixels: limit, failOn: 'truncated' })
    .autoOrient()
    .resize(1600, 900, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 82 })
    .toBuffer()
    .catch(() => refuse('picture_broken'))
}

/** By its first bytes: JPEG, PNG or WebP. */
function isPicture(file: Buffer): boolean {
  const begins = (bytes: string, at = 0) => file.subarray(at, at + bytes.length).toString('latin1') === bytes
  return begins('\xff\xd8\xff') || begins('\x89PNG\r\n\x1a\n') || (begins('RIFF') && begins('WEBP', 8))
}

function refuse(code: string, values?: Record<string, number>): never {
  throw new Refusal(code, values, 'picture')
}
