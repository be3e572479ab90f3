import { Facts } from '@/components/facts'
import { answerText, labelOf } from '@/lib/field-views'
import type { Answers, Field } from '@/lib/fields'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'

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
        label: labelOf(t, locale, field, form),
        value: answerText(t, locale, field, answers[field.name] ?? '') || (
          <span className="text-muted">{t('form.none')}</span>
        ),
      }))}
    />
  )
}
