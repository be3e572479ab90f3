import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { notFound } from 'next/navigation'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import { OwnFeed } from '@/features/agenda/feeds/own-feed'
import { isStanding } from '@/features/agenda/feeds/queries'
import { feedCookie } from '@/features/agenda/feeds/rules'
import { readRelease } from '@/features/agenda/queries'
import { publicEvent } from '@/features/events/access'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/agenda/calendar'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('programme.feed_title') } : {}
}

/** Makes the address of a calendar of starred sessions. */
export default async function OwnCalendar({ params }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  const event = await publicEvent(slug)
  if (!(await readRelease(event))) notFound()
  const remembered = (await cookies()).get(feedCookie(event.slug))?.value
  // It may have been ended in another browser.
  const feed = remembered && (await isStanding(event, remembered)) ? remembered : undefined
  const t = texts(locale)
  return (
    <SiteFrame {...ofEvent(event, locale)} path={`/${event.slug}/agenda/calendar`}>
      <p>
        <a href={`/${locale}/${event.slug}/agenda`} className="inline-flex min-h-11 items-center text-sm">
          {t('programme.title')}
        </a>
      </p>
      <h1 className="mb-4">{t('programme.feed_title')}</h1>
      <OwnFeed locale={locale} slug={event.slug} feed={feed} />
    </SiteFrame>
  )
}
