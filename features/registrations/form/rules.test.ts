import { expect, test } from '@playwright/test'
import { FORMS } from '@/db/schema/events'
import { answersTo } from '@/e2e/fixtures/registrations'
import type { ConsentPurpose } from '@/features/events/rules'
import { checkAnswers } from '@/lib/fields'
import {
  correctableFields,
  DETAIL_FIELDS,
  type FormName,
  formFields,
  isStep,
  nextStep,
  stepFields,
  stepsOf,
} from './rules'

const PURPOSES: ConsentPurpose[] = ['processing', 'public_list', 'photo', 'conduct']

const shapeOf = (form: FormName) => ({ form, purposes: PURPOSES, questions: [] })

/** What only one form asks, and whether it must be answered. */
const OWN_QUESTIONS = {
  delegate: {},
  parliamentarian: { chamber: false, committee: false, delegationRole: true },
  diplomat: { rank: true, accreditingState: true },
}

for (const form of FORMS) {
  test(`the ${form}'s form asks what all forms ask and its own questions, each once`, () => {
    const fields = formFields(shapeOf(form))
    const names = fields.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names).toEqual(expect.arrayContaining(['givenName', 'country', 'institution', 'position', 'email']))
    const asked = fields.filter(({ name }) => Object.values(DETAIL_FIELDS).some((details) => details.includes(name)))
    expect(Object.fromEntries(asked.map(({ name, isRequired }) => [name, isRequired ?? false]))).toEqual(
      OWN_QUESTIONS[form],
    )
    expect([...DETAIL_FIELDS[form]].sort()).toEqual(Object.keys(OWN_QUESTIONS[form]).sort())
    expect(checkAnswers(fields, answersTo(form)).errors).toEqual([])
  })

  test(`the ${form}'s form goes from step to step, and to the check once all hold`, () => {
    const shape = shapeOf(form)
    expect(stepsOf(shape).map((step) => nextStep(shape, step, {}))).toEqual(['role', 'contact', 'consents', 'person'])
    const lacking = { ...answersTo(form), institution: '' }
    expect(nextStep(shape, 'person', lacking)).toBe('role')
    expect(nextStep(shape, 'consents', lacking)).toBe('role')
    for (const step of stepsOf(shape)) expect(nextStep(shape, step, answersTo(form))).toBe('check')
  })

  test(`in the ${form}'s form all but the address and the consents can be corrected`, () => {
    const names = formFields(shapeOf(form)).map(({ name }) => name)
    expect(correctableFields(form).map(({ name }) => name)).toEqual(
      names.filter((name) => name !== 'email' && !name.startsWith('consent_')),
    )
  })
}

test('only the consents without which nobody can take part must be given', () => {
  const { errors } = checkAnswers(stepFields(shapeOf('delegate'), 'consents'), {})
  expect(errors).toEqual([
    { field: 'consent_processing', code: 'consent_required' },
    { field: 'consent_conduct', code: 'consent_required' },
  ])
})

test('a step that there is none is no step', () => {
  for (const strange of ['check', '', 'constructor', null, 3, ['person']]) expect(isStep(strange)).toBe(false)
})
