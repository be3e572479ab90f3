import { REGISTRATION_STATES } from '@/db/schema/registrations'
import { isCountryCode } from '@/lib/countries'
import type { Field } from '@/lib/fields'
import { isUuid } from '@/lib/ids'
import { isLocale, type Locale } from '@/lib/locales'
import { cleanText } from '@/lib/names'
import { MOVES, type Mover, type RegistrationState, TO_REVIEW } from '../rules'

export const SORTS = ['newest', 'oldest', 'name', 'country', 'state'] as const
export type Sort = (typeof SORTS)[number]

/**
 * What of a registration waits for the secretariat beside its review: a person's correction, their answer to a question
 * that no decision has followed, their wish to be erased, a decision they were not told of, a place they
 * were offered, an address that mail comes back from.
 */
export const NEEDS = ['correction', 'answered', 'erasure', 'untold', 'offer', 'bounced'] as const
export type RegistrationNeed = (typeof NEEDS)[number]

/** What the list of registrations is narrowed to; it stands in the page's address. Empty strings narrow nothing. */
export type RegistrationFilter = {
  search: string
  category: string
  state: RegistrationState | ''
  country: string
  /** A delegation's id. */
  delegation: string
  institution: string
  /** Language of correspondence. */
  language: Locale | ''
  /** An answer to a question of the organisers: the question's id, a dot, the answer. */
  answer: string
  needs: RegistrationNeed | ''
  sort: Sort
  page: number
}

export const NO_FILTER: RegistrationFilter = {
  search: '',
  category: '',
  state: '',
  country: '',
  delegation: '',
  institution: '',
  language: '',
  answer: '',
  needs: '',
  sort: 'newest',
  page: 1,
}

/** The address's name of each part of the filter. */
const NAMES = {
  search: 'q',
  state: 'state',
  category: 'category',
  country: 'country',
  delegation: 'delegation',
  institution: 'institution',
  language: 'language',
  answer: 'answer',
  needs: 'needs',
  sort: 'sort',
  page: 'page',
} as const satisfies Record<keyof RegistrationFilter, string>

/** Parts that narrow the list beside the search and the state, in the order shown. */
export const NARROWING = [
  'search',
  'category',
  'country',
  'delegation',
  'institution',
  'language',
  'answer',
  'needs',
] as const

export function isRegistrationState(value: unknown): value is RegistrationState {
  return (REGISTRATION_STATES as readonly unknown[]).includes(value)
}

/** The filter that stands in an address. Whatever cannot be read there is left at its default. */
export function readFilter(query: Record<string, string | string[] | undefined>): RegistrationFilter {
  const text = (part: keyof RegistrationFilter) => {
    const value = query[NAMES[part]]
    return cleanText((typeof value === 'string' ? value : '').slice(0, 400)).slice(0, 200)
  }
  const state = text('state')
  const country = text('country')
  const sort = SORTS.find((known) => known === text('sort'))
  const page = text('page')
  const language = text('language')
  return {
    search: text('search'),
    category: text('category'),
    state: isRegistrationState(state) ? state : '',
    country: isCountryCode(country) ? country : '',
    delegation: isUuid(text('delegation')) ? text('delegation') : '',
    institution: text('institution'),
    language: isLocale(language) ? language : '',
    answer: /^[0-9a-f-]{36}\./.test(text('answer')) ? text('answer') : '',
    needs: NEEDS.find((known) => known === text('needs')) ?? '',
    sort: sort ?? NO_FILTER.sort,
    page: /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1,
  }
}

/** The parts of a filter that are set, by their names in an address. */
export function addressOf(filter: Partial<RegistrationFilter>): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(filterQuery(filter)))
}

/** The query of the address at which `filter` stands, with its question mark; '' where nothing is narrowed. */
export function filterQuery(filter: Partial<RegistrationFilter>): string {
  const query = new URLSearchParams()
  for (const part of Object.keys(NAMES) as (keyof RegistrationFilter)[]) {
    const value = filter[part]
    if (value !== undefined && value !== NO_FILTER[part]) query.set(NAMES[part], String(value))
  }
  return query.size > 0 ? `?${query}` : ''
}

/** What of a list's filter narrows the queue begun from it: all but its order, and its state only where that waits for review. */
export function queueFilter(filter: RegistrationFilter): RegistrationFilter {
  const isToReview = (TO_REVIEW as readonly string[]).includes(filter.state)
  return { ...filter, state: isToReview ? filter.state : '', sort: NO_FILTER.sort, page: 1 }
}

/** The query of a registration's address in the queue, with its question mark; `more` is what was just done. */
export function queueQuery(filter: RegistrationFilter, more: Record<string, string> = {}): string {
  return `?${new URLSearchParams({ queue: '1', ...addressOf(queueFilter(filter)), ...more })}`
}

/**
 * An organiser's moves from `state` in the order of the buttons, and the key of each: keys are named by their place
 * (`event.code`), because people type on Russian and Kazakh layouts.
 */
export function movesFrom(state: RegistrationState, by: Mover = 'organiser'): { to: RegistrationState; key: string }[] {
  return ORDER.filter(({ to }) => MOVES[by][state]?.includes(to))
}

const ORDER: { to: RegistrationState; key: string }[] = [
  { to: 'accepted', key: 'KeyA' },
  { to: 'checked_in', key: 'KeyC' },
  { to: 'information_requested', key: 'KeyI' },
  { to: 'waiting_list', key: 'KeyW' },
  { to: 'under_review', key: 'KeyR' },
  { to: 'declined', key: 'KeyD' },
  { to: 'withdrawn', key: '' },
  { to: 'cancelled', key: '' },
]

/** Registrations that one bulk decision may hold. */
export const BATCH_LIMIT = 500

/** What becomes of those accepted together for whom no place is left. */
export const IF_FULL = ['stay', 'waiting_list'] as const
export type IfFull = (typeof IF_FULL)[number]

/** People named in a notice, or before the rest is folded. */
export const NAMED = 20

/** A limit of places: of a category, of a role, or (both null) of the event; `left` is null where it has none. */
export type Limit = { categoryId: string | null; roleId: string | null; capacity: number | null; left: number | null }

/** Who of those chosen, in their order, can be accepted before the places that they need are gone. */
export function fitting<P extends { categoryId: string; roleId: string | null; holdsPlace: boolean }>(
  chosen: readonly P[],
  limits: readonly Limit[],
): P[] {
  const left = limits.map((limit) => limit.left ?? Number.POSITIVE_INFINITY)
  return chosen.filter((person) => {
    if (person.holdsPlace) return true
    const theirs = limits.flatMap((limit, at) => (holds(limit, person) ? [at] : []))
    if (theirs.some((at) => left[at]! <= 0)) return false
    for (const at of theirs) left[at]! -= 1
    return true
  })
}

/** True where the limit counts the person. */
export function holds(limit: Limit, person: { categoryId: string; roleId: string | null }): boolean {
  return [null, person.categoryId].includes(limit.categoryId) && [null, person.roleId].includes(limit.roleId)
}

/** Who a bulk decision did not reach as it was meant, as the address names them: code, dot, registration. */
export function readLeft(query: Record<string, string | string[] | undefined>): { code: string; id: string }[] {
  return [query.left ?? []]
    .flat()
    .slice(0, NAMED)
    .map((part) => /^([a-z_]{1,40})\.([0-9a-f-]{36})$/.exec(part))
    .flatMap((match) => (match ? [{ code: match[1]!, id: match[2]! }] : []))
}

/** Keys of the queue beside those of the decisions. */
export const QUEUE_KEYS = { next: 'KeyN', back: 'KeyB', undo: 'KeyU' } as const

/** Moves that end a person's part: their buttons look so. */
export const ENDING: readonly RegistrationState[] = ['declined', 'withdrawn', 'cancelled']

/** Places of a category that a decision can give, so without those kept for invitations; null: no limit. */
export function placesLeft(category: { capacity: number | null; taken: number; reserve: number }): number | null {
  return category.capacity === null ? null : Math.max(0, category.capacity - category.reserve - category.taken)
}

/** Moves that are seldom the secretariat's to make: they stand behind “More”. */
export const RARE: readonly RegistrationState[] = ['withdrawn', 'cancelled']

export const INFORM = ['now', 'later'] as const

/** What goes with a decision. `reasons` are the ids that may be chosen. */
export function decisionFields(reasons: readonly string[]): Field[] {
  return [
    ...(reasons.length > 0 ? [{ name: 'reason', kind: 'choice' as const, options: reasons }] : []),
    { name: 'note', kind: 'multiline', max: 1000 },
    { name: 'internalNote', kind: 'multiline', max: 1000 },
    { name: 'inform', kind: 'choice', options: INFORM, isRequired: true },
  ]
}

/** The same of a bulk decision, with what to do where places do not suffice. */
export function bulkFields(reasons: readonly string[]): Field[] {
  return [{ name: 'ifFull', kind: 'choice', options: IF_FULL }, ...decisionFields(reasons)]
}

export const SORT_KEY_FIELDS: readonly Field[] = [{ name: 'sortKey', kind: 'text', isRequired: true, max: 200 }]
