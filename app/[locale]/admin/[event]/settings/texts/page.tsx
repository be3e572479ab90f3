import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { updateEventAction } from '@/features/events/actions'
import { eventGroups } from '@/features/events/settings/rules'
import { SettingsForm } from '@/features/events/settings/settings-form'
import { SettingsFrame } from '@/features/events/settings/settings-frame'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/settings/texts'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('settings.parts.texts'), robots: { index: false } } : {}
}

/** What the public reads about the event, each language beside the others. */
export default async function TextSettings({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const { done } = await searchParams
  return (
    <SettingsFrame locale={locale} event={event} part="texts" done={done}>
      <SettingsForm
        id="event-texts"
        locale={locale}
        event={event}
        action={updateEventAction.bind(null, { locale, event: slug, part: 'texts' })}
        groups={eventGroups({ t: texts(locale), locale }, event, 'texts')}
      />
    </SettingsFrame>
  )
}
