import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { requireUser } from '@/features/accounts/access'
import { viewEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { MailView } from '@/features/mail/mailbox/mail-view'
import { readMail } from '@/features/mail/queries'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { retryMailAction } from '../actions'

type Props = PageProps<'/[locale]/admin/[event]/mail/[id]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('mailbox.one'), robots: { index: false } } : {}
}

/** One mail of the event. */
export default async function EventMail({ params, searchParams }: Props) {
  const { locale, event: slug, id } = await params
  if (!isLocale(locale)) notFound()
  const user = await requireUser(locale)
  const event = await viewEvent(slug)
  const mail = await readMail(event, id, { showAccountLinks: user.isAdministrator })
  if (!mail) notFound()
  const { done } = await searchParams
  const t = texts(locale)
  const base = `/${locale}/admin/${event.slug}/mail`
  return (
    <EventFrame locale={locale} event={event} section="mail" path={`/mail/${id}`}>
      <p>
        <Link href={base as Route} prefetch={false} className="inline-flex min-h-11 items-center text-sm">
          {t('mailbox.title')}
        </Link>
      </p>
      <h1 className="mb-6" lang={mail.locale}>
        {mail.subject}
      </h1>
      {done === 'retried' && mail.state !== 'failed' && (
        <p role="status" className="done measure mb-6">
          {t('mailbox.retried')}
        </p>
      )}
      {mail.state === 'failed' && event.role !== 'viewer' && (
        <div className="measure mb-6">
          <Form
            id="retry"
            action={retryMailAction.bind(null, locale, event.slug, mail.id)}
            groups={[]}
            labels={formLabels(t)}
            submit={t('mailbox.retry')}
          />
        </div>
      )}
      <MailView locale={locale} timeZone={event.timeZone} mail={mail} htmlAddress={`${base}/${mail.id}/html`} />
    </EventFrame>
  )
}
