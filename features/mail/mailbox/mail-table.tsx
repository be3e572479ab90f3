import type { Route } from 'next'
import Link from 'next/link'
import { formatDate, formatTime } from '@/lib/dates'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { listMails } from '../queries'
import { MailStateTag } from './mail-state-tag'

type Props = {
  locale: Locale
  timeZone: string
  /** Address that a mail's id follows. */
  base: string
  rows: Awaited<ReturnType<typeof listMails>>['rows']
  /** False where all are to one person. */
  showsTo?: boolean
}

/** Mails, each a link to what it says. */
export function MailTable({ locale, timeZone, base, rows, showsTo = true }: Props) {
  const t = texts(locale)
  if (rows.length === 0) return <p className="py-3 text-muted">{t('mailbox.none')}</p>
  const columns = ['subject', ...(showsTo ? ['to'] : []), 'state', 'created']
  return (
    <table className="table table-list">
      <caption className="sr-only">{t('mailbox.title')}</caption>
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col">
              {t(`mailbox.columns.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((mail) => (
          <tr key={mail.id}>
            <td>
              <Link href={`${base}/${mail.id}` as Route} prefetch={false} className="inline-block py-0.5">
                {mail.subject}
              </Link>
              {mail.error && <span className="block text-sm text-muted">{t(`mail.error.${mail.error}`)}</span>}
            </td>
            {showsTo && <td data-label={t('mailbox.columns.to')}>{mail.to}</td>}
            <td>
              <MailStateTag t={t} state={mail.state} />
            </td>
            <td data-label={t('mailbox.columns.created')} className="md:whitespace-nowrap">
              {`${formatDate(mail.createdAt, locale, timeZone)}, ${formatTime(mail.createdAt, locale, timeZone)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
