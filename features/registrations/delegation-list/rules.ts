import { DELEGATION_KINDS } from '@/db/schema/delegations'
import type { DelegationInput, DelegationKind } from '@/features/delegations/rules'
import { countryCodeOf } from '@/lib/countries'
import { fold } from '@/lib/country-search'
import { type Answers, checkAnswers, type Field, type FieldError } from '@/lib/fields'
import { isLocale, LOCALES, type Locale, type Localized, languageOf } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { answerOf } from '../members/list/rules'

/** Lines that one list may have. */
export const MAX_DELEGATIONS = 500

/** The cells of a line, in their order. */
export const LINE_FIELDS: readonly Field[] = [
  { name: 'delegationName', kind: 'text', isRequired: true },
  { name: 'delegationCountry', kind: 'country' },
  { name: 'delegationKind', kind: 'choice', options: DELEGATION_KINDS, isRequired: true },
  { name: 'email', kind: 'email', max: 254 },
  { name: 'letterLocale', kind: 'choice', options: LOCALES },
  { name: 'places', kind: 'number', least: 0, most: 100_000 },
]

export type DelegationLine = {
  /** Counted from 1, as the person who pasted it counts. */
  line: number
  cells: string[]
  answers: Answers
  errors: FieldError[]
  /** Why the line is left out, though nothing is wrong with it. */
  skipped: 'repeated' | 'present' | null
}

/**
 * Reads and checks a pasted list, one delegation a line: name; State; kind; address of the focal point; language;
 * places. Empty lines and a line of headings are left out.
 * @param present names of the event's delegations
 */
export function checkLines(table: readonly (readonly unknown[])[], present: readonly Localized[]): DelegationLine[] {
  const known = new Set(present.flatMap((name) => Object.values(name)).map(fold))
  const seen = new Set<string>()
  return table.flatMap((row, at) => {
    const cells = LINE_FIELDS.map((_, column) => String(row[column] ?? '').trim())
    if (cells.every((cell) => cell === '') || (at === 0 && isHeading(cells[0]!))) return []
    const raw = Object.fromEntries(LINE_FIELDS.map(({ name }, column) => [name, cellAnswer(name, cells[column]!)]))
    const { answers, errors } = checkAnswers(LINE_FIELDS, raw)
    const name = fold(answers.delegationName ?? '')
    const skipped = name === '' ? null : known.has(name) ? 'present' : seen.has(name) ? 'repeated' : null
    seen.add(name)
    return [{ line: at + 1, cells, answers, errors, skipped }]
  })
}

export function isGoodLine({ errors, skipped }: DelegationLine): boolean {
  return errors.length === 0 && skipped === null
}

/** What a good line makes. `locale` where the line names no language. */
export function lineInput(answers: Answers, locale: Locale) {
  const name = answers.delegationName ?? ''
  const delegation: DelegationInput = {
    kind: answers.delegationKind as DelegationKind,
    name: { [languageOf(name)]: name },
    country: answers.delegationCountry || null,
    note: '',
  }
  const language = answers.letterLocale
  return {
    delegation,
    focalPoint: answers.email
      ? { email: answers.email, name: '', locale: isLocale(language) ? language : locale }
      : null,
    places: answers.places ? Math.trunc(Number(answers.places)) : null,
  }
}

function cellAnswer(field: string, text: string): string {
  if (field === 'delegationCountry') return countryCodeOf(text) ?? text
  if (field === 'letterLocale') return text && answerOf('locale', text, { categories: [], roles: [] })
  if (field !== 'delegationKind') return text
  const isNamed = (kind: string) =>
    [kind, ...LOCALES.map((locale) => texts(locale)(`choices.delegationKind.${kind}`))].some(
      (word) => fold(word) === fold(text),
    )
  return DELEGATION_KINDS.find(isNamed) ?? text
}

function isHeading(cell: string): boolean {
  const words = LOCALES.map((locale) => texts(locale)('fields.delegationName.label'))
  return [...words, 'name', 'название', 'атауы'].some((word) => fold(word) === fold(cell))
}
