import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { enterEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { CategoryFigures, totalOf } from '@/features/insights/category-figures'
import { CountryFigures } from '@/features/insights/country-figures'
import { Patterns } from '@/features/insights/patterns'
import { readFigures } from '@/features/insights/queries'
import { needsToday } from '@/features/insights/rules'
import { StatesOverTime } from '@/features/insights/states-over-time'
import { Today } from '@/features/insights/today'
import { countryName } from '@/lib/countries'
import { inLocale, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('admin.nav.overview'), robots: { index: false } } : {}
}

/** What needs the organiser today, then how the event stands. */
export default async function Overview({ params }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await enterEvent(slug)
  const now = new Date()
  const figures = await readFigures(event, now)
  const t = texts(locale)
  const base = `/${locale}/admin/${event.slug}`
  const total = totalOf(figures.standing)
  const accepted = totalOf(figures.standing, 'accepted')
  const first = figures.countries[0]
  const week = figures.days[Math.max(0, figures.days.length - 8)]
  const weekBefore =
    week && figures.days.length > 7 ? Object.values(week.counts).reduce((sum, count) => sum + count, 0) : 0
  const timeTitle = t('insights.time.title', { total, week: total - weekBefore })
  return (
    <EventFrame locale={locale} event={event} section="overview">
      <Patterns />
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h1>{inLocale(event.name, locale)}</h1>
        <Link href={`/${locale}/${event.slug}` as Route} prefetch={false} className="inline-flex min-h-11 items-center">
          {t('insights.public_page')}
        </Link>
      </div>
      <section aria-labelledby="today" className="measure mt-6">
        <h2 id="today" className="mb-3">
          {t('insights.today.title')}
        </h2>
        <Today locale={locale} event={event} needs={needsToday({ event, ...figures }, now)} now={now} />
      </section>
      {total > 0 && (
        <>
          <section aria-labelledby="categories" className="mt-12">
            <h2 id="categories" className="mb-4">
              {t('insights.categories.answer', { accepted, total })}
            </h2>
            <CategoryFigures locale={locale} base={base} figures={figures} />
          </section>
          {figures.days.length > 0 && (
            <section aria-labelledby="time" className="mt-12">
              <h2 id="time" className="mb-4">
                {timeTitle}
              </h2>
              <StatesOverTime locale={locale} days={figures.days} title={timeTitle} />
            </section>
          )}
          {first && (
            <section aria-labelledby="countries" className="mt-12">
              <h2 id="countries" className="mb-4">
                {t('insights.countries.answer', {
                  states: figures.countries.length,
                  first: countryName(first.country, locale),
                  count: first.count,
                })}
              </h2>
              <CountryFigures locale={locale} base={base} countries={figures.countries} />
            </section>
          )}
        </>
      )}
    </EventFrame>
  )
}
