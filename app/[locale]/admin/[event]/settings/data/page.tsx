import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { updateEventAction } from '@/features/events/actions'
import { consentTexts, isFilled } from '@/features/events/rules'
import { ConsentPreview } from '@/features/events/settings/consent-preview'
import { eventGroups } from '@/features/events/settings/rules'
import { SettingsForm } from '@/features/events/settings/settings-form'
import { SettingsFrame } from '@/features/events/settings/settings-frame'
import { listRetentionRuns } from '@/features/registrations/privacy/commands'
import { RetentionSettings } from '@/features/registrations/privacy/retention-settings'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/settings/data'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('settings.parts.data'), robots: { index: false } } : {}
}

/** Who answers for the participants' data, with the consents that follow from it. */
export default async function DataSettings({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const { done } = await searchParams
  return (
    <SettingsFrame locale={locale} event={event} part="data" done={done}>
      <SettingsForm
        id="event-data"
        locale={locale}
        event={event}
        action={updateEventAction.bind(null, { locale, event: slug, part: 'data' })}
        groups={eventGroups({ t: texts(locale), locale }, event, 'data')}
      />
      {isFilled(event.operator) && <ConsentPreview locale={locale} wording={consentTexts(event)} />}
      <RetentionSettings locale={locale} event={event} runs={await listRetentionRuns(event)} />
    </SettingsFrame>
  )
}
