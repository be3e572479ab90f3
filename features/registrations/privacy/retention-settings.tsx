import { Form } from '@/components/form'
import type { ManagedEvent } from '@/features/events/access'
import { formatDate, formatDateTime } from '@/lib/dates'
import { formLabels } from '@/lib/field-views'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { setRetentionAction } from './actions'
import type { listRetentionRuns } from './commands'
import { DATA_KINDS, dueAt, TERM_KINDS, termOf } from './rules'

type Props = { locale: Locale; event: ManagedEvent; runs: Awaited<ReturnType<typeof listRetentionRuns>> }

/** When each kind of data is deleted by itself, and the proof of what was. */
export function RetentionSettings({ locale, event, runs }: Props) {
  const t = texts(locale)
  const day = (date: Date) => formatDate(date, locale, event.timeZone)
  return (
    <section aria-labelledby="retention" className="mt-12 max-w-4xl">
      <h2 id="retention" className="mb-2">
        {t('retention.title')}
      </h2>
      <p className="measure mb-4 text-muted">{t('retention.text')}</p>
      <ul className="mb-6 list-disc ps-5">
        {DATA_KINDS.map((kind) => (
          <li key={kind}>{`${t(`retention.kinds.${kind}`)}: ${day(dueAt(event, kind))}`}</li>
        ))}
      </ul>
      {event.state !== 'archived' && (
        <Form
          id="retention-form"
          action={setRetentionAction.bind(null, { locale, event: event.slug })}
          groups={[
            {
              legend: t('retention.days'),
              columns: true,
              fields: TERM_KINDS.map((kind) => ({
                name: `term.${kind}`,
                kind: 'number',
                label: t(`retention.kinds.${kind}`),
                isRequired: true,
                value: String(termOf(event, kind) ?? ''),
              })),
            },
          ]}
          labels={formLabels(t)}
          submit={t('settings.save')}
          tone="quiet"
        />
      )}
      <h3 className="mt-8 mb-2 text-lg">{t('retention.proof')}</h3>
      {runs.length === 0 ? (
        <p className="text-muted">{t('retention.nothing_yet')}</p>
      ) : (
        <ul>
          {runs.map((run) => (
            <li key={run.id} className="border-b border-rule py-2">
              {t('retention.run', {
                kind: t(`retention.kinds.${run.kind}`),
                count: run.deleted,
                date: formatDateTime(run.createdAt, locale, event.timeZone),
              })}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
