import { Form } from '@/components/form'
import type { ReviewedEvent } from '@/features/events/access'
import { formatDateTime } from '@/lib/dates'
import { answerText, formLabels, labelOf } from '@/lib/field-views'
import { inLocale, type Locale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'
import { answersOf } from '../commands'
import { fixedFields } from '../form/rules'
import { kindOfField, sees } from '../privacy/rules'
import type { getRegistration } from '../queries'
import { asFormAnswers, fieldOf, type Question, questionName } from '../questions/rules'
import { settleDuplicateAction } from './actions'

type Found = NonNullable<Awaited<ReturnType<typeof getRegistration>>>
type Props = {
  locale: Locale
  event: ReviewedEvent
  pair: [Found, Found]
  questions: readonly Question[]
  canChange: boolean
}

/** Two registrations side by side, the rows that differ marked in words and colour, and what can be done with them. */
export function Comparison({ locale, event, pair, questions, canChange }: Props) {
  const t = texts(locale)
  const [one, other] = pair
  const rows = pair.map(({ registration, category }) => ({
    reference: registration.reference,
    status: t(`states.${registration.state}`),
    category: inLocale(category.name, locale),
    sent: formatDateTime(registration.createdAt, locale, event.timeZone),
  }))
  const fields = new Map(
    pair.flatMap(({ category }) =>
      fixedFields(category.form)
        .filter(({ name }) => sees(event, kindOfField(name)))
        .map((field) => [field.name, { field, form: category.form }] as const),
    ),
  )
  for (const question of questions.filter(({ dataKind }) => sees(event, dataKind)))
    fields.set(questionName(question.id), { field: fieldOf(question), form: 'delegate' })
  const answers = pair.map(({ registration }) => ({
    ...answersOf(registration),
    ...asFormAnswers(registration.answers),
  }))
  const compared = [
    ...(['reference', 'status', 'category', 'sent'] as const).map((name) => ({
      name,
      label: t(`review.columns.${name}`),
      values: [rows[0]![name], rows[1]![name]],
    })),
    ...[...fields.values()].map(({ field, form }) => ({
      name: field.name,
      label: labelOf(t, locale, field, form),
      values: answers.map((given) => (given[field.name] ? answerText(t, locale, field, given[field.name] ?? '') : '')),
    })),
  ].filter(({ values }) => values.some(Boolean))
  const names = pair.map(({ registration }) => `${displayName(registration)} (${registration.reference})`)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section aria-label={t('duplicates.side_by_side')} tabIndex={0} className="overflow-x-auto">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('duplicates.field')}</th>
              {names.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {compared.map(({ name, label, values }) => {
              const differs = values[0] !== values[1]
              return (
                <tr key={name}>
                  <th scope="row" className="font-normal text-muted">
                    {label}
                    {differs && <span className="tag tag-warning ms-2">{t('duplicates.differs')}</span>}
                  </th>
                  {values.map((value, at) => (
                    <td key={pair[at]!.registration.id} className={differs ? 'font-semibold' : ''}>
                      {value || <span className="text-muted">{t('form.none')}</span>}
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
      {canChange && (
        <section aria-labelledby="settle" className="panel measure mt-8">
          <h2 id="settle" className="mb-2 text-xl">
            {t('duplicates.settle')}
          </h2>
          <p className="mb-4">{t('duplicates.merge_explained')}</p>
          <Form
            id="settle-form"
            action={settleDuplicateAction.bind(null, {
              locale,
              event: event.slug,
              pair: [one.registration.id, other.registration.id],
            })}
            groups={[]}
            labels={formLabels(t)}
            submit={t('duplicates.dismiss')}
            tone="quiet"
            beside={[one, other].map(({ registration }) => (
              <button
                key={registration.id}
                type="submit"
                name="keep"
                value={registration.id}
                className="button button-danger"
              >
                {t('duplicates.keep', { reference: registration.reference })}
              </button>
            ))}
          />
        </section>
      )}
    </>
  )
}
