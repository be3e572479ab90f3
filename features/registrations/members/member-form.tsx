import type { ReactNode } from 'react'
import { Form } from '@/components/form'
import type { FocalDelegation } from '@/features/delegations/access'
import { fieldViews, formLabels, inEventLanguages } from '@/lib/field-views'
import type { Answers } from '@/lib/fields'
import type { FormState } from '@/lib/form-action'
import { inLocale, type Locale, nearest } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { type MemberChoices, memberFields } from './rules'

type Props = {
  locale: Locale
  focal: FocalDelegation
  choices: MemberChoices
  /** What is known of the member; of a new one what is the delegation's. */
  answers: Answers
  action: (state: FormState, form: FormData) => Promise<FormState>
  submit: string
  /** True: category and role are another's and stay. */
  isSubstitute?: boolean
  beside?: ReactNode
}

/** What a focal point says of one member. */
export function MemberForm({ locale, focal, choices, answers, action, submit, isSubstitute, beside }: Props) {
  const t = texts(locale)
  const fields = memberFields(choices).filter(
    ({ name }) => !(isSubstitute && (name === 'category' || name === 'memberRole')),
  )
  const names = new Map(
    [...choices.categories, ...choices.roles].map(({ slug, name }) => [slug, inLocale(name, locale)]),
  )
  const views = inEventLanguages(fieldViews(t, locale, fields, answers), focal.event.languages).map((field) =>
    field.name === 'category' || field.name === 'memberRole'
      ? { ...field, options: field.options?.map(({ value }) => ({ value, label: names.get(value) ?? value })) }
      : field,
  )
  return (
    <Form
      id="member"
      action={action}
      groups={[{ fields: views }]}
      labels={formLabels(t)}
      submit={submit}
      countries={`/api/countries/${locale}`}
      keep={`member/${focal.delegation.id}/${answers.id ?? 'new'}`}
      beside={beside}
    />
  )
}

/** What a new member's form begins with. */
export function newMemberAnswers(
  { event, delegation, focalPoint }: FocalDelegation,
  locale: Locale,
  { categories }: Pick<MemberChoices, 'categories'>,
): Answers {
  const language = focalPoint?.locale ?? nearest(locale, event.languages)
  const [only, ...others] = categories
  return {
    category: only && others.length === 0 ? only.slug : '',
    country: delegation.country ?? '',
    institution: inLocale(delegation.name, language),
    locale: language,
  }
}
