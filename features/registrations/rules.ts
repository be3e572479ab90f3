import type { REGISTRATION_STATES } from '@/db/schema/registrations'
import type { Answers } from '@/lib/fields'
import { searchKey } from '@/lib/names'

export type RegistrationState = (typeof REGISTRATION_STATES)[number]

/** Who may move a registration from where to where. Accepting from any of these takes a place; leaving `accepted` frees one. */
export const MOVES: Record<'person' | 'organiser', Partial<Record<RegistrationState, readonly RegistrationState[]>>> = {
  person: { submitted: ['withdrawn'], accepted: ['withdrawn'], waiting_list: ['withdrawn'] },
  organiser: {
    submitted: ['accepted', 'waiting_list', 'declined', 'withdrawn'],
    waiting_list: ['accepted', 'declined', 'withdrawn'],
    accepted: ['declined', 'withdrawn'],
    declined: ['accepted', 'waiting_list'],
    withdrawn: ['accepted', 'waiting_list'],
  },
}

export function mayMove(by: 'person' | 'organiser', from: RegistrationState, to: RegistrationState): boolean {
  return MOVES[by][from]?.includes(to) ?? false
}

/** States in which a person takes part or may still: one live registration a person and event. */
export const LIVE_STATES: readonly RegistrationState[] = ['submitted', 'accepted', 'waiting_list']

export function isLive(state: RegistrationState): boolean {
  return LIVE_STATES.includes(state)
}

/** Data can be corrected while the registration is live and the event has not begun. */
export function isCorrectable(state: RegistrationState, event: { startsAt: Date; state: string }, now: Date): boolean {
  return isLive(state) && event.state !== 'archived' && now < event.startsAt
}

/** The mail that a registration's new state calls for. */
export const MAIL_OF_STATE = {
  submitted: 'received',
  accepted: 'accepted',
  waiting_list: 'waiting_list',
  declined: 'declined',
  withdrawn: 'withdrawn',
} as const satisfies Record<RegistrationState, string>

/**
 * What makes two sign-ups the same person's: the address and the name as spelt in any script. The name counts, because
 * one assistant signs up many people with one address.
 */
export function personKey(answers: Answers): string {
  return `${(answers.email ?? '').toLowerCase()}|${searchKey(answers.givenName, answers.familyName)}`
}
