import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import { revokeFeedAction } from '@/features/agenda/feeds/actions'
import { ownCalendar } from '@/features/agenda/feeds/queries'
import { publicEvent } from '@/features/events/access'
import { env } from '@/lib/env'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/agenda/calendar/[token]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('programme.feed_title'), robots: { index: false } } : {}
}

/** The address of one's own calendar, how to use it and how to end it. */
export default async function OwnCalendarAddress({ params }: Props) {
  const { locale, event: slug, token } = await params
  if (!isLocale(locale)) notFound()
  const event = await publicEvent(slug)
  const feed = await ownCalendar(event, token, locale)
  if (!feed) notFound()
  const t = texts(locale)
  const address = `${env().PUBLIC_URL}/api/events/${event.slug}/my-agenda/${token}?lang=${locale}`
  return (
    <SiteFrame {...ofEvent(event, locale)} path={`/${event.slug}/agenda/calendar/${token}`}>
      <p>
        <a href={`/${locale}/${event.slug}/agenda`} className="inline-flex min-h-11 items-center text-sm">
          {t('programme.title')}
        </a>
      </p>
      <h1 className="mb-4">{t('programme.feed_title')}</h1>
      {feed === 'revoked' ? (
        <>
          <p className="done measure mb-6">{t('programme.feed_revoked')}</p>
          <p>
            <a href={`/${locale}/${event.slug}/agenda/calendar`}>{t('programme.feed_make')}</a>
          </p>
        </>
      ) : (
        <>
          <p className="measure mb-4">{t('programme.feed_use')}</p>
          <label className="block font-semibold">
            {t('programme.feed_address')}
            <input readOnly value={address} className="input mt-2 font-normal" />
          </label>
          <p className="mt-4">
            <a href={address.replace(/^https?:/, 'webcal:')} className="inline-flex min-h-11 items-center">
              {t('programme.feed_open')}
            </a>
          </p>
          <p className="hint mt-4">{t('programme.feed_secret')}</p>
          <form action={revokeFeedAction.bind(null, { locale, event: slug, token })} className="mt-6">
            <button type="submit" className="button button-quiet">
              {t('programme.feed_revoke')}
            </button>
          </form>
        </>
      )}
    </SiteFrame>
  )
}
