import { Facts } from '@/components/facts'
import { countryName } from '@/lib/countries'
import { choiceText } from '@/lib/field-views'
import type { Answers, Field } from '@/lib/fields'
import type { Locale } from '@/lib/locales'
import { type Texts, texts } from '@/lib/texts'

/** Answers in words, as label and value. `form` picks the labels that differ in one category's form. */
export function AnswerList({
  locale,
  fields,
  answers,
  form,
}: {
  locale: Locale
  fields: readonly Field[]
  answers: Answers
  form: string
}) {
  const t = texts(locale)
  return (
    <Facts
      rows={fields.map((field) => ({
        label: labelOf(t, field.name, form),
        value: answerText(t, locale, field, answers[field.name] ?? '') || (
          <span className="text-muted">{t('form.none')}</span>
        ),
      }))}
    />
  )
}

/** A field's label, as the category's form calls it. */
export function labelOf(t: Texts, name: string, form: string): string {
  return t(t.has(`fields.${form}.${name}.label`) ? `fields.${form}.${name}.label` : `fields.${name}.label`)
}

/** An answer in words; '' where there is none. */
export function answerText(t: Texts, locale: Locale, field: Field, answer: string): string {
  if (field.kind === 'yes') return answer === 'yes' ? t('form.yes') : t('form.no')
  if (answer === '') return ''
  if (field.kind === 'country') return countryName(answer, locale)
  if (field.kind === 'choice') return choiceText(t, field.name, answer)
  return answer
}
