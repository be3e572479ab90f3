import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import sharp from 'sharp'
import { db } from '@/db'
import { events } from '@/db/schema/events'
import { eventLogos } from '@/db/schema/mail'
import { type GatedEvent, recordAudit } from '@/features/audit/commands'
import { Refusal } from '@/lib/errors'
import type { Localized } from '@/lib/locales'
import { redraw } from '@/lib/pictures'
import { WORDERS } from '../wording/rules'
import { LOGO_SIZE } from './rules'

/** Who signs an event's mails, and where answers to them go. @throws Refusal `wording_kind`: not for this role */
export async function saveLook(event: GatedEvent, look: { signature: Localized; replyTo: string }): Promise<void> {
  mayDress(event)
  await db().transaction(async (tx) => {
    await tx.update(events).set(look).where(eq(events.id, event.id))
    await recordAudit(tx, entry(event, 'mail.look_saved', { languages: Object.keys(look.signature) }))
  })
}

/**
 * Puts `file` in the head of the event's mails, re-encoded. Mails that wait keep the logo that they were written with.
 * @throws Refusal `wording_kind`; at logo: `picture_too_large` with { megabytes }, `picture_too_many_pixels` with
 *   { megapixels }, `picture_kind`, `picture_broken`
 */
export async function setLogo(event: GatedEvent, file: Buffer): Promise<void> {
  mayDress(event)
  const data = await redrawLogo(file)
  const { width, height } = await sharp(data).metadata()
  const version = createHash('sha256').update(data).digest('hex').slice(0, 16)
  await db().transaction(async (tx) => {
    // One at a time, else two at once would both be the current one.
    await tx.select({ id: events.id }).from(events).where(eq(events.id, event.id)).for('no key update')
    await tx.update(eventLogos).set({ isCurrent: false }).where(eq(eventLogos.eventId, event.id))
    await tx
      .insert(eventLogos)
      .values({ eventId: event.id, version, data, width, height })
      .onConflictDoUpdate({ target: [eventLogos.eventId, eventLogos.version], set: { isCurrent: true } })
    await recordAudit(tx, entry(event, 'mail.logo_set', { version }))
  })
}

/** Mails written from now on have no logo. @throws Refusal `wording_kind` */
export async function removeLogo(event: GatedEvent): Promise<void> {
  mayDress(event)
  await db().transaction(async (tx) => {
    const [removed] = await tx
      .update(eventLogos)
      .set({ isCurrent: false })
      .where(and(eq(eventLogos.eventId, event.id), eventLogos.isCurrent))
      .returning({ version: eventLogos.version })
    if (removed) await recordAudit(tx, entry(event, 'mail.logo_removed'))
  })
}

/** The logo as a PNG of 256 colours on white, which every mail program shows and 77 kB hold. @throws Refusal as `setLogo` */
export async function redrawLogo(file: Buffer): Promise<Buffer> {
  return redraw(
    file,
    (picture) =>
      picture
        .resize(LOGO_SIZE.width, LOGO_SIZE.height, { fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#FFFFFF' })
        .png({ palette: true, compressionLevel: 9 }),
    (problem, values) => {
      throw new Refusal(`picture_${problem}`, values, 'logo')
    },
  )
}

function mayDress(event: GatedEvent): void {
  if (!WORDERS.includes(event.role)) throw new Refusal('wording_kind')
}

function entry(event: GatedEvent, action: string, data: Record<string, string | string[]> = {}) {
  return { eventId: event.id, actor: event.actor, subject: 'mail' as const, subjectId: null, action, data }
}
