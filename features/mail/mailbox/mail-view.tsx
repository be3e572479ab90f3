import type { Route } from 'next'
import Link from 'next/link'
import { Facts } from '@/components/facts'
import { formatDateTime } from '@/lib/dates'
import { inLocale, LOCALE_NAMES, type Locale } from '@/lib/locales'
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
  /** Address of the event's organisers' area, for links to the person and to other mails; none where there is no event. */
  admin?: string
}

/** One mail as it arrives: who, when, the HTML part and the text part. */
export function MailView({ locale, timeZone, mail, htmlAddress, admin }: Props) {
  const t = texts(locale)
  const at = (date: Date | null) => date && formatDateTime(date, locale, timeZone)
  const isTried = mail.state === 'queued' && mail.attempts > 0
  return (
    <div className="max-w-3xl">
      <Facts
        rows={[
          {
            label: t('mailbox.person'),
            value: admin && mail.person && (
              <Link href={`${admin}/registrations/${mail.person.id}` as Route} prefetch={false}>
                {mail.person.name}
              </Link>
            ),
          },
          {
            label: t('mailbox.campaign'),
            value: admin && mail.campaign?.number && (
              <Link href={`${admin}/mail/letters/${mail.campaign.number}` as Route} prefetch={false}>
                {inLocale(mail.campaign.subject, locale)}
              </Link>
            ),
          },
          { label: t('mailbox.columns.to'), value: <span className="break-all">{mail.to}</span> },
          { label: t('mailbox.reply_to'), value: mail.replyTo && <span className="break-all">{mail.replyTo}</span> },
          { label: t('mailbox.language'), value: LOCALE_NAMES[mail.locale] },
          { label: t('mailbox.columns.state'), value: <MailStateTag t={t} state={mail.state} /> },
          {
            label: t('mailbox.problem'),
            value: mail.error ? t(`mail.error.${mail.error}`) : '',
          },
          { label: t('mailbox.answer'), value: mail.answer && <code>{mail.answer}</code> },
          { label: t('mailbox.attempts'), value: mail.attempts > 1 || isTried ? mail.attempts : '' },
          { label: t('mailbox.next_try'), value: isTried ? at(mail.dueAt) : '' },
          { label: t('mailbox.columns.created'), value: at(mail.createdAt) },
          { label: t('mailbox.sent_at'), value: at(mail.sentAt) },
          { label: t('mailbox.settled_at'), value: at(mail.settledAt) },
          { label: t('mailbox.attached'), value: mail.calendar && t('mailbox.calendar') },
          {
            label: t('mailbox.sent_before'),
            value: admin && mail.resentFromId && (
              <Link href={`${admin}/mail/${mail.resentFromId}` as Route} prefetch={false}>
                {t('mailbox.first_one')}
              </Link>
            ),
          },
          {
            label: t('mailbox.sent_again'),
            value:
              admin && mail.again.length > 0 ? (
                <ul>
                  {mail.again.map((copy) => (
                    <li key={copy.id}>
                      <Link href={`${admin}/mail/${copy.id}` as Route} prefetch={false} className="break-all">
                        {t('mailbox.to_at', { to: copy.to, at: formatDateTime(copy.createdAt, locale, timeZone) })}
                      </Link>{' '}
                      <MailStateTag t={t} state={copy.state} />
                    </li>
                  ))}
                </ul>
              ) : null,
          },
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
