import { type Condition, holds } from './conditions'
import { isCountryCode } from './countries'
import type { Localized } from './locales'
import { hasForeignLetters, isDeliverable } from './mail-addresses'
import { cleanText, foldApostrophes, hasHiddenCharacters, isPassportName, suggestLatin } from './names'

/** What browsers offer where a document is asked for. */
export const DOCUMENT_TYPES = 'application/pdf,image/jpeg,image/png,image/webp'

/** One question of a form. Its texts stand in messages under `fields.{name}` unless it brings them; its answer is always a string: of a file, its name. */
export type Field = {
  name: string
  kind:
    | 'text'
    | 'multiline'
    | 'passport_name'
    | 'email'
    | 'phone'
    | 'country'
    | 'choice'
    | 'choices'
    | 'yes'
    | 'date'
    | 'number'
    | 'file'
  isRequired?: boolean
  /** Longest answer, in characters. */
  max?: number
  /** Values of a choice or of choices, without commas; their texts stand under `choices.{name}`. */
  options?: readonly string[]
  /** First and last day of a date, as 2026-05-01. */
  earliest?: string
  latest?: string
  /** Bounds of a number. */
  least?: number
  most?: number
  /** HTML autocomplete token. */
  autocomplete?: string
  /** Texts of organisers, who write them in the settings. */
  texts?: { label: Localized; hint: Localized; options: Record<string, Localized> }
  /** Asked only where this holds for the answers to the fields before it; else its answer is ''. */
  askedIf?: readonly (readonly Condition[])[]
}

export type Answers = Record<string, string>

/** What is wrong with one answer: `code` names a sentence in messages under `errors`. */
export type FieldError = { field: string; code: string; values?: Record<string, string | number> }

/** Longest answer where a field does not say: enough for any real name or title. */
const DEFAULT_MAX = 200
const MAX_OF_CHOICES = 5_000

/** The boxes of a date, in the order of its answer. */
const DATE_PARTS = ['year', 'month', 'day'] as const

/** E.164: a plus sign and up to 15 digits; the country is not guessed from them (+7 is Kazakhstan's and the Russian Federation's). */
const PHONE = /^\+[1-9]\d{6,14}$/

/**
 * Cleans and checks a form's answers; unknown keys are dropped, missing ones are ''. A date is 2026-05-01 whether it
 * came whole or in its boxes (`{name}.day`, `.month`, `.year`), choices are 'a,b' in the order of the options whether
 * they came whole or as ticks (`{name}.a`), a number has a point and no spaces.
 * @returns the cleaned answers, kept even where wrong, and one error a field at most, in the form's order
 */
export function checkAnswers(
  fields: readonly Field[],
  raw: Record<string, unknown>,
): { answers: Answers; errors: FieldError[] } {
  const answers: Answers = {}
  const errors: FieldError[] = []
  for (const field of fields) {
    if (!holds(field.askedIf, answers)) {
      answers[field.name] = ''
      continue
    }
    const typed = typedAnswer(field, raw)
    const answer = tidy(field, typed.slice(0, 20_000))
    answers[field.name] = answer
    const problem = hasHiddenCharacters(typed.replace(/[\r\n\t]/g, ' '))
      ? { code: 'hidden_characters' }
      : problemOf(field, answer)
    if (problem) errors.push({ field: field.name, ...problem })
  }
  return { answers, errors }
}

function typedAnswer({ name, kind, options = [] }: Field, raw: Record<string, unknown>): string {
  const of = (key: string) => (typeof raw[key] === 'string' ? (raw[key] as string) : '')
  if (kind === 'date' && DATE_PARTS.some((part) => `${name}.${part}` in raw)) {
    const [year = '', month = '', day = ''] = DATE_PARTS.map((part) => of(`${name}.${part}`).trim())
    // Somebody pasted the whole date into one box.
    const filled = [year, month, day].filter(Boolean)
    if (filled.length === 1 && /\D/.test(filled[0]!)) return filled[0]!
    return year || month || day ? [year, month, day].map((part) => part.replaceAll('-', '.')).join('-') : ''
  }
  if (kind === 'choices') {
    const ticked = options.filter((option) => of(`${name}.${option}`))
    if (ticked.length > 0) return ticked.join(',')
  }
  return of(name)
}

function tidy(field: Field, typed: string): string {
  const text = cleanText(field.kind === 'multiline' ? typed.replace(/\r\n?/g, '\n') : typed.replace(/\s+/g, ' '))
  if (field.kind === 'email') return text.replace(/\s/g, '')
  if (field.kind === 'phone') return text.replace(/[\s().\-–]/g, '').replace(/^00/, '+')
  if (field.kind === 'text' || field.kind === 'passport_name') return foldApostrophes(text)
  if (field.kind === 'number') return text.replace(/\s/g, '').replace(',', '.').replace(/^[−–]/, '-')
  if (field.kind === 'date') return isoDate(text)
  if (field.kind === 'choices') {
    const given = text.split(',').map((value) => value.trim())
    const known = field.options?.filter((option) => given.includes(option)) ?? []
    return [...known, ...given.filter((value) => value && !known.includes(value))].join(',')
  }
  return text
}

/** Day before month, as everywhere the site is read; what is no date stays as it was typed. */
function isoDate(text: string): string {
  const parts = text.split(/[-./ ]+/)
  const [year = '', month = '', day = ''] = parts[2]?.length === 4 ? parts.reverse() : parts
  if (!/^\d{4}-\d{1,2}-\d{1,2}$/.test(parts.join('-'))) return text
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

function isDate(text: string): boolean {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** As every reader of the site writes it: 31.12.2026. */
export function dottedDate(iso: string): string {
  return iso.split('-').reverse().join('.')
}

function problemOf(field: Field, answer: string): Omit<FieldError, 'field'> | null {
  if (answer === '')
    return field.isRequired
      ? {
          code:
            field.kind === 'yes'
              ? 'consent_required'
              : field.kind === 'file'
                ? 'file_required'
                : field.options || field.kind === 'country'
                  ? 'choose'
                  : 'required',
        }
      : null
  const max = field.max ?? (field.kind === 'choices' ? MAX_OF_CHOICES : DEFAULT_MAX)
  if (answer.length > max) return { code: 'too_long', values: { max, count: answer.length } }
  switch (field.kind) {
    case 'passport_name':
      if (isPassportName(answer)) return null
      return /\p{Script=Cyrillic}/u.test(answer)
        ? { code: 'latin_letters_suggested', values: { suggestion: suggestLatin(answer) } }
        : { code: 'latin_letters' }
    case 'email':
      if (isDeliverable(answer)) return null
      return { code: hasForeignLetters(answer) ? 'email_letters' : 'email' }
    case 'phone':
      return PHONE.test(answer) ? null : { code: 'phone' }
    case 'country':
      return isCountryCode(answer) ? null : { code: 'choose' }
    case 'choice':
      return field.options?.includes(answer) ? null : { code: 'choose' }
    case 'choices':
      return answer.split(',').every((value) => field.options?.includes(value)) ? null : { code: 'choose' }
    case 'yes':
      return answer === 'yes' ? null : { code: 'choose' }
    case 'date':
      if (!isDate(answer)) return { code: 'date' }
      if (field.earliest && answer < field.earliest)
        return { code: 'date_too_early', values: { earliest: dottedDate(field.earliest) } }
      if (field.latest && answer > field.latest)
        return { code: 'date_too_late', values: { latest: dottedDate(field.latest) } }
      return null
    case 'number':
      // 1,234 is a thousand to one reader and a bit more than one to another.
      if (!/^-?\d{1,15}(\.\d{1,6})?$/.test(answer) || /^-?[1-9]\d{0,2}\.\d{3}$/.test(answer)) return { code: 'number' }
      if (field.least !== undefined && Number(answer) < field.least)
        return { code: 'number_too_small', values: { least: field.least } }
      if (field.most !== undefined && Number(answer) > field.most)
        return { code: 'number_too_large', values: { most: field.most } }
      return null
    default:
      return null
  }
}
