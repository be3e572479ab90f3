import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { PageLinks } from '@/components/page-links'
import { TabLinks } from '@/components/tab-links'
import { MAIL_STATES } from '@/db/schema/mail'
import { requireUser } from '@/features/accounts/access'
import { SEES, viewEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { MailTable } from '@/features/mail/mailbox/mail-table'
import { listMails, MAILS_PER_PAGE, queueStatus } from '@/features/mail/queries'
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
  await requireUser(locale)
  const event = await viewEvent(slug)
  if (!SEES[event.role].includes('mail')) notFound()
  const query = await searchParams
  const state = MAIL_STATES.find((known) => known === query.state)
  const page = /^[1-9]\d{0,5}$/.test(String(query.page)) ? Number(query.page) : 1
  const [{ rows, total }, queue] = await Promise.all([listMails(event, { page, state }), queueStatus()])
  const t = texts(locale)
  const base = `/${locale}/admin/${event.slug}/mail`
  const at = (to: { state?: string; page?: number }) => {
    const parts = [to.state && `state=${to.state}`, to.page && to.page > 1 && `page=${to.page}`].filter(Boolean)
    return parts.length > 0 ? `?${parts.join('&')}` : ''
  }
  return (
    <EventFrame locale={locale} event={event} section="mail" path={`/mail${at({ state, page })}`}>
      <h1>{t('mailbox.title')}</h1>
      <p className="mt-2 mb-6 text-muted">{t(`mailbox.provider.${queue.provider}`)}</p>
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
            {t(`mailbox.paused_next.${event.role === 'owner' ? 'owner' : 'other'}`, { queued: queue.queued })}
          </p>
          {event.role === 'owner' && (
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
      <TabLinks
        label={t('mailbox.by_state')}
        tabs={[
          { href: base, label: t('mailbox.all'), isCurrent: !state },
          ...MAIL_STATES.map((known) => ({
            href: `${base}${at({ state: known })}`,
            label: t(`mailbox.states.${known}`),
            isCurrent: known === state,
          })),
        ]}
      />
      <MailTable locale={locale} timeZone={event.timeZone} base={base} rows={rows} />
      <PageLinks
        t={t}
        page={page}
        size={MAILS_PER_PAGE}
        total={rows.length === 0 ? 0 : total}
        href={(to) => `${base}${at({ state, page: to })}`}
      />
    </EventFrame>
  )
}
