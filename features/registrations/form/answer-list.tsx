import { Facts } from '@/components/facts'
import { answerText, labelOf } from '@/lib/field-views'
import type { Answers, Field } from '@/lib/fields'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'

/**
 * Answers in words, as label and value. `form` picks the labels that differ in one category's form, `links` are the
 * addresses of files, by field.
 */
export function AnswerList({
  locale,
  fields,
  answers,
  form,
  links = {},
}: {
  locale: Locale
  fields: readonly Field[]
  answers: Answers
  form: string
  links?: Record<string, string>
}) {
  const t = texts(locale)
  return (
    <Facts
      rows={fields.map((field) => {
        const text = answerText(t, locale, field, answers[field.name] ?? '')
        const address = field.kind === 'file' ? links[field.name] : undefined
        return {
          label: labelOf(t, locale, field, form),
          value:
            address && text ? (
              <a href={address}>{text}</a>
            ) : (
              text || <span className="text-muted">{t('form.none')}</span>
            ),
        }
      })}
    />
  )
}
