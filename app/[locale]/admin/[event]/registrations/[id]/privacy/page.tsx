import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { requireUser } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { listCompanions } from '@/features/registrations/companions/queries'
import { eraseAction, keepOffListsAction } from '@/features/registrations/privacy/actions'
import { getRegistration } from '@/features/registrations/queries'
import { formatDateTime } from '@/lib/dates'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/registrations/[id]/privacy'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('protection.title'), robots: { index: false } } : {}
}

/** What protects one person: off the lists, and erasure. */
export default async function Protection({ params, searchParams }: Props) {
  const { locale, event: slug, id } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const found = await getRegistration(event, id)
  if (!found) notFound()
  const { registration } = found
  const companions = await listCompanions(registration)
  const { done, ask } = await searchParams
  const t = texts(locale)
  const place = { locale, event: slug, registration: id }
  const labels = formLabels(t)
  const canChange = event.state !== 'archived' && !registration.erasedAt
  const name = displayName(registration)
  const here = `/${locale}/admin/${event.slug}/registrations/${id}/privacy`
  return (
    <EventFrame locale={locale} event={event} section="registrations" path={`/registrations/${id}/privacy`}>
      <p>
        <Link
          href={`/${locale}/admin/${event.slug}/registrations/${id}` as Route}
          prefetch={false}
          className="inline-flex min-h-11 items-center text-sm"
        >
          {t('passport.back')}
        </Link>
      </p>
      <h1 className="mb-2">{t('protection.title')}</h1>
      <p className="mb-6 text-lg">{name}</p>
      {done === 'lists' && (
        <p role="status" className="done measure mb-6">
          {t('protection.lists_done')}
        </p>
      )}
      {registration.erasedAt && (
        <p className="notice measure">
          {t('protection.erased', { date: formatDateTime(registration.erasedAt, locale, event.timeZone) })}
        </p>
      )}
      {canChange && (
        <div className="measure space-y-10">
          <section aria-labelledby="lists">
            <h2 id="lists" className="mb-2 text-xl">
              {t('protection.lists')}
            </h2>
            <p className="mb-4">{t(registration.isKeptOffLists ? 'protection.lists_off' : 'protection.lists_on')}</p>
            <Form
              id="lists-form"
              key={String(registration.isKeptOffLists)}
              action={keepOffListsAction.bind(null, { ...place, isKeptOff: !registration.isKeptOffLists })}
              groups={[]}
              labels={labels}
              submit={t(registration.isKeptOffLists ? 'protection.put_on' : 'protection.keep_off')}
              tone="quiet"
            />
          </section>
          <section aria-labelledby="erasure">
            <h2 id="erasure" className="mb-2 text-xl">
              {t('protection.erase')}
            </h2>
            {registration.erasureRequestedAt && (
              <p className="notice mb-4">
                {t('protection.requested', {
                  date: formatDateTime(registration.erasureRequestedAt, locale, event.timeZone),
                })}
              </p>
            )}
            <p className="mb-4">{t('protection.erase_text')}</p>
            {companions.length > 0 && (
              <p className="notice mb-4">
                {t('companions.erase_too', { names: companions.map((each) => displayName(each)).join(', ') })}
              </p>
            )}
            {ask === 'erasure' ? (
              <div className="panel">
                <p className="mb-4">{t('protection.erase_ask', { name })}</p>
                <Form
                  id="erasure-form"
                  action={eraseAction.bind(null, place)}
                  groups={[]}
                  labels={labels}
                  submit={t('protection.erase_confirm')}
                  tone="danger"
                  beside={
                    <Link href={here as Route} prefetch={false} className="inline-flex min-h-11 items-center">
                      {t('protection.erase_keep')}
                    </Link>
                  }
                />
              </div>
            ) : (
              <Link
                href={`${here}?ask=erasure#erasure` as Route}
                prefetch={false}
                className="inline-flex min-h-11 items-center text-danger"
              >
                {t('protection.erase_button', { name })}
              </Link>
            )}
          </section>
        </div>
      )}
    </EventFrame>
  )
}
