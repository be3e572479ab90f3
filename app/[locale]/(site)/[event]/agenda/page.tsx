import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { notFound } from 'next/navigation'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import { FeedLinks } from '@/features/agenda/feeds/feed-links'
import { AgendaBody } from '@/features/agenda/public/agenda-body'
import { NowAndNext } from '@/features/agenda/public/now-and-next'
import { readView } from '@/features/agenda/public/queries'
import { agendaAddress, starsCookie, viewOf } from '@/features/agenda/public/rules'
import { StructuredData } from '@/features/agenda/public/structured-data'
import { VersionLine } from '@/features/agenda/releases/version-line'
import { publicEvent } from '@/features/events/access'
import { formatDateRange, formatZone } from '@/lib/dates'
import { inLocale, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/agenda'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) return {}
  const event = await publicEvent(slug)
  return { title: `${texts(locale)('programme.title')} · ${inLocale(event.name, locale)}` }
}

/** The agenda as released last: by day, by room, by track, by words, and one's own. */
export default async function Agenda({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  const event = await publicEvent(slug)
  const view = viewOf(await searchParams, event.timeZone)
  const cookie = (await cookies()).get(starsCookie(event.slug))?.value
  const shown = await readView(event, locale, view, { cookie, now: new Date() })
  if (!shown) notFound()
  const { programme } = shown.release
  const t = texts(locale)
  const base = `/${event.slug}/agenda`
  const href = `/${locale}${base}`
  const zone = view.zone === event.timeZone ? '' : view.zone
  const path = agendaAddress(locale, base, { ...view, day: shown.day || view.day, zone })
  return (
    <SiteFrame {...ofEvent(event, locale)} path={path.slice(locale.length + 1)} wide>
      <StructuredData locale={locale} event={event} programme={programme} sessions={shown.shown} />
      <header className="mb-6 flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1>{t('programme.title')}</h1>
          <p className="mt-1 text-muted">
            {formatDateRange(event.startsAt, event.endsAt, locale, event.timeZone)}
            <span className="print-only">
              {` · ${inLocale(event.name, locale)} · `}
              {t('programme.times_in', { zone: formatZone(event.startsAt, locale, view.zone) })}
            </span>
          </p>
          <VersionLine locale={locale} event={event} release={shown.release} />
        </div>
        <a
          href={agendaAddress(locale, base, view.isMine ? { zone } : { isMine: true, zone })}
          className="chip no-print"
          aria-current={view.isMine ? 'true' : undefined}
        >
          {view.isMine ? t('programme.show_all') : t('programme.mine', { count: shown.stars.size })}
        </a>
      </header>
      <NowAndNext locale={locale} programme={programme} moment={shown.moment} zone={view.zone} href={href} />
      <AgendaBody locale={locale} event={event} base={base} path={path} view={view} shown={shown} />
      <FeedLinks locale={locale} slug={event.slug} />
    </SiteFrame>
  )
}
