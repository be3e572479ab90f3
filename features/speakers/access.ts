import type { Programme } from '@/db/schema/agenda'
import { currentUser } from '@/features/accounts/access'
import { gateEditedEvent, gatePublicEvent, type PublicEvent } from '@/features/events/access'
import { findFile, readFile, type StoredFile } from '@/features/files/queries'
import { DEFAULT_LOCALE } from '@/lib/locales'
import { getPublished } from './public/queries'
import { getSpeaker, speakerPhoto } from './queries'
import { namedIn } from './rules'

/** What a route gives to whom: `isPublic` where everybody may keep it. */
type Given<T> = { data: T; isPublic: boolean } | null

/** A speaker's photo for whoever may see the profile, and for who edits speakers; unknown, foreign and forbidden are one. */
export async function photoFor(
  eventSlug: string,
  speakerId: string,
  version: string,
  released: (event: PublicEvent) => Promise<Programme | undefined>,
): Promise<Given<Buffer>> {
  const isShown = async (event: PublicEvent) => {
    const profile = await getPublished(event, namedIn(await released(event)), DEFAULT_LOCALE, speakerId)
    return profile?.photoVersion === version
  }
  const reader = await readerOf(eventSlug, speakerId, isShown)
  const data = reader && (await speakerPhoto(speakerId, version))
  return data ? { data, isPublic: reader === 'public' } : null
}

/** A speaker's document: a public one of a public profile for everybody, each for who edits speakers. */
export async function documentFor(
  eventSlug: string,
  speakerId: string,
  fileId: string,
  released: (event: PublicEvent) => Promise<Programme | undefined>,
): Promise<StoredFile | null> {
  const event = await gatePublicEvent(eventSlug, currentUser)
  const file = event && (await findFile(event.id, fileId))
  if (!file || file.speakerId !== speakerId) return null
  const isShown = async (of: PublicEvent) =>
    file.isPublic && (await getPublished(of, namedIn(await released(of)), DEFAULT_LOCALE, speakerId)) !== null
  return (await readerOf(eventSlug, speakerId, isShown)) ? readFile(event.id, file.id) : null
}

async function readerOf(
  eventSlug: string,
  speakerId: string,
  isShown: (event: PublicEvent) => Promise<boolean>,
): Promise<'public' | 'editor' | null> {
  const event = await gatePublicEvent(eventSlug, currentUser)
  if (!event) return null
  if (await isShown(event)) return event.isPreview ? 'editor' : 'public'
  const edited = await gateEditedEvent(await currentUser(), eventSlug)
  return edited && (await getSpeaker(edited, speakerId)) ? 'editor' : null
}
