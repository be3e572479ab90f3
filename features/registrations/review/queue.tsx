import type { Route } from 'next'
import Link from 'next/link'
import { displayName } from '@/lib/names'
import type { Texts } from '@/lib/texts'
import { type UndoPlace, undoAction } from './actions'
import type { ListedPerson, QueuePlace } from './queries'
import { isRegistrationState, queueQuery, type RegistrationFilter } from './rules'

type LinksProps = {
  t: Texts
  base: string
  filter: RegistrationFilter
  place: QueuePlace
  /** Who was decided on a moment ago: the way back leads there. */
  decided?: string
}

/** The way through the queue, one person at a time, and where in it one is. */
export function QueueLinks({ t, base, filter, place, decided }: LinksProps) {
  const { next, position, total } = place
  const back = decided ?? place.back
  const to = (id: string) => `${base}/${id}${queueQuery(filter)}` as Route
  return (
    <>
      {position !== null && (
        <span className="inline-flex min-h-11 items-center text-muted tabular-nums">
          {t('review.queue.position', { position, total })}
        </span>
      )}
      {back && (
        <Link data-key="back" href={to(back)} prefetch={false} rel="prev" className="inline-flex min-h-11 items-center">
          {t('review.queue.back')}
        </Link>
      )}
      {next ? (
        <Link data-key="next" href={to(next)} rel="next" prefetch={false} className="inline-flex min-h-11 items-center">
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
  base: string
  /** What was done, as the address tells it; whatever is no such word says nothing. */
  done: string
  /** Who it was done to, where the page is another's. */
  person?: ListedPerson
  batch: string | null
  values?: Record<string, number>
  /** Where undoing leads; null: it cannot be undone here. */
  undo: UndoPlace | null
}

/** What was just decided and about whom, and the way back. */
export function DoneNotice({ t, base, done, person, batch, values, undo }: NoticeProps) {
  const key = isRegistrationState(done) ? 'decided' : done
  if (!t.has(`review.done.${key}`)) return null
  const state = isRegistrationState(done) ? t(`states.${done}`) : ''
  return (
    <div className="done measure mb-6 flex flex-wrap items-center justify-between gap-3">
      <p role="status">
        {person && (
          <>
            <Link href={`${base}/${person.id}` as Route} prefetch={false}>
              {displayName(person)}
            </Link>
            {`: ${t(`states.${person.state}`)}. `}
          </>
        )}
        {person && done === 'later' && `${t('review.untold')}.`}
        {!(person && (key === 'decided' || done === 'later')) && t(`review.done.${key}`, { state, ...values })}
      </p>
      {batch && undo && (
        <form action={undoAction.bind(null, undo, batch)}>
          <button type="submit" data-key="undo" className="button button-quiet">
            {t('review.undo')}
          </button>
        </form>
      )}
    </div>
  )
}

/** What undoing did. */
export function UndoneNotice({ t, query }: { t: Texts; query: Record<string, string | string[] | undefined> }) {
  return (
    <p role="status" className="done measure mb-6">
      {t('review.undone', { undone: numberIn(query, 'undone'), late: numberIn(query, 'late') })}
    </p>
  )
}

/** A small number that stands in an address; 0 where there is none. */
export function numberIn(query: Record<string, string | string[] | undefined>, name: string): number {
  const value = query[name]
  return typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : 0
}
