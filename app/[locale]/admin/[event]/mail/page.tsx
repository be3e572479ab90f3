import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { PageLinks } from '@/components/page-links'
import { requireUser } from '@/features/accounts/access'
import { SEES, viewEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { MailTabs } from '@/features/mail/mail-tabs'
import { MailFilterForm } from '@/features/mail/mailbox/mail-filter-form'
import { MailTable } from '@/features/mail/mailbox/mail-table'
import { mailQuery, readMailFilter } from '@/features/mail/mailbox/schema'
import { listMailKinds, listMails, MAILS_PER_PAGE, queueStatus } from '@/features/mail/queries'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { resumeQueueAction } from './actions'

type Props = PageProps<'/[locale]/admin/[event]/mail'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('mailbox.title'), robots: { index: false } } : {}
}

/** The event's mails: what has left, what waits, what failed. */
export default async function Mailbox({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  const user = await requireUser(locale)
  const event = await viewEvent(slug)
  if (!SEES[event.role].includes('mail')) notFound()
  const query = await searchParams
  const filter = readMailFilter(query)
  const page = /^[1-9]\d{0,5}$/.test(String(query.page)) ? Number(query.page) : 1
  const [{ rows, total }, kinds, queue] = await Promise.all([
    listMails(event, { ...filter, page }),
    listMailKinds(event),
    queueStatus(),
  ])
  const mayResume = queue.pausedBecause === 'by_hand' ? user.isAdministrator : event.role === 'owner'
  const t = texts(locale)
  const base = `/${locale}/admin/${event.slug}/mail`
  return (
    <EventFrame locale={locale} event={event} section="mail" path={`/mail${mailQuery(filter, page)}`}>
      <h1>{t('mailbox.title')}</h1>
      <p className="mt-2 mb-6 text-muted">
        {`${t(`mailbox.provider.${queue.provider}`)} ${queue.queued > 0 ? t('mailbox.waiting', { count: queue.queued }) : ''}`}
      </p>
      <MailTabs t={t} base={base} current="" />
      {query.done === 'resumed' && !queue.pausedBecause && (
        <p role="status" className="done measure mb-6">
          {t('mailbox.resumed')}
        </p>
      )}
      {queue.pausedBecause && (
        <div className="notice measure mb-6">
          <p className="font-semibold">{t('mailbox.paused')}</p>
          <p className="mt-1">{t(`mail.error.${queue.pausedBecause}`)}</p>
          <p className="mt-1 mb-4 text-muted">
            {t(
              `mailbox.paused_next.${mayResume ? 'owner' : queue.pausedBecause === 'by_hand' ? 'administrator' : 'other'}`,
              { queued: queue.queued },
            )}
          </p>
          {mayResume && (
            <Form
              id="resume"
              action={resumeQueueAction.bind(null, locale, event.slug)}
              groups={[]}
              labels={formLabels(t)}
              submit={t('mailbox.resume')}
            />
          )}
        </div>
      )}
      <MailFilterForm t={t} base={base} filter={filter} kinds={kinds} />
      <MailTable locale={locale} timeZone={event.timeZone} base={base} rows={rows} />
      <PageLinks
        t={t}
        page={page}
        size={MAILS_PER_PAGE}
        total={rows.length === 0 ? 0 : total}
        href={(to) => `${base}${mailQuery(filter, to)}`}
      />
    </EventFrame>
  )
}
