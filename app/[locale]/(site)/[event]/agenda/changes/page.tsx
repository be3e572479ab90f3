import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import { ChangeList } from '@/features/agenda/releases/change-list'
import { listChanges } from '@/features/agenda/releases/queries'
import { publicEvent } from '@/features/events/access'
import { inLocale, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/agenda/changes'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) return {}
  const event = await publicEvent(slug)
  return { title: `${texts(locale)('releases.what_changed')} · ${inLocale(event.name, locale)}` }
}

/** What the last versions of the agenda changed for everybody. */
export default async function Changes({ params }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  const event = await publicEvent(slug)
  const versions = await listChanges(event, locale, null)
  if (!versions) notFound()
  const t = texts(locale)
  return (
    <SiteFrame {...ofEvent(event, locale)} path={`/${event.slug}/agenda/changes`}>
      <p className="no-print">
        <a href={`/${locale}/${event.slug}/agenda`} className="inline-flex min-h-11 items-center text-sm">
          {t('programme.title')}
        </a>
      </p>
      <h1 className="mb-6">{t('releases.what_changed')}</h1>
      <ChangeList locale={locale} timeZone={event.timeZone} versions={versions} />
    </SiteFrame>
  )
}
