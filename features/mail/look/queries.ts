import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { eventLogos } from '@/db/schema/mail'
import type { GatedEvent } from '@/features/audit/commands'
import { logoOf } from './rules'

/** A version names its bytes, so what was read once is true for ever. */
const known = new Map<string, Buffer>()
const MOST_KNOWN = 50

/** The bytes of the logo that a mail shows; null: it shows none. */
export async function readLogoOf(mail: { eventId: string | null; html: string }): Promise<Buffer | null> {
  const version = logoOf(mail.html)
  if (!version || !mail.eventId) return null
  const key = `${mail.eventId} ${version}`
  const held = known.get(key)
  if (held) return held
  const [found] = await db()
    .select({ data: eventLogos.data })
    .from(eventLogos)
    .where(and(eq(eventLogos.eventId, mail.eventId), eq(eventLogos.version, version)))
  if (!found) return null
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(key, found.data)
  return found.data
}

/** The event's present logo, to be shown on its own; null: there is none. */
export async function readLogo(event: GatedEvent) {
  const [logo] = await db()
    .select({ data: eventLogos.data, width: eventLogos.width, height: eventLogos.height })
    .from(eventLogos)
    .where(and(eq(eventLogos.eventId, event.id), eventLogos.isCurrent))
  return logo ?? null
}
