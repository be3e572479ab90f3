import { REGISTRATION_STATES } from '@/db/schema/registrations'
import { isCountryCode } from '@/lib/countries'
import type { Field } from '@/lib/fields'
import { cleanText } from '@/lib/names'
import { MOVES, type RegistrationState } from '../rules'

export const SORTS = ['newest', 'oldest', 'name', 'country', 'state'] as const
export type Sort = (typeof SORTS)[number]

/** What the list of registrations is narrowed to; it stands in the page's address. Empty strings narrow nothing. */
export type RegistrationFilter = {
  search: string
  category: string
  state: RegistrationState | ''
  country: string
  institution: string
  sort: Sort
  page: number
}

export const NO_FILTER: RegistrationFilter = {
  search: '',
  category: '',
  state: '',
  country: '',
  institution: '',
  sort: 'newest',
  page: 1,
}

/** The address's name of each part of the filter. */
const NAMES = {
  search: 'q',
  state: 'state',
  category: 'category',
  country: 'country',
  institution: 'institution',
  sort: 'sort',
  page: 'page',
} as const satisfies Record<keyof RegistrationFilter, string>

/** Parts that narrow the list beside the search and the state, in the order shown. */
export const NARROWING = ['search', 'category', 'country', 'institution'] as const

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
  return {
    search: text('search'),
    category: text('category'),
    state: isRegistrationState(state) ? state : '',
    country: isCountryCode(country) ? country : '',
    institution: text('institution'),
    sort: sort ?? NO_FILTER.sort,
    page: /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1,
  }
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

/** Moves that end a person's part: they are asked about once more. */
export const ENDING: readonly RegistrationState[] = ['declined', 'withdrawn', 'cancelled']

/** An organiser's moves from `state`: what can be done at once, and what is asked about once more. */
export function movesFrom(state: RegistrationState): { direct: RegistrationState[]; ending: RegistrationState[] } {
  const moves = MOVES.organiser[state] ?? []
  return {
    direct: moves.filter((to) => !ENDING.includes(to)),
    ending: moves.filter((to) => ENDING.includes(to)),
  }
}

/** Places left in a category; null: no limit. */
export function placesLeft(category: { capacity: number | null; taken: number }): number | null {
  return category.capacity === null ? null : Math.max(0, category.capacity - category.taken)
}

/** The organiser's words to the person. */
export const NOTE_FIELDS: readonly Field[] = [{ name: 'note', kind: 'multiline', max: 1000 }]

export const SORT_KEY_FIELDS: readonly Field[] = [{ name: 'sortKey', kind: 'text', isRequired: true, max: 200 }]
