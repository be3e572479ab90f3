'use client'
import type { ReactNode } from 'react'

/** One session of a day, in words. */
export type AgendaRow = {
  id: string
  kind: string
  startsAt: string
  when: string
  title: string
  /** The title where it has to be marked as of another language. */
  marked?: ReactNode
  facts: ReactNode
  people: string
  isOpen: boolean
  isStarred: boolean
  note: string
}

/**
 * The sessions of a day. It does nothing in the browser: a component of the browser is sent as its data, one of the server
 * as its elements, and of hundreds of sessions these weigh more than the page itself.
 */
export function AgendaRows({
  rows,
  href,
  star,
  participantsOnly,
}: {
  rows: readonly AgendaRow[]
  href: string
  /** Accessible name of a star, with "{title}" for the session's. */
  star: string
  participantsOnly: string
}) {
  return (
    <ol className="agenda">
      {rows.map(({ id, kind, startsAt, when, title, marked, facts, people, isOpen, isStarred, note }) => (
        <li key={id} id={`s-${id}`} data-kind={kind}>
          <time dateTime={startsAt}>{when}</time>
          <div>
            <h3>{isOpen ? <a href={`${href}/${id}`}>{marked ?? title}</a> : (marked ?? title)}</h3>
            <p className="hint">{facts}</p>
            {people && <p className="agenda-people">{people}</p>}
            {!isOpen && <p className="tag tag-muted">{participantsOnly}</p>}
            {note && <p className="tag tag-success">{note}</p>}
          </div>
          <button
            type="submit"
            name="star"
            value={id}
            className="star no-print"
            aria-pressed={isStarred}
            aria-label={star.replace('{title}', () => title)}
          >
            {isStarred ? '★' : '☆'}
          </button>
        </li>
      ))}
    </ol>
  )
}
