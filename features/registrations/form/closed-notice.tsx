import type { events } from '@/db/schema/events'
import type { registrationWindow } from '@/features/events/rules'
import { formatDateTime } from '@/lib/dates'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'

const REFUSAL: Partial<Record<ReturnType<typeof registrationWindow>['state'], string>> = {
  full: 'category_full',
  by_invitation: 'invitation_needed',
}

/** Why nobody can register here now, and what one can do instead. */
export function ClosedNotice({
  locale,
  event,
  window,
}: {
  locale: Locale
  event: typeof events.$inferSelect
  window: ReturnType<typeof registrationWindow>
}) {
  const t = texts(locale)
  return (
    <>
      <h1>{t('register.title')}</h1>
      <p className="mt-4">
        {window.state === 'not_yet' && window.at
          ? t('event.opens_at', { date: formatDateTime(window.at, locale, event.timeZone) })
          : t(`refusals.${REFUSAL[window.state] ?? 'registration_closed'}`)}
      </p>
      <p className="mt-3">{t('register.ask', { email: event.contactEmail })}</p>
    </>
  )
}
