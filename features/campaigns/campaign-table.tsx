import type { Route } from 'next'
import Link from 'next/link'
import type { EventRow } from '@/features/events/access'
import { formatDateTime } from '@/lib/dates'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { CampaignStateTag } from './campaign-state-tag'
import { type listCampaigns, subjectFor } from './queries'
import { leftCount } from './rules'

type Props = {
  locale: Locale
  event: EventRow
  /** Address of the letters. */
  base: string
  rows: Awaited<ReturnType<typeof listCampaigns>>['rows']
}

/** The event's letters to many, with what became of each. */
export function CampaignTable({ locale, event, base, rows }: Props) {
  const t = texts(locale)
  if (rows.length === 0) return <p className="panel measure">{t('campaigns.none')}</p>
  const columns = ['subject', 'kind', 'state', 'counts', 'when'].map((name) => t(`campaigns.columns.${name}`))
  return (
    <table className="table table-list">
      <caption className="sr-only">{t('mailbox.parts.letters')}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const subject = subjectFor(event, row.subject, locale)
          const when = row.endedAt ?? row.startedAt ?? row.sendAt ?? row.updatedAt
          const waiting = row.progress.queued + row.progress.open
          return (
            <tr key={row.id}>
              <td>
                <Link
                  href={`${base}/${row.number}` as Route}
                  prefetch={false}
                  lang={subject.text ? subject.lang : undefined}
                  className="inline-block py-0.5 font-semibold break-words"
                >
                  {subject.text || t('campaigns.untitled', { number: row.number })}
                </Link>
              </td>
              <td data-label={columns[1]}>{t(`campaigns.kinds.${row.kind}`)}</td>
              <td>
                <CampaignStateTag t={t} campaign={row} />
              </td>
              <td data-label={columns[3]}>
                {row.state === 'draft' ? (
                  '–'
                ) : (
                  <>
                    {t('campaigns.counts.left', { count: leftCount(row.progress) })}
                    {waiting > 0 && row.state !== 'stopped' && (
                      <span className="block text-muted">{t('campaigns.counts.waiting', { count: waiting })}</span>
                    )}
                    {row.progress.bounced + row.progress.complained + row.progress.failed > 0 && (
                      <span className="block text-muted">
                        {t('campaigns.counts.trouble', {
                          count: row.progress.bounced + row.progress.complained + row.progress.failed,
                        })}
                      </span>
                    )}
                  </>
                )}
              </td>
              <td data-label={columns[4]}>{formatDateTime(when, locale, event.timeZone)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
