import { and, eq } from 'drizzle-orm'
import { cache } from 'react'
import { speakers } from '@/db/schema/speakers'
import { takeTurn } from '@/features/accounts/rate/commands'
import { PER_PERSON } from '@/features/accounts/rate/rules'
import { gatePublicEvent, orNotFound, type PublicEvent, publicEvent } from '@/features/events/access'
import { findFile, readFile, type StoredFile } from '@/features/files/queries'
import { Refusal } from '@/lib/errors'
import { hashToken } from '@/lib/secrets'
import { type FoundSpeaker, readSpeaker, speakerPhoto } from '../queries'

declare const own: unique symbol

/** Proof of holding a speaker's private link. */
export type OwnSpeaker = FoundSpeaker & { event: PublicEvent; readonly [own]: true }

/** The speaker whose link it is, or null: a foreign and a revoked one are one. Whoever was erased has none. */
export async function gateOwnSpeaker(event: PublicEvent, token: string): Promise<OwnSpeaker | null> {
  const found = await readSpeaker(and(eq(speakers.linkHash, hashToken(token)), eq(speakers.eventId, event.id)))
  return found && !found.registration?.erasedAt ? ({ ...found, event } as OwnSpeaker) : null
}

/** Gate of a speaker's private pages. */
export const ownSpeaker = cache(async (eventSlug: string, token: string) =>
  orNotFound(gateOwnSpeaker(await publicEvent(eventSlug), token)),
)

/** A speaker's own file for whoever holds the link, or null. */
export async function ownSpeakerFile(eventSlug: string, token: string, fileId: string): Promise<StoredFile | null> {
  const event = await gatePublicEvent(eventSlug, async () => null)
  const found = event && (await gateOwnSpeaker(event, token))
  const file = found && (await findFile(event.id, fileId))
  return file && file.speakerId === found.speaker.id ? readFile(event.id, file.id) : null
}

/**
 * One of the turns of a private link, so that nobody floods an event through one.
 * @throws Refusal `own_wait` with { email }
 */
export async function takeSpeakerTurn({ speaker, event }: OwnSpeaker): Promise<void> {
  if (!(await takeTurn(['speaker', speaker.id], PER_PERSON.act, 60 * 60)))
    throw new Refusal('own_wait', { email: event.contactEmail })
}

/** A speaker's own photo as WebP for whoever holds the link, or null. */
export async function ownSpeakerPhoto(eventSlug: string, token: string): Promise<Buffer | null> {
  const event = await gatePublicEvent(eventSlug, async () => null)
  const found = event && (await gateOwnSpeaker(event, token))
  return found?.photoVersion ? speakerPhoto(found.speaker.id, found.photoVersion) : null
}
