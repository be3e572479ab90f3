import { z } from 'zod'
import { isCountryCode } from './countries'
import { cleanText, foldApostrophes, hasHiddenCharacters, isPassportName, suggestLatin } from './names'

/** One question of a form. Its texts stand in messages under `fields.{name}`; its answer is always a string. */
export type Field = {
  name: string
  kind: 'text' | 'multiline' | 'passport_name' | 'email' | 'phone' | 'country' | 'choice' | 'yes'
  isRequired?: boolean
  /** Longest answer, in characters. */
  max?: number
  /** Values of a choice; their texts stand under `choices.{name}`. */
  options?: readonly string[]
  /** HTML autocomplete token. */
  autocomplete?: string
}

export type Answers = Record<string, string>

/** What is wrong with one answer: `code` names a sentence in messages under `errors`. */
export type FieldError = { field: string; code: string; values?: Record<string, string | number> }

/** Longest answer where a field does not say: enough for any real name or title. */
const DEFAULT_MAX = 200

/** E.164: a plus sign and up to 15 digits; the country is not guessed from them (+7 is Kazakhstan's and the Russian Federation's). */
const PHONE = /^\+[1-9]\d{6,14}$/

/**
 * Cleans and checks a form's answers; unknown keys are dropped, missing ones are ''.
 * @returns the cleaned answers, kept even where wrong, and one error a field at most, in the form's order
 */
export function checkAnswers(
  fields: readonly Field[],
  raw: Record<string, unknown>,
): { answers: Answers; errors: FieldError[] } {
  const answers: Answers = {}
  const errors: FieldError[] = []
  for (const field of fields) {
    const typed = typeof raw[field.name] === 'string' ? (raw[field.name] as string) : ''
    const answer = tidy(field, typed.slice(0, 20_000))
    answers[field.name] = answer
    const problem = hasHiddenCharacters(typed.replace(/[\r\n\t]/g, ' '))
      ? { code: 'hidden_characters' }
      : problemOf(field, answer)
    if (problem) errors.push({ field: field.name, ...problem })
  }
  return { answers, errors }
}

function tidy(field: Field, typed: string): string {
  const text = cleanText(field.kind === 'multiline' ? typed.replace(/\r\n?/g, '\n') : typed.replace(/\s+/g, ' '))
  if (field.kind === 'email') return text.replace(/\s/g, '')
  if (field.kind === 'phone') return text.replace(/[\s().\-–]/g, '').replace(/^00/, '+')
  if (field.kind === 'text' || field.kind === 'passport_name') return foldApostrophes(text)
  return text
}

function problemOf(field: Field, answer: string): Omit<FieldError, 'field'> | null {
  if (answer === '')
    return field.isRequired
      ? {
          code:
            field.kind === 'yes'
              ? 'consent_required'
              : field.options || field.kind === 'country'
                ? 'choose'
                : 'required',
        }
      : null
  const max = field.max ?? DEFAULT_MAX
  if (answer.length > max) return { code: 'too_long', values: { max, count: answer.length } }
  switch (field.kind) {
    case 'passport_name':
      if (isPassportName(answer)) return null
      return /\p{Script=Cyrillic}/u.test(answer)
        ? { code: 'latin_letters_suggested', values: { suggestion: suggestLatin(answer) } }
        : { code: 'latin_letters' }
    case 'email':
      return z.email().max(254).safeParse(answer).success ? null : { code: 'email' }
    case 'phone':
      return PHONE.test(answer) ? null : { code: 'phone' }
    case 'country':
      return isCountryCode(answer) ? null : { code: 'choose' }
    case 'choice':
      return field.options?.includes(answer) ? null : { code: 'choose' }
    case 'yes':
      return answer === 'yes' ? null : { code: 'choose' }
    default:
      return null
  }
}
