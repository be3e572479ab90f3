import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { updateEventAction } from '@/features/events/actions'
import { listCategories, listSeries } from '@/features/events/queries'
import { BeforePublishingList } from '@/features/events/settings/before-publishing'
import { eventGroups } from '@/features/events/settings/rules'
import { SettingsForm } from '@/features/events/settings/settings-form'
import { SettingsFrame } from '@/features/events/settings/settings-frame'
import { EventChangeNotice } from '@/features/registrations/event-changes/change-notice'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/settings'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('admin.nav.settings'), robots: { index: false } } : {}
}

/** The event's name, dates, place and people. */
export default async function EventSettings({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const { done } = await searchParams
  const [series, categories] = await Promise.all([listSeries(), listCategories(event)])
  return (
    <SettingsFrame locale={locale} event={event} part="event" done={done}>
      {done === 'created' && event.state === 'draft' && (
        <div className="mb-8">
          <BeforePublishingList locale={locale} event={event} categories={categories} />
        </div>
      )}
      <EventChangeNotice locale={locale} event={event} />
      <SettingsForm
        id="event-settings"
        locale={locale}
        event={event}
        action={updateEventAction.bind(null, { locale, event: slug, part: 'event' })}
        groups={eventGroups({ t: texts(locale), locale }, event, 'event', series)}
      />
    </SettingsFrame>
  )
}
