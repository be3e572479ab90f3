import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { screenData } from '@/features/agenda/screen/queries'
import { ScreenBoard } from '@/features/agenda/screen/screen-board'
import { publicEvent } from '@/features/events/access'
import { inLocale, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/screen'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) return {}
  const event = await publicEvent(slug)
  return { title: `${texts(locale)('programme.title')} · ${inLocale(event.name, locale)}`, robots: { index: false } }
}

/** The screen in the foyer, or with `?room=` at one door. Without JavaScript it is loaded anew each minute. */
export default async function Screen({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  const event = await publicEvent(slug)
  const { room } = await searchParams
  const roomId = typeof room === 'string' ? room : ''
  const data = await screenData(event, locale, roomId, new Date())
  if (!data) notFound()
  const t = texts(locale)
  const query = new URLSearchParams({ lang: locale, ...(roomId ? { room: roomId } : {}) })
  return (
    <>
      <noscript>
        <meta httpEquiv="refresh" content="60" />
      </noscript>
      <ScreenBoard
        data={data}
        title={inLocale(event.name, locale)}
        address={`/api/events/${event.slug}/screen?${query}`}
        worker={`/api/events/${event.slug}/screen/worker?lang=${locale}`}
        labels={{
          now: t('programme.now'),
          next: t('programme.next'),
          free: t('programme.screen.free'),
          over: t('programme.screen.over'),
          offline: t('programme.screen.offline', { time: '{time}' }),
        }}
      />
    </>
  )
}
