import { type EnteredEvent, type SECTIONS, SEES } from '@/features/events/access'
import type { Category } from '@/features/events/queries'
import { registrationWindow } from '@/features/events/rules'
import type { ToDo } from '@/features/registrations/review/queries'
import { placesLeft } from '@/features/registrations/review/rules'
import { type RegistrationState, TO_REVIEW } from '@/features/registrations/rules'

const DAY = 86_400_000

/** The five states that figures tell apart. */
export type FigureState = 'submitted' | 'accepted' | 'waiting_list' | 'declined' | 'withdrawn'

/** Where a state is counted in figures: what is being reviewed as received, who has come as accepted; drafts nowhere. */
const FIGURE_OF: Record<RegistrationState, FigureState | null> = {
  draft: null,
  submitted: 'submitted',
  under_review: 'submitted',
  information_requested: 'submitted',
  waiting_list: 'waiting_list',
  accepted: 'accepted',
  checked_in: 'accepted',
  declined: 'declined',
  withdrawn: 'withdrawn',
  cancelled: 'withdrawn',
}

/** Null for what is in no figure, also for no state at all. */
export function figureOf(state: RegistrationState | null): FigureState | null {
  return state && FIGURE_OF[state]
}

export type StateCounts = Record<FigureState, number>

export const NO_COUNTS: StateCounts = { submitted: 0, accepted: 0, waiting_list: 0, declined: 0, withdrawn: 0 }

/** How many registrations came into `to` on a day, and from where; `from` is null for new ones. */
export type DailyMove = { day: string; from: FigureState | null; to: FigureState | null; count: number }

/**
 * How many registrations stood in each state at the end of each day, from the first move's to `lastDay`.
 * @param moves of any order; days are "2026-10-16"
 */
export function cumulate(moves: readonly DailyMove[], lastDay: string): { day: string; counts: StateCounts }[] {
  const first = [lastDay, ...moves.map((move) => move.day)].sort()[0]!
  const days: { day: string; counts: StateCounts }[] = []
  const counts = { ...NO_COUNTS }
  for (let at = Date.parse(first); at <= Date.parse(lastDay); at += DAY) {
    const day = new Date(at).toISOString().slice(0, 10)
    for (const { from, to, count } of moves.filter((move) => move.day === day)) {
      if (to) counts[to] += count
      if (from) counts[from] -= count
    }
    days.push({ day, counts: { ...counts } })
  }
  return days
}

/** At most `limit` of the days, evenly apart; the last is always there. */
export function thin<T>(days: readonly T[], limit: number): T[] {
  const step = Math.ceil(days.length / limit)
  return days.filter((_, index) => (days.length - 1 - index) % step === 0)
}

/** The next round number that a scale can end at: an even number of ones, tens, hundreds …, so that its half is whole. */
export function scaleEnd(highest: number): number {
  for (let power = 1; ; power *= 10) {
    for (const step of [2, 4, 6, 8, 10]) if (step * power >= highest) return step * power
  }
}

export type Need = {
  kind:
    | 'queue_paused'
    | 'mails_failed'
    | 'to_review'
    | 'answered'
    | 'correction'
    | 'erasure'
    | 'untold'
    | 'bounced'
    | 'offer'
    | 'delegations_to_review'
    | 'delegations_silent'
    | 'speakers_silent'
    | 'agenda_unreleased'
    | 'waiting_free'
    | 'closing'
    | 'no_categories'
    | 'open_unpublished'
    | 'unpublished'
  /** Numbers and names for the sentence. */
  category?: Category
  count?: number
  /** Places that are free; null: no limit. */
  free?: number | null
  /** Of them those whose time ends today. */
  today?: number
  /** What it is about: since when it waits, or when it ends. */
  at?: Date
}

type Situation = {
  event: Pick<EnteredEvent, 'state' | 'endsAt' | 'role' | 'delegationsCloseAt'>
  categories: readonly Category[]
  /** Per category: how many stand in a state, and since when the first of them. */
  standing: readonly { categoryId: string; state: RegistrationState; count: number; oldest: Date }[]
  toDo: ToDo
  /** Delegations sent whose members wait for review, and those that were invited and have sent nothing. */
  delegations: { toReview: number; silent: number }
  /** Speakers who were asked and have not answered, and sessions changed since the last release. */
  agenda: { silent: number; unreleased: number }
  failedMails: number
  isQueuePaused: boolean
}

/** Where each need is seen to; who does not find the part of the organisers' area is not told of the need. */
const SECTION_OF: Record<Need['kind'], (typeof SECTIONS)[number]> = {
  queue_paused: 'mail',
  mails_failed: 'mail',
  to_review: 'registrations',
  answered: 'registrations',
  correction: 'registrations',
  erasure: 'registrations',
  untold: 'registrations',
  bounced: 'registrations',
  offer: 'registrations',
  delegations_to_review: 'delegations',
  delegations_silent: 'delegations',
  speakers_silent: 'speakers',
  agenda_unreleased: 'agenda',
  waiting_free: 'registrations',
  closing: 'settings',
  no_categories: 'settings',
  open_unpublished: 'settings',
  unpublished: 'settings',
}

/** Days before the delegations' closing date from which those who are silent are named. */
const SILENT_DAYS = 14

/** What needs the reader today, the most urgent first; nothing for an archived event. */
export function needsToday(situation: Situation, now: Date): Need[] {
  const { role } = situation.event
  return allNeeds(situation, now).filter(
    ({ kind }) =>
      SEES[role].includes(SECTION_OF[kind]) && (kind !== 'erasure' || role === 'owner' || role === 'organiser'),
  )
}

function allNeeds(
  { event, categories, standing, toDo, delegations, agenda, failedMails, isQueuePaused }: Situation,
  now: Date,
): Need[] {
  if (event.state === 'archived') return []
  const needs: Need[] = []
  if (isQueuePaused) needs.push({ kind: 'queue_paused' })
  if (failedMails > 0) needs.push({ kind: 'mails_failed', count: failedMails })

  const submitted = standing.filter((row) => (TO_REVIEW as readonly RegistrationState[]).includes(row.state))
  if (submitted.length > 0) {
    const oldest = new Date(Math.min(...submitted.map((row) => row.oldest.getTime())))
    needs.push({ kind: 'to_review', count: submitted.reduce((sum, row) => sum + row.count, 0), at: oldest })
  }
  for (const kind of ['answered', 'correction', 'erasure', 'untold', 'bounced'] as const)
    if (toDo[kind] > 0) needs.push({ kind, count: toDo[kind] })
  if (toDo.offer > 0) needs.push({ kind: 'offer', count: toDo.offer, today: toDo.offerToday })
  if (delegations.toReview > 0) needs.push({ kind: 'delegations_to_review', count: delegations.toReview })
  const at = event.delegationsCloseAt
  if (delegations.silent > 0 && at && at.getTime() - now.getTime() <= SILENT_DAYS * DAY && now < event.endsAt)
    needs.push({ kind: 'delegations_silent', count: delegations.silent, at })
  if (agenda.silent > 0 && now < event.endsAt) needs.push({ kind: 'speakers_silent', count: agenda.silent })
  if (agenda.unreleased > 0) needs.push({ kind: 'agenda_unreleased', count: agenda.unreleased })
  for (const category of categories) {
    const waiting = standing.find((row) => row.categoryId === category.id && row.state === 'waiting_list')
    const free = placesLeft(category)
    if (waiting && free !== 0) needs.push({ kind: 'waiting_free', category, count: waiting.count, free })
  }
  for (const category of categories) {
    const window = registrationWindow(category, { ...event, state: 'published' }, now)
    const isSoon = window.at && window.at.getTime() - now.getTime() <= 7 * DAY
    if (event.state === 'published' && window.state === 'open' && window.at && isSoon)
      needs.push({ kind: 'closing', category, at: window.at })
  }

  if (categories.length === 0) needs.push({ kind: 'no_categories' })
  if (event.state === 'draft') {
    const isOpen = categories.some((category) => category.isOpen)
    needs.push({ kind: isOpen ? 'open_unpublished' : 'unpublished' })
  }
  return needs
}
