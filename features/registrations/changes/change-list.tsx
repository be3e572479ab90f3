import { TitledSection } from '@/components/titled-section'
import type { ViewedEvent } from '@/features/events/access'
import { formatDateTime } from '@/lib/dates'
import { answerText, labelOf } from '@/lib/field-views'
import type { Field } from '@/lib/fields'
import { inLocale, type Locale, type Localized } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { type FormName, fixedFields } from '../form/rules'
import { kindOfField, sees } from '../privacy/rules'
import type { appliedChanges } from './commands'

type Props = {
  locale: Locale
  event: ViewedEvent
  form: FormName
  changes: Awaited<ReturnType<typeof appliedChanges>>
  /** The organisers' questions whose answers the reader sees. */
  questions: readonly Field[]
  /** Names of categories and roles, which changes keep by their ids. */
  names: readonly { id: string; name: Localized }[]
}

const OF_DELEGATION: readonly Field[] = [
  { name: 'category', kind: 'text' },
  { name: 'memberRole', kind: 'text' },
]

/** What was changed after sending, by the person or their delegation: in force already, field by field. */
export function ChangeList({ locale, event, form, changes, questions, names }: Props) {
  const t = texts(locale)
  const known = [
    ...OF_DELEGATION,
    ...fixedFields(form).filter(({ name }) => sees(event, kindOfField(name))),
    ...questions,
  ]
  const shown = changes
    .map((change) => ({ ...change, fields: known.filter(({ name }) => name in change.after) }))
    .filter(({ fields }) => fields.length > 0)
  if (shown.length === 0) return null
  const words = (field: Field, answer = '') =>
    (OF_DELEGATION.includes(field)
      ? inLocale(names.find(({ id }) => id === answer)?.name, locale)
      : answerText(t, locale, field, answer)) || t('form.none')
  return (
    <TitledSection id="changes" title={t('changes.applied')}>
      <p className="hint mb-2">{t('changes.applied_text')}</p>
      <ol>
        {shown.map(({ id, createdAt, by, before, after, fields }) => (
          <li key={id} className="border-b border-rule py-2.5">
            <ul>
              {fields.map((field) => (
                <li key={field.name}>
                  <strong>{labelOf(t, locale, field, form)}</strong> <del>{words(field, before[field.name])}</del>{' '}
                  <ins>{words(field, after[field.name])}</ins>
                </li>
              ))}
            </ul>
            <p className="text-sm text-muted">
              <time dateTime={createdAt.toISOString()}>{formatDateTime(createdAt, locale, event.timeZone)}</time>
              {` · ${by ?? t('review.history.by.person')}`}
            </p>
          </li>
        ))}
      </ol>
    </TitledSection>
  )
}
