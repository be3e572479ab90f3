import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { InstallationFrame } from '@/features/accounts/installation-frame'
import { listOwnDelegations } from '@/features/delegations/queries'
import { listMyEvents } from '@/features/events/queries'
import { placeOf } from '@/features/registrations/notices/commands'
import { formatDateRange } from '@/lib/dates'
import { isLocale, textIn } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin'>

const TONES = { draft: 'tag tag-warning', published: 'tag tag-success', archived: 'tag tag-muted' }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('admin.my_events'), robots: { index: false } } : {}
}

/** The events that the organiser works on. */
export default async function MyEvents({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const user = await requireUser(locale)
  const [events, delegations] = await Promise.all([listMyEvents(user), listOwnDelegations(user.id)])
  const t = texts(locale)
  const isClosed = (event: { needsSecondFactor: boolean }) => event.needsSecondFactor && !user.hasSecondFactor
  const newEvent = user.isAdministrator && (
    <Link
      href={`/${locale}/admin/new` as Route}
      prefetch={false}
      className={`button ${events.length === 0 ? 'button-primary' : 'button-quiet'}`}
    >
      {t(events.length === 0 ? 'admin.first_event.make' : 'admin.installation.new')}
    </Link>
  )
  return (
    <InstallationFrame locale={locale} user={user} section="events" path="/admin">
      {delegations.length > 0 && (
        <p className="notice measure mb-6">
          <Link href={`/${locale}/delegation` as Route} prefetch={false}>
            {t('members.yours')}
          </Link>
        </p>
      )}
      {events.length === 0 ? (
        <>
          <h1>{t(user.isAdministrator ? 'admin.first_event.title' : 'admin.no_events.title')}</h1>
          <p className="measure mt-4 mb-6">
            {t(user.isAdministrator ? 'admin.first_event.text' : 'admin.no_events.text')}
          </p>
          {newEvent}
        </>
      ) : (
        <>
          <div className="flex flex-wrap items-center justify-between gap-4">
            <h1>{t('admin.my_events')}</h1>
            {newEvent}
          </div>
          <ul className="mt-6 max-w-4xl border-t border-gold">
            {events.map((event) => {
              const name = textIn(event.name, locale)
              const series = textIn(event.seriesName, locale)
              const place = placeOf(event, locale)
              return (
                <li key={event.id} className="border-b border-rule py-5">
                  {series.text && (
                    <p className="text-sm text-muted" lang={series.lang}>
                      {series.text}
                    </p>
                  )}
                  <h2 className="mt-0.5 text-xl">
                    {isClosed(event) ? (
                      <span lang={name.lang}>{name.text}</span>
                    ) : (
                      <Link href={`/${locale}/admin/${event.slug}` as Route} prefetch={false} lang={name.lang}>
                        {name.text}
                      </Link>
                    )}
                  </h2>
                  {isClosed(event) && (
                    <p className="notice mt-2">
                      {t('account.needed', { event: name.text })}{' '}
                      <Link href={`/${locale}/account` as Route} prefetch={false}>
                        {t('account.needed_link')}
                      </Link>
                    </p>
                  )}
                  <p className="mt-1">
                    {formatDateRange(event.startsAt, event.endsAt, locale, event.timeZone)}
                    {place && <span className="text-muted"> · {place}</span>}
                  </p>
                  <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
                    <span className={TONES[event.state]}>{t(`admin.event_states.${event.state}`)}</span>
                    <span className="text-muted">{t(`admin.your_role.${event.role}`)}</span>
                    {event.isExample && <span className="text-muted">{t('event.example_short')}</span>}
                  </p>
                </li>
              )
            })}
          </ul>
        </>
      )}
    </InstallationFrame>
  )
}
