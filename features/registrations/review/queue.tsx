import type { Route } from 'next'
import Link from 'next/link'
import type { Locale } from '@/lib/locales'
import type { Texts } from '@/lib/texts'
import { undoAction } from './actions'
import { isRegistrationState } from './rules'

type LinksProps = { t: Texts; base: string; next: string | null; back: string | null }

/** The way through the queue, one person at a time. */
export function QueueLinks({ t, base, next, back }: LinksProps) {
  return (
    <>
      {back && (
        <Link
          data-key="back"
          href={`${base}/${back}?queue=1` as Route}
          prefetch={false}
          rel="prev"
          className="inline-flex min-h-11 items-center"
        >
          {t('review.queue.back')}
        </Link>
      )}
      {next ? (
        <Link
          data-key="next"
          href={`${base}/${next}?queue=1` as Route}
          rel="next"
          prefetch={false}
          className="inline-flex min-h-11 items-center"
        >
          {t('review.queue.next')}
        </Link>
      ) : (
        <span className="inline-flex min-h-11 items-center text-muted">{t('review.queue.last')}</span>
      )}
    </>
  )
}

type NoticeProps = {
  t: Texts
  locale: Locale
  event: { slug: string }
  /** What was done, as the address tells it; whatever is no such word says nothing. */
  done: string
  batch: string | null
  values?: Record<string, number>
  canUndo: boolean
}

/** What was just decided, and the way back. */
export function DoneNotice({ t, locale, event, done, batch, values, canUndo }: NoticeProps) {
  const key = isRegistrationState(done) ? 'decided' : done
  if (!t.has(`review.done.${key}`)) return null
  return (
    <div className="done measure mb-6 flex flex-wrap items-center justify-between gap-3">
      <p role="status">
        {t(`review.done.${key}`, { state: isRegistrationState(done) ? t(`states.${done}`) : '', ...values })}
      </p>
      {batch && canUndo && (
        <form action={undoAction.bind(null, { locale, event: event.slug }, batch)}>
          <button type="submit" data-key="undo" className="button button-quiet">
            {t('review.undo')}
          </button>
        </form>
      )}
    </div>
  )
}
