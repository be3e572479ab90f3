import type { REGISTRATION_STATES } from '@/db/schema/registrations'
import type { Answers } from '@/lib/fields'
import { searchKey } from '@/lib/names'

export type RegistrationState = (typeof REGISTRATION_STATES)[number]

export type Mover = 'person' | 'focal_point' | 'organiser' | 'onsite'

const UNDECIDED = ['accepted', 'waiting_list', 'information_requested', 'declined', 'withdrawn', 'cancelled'] as const
const ENDED = ['under_review', 'accepted', 'waiting_list'] as const

/**
 * Who may move a registration from where to where (DOMAIN.md 3.2). `accepted` is the field's "accredited": it takes a
 * place. `withdrawn` is the person's or their delegation's will, `cancelled` the secretariat's end of an accreditation.
 */
export const MOVES: Record<Mover, Partial<Record<RegistrationState, readonly RegistrationState[]>>> = {
  person: {
    submitted: ['withdrawn'],
    under_review: ['withdrawn'],
    information_requested: ['under_review', 'withdrawn'],
    waiting_list: ['accepted', 'withdrawn'],
    accepted: ['withdrawn'],
  },
  focal_point: {
    draft: ['submitted'],
    submitted: ['withdrawn'],
    under_review: ['withdrawn'],
    information_requested: ['withdrawn'],
    waiting_list: ['withdrawn'],
    accepted: ['withdrawn'],
  },
  organiser: {
    submitted: ['under_review', ...UNDECIDED],
    under_review: UNDECIDED,
    information_requested: ['under_review', ...UNDECIDED.filter((state) => state !== 'information_requested')],
    waiting_list: ['accepted', 'under_review', 'declined', 'withdrawn', 'cancelled'],
    accepted: ['checked_in', 'declined', 'withdrawn', 'cancelled'],
    checked_in: ['accepted', 'cancelled'],
    declined: ENDED,
    withdrawn: ENDED,
    cancelled: ENDED,
  },
  onsite: { accepted: ['checked_in'], checked_in: ['accepted'] },
}

export function mayMove(by: Mover, from: RegistrationState, to: RegistrationState): boolean {
  return MOVES[by][from]?.includes(to) ?? false
}

/** States in which a person takes part or may still: one live registration a person and event. */
export const LIVE_STATES = [
  'draft',
  'submitted',
  'under_review',
  'information_requested',
  'waiting_list',
  'accepted',
  'checked_in',
] as const satisfies readonly RegistrationState[]

export function isLive(state: RegistrationState): boolean {
  return (LIVE_STATES as readonly RegistrationState[]).includes(state)
}

/** States that wait for the secretariat's decision. */
export const TO_REVIEW = ['submitted', 'under_review'] as const satisfies readonly RegistrationState[]

export function isAccepted(state: RegistrationState): boolean {
  return state === 'accepted' || state === 'checked_in'
}

/** What a move does with the person's place: takes one, frees it, or leaves it as it is. */
export function placeAfter(to: RegistrationState, holdsPlace: boolean): boolean {
  if (isAccepted(to)) return true
  return isLive(to) && to !== 'waiting_list' && holdsPlace
}

/** Data can be corrected while the registration is live and the event has not begun. */
export function isCorrectable(state: RegistrationState, event: { startsAt: Date; state: string }, now: Date): boolean {
  return isLive(state) && event.state !== 'archived' && now < event.startsAt
}

/** The mail that a registration's new state calls for; null: the person's page says it, no mail does. */
export const MAIL_OF_STATE = {
  draft: null,
  submitted: 'received',
  under_review: null,
  information_requested: 'information_requested',
  accepted: 'accepted',
  checked_in: null,
  waiting_list: 'waiting_list',
  declined: 'declined',
  withdrawn: 'withdrawn',
  cancelled: 'cancelled',
} as const satisfies Record<RegistrationState, string | null>

/**
 * What makes two sign-ups the same person's: the address and the name as spelt in any script. The name counts, because
 * one assistant signs up many people with one address. A companion is the same only among those of the same person:
 * else naming one would tell who else takes part.
 */
export function personKey(answers: Answers, companionOfId: string | null = null): string {
  const key = `${(answers.email ?? '').toLowerCase()}|${searchKey(answers.givenName, answers.familyName)}`
  return companionOfId ? `${key}|${companionOfId}` : key
}
