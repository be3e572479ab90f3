import { Form } from '@/components/form'
import type { ReviewedEvent } from '@/features/events/access'
import { formLabels } from '@/lib/field-views'
import { inLocale, LOCALE_NAMES, type Locale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'
import { MAIL_OF_STATE } from '../rules'
import { StateTag } from '../state-tag'
import { informAction } from './actions'
import type { listUntold } from './commands'

type Props = { locale: Locale; event: ReviewedEvent; untold: Awaited<ReturnType<typeof listUntold>> }

/** The preview of an inform run: who gets which letter, where and in which language; everybody is ticked. */
export function InformRun({ locale, event, untold }: Props) {
  const t = texts(locale)
  const { rows, total } = untold
  if (rows.length === 0) return <p className="panel measure">{t('review.inform.nobody')}</p>
  const heads = ['name', 'status', 'letter', 'address'].map((name) => t(`review.inform.columns.${name}`))
  return (
    <>
      <p className="measure mb-4">{t('review.inform.text', { count: total })}</p>
      <Form
        id="inform"
        action={informAction.bind(null, { locale, event: event.slug })}
        groups={[]}
        labels={formLabels(t)}
        submit={t('review.inform.button')}
      >
        <table className="table table-list mb-6">
          <caption className="sr-only">{t('review.inform.title')}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="sr-only">{t('review.bulk.choose')}</span>
              </th>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const kind = MAIL_OF_STATE[row.state]
              return (
                <tr key={row.id}>
                  <td>
                    <label className="tick">
                      <input type="checkbox" name="person" value={row.id} defaultChecked />
                      <span className="sr-only">{t('review.bulk.choose_one', { name: displayName(row) })}</span>
                    </label>
                  </td>
                  <td>
                    {displayName(row)}
                    <span className="block text-muted">{inLocale(row.categoryName, locale)}</span>
                  </td>
                  <td data-label={heads[1]}>
                    <StateTag t={t} state={row.state} />
                    {row.toldState && (
                      <span className="block text-sm text-muted">
                        {t('review.inform.knows', { state: t(`states.${row.toldState}`) })}
                      </span>
                    )}
                  </td>
                  <td data-label={heads[2]}>{kind && t(`mail.registration.${kind}.heading`)}</td>
                  <td data-label={heads[3]}>
                    {row.email}
                    <span className="block text-muted">{LOCALE_NAMES[row.locale]}</span>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Form>
    </>
  )
}
