import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { listCategories } from '@/features/events/queries'
import { PictureSettings } from '@/features/events/settings/picture-settings'
import { Archiving, PublicationSettings } from '@/features/events/settings/publication-settings'
import { SettingsFrame } from '@/features/events/settings/settings-frame'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/settings/publication'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('settings.parts.publication'), robots: { index: false } } : {}
}

/** The event's picture, and whether the public sees it. */
export default async function Publication({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const { done } = await searchParams
  return (
    <SettingsFrame locale={locale} event={event} part="publication" done={done}>
      <div className="max-w-3xl space-y-12">
        <PublicationSettings locale={locale} event={event} categories={await listCategories(event)} />
        {event.state !== 'archived' && <PictureSettings locale={locale} event={event} />}
        {event.role === 'owner' && event.state !== 'archived' && <Archiving locale={locale} event={event} />}
      </div>
    </SettingsFrame>
  )
}
