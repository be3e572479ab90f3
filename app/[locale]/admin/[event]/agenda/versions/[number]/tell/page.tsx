import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { requireUser } from '@/features/accounts/access'
import { AgendaFrame } from '@/features/agenda/editor/agenda-frame'
import { tellAction, untellAction } from '@/features/agenda/releases/actions'
import { findRelease } from '@/features/agenda/releases/queries'
import { ConcernedList } from '@/features/agenda/releases/telling/concerned-list'
import { listConcerned, SEES_PEOPLE } from '@/features/agenda/releases/telling/queries'
import { editEvent, orNotFound } from '@/features/events/access'
import { formatDateTime } from '@/lib/dates'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/agenda/versions/[number]/tell'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('releases.tell'), robots: { index: false } } : {}
}

/** Whom a version concerns and what each is written, before it is sent. */
export default async function Tell({ params, searchParams }: Props) {
  const { locale, event: slug, number: given } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await editEvent(slug)
  const { number, toldAt } = await orNotFound(findRelease(event, Number(given)))
  const people = await listConcerned(event, number)
  const query = await searchParams
  const [count, unsent, late] = [query.count, query.unsent, query.late].map((value) => Number(value) || 0)
  const t = texts(locale)
  const labels = formLabels(t)
  const place = { locale, event: event.slug, number }
  const done =
    query.done === 'released'
      ? [t('releases.done.released', { number })]
      : query.done === 'told'
        ? [t('releases.done.told', { count: count! })]
        : query.done === 'untold'
          ? [
              t('releases.done.untold', { unsent: unsent! }),
              ...(late ? [t('releases.done.untold_late', { late })] : []),
            ]
          : []
  return (
    <AgendaFrame
      locale={locale}
      event={event}
      part="versions"
      path={`/${number}/tell`}
      title={t('releases.tell_page.title', { number })}
    >
      {done.length > 0 && (
        <p role="status" className="done measure mb-5">
          {done.join(' ')}
        </p>
      )}
      <p>
        <Link
          href={`/${locale}/admin/${event.slug}/agenda/versions/${number}` as Route}
          prefetch={false}
          className="inline-flex min-h-11 items-center"
        >
          {t('releases.version', { number })}
        </Link>
      </p>
      {toldAt ? (
        <>
          <p className="measure mb-4">
            {t('releases.tell_page.already', { when: formatDateTime(toldAt, locale, event.timeZone) })}
          </p>
          {query.done === 'told' && count! > 0 && (
            <Form
              id="untell"
              action={untellAction.bind(null, place)}
              groups={[]}
              labels={labels}
              submit={t('releases.tell_page.undo')}
              tone="quiet"
            />
          )}
        </>
      ) : (
        <>
          <p className="measure mb-4">{t('releases.tell_page.text', { count: people.length })}</p>
          <ConcernedList locale={locale} people={people} seesPeople={SEES_PEOPLE.includes(event.role)} />
          {people.length > 0 && event.state !== 'archived' && (
            <Form
              id="tell"
              action={tellAction.bind(null, place)}
              groups={[]}
              labels={labels}
              submit={t('releases.tell_page.button', { count: people.length })}
            />
          )}
        </>
      )}
    </AgendaFrame>
  )
}
