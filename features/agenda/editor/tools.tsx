'use client'
import type { MouseEvent } from 'react'
import type { EditorView } from './agenda-editor'

type Props = {
  view: EditorView
  /** The day that is shown. */
  date: string
  isReady: boolean
  isArchived: boolean
  counts: { undo: number; redo: number }
  onDay: (event: MouseEvent, to: string) => void
  onNew: () => void
  onUndo: () => void
  onRedo: () => void
  onCopy: () => void
}

/** Above the grid: its days, and what can be done to all of it. */
export function Tools({ view, date, isReady, isArchived, counts, onDay, onNew, onUndo, onRedo, onCopy }: Props) {
  const { texts, days } = view
  return (
    <div className="agenda-tools">
      <nav aria-label={texts.days} className="tabs">
        {days.map(({ date: to, label }) => (
          <a
            key={to}
            href={`?day=${to}`}
            aria-current={to === date ? 'page' : undefined}
            onClick={(event) => onDay(event, to)}
          >
            {label}
          </a>
        ))}
      </nav>
      {!isReady && !isArchived && (
        <a href={`${view.base}/sessions/new`} className="button button-primary">
          {texts.new}
        </a>
      )}
      {isReady && !isArchived && (
        <div className="agenda-buttons">
          <button id="agenda-new" type="button" className="button button-primary" onClick={onNew}>
            {texts.new}
          </button>
          <button type="button" className="button button-quiet" disabled={counts.undo === 0} onClick={onUndo}>
            {texts.undo}
          </button>
          <button type="button" className="button button-quiet" disabled={counts.redo === 0} onClick={onRedo}>
            {texts.redo}
          </button>
          {days.length > 1 && (
            <button type="button" className="button button-quiet" onClick={onCopy}>
              {texts.copy_day}
            </button>
          )}
        </div>
      )}
    </div>
  )
}
