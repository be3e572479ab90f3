import { Form } from '@/components/form'
import type { ViewedEvent } from '@/features/events/access'
import { formatDateTime } from '@/lib/dates'
import { fieldViews, formLabels } from '@/lib/field-views'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { setPriorityAction } from './actions'
import { PRIORITY_FIELDS } from './rules'

type Props = {
  locale: Locale
  event: ViewedEvent
  registration: { id: string; priority: number; priorityReason: string; offerExpiresAt: Date | null }
  place: { position: number; total: number }
}

/** Where the person stands on the waiting list, and the form that changes it. */
export function WaitingPanel({ locale, event, registration, place }: Props) {
  const t = texts(locale)
  const { priority, priorityReason, offerExpiresAt } = registration
  const until = offerExpiresAt && formatDateTime(offerExpiresAt, locale, event.timeZone)
  return (
    <section aria-labelledby="waiting" className="panel mb-6">
      <h2 id="waiting" className="mb-2 text-xl">
        {t('states.waiting_list')}
      </h2>
      <p>{until ? t('waiting_list.offered', { until }) : t('waiting_list.position', place)}</p>
      {priority < 0 && <p className="mt-2">{t('waiting_list.passed')}</p>}
      {priorityReason && <p className="mt-2 text-muted">{t('waiting_list.because', { reason: priorityReason })}</p>}
      <details className="mt-2">
        <summary className="min-h-11 cursor-pointer py-2.5 text-link underline underline-offset-4">
          {t('waiting_list.change')}
        </summary>
        <Form
          id="priority-form"
          action={setPriorityAction.bind(null, { locale, event: event.slug, registration: registration.id })}
          groups={[{ fields: fieldViews(t, locale, PRIORITY_FIELDS, { priority: String(priority), priorityReason }) }]}
          labels={formLabels(t)}
          submit={t('waiting_list.save')}
          tone="quiet"
        />
      </details>
    </section>
  )
}
