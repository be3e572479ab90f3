import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Facts } from '@/components/facts'
import { Prose } from '@/components/prose'
import { ReaderTime } from '@/components/reader-time'
import { SiteFrame } from '@/components/site-frame'
import { hasRelease } from '@/features/agenda/public/queries'
import { publicEvent } from '@/features/events/access'
import { listCategories } from '@/features/events/queries'
import { CategoryList } from '@/features/registrations/form/category-list'
import { placeOf } from '@/features/registrations/notices/commands'
import { countryName } from '@/lib/countries'
import { formatDateRange, formatTime } from '@/lib/dates'
import { inLocale, isLocale, textIn } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) return {}
  const event = await publicEvent(slug)
  return { title: inLocale(event.name, locale), description: inLocale(event.summary, locale) }
}

/** An event's own page: what, when, where, by whom, and who may register until when. */
export default async function EventPage({ params }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  const event = await publicEvent(slug)
  const [categories, isReleased] = await Promise.all([listCategories(event), hasRelease(event)])
  const t = texts(locale)
  const name = textIn(event.name, locale)
  const summary = textIn(event.summary, locale)
  const about = textIn(event.about, locale)
  const host = textIn(event.host, locale)
  const series = textIn(event.seriesName, locale)
  const hours = `${formatTime(event.startsAt, locale, event.timeZone)}–${formatTime(event.endsAt, locale, event.timeZone)}`
  return (
    <SiteFrame
      locale={locale}
      brand={{ name: series.text || 'Plenary', lang: series.text ? series.lang : undefined, href: `/${locale}` }}
      languages={event.languages}
      path={`/${event.slug}`}
      wide
    >
      {event.isPreview && <p className="notice mb-8">{t('event.preview')}</p>}
      {event.isExample && <p className="notice mb-8">{t('event.example')}</p>}
      {event.state === 'archived' && <p className="notice mb-8">{t('event.archived')}</p>}
      <header className="border-s-4 border-accent ps-5 sm:ps-7">
        <h1 lang={name.lang} className="measure">
          {name.text}
        </h1>
        <p className="mt-3 text-lg">
          {formatDateRange(event.startsAt, event.endsAt, locale, event.timeZone)}
          {placeOf(event, locale) && ` · ${placeOf(event, locale)}`}
        </p>
        {summary.text && (
          <p className="measure mt-3 text-muted" lang={summary.lang}>
            {summary.text}
          </p>
        )}
        {isReleased && (
          <p className="mt-3 flex flex-wrap gap-x-6">
            {(['agenda', 'speakers'] as const).map((part) => (
              <a key={part} href={`/${locale}/${event.slug}/${part}`} className="inline-flex min-h-11 items-center">
                {t(`programme.links.${part}`)}
              </a>
            ))}
          </p>
        )}
      </header>
      {event.pictureVersion && (
        <img
          src={`/api/events/${event.slug}/picture/${event.pictureVersion}`}
          alt=""
          className="mt-8 max-h-80 w-full rounded-sm object-cover"
        />
      )}
      <div className="mt-10 grid gap-10 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <section className="order-2 lg:order-1" aria-labelledby="about">
          <h2 id="about" className="mb-4">
            {t('event.about')}
          </h2>
          {about.text ? (
            <Prose text={about.text} lang={about.lang} />
          ) : (
            <p className="text-muted">{t('event.no_about')}</p>
          )}
        </section>
        <div className="order-1 space-y-10 lg:order-2">
          {event.state !== 'archived' && (
            <section aria-labelledby="register">
              <h2 id="register" className="mb-4">
                {t('event.register')}
              </h2>
              <CategoryList event={event} categories={categories} locale={locale} now={new Date()} />
            </section>
          )}
          <section aria-labelledby="facts">
            <h2 id="facts" className="mb-2">
              {t('event.facts')}
            </h2>
            <Facts
              rows={[
                {
                  label: t('event.when'),
                  value: `${formatDateRange(event.startsAt, event.endsAt, locale, event.timeZone)}, ${hours}`,
                },
                { label: t('event.where'), value: placeOf(event, locale) },
                { label: t('event.host'), value: host.text && <span lang={host.lang}>{host.text}</span> },
                { label: t('event.chair'), value: event.chair ? countryName(event.chair, locale) : '' },
                {
                  label: t('event.contact'),
                  value:
                    event.state === 'archived' ? '' : <a href={`mailto:${event.contactEmail}`}>{event.contactEmail}</a>,
                },
              ]}
            />
            {event.state !== 'archived' && (
              <>
                <ReaderTime
                  startsAt={event.startsAt.toISOString()}
                  endsAt={event.endsAt.toISOString()}
                  timeZone={event.timeZone}
                  label={t('event.reader_time', { time: '{time}', zone: '{zone}' })}
                />
                <p className="mt-3">
                  <a href={`/api/events/${event.slug}/calendar/${locale}`}>{t('event.calendar')}</a>
                </p>
              </>
            )}
          </section>
        </div>
      </div>
    </SiteFrame>
  )
}
