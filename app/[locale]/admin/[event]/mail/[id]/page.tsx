import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { requireUser } from '@/features/accounts/access'
import { viewEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { MailView } from '@/features/mail/mailbox/mail-view'
import { canSendAgain } from '@/features/mail/mailbox/rules'
import { readMail } from '@/features/mail/queries'
import { ADDRESS } from '@/features/registrations/resending/rules'
import { fieldViews, formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { changeAddressAction, resendMailAction, retryMailAction } from '../actions'

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
  const canChange = ['owner', 'organiser'].includes(event.role) && event.state !== 'archived'
  // What the provider has taken once it would not take again under the same key.
  const canRetry = mail.state === 'failed' && !mail.sentAt
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
      {typeof done === 'string' && ['retried', 'resent', 'readdressed'].includes(done) && mail.state !== 'failed' && (
        <p role="status" className="done measure mb-6">
          {t(`mailbox.${done}`)}
        </p>
      )}
      <MailView
        locale={locale}
        timeZone={event.timeZone}
        mail={mail}
        htmlAddress={`${base}/${mail.id}/html`}
        admin={`/${locale}/admin/${event.slug}`}
      />
      {canChange && (canRetry || canSendAgain(mail)) && (
        <section aria-labelledby="again" className="mt-10 max-w-3xl border-t border-rule pt-6">
          <h2 id="again" className="mb-3">
            {t('mailbox.send_again')}
          </h2>
          {canRetry && (
            <div className="mb-6">
              <p className="measure mb-3">{t('mailbox.retry_text')}</p>
              <Form
                id="retry"
                action={retryMailAction.bind(null, locale, event.slug, mail.id)}
                groups={[]}
                labels={formLabels(t)}
                submit={t('mailbox.retry')}
              />
            </div>
          )}
          {mail.person && canSendAgain(mail) && (
            <>
              <p className="measure mb-3">{t('mailbox.resend_text', { to: mail.person.email })}</p>
              <Form
                id="resend"
                action={resendMailAction.bind(null, locale, event.slug, mail.id)}
                groups={[]}
                labels={formLabels(t)}
                submit={t('mailbox.resend')}
                tone="quiet"
              />
              <h3 className="mt-8 mb-1">{t('mailbox.readdress_title')}</h3>
              <p className="measure mb-3">{t('mailbox.readdress_text')}</p>
              <Form
                id="readdress"
                action={changeAddressAction.bind(null, locale, event.slug, mail.id)}
                groups={[{ fields: fieldViews(t, locale, ADDRESS, { email: mail.person.email }) }]}
                labels={formLabels(t)}
                submit={t('mailbox.readdress')}
                tone="quiet"
              />
            </>
          )}
        </section>
      )}
    </EventFrame>
  )
}
