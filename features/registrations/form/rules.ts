import type { FORMS } from '@/db/schema/events'
import { type ConsentPurpose, REQUIRED_CONSENTS } from '@/features/events/rules'
import { type Answers, checkAnswers, type Field } from '@/lib/fields'
import { LOCALES } from '@/lib/locales'

export type FormName = (typeof FORMS)[number]

/** The pages of the form, in order; "check your answers" follows. */
export const STEPS = ['person', 'role', 'contact', 'questions', 'consents'] as const
export type Step = (typeof STEPS)[number]

export function isStep(value: unknown): value is Step {
  return (STEPS as readonly unknown[]).includes(value)
}

/** Roles in a parliament's delegation (DOMAIN.md 2.1). */
export const DELEGATION_ROLES = ['head', 'deputy_head', 'member', 'adviser', 'staff'] as const

/** Ranks of the diplomatic service, highest first. */
export const DIPLOMATIC_RANKS = [
  'ambassador',
  'charge_d_affaires',
  'minister_counsellor',
  'counsellor',
  'first_secretary',
  'second_secretary',
  'third_secretary',
  'attache',
] as const

/** Names: only the given name is mandatory, because not everyone has a family name (DOMAIN.md 5.3). */
const PERSON: Field[] = [
  { name: 'title', kind: 'text', max: 60, autocomplete: 'honorific-prefix' },
  { name: 'givenName', kind: 'passport_name', isRequired: true, max: 100, autocomplete: 'given-name' },
  { name: 'familyName', kind: 'passport_name', max: 100, autocomplete: 'family-name' },
  { name: 'patronymic', kind: 'passport_name', max: 100, autocomplete: 'additional-name' },
  { name: 'nativeName', kind: 'text', max: 200 },
]

const CONTACT: Field[] = [
  { name: 'email', kind: 'email', isRequired: true, max: 254, autocomplete: 'email' },
  { name: 'phone', kind: 'phone', max: 30, autocomplete: 'tel' },
  { name: 'locale', kind: 'choice', isRequired: true, options: LOCALES },
  { name: 'interpretation', kind: 'choice', isRequired: true, options: LOCALES },
  { name: 'diet', kind: 'text', max: 200 },
  { name: 'accessibility', kind: 'multiline', max: 1000 },
]

/** What a category's form asks beside its own fields: the consents of its event and the organisers' questions. */
export type FormShape = { form: FormName; purposes: readonly ConsentPurpose[]; questions: readonly Field[] }

/** The steps of a form, without the questions where there are none. */
export function stepsOf({ questions }: Pick<FormShape, 'questions'>): Step[] {
  return STEPS.filter((step) => step !== 'questions' || questions.length > 0)
}

/** What each category's form asks about whom the person represents: the first fields are everyone's, the rest the form's own. */
const ROLE: Record<FormName, Field[]> = {
  delegate: [
    { name: 'country', kind: 'country', isRequired: true },
    { name: 'institution', kind: 'text', isRequired: true, autocomplete: 'organization' },
    { name: 'position', kind: 'text', isRequired: true, autocomplete: 'organization-title' },
  ],
  parliamentarian: [
    { name: 'country', kind: 'country', isRequired: true },
    { name: 'institution', kind: 'text', isRequired: true, autocomplete: 'organization' },
    { name: 'chamber', kind: 'text', max: 100 },
    { name: 'position', kind: 'text', isRequired: true, autocomplete: 'organization-title' },
    { name: 'committee', kind: 'text' },
    { name: 'delegationRole', kind: 'choice', isRequired: true, options: DELEGATION_ROLES },
  ],
  diplomat: [
    { name: 'country', kind: 'country', isRequired: true },
    { name: 'institution', kind: 'text', isRequired: true, autocomplete: 'organization' },
    { name: 'position', kind: 'text', isRequired: true, autocomplete: 'organization-title' },
    { name: 'rank', kind: 'choice', isRequired: true, options: DIPLOMATIC_RANKS },
    { name: 'accreditingState', kind: 'country', isRequired: true },
  ],
}

/** Answers kept in the registration's `details`, because only one form asks them. */
export const DETAIL_FIELDS: Record<FormName, readonly string[]> = {
  delegate: [],
  parliamentarian: ['chamber', 'committee', 'delegationRole'],
  diplomat: ['rank', 'accreditingState'],
}

/** A field that no person sees: what fills it in is no person. */
export const TRAP = 'website'

export function consentField(purpose: ConsentPurpose): string {
  return `consent_${purpose}`
}

/** What one step asks. */
export function stepFields({ form, purposes, questions }: FormShape, step: Step): readonly Field[] {
  switch (step) {
    case 'person':
      return PERSON
    case 'role':
      return ROLE[form]
    case 'contact':
      return CONTACT
    case 'questions':
      return questions
    case 'consents':
      return purposes.map((purpose) => ({
        name: consentField(purpose),
        kind: 'yes',
        isRequired: REQUIRED_CONSENTS.includes(purpose),
      }))
  }
}

export function formFields(shape: FormShape): Field[] {
  return STEPS.flatMap((step) => stepFields(shape, step))
}

/** What the form of every event asks: all but consents and the organisers' questions. */
export function fixedFields(form: FormName): Field[] {
  return [...PERSON, ...ROLE[form], ...CONTACT]
}

/** What it asks about whom the person represents. */
export function roleFields(form: FormName): readonly Field[] {
  return ROLE[form]
}

/** What a person may correct later: all but the address, to which the private link was sent, and the consents. */
export function correctableFields(form: FormName): Field[] {
  return fixedFields(form).filter((field) => field.name !== 'email')
}

/** The step to show after `step` was saved: the next one, or "check" once every step holds. */
export function nextStep(shape: FormShape, step: Step, answers: Answers): Step | 'check' {
  const steps = stepsOf(shape)
  const open = steps.filter((name) => checkAnswers(stepFields(shape, name), answers).errors.length > 0)
  if (open.length === 0) return 'check'
  return steps[steps.indexOf(step) + 1] ?? open[0] ?? 'check'
}

/** Where a browser keeps the address of its unfinished form of one category: as long as the draft itself lives. */
export function draftCookie(event: string, category: string) {
  return {
    name: `draft.${event}.${category}`,
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', maxAge: 3 * 24 * 60 * 60 },
  }
}
