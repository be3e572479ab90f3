import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { listCompanions } from '@/features/registrations/companions/queries'
import { ownRegistration } from '@/features/registrations/own/access'
import { erasureAction, renewLinkAction } from '@/features/registrations/own/actions'

import { OwnFrame } from '@/features/registrations/own/own-frame'
import { takeaway } from '@/features/registrations/own/queries'
import { ReadableData } from '@/features/registrations/own/readable-data'
import { answeredQuestions } from '@/features/registrations/questions/queries'
import { formatDateTime } from '@/lib/dates'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/my/[token]/data'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('my.parts.data'), robots: { index: false } } : {}
}

/** All that is kept of a person, to read and to take away; a new link; erasure. */
export default async function OwnData({ params, searchParams }: Props) {
  const { locale, event: slug, token } = await params
  if (!isLocale(locale)) notFound()
  const own = await ownRegistration(slug, token)
  const { event, registration } = own
  const [data, companions, questions] = await Promise.all([
    takeaway(own),
    listCompanions(registration),
    answeredQuestions(registration),
  ])
  const t = texts(locale)
  const labels = formLabels(t)
  const place = { locale, event: slug, token }
  if ((await searchParams).ask === 'erasure' && !registration.erasureRequestedAt)
    return (
      <OwnFrame locale={locale} event={event} token={token} path="/data?ask=erasure" title={t('my.erasure_ask')}>
        <p className="measure mb-4">{t('my.erasure_text')}</p>
        {companions.length > 0 && (
          <p className="notice measure mb-4">
            {t('companions.erased_too', { names: companions.map((each) => displayName(each)).join(', ') })}
          </p>
        )}
        <Form
          id="erasure-form"
          action={erasureAction.bind(null, place)}
          groups={[]}
          labels={labels}
          submit={t('my.erasure_confirm')}
          tone="danger"
          beside={
            <a href={`/${locale}/${event.slug}/my/${token}/data`} className="inline-flex min-h-11 items-center">
              {t('my.erasure_keep')}
            </a>
          }
        />
      </OwnFrame>
    )
  return (
    <OwnFrame locale={locale} event={event} token={token} path="/data" title={t('my.parts.data')}>
      <p className="measure mb-4">{t('my.data_text')}</p>
      <p className="mb-6">
        <a href={`/api/my/${event.slug}/${token}/data`} className="button button-quiet">
          {t('my.data_take')}
        </a>
      </p>
      <ReadableData locale={locale} own={own} data={data} questions={questions} />
      <section aria-labelledby="renew" className="mt-10">
        <h2 id="renew" className="mb-2 text-xl">
          {t('my.link.renew')}
        </h2>
        <p className="measure mb-4">{t('my.link.renew_text')}</p>
        <Form
          id="renew-form"
          action={renewLinkAction.bind(null, place)}
          groups={[]}
          labels={labels}
          submit={t('my.link.renew')}
          tone="quiet"
        />
      </section>
      <section aria-labelledby="erasure" className="mt-10">
        <h2 id="erasure" className="mb-2 text-xl">
          {t('my.erasure')}
        </h2>
        {registration.erasureRequestedAt ? (
          <p className="notice measure">
            {t('my.erasure_requested', {
              date: formatDateTime(registration.erasureRequestedAt, locale, event.timeZone),
            })}
          </p>
        ) : (
          <>
            <p className="measure mb-4">{t('my.erasure_text')}</p>
            <a href="?ask=erasure" className="inline-flex min-h-11 items-center text-danger">
              {t('my.erasure')}
            </a>
          </>
        )}
      </section>
    </OwnFrame>
  )
}
