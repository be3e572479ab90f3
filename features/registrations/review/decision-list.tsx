import { formatDate, formatTime } from '@/lib/dates'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { listDecisions, listInformationRequests } from './queries'

type Props = {
  locale: Locale
  timeZone: string
  decisions: Awaited<ReturnType<typeof listDecisions>>
}

/** Who decided what and why; the internal notes stand here and nowhere else. */
export function DecisionList({ locale, timeZone, decisions }: Props) {
  const t = texts(locale)
  return (
    <ol>
      {decisions.map((decision) => (
        <li key={decision.id} className="border-b border-rule py-2.5">
          <p>
            <strong>{t(`states.${decision.to}`)}</strong>
            {decision.reason && ` · ${inLocale(decision.reason, locale)}`}
            {decision.undoneAt && ` · ${t('review.decisions.undone')}`}
            {!decision.isTold && !decision.undoneAt && ` · ${t('review.decisions.not_told')}`}
          </p>
          {decision.note && <p className="mt-1 whitespace-pre-line">{`${t('fields.note.label')}: ${decision.note}`}</p>}
          {decision.internalNote && (
            <p className="mt-1 whitespace-pre-line">{`${t('fields.internalNote.label')}: ${decision.internalNote}`}</p>
          )}
          <p className="text-sm text-muted">
            {`${formatDate(decision.createdAt, locale, timeZone)}, ${formatTime(decision.createdAt, locale, timeZone)} · ${decision.byEmail ?? t('review.history.by.organiser')}`}
          </p>
        </li>
      ))}
    </ol>
  )
}

type RequestsProps = {
  locale: Locale
  timeZone: string
  requests: Awaited<ReturnType<typeof listInformationRequests>>
}

/** What the person was asked for, and what came back. */
export function RequestList({ locale, timeZone, requests }: RequestsProps) {
  const t = texts(locale)
  return (
    <ol>
      {requests.map((request) => (
        <li key={request.id} className="border-b border-rule py-2.5">
          <p className="whitespace-pre-line">{request.question}</p>
          <p className="text-sm text-muted">{formatDate(request.createdAt, locale, timeZone)}</p>
          {request.answeredAt ? (
            <blockquote className="mt-2 border-s-2 border-gold ps-3 whitespace-pre-line">
              {request.answer}
              <span className="block text-sm text-muted">
                {t('review.requests.answered', { date: formatDate(request.answeredAt, locale, timeZone) })}
              </span>
            </blockquote>
          ) : (
            <p className="mt-1 text-muted">{t('review.requests.waiting')}</p>
          )}
        </li>
      ))}
    </ol>
  )
}
