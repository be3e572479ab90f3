import type { tracks } from '@/db/schema/agenda'
import { localizedAnswer, localizedFields } from '@/lib/field-views'
import type { Answers, Field } from '@/lib/fields'

export type TrackInput = Pick<typeof tracks.$inferInsert, 'name' | 'colour'>

export const TRACK_FIELDS: readonly Field[] = [
  ...localizedFields('trackName', 'text', 120),
  { name: 'trackColour', kind: 'text', isRequired: true, max: 7 },
]

/** Dark enough for white text, and told apart in print. */
export const TRACK_COLOURS = [
  '#0B2E4F',
  '#17693A',
  '#7A1F2B',
  '#6B4A00',
  '#5B2A86',
  '#00666B',
  '#A33B00',
  '#3D4A57',
] as const

/** What was said of a track in its form. */
export function trackInput(answers: Answers): TrackInput {
  return { name: localizedAnswer(answers, 'trackName'), colour: answers.trackColour ?? '' }
}
