import { CREDENTIALS_STATES, DELEGATION_KINDS } from '@/db/schema/delegations'
import { localizedAnswer, localizedFields } from '@/lib/field-views'
import type { Answers, Field } from '@/lib/fields'
import type { Localized } from '@/lib/locales'

export type DelegationKind = (typeof DELEGATION_KINDS)[number]

/** What organisers say of a delegation; its name in one language at least. */
export const DELEGATION_FIELDS: readonly Field[] = [
  ...localizedFields('delegationName'),
  { name: 'delegationKind', kind: 'choice', options: DELEGATION_KINDS, isRequired: true },
  { name: 'delegationCountry', kind: 'country' },
  { name: 'delegationNote', kind: 'multiline', max: 1000 },
]

export type DelegationInput = { kind: DelegationKind; name: Localized; country: string | null; note: string }

/** Checked answers to `DELEGATION_FIELDS`. */
export function delegationInput(answers: Answers): DelegationInput {
  return {
    kind: answers.delegationKind as DelegationKind,
    name: localizedAnswer(answers, 'delegationName'),
    country: answers.delegationCountry || null,
    note: answers.delegationNote ?? '',
  }
}

export const CREDENTIALS_FIELDS: readonly Field[] = [
  { name: 'credentials', kind: 'choice', options: CREDENTIALS_STATES, isRequired: true },
]

/** Open until the event's closing date, frozen now, or open for this delegation alone until a day of its own. */
export const FREEZE = ['usual', 'frozen', 'until'] as const

export const FREEZE_FIELDS: readonly Field[] = [
  { name: 'freeze', kind: 'choice', options: FREEZE, isRequired: true },
  { name: 'unfrozenUntil', kind: 'date' },
]

/**
 * True where a focal point may change nothing any more: frozen by hand, or past the event's closing date. Opening it for
 * one delegation goes before both. Organisers are not bound by it.
 */
export function isFrozen(
  event: { delegationsCloseAt: Date | null; state: string },
  delegation: { frozenAt: Date | null; unfrozenUntil: Date | null },
  now: Date,
): boolean {
  if (event.state === 'archived') return true
  if (delegation.unfrozenUntil && now < delegation.unfrozenUntil) return false
  return delegation.frozenAt !== null || (event.delegationsCloseAt !== null && now >= event.delegationsCloseAt)
}

/** Until when a focal point may change it; null where that is over already, or has no end. */
export function openUntil(
  event: { delegationsCloseAt: Date | null; state: string },
  delegation: { frozenAt: Date | null; unfrozenUntil: Date | null },
  now: Date,
): Date | null {
  if (isFrozen(event, delegation, now)) return null
  const { unfrozenUntil } = delegation
  const { delegationsCloseAt: close } = event
  if (!unfrozenUntil || now >= unfrozenUntil) return close
  // Opened for longer, not for shorter, than all the others.
  return delegation.frozenAt === null && (close === null || close > unfrozenUntil) ? close : unfrozenUntil
}
