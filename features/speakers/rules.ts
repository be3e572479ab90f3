import type { speakers } from '@/db/schema/speakers'
import type { Locale, Localized } from '@/lib/locales'

export type SpeakerState = (typeof speakers.$inferSelect)['state']

/** A speaker as lists and the agenda show one. */
export type Speaker = {
  id: string
  version: number
  registrationId: string | null
  state: SpeakerState
  /** The organisers' wish; whether the public sees the profile is `isShown`. */
  isPublic: boolean
  hidden: ('photo' | 'biography' | 'country' | 'links')[]
  /** With the form of address, as written in the language asked for. */
  name: string
  position: Localized
  institution: Localized
  /** ISO 3166-1 code, or ''. */
  country: string
  /** Part of the photo's address; null: none. */
  photoVersion: string | null
  /** When the speaker is there; empty: always. */
  availability: { from: string; to: string }[]
  /** The language of correspondence. */
  locale: Locale
  /** False: who is linked to this registration asked to be kept off lists, or was erased. */
  mayBeNamed: boolean
}

/** May the public read this name? Those who declined, and those kept back, stand in no agenda either. */
export function isShown(speaker: Pick<Speaker, 'state' | 'isPublic' | 'mayBeNamed'>): boolean {
  return speaker.isPublic && speaker.mayBeNamed && speaker.state !== 'declined'
}
