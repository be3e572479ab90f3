import { Facts } from '@/components/facts'
import { formatDateTime } from '@/lib/dates'
import { LOCALE_NAMES, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { readMail } from '../queries'
import { MailStateTag } from './mail-state-tag'
import { FRAME_SANDBOX } from './rules'

type Props = {
  locale: Locale
  timeZone: string
  mail: NonNullable<Awaited<ReturnType<typeof readMail>>>
  /** Where the HTML part is served as a page of its own. */
  htmlAddress: string
}

/** One mail as it arrives: who, when, the HTML part and the text part. */
export function MailView({ locale, timeZone, mail, htmlAddress }: Props) {
  const t = texts(locale)
  return (
    <div className="max-w-3xl">
      <Facts
        rows={[
          { label: t('mailbox.columns.to'), value: <span className="break-all">{mail.to}</span> },
          { label: t('mailbox.reply_to'), value: mail.replyTo && <span className="break-all">{mail.replyTo}</span> },
          { label: t('mailbox.language'), value: LOCALE_NAMES[mail.locale] },
          { label: t('mailbox.columns.state'), value: <MailStateTag t={t} state={mail.state} /> },
          {
            label: t('mailbox.problem'),
            value: mail.state !== 'sent' && mail.error ? t(`mail.error.${mail.error}`) : '',
          },
          { label: t('mailbox.columns.created'), value: formatDateTime(mail.createdAt, locale, timeZone) },
          { label: t('mailbox.sent_at'), value: mail.sentAt && formatDateTime(mail.sentAt, locale, timeZone) },
          { label: t('mailbox.attached'), value: mail.calendar && t('mailbox.calendar') },
        ]}
      />
      {mail.html.includes('href="#"') && <p className="notice measure mt-6">{t('mailbox.link_hidden')}</p>}
      <section aria-labelledby="html" className="mt-10">
        <h2 id="html" className="mb-3">
          {t('mailbox.as_it_arrives')}
        </h2>
        <iframe
          src={htmlAddress}
          title={t('mailbox.frame', { subject: mail.subject })}
          sandbox={FRAME_SANDBOX}
          className="h-[46rem] w-full border border-rule bg-paper"
        />
        <p className="mt-2">
          <a
            href={htmlAddress}
            target="_blank"
            rel="noopener noreferrer"
            className="inline-flex min-h-11 items-center text-sm"
          >
            {t('mailbox.open_alone')}
          </a>
        </p>
      </section>
      <section aria-labelledby="text" className="mt-8">
        <h2 id="text" className="mb-3">
          {t('mailbox.as_text')}
        </h2>
        <pre lang={mail.locale} className="panel font-mono text-sm break-words whitespace-pre-wrap">
          {mail.text}
        </pre>
      </section>
    </div>
  )
}
