import { localizedFields } from '@/lib/field-views'
import type { Field } from '@/lib/fields'
import type { Localized } from '@/lib/locales'
import { inEveryLanguage } from '@/lib/texts'
import type { RegistrationState } from '../rules'

/** States that a reason can be given for. */
export const REASON_STATES = [
  'declined',
  'waiting_list',
  'information_requested',
  'cancelled',
  'withdrawn',
] as const satisfies readonly RegistrationState[]

export const REASON_FIELDS: readonly Field[] = [
  ...localizedFields('reasonName'),
  ...localizedFields('reasonText', 'multiline', 1000),
  { name: 'reasonStates', kind: 'choices', options: REASON_STATES, isRequired: true },
]

/** What secretariats usually say. */
export function usualReasons(): { slug: string; states: RegistrationState[]; name: Localized; text: Localized }[] {
  return USUAL.map(({ slug, states }) => ({
    slug,
    states,
    name: inEveryLanguage(`usual.reasons.${slug}.name`),
    // What the delegation wishes is for it to say.
    text: slug === 'delegation' ? {} : inEveryLanguage(`usual.reasons.${slug}.text`),
  }))
}

const USUAL: { slug: string; states: RegistrationState[] }[] = [
  { slug: 'no-places', states: ['declined', 'waiting_list'] },
  { slug: 'outside', states: ['declined'] },
  { slug: 'documents', states: ['information_requested', 'declined'] },
  { slug: 'delegation', states: ['withdrawn', 'cancelled'] },
]
