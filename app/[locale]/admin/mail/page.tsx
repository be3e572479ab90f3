import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { PageLinks } from '@/components/page-links'
import { requireUser } from '@/features/accounts/access'
import { InstallationFrame } from '@/features/accounts/installation-frame'
import { MailTable } from '@/features/mail/mailbox/mail-table'
import { listSystemMails, MAILS_PER_PAGE, queueStatus } from '@/features/mail/queries'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { holdMailAction } from './actions'

type Props = PageProps<'/[locale]/admin/mail'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('mailbox.system_title'), robots: { index: false } } : {}
}

/** The installation's own mails, like sign-in links: for administrators. */
export default async function SystemMailbox({ params, searchParams }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const user = await requireUser(locale)
  if (!user.isAdministrator) notFound()
  const query = await searchParams
  const asked = String(query.page)
  const page = /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : 1
  const [{ rows, total }, queue] = await Promise.all([listSystemMails({ page }), queueStatus()])
  const t = texts(locale)
  const base = `/${locale}/admin/mail`
  return (
    <InstallationFrame
      locale={locale}
      user={user}
      section="mail"
      path={`/admin/mail${page > 1 ? `?page=${page}` : ''}`}
    >
      <h1>{t('mailbox.system_title')}</h1>
      <p className="mt-2 mb-6 text-muted">{t('mailbox.system_intro')}</p>
      {(query.done === 'held' || query.done === 'resumed') && (
        <p role="status" className="done measure mb-6">
          {t(`mailbox.${query.done}`)}
        </p>
      )}
      <section aria-labelledby="queue" className="panel measure mb-8">
        <h2 id="queue" className="mb-2 text-lg">
          {t(queue.pausedBecause ? 'mailbox.paused' : 'mailbox.all_mail')}
        </h2>
        <p className="mb-4">
          {queue.pausedBecause && `${t(`mail.error.${queue.pausedBecause}`)} `}
          {t(queue.pausedBecause ? 'mailbox.paused_next.owner' : 'mailbox.hold_text', { queued: queue.queued })}
        </p>
        <Form
          id="hold"
          action={holdMailAction.bind(null, locale, queue.pausedBecause === null)}
          groups={[]}
          labels={formLabels(t)}
          submit={t(queue.pausedBecause ? 'mailbox.resume' : 'mailbox.hold')}
          tone="quiet"
        />
      </section>
      <MailTable locale={locale} timeZone="UTC" base={base} rows={rows} />
      <PageLinks
        t={t}
        page={page}
        size={MAILS_PER_PAGE}
        total={rows.length === 0 ? 0 : total}
        href={(to) => `${base}?page=${to}`}
      />
    </InstallationFrame>
  )
}
