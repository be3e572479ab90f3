import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { SiteFrame } from '@/components/site-frame'
import { listPublicEvents } from '@/features/events/queries'
import { placeOf } from '@/features/registrations/notices/commands'
import { formatDateRange } from '@/lib/dates'
import { isLocale, textIn } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('events.title') } : {}
}

/** All events: those to come first, then those that were. */
export default async function EventList({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const t = texts(locale)
  const now = new Date()
  const events = await listPublicEvents()
  const isPast = (event: (typeof events)[number]) => event.endsAt <= now || event.state === 'archived'
  const groups = [
    { title: t('events.upcoming'), events: events.filter((event) => !isPast(event)) },
    { title: t('events.past'), events: events.filter(isPast) },
  ].filter((group) => group.events.length > 0)
  return (
    <SiteFrame locale={locale} brand={{ name: 'Plenary', href: `/${locale}` }} path="">
      <h1>{t('events.title')}</h1>
      {groups.length === 0 && <p className="mt-6 text-muted">{t('events.none')}</p>}
      {groups.map((group) => (
        <section key={group.title} className="mt-10">
          <h2 className="border-b border-gold pb-2">{group.title}</h2>
          <ul>
            {group.events.map((event) => {
              const name = textIn(event.name, locale)
              const series = textIn(event.seriesName, locale)
              return (
                <li key={event.id} className="border-b border-rule py-5">
                  {series.text && (
                    <p className="text-sm text-muted" lang={series.lang}>
                      {series.text}
                    </p>
                  )}
                  <h3 className="mt-0.5 text-xl">
                    <a href={`/${locale}/${event.slug}`} lang={name.lang}>
                      {name.text}
                    </a>
                  </h3>
                  <p className="mt-1">
                    {formatDateRange(event.startsAt, event.endsAt, locale, event.timeZone)}
                    {placeOf(event, locale) && <span className="text-muted"> · {placeOf(event, locale)}</span>}
                  </p>
                  {event.isExample && <p className="mt-1 text-sm text-muted">{t('event.example_short')}</p>}
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </SiteFrame>
  )
}
