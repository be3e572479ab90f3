import { Form } from '@/components/form'
import type { ManagedEvent } from '@/features/events/access'
import { formatDateTime } from '@/lib/dates'
import { formLabels } from '@/lib/field-views'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { tellEventChangeAction } from './actions'
import { countConcerned, untoldChange } from './queries'

/** Says that accepted people still have the old dates or place in their calendars, and offers to tell them. */
export async function EventChangeNotice({ locale, event }: { locale: Locale; event: ManagedEvent }) {
  const change = await untoldChange(event)
  const count = change ? await countConcerned(event, change.at) : 0
  if (!change || count === 0) return null
  const t = texts(locale)
  return (
    <div className="notice measure mb-8">
      <p className="mb-4">
        {t('event_changes.notice', { at: formatDateTime(change.at, locale, event.timeZone), count })}
      </p>
      <Form
        id="tell-change"
        action={tellEventChangeAction.bind(null, locale, event.slug)}
        groups={[]}
        labels={formLabels(t)}
        submit={t('event_changes.tell', { count })}
      />
    </div>
  )
}
