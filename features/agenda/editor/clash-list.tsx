'use client'
import { memo, useDeferredValue, useMemo } from 'react'
import { clashesOf, sayClash } from '../clashes/rules'
import type { Agenda } from '../rules'
import type { EditorView } from './agenda-editor'
import { Mark } from './grid'
import type { EditorTexts } from './rules'

/** What stands in the way of a session, in a sentence. */
export type EditorClash = { level: 'blocking' | 'warning' | 'note'; text: string; sessionIds: string[] }

type Props = { clashes: EditorClash[]; texts: EditorTexts; onShow: (id: string) => void }

const MOST = 60

/** What stands in the way, with the way to its session; what is merely to be known is folded. Nothing is blocked by any of it. */
export const ClashList = memo(function ClashList({ clashes, texts, onShow }: Props) {
  const grave = clashes.filter(({ level }) => level !== 'note')
  const notes = clashes.filter(({ level }) => level === 'note')
  const list = (some: EditorClash[]) => (
    <ul className="clash-list">
      {some.slice(0, MOST).map(({ level, text, sessionIds }) => (
        <li key={text + sessionIds.join()}>
          <button type="button" onClick={() => onShow(sessionIds[0] ?? '')}>
            <Mark level={level} />
            <span>
              <strong>{texts[`clash_levels_${level}`]}</strong> {text}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
  return (
    <section aria-labelledby="clashes" className="agenda-side">
      <h2 id="clashes">
        {texts.clashes} <span className="tabular-nums text-muted">{grave.length}</span>
      </h2>
      {grave.length === 0 ? <p className="text-sm text-muted">{texts.no_clashes}</p> : list(grave)}
      {notes.length > 0 && (
        <details className="clash-notes">
          <summary>
            {texts.notes} <span className="tabular-nums text-muted">{notes.length}</span>
          </summary>
          {list(notes)}
        </details>
      )}
    </section>
  )
})

/** Of each session the gravest of its clashes; notes mark nothing, because nearly every session has one. */
export function marksOf(clashes: readonly EditorClash[]): Map<string, EditorClash['level']> {
  const order = ['note', 'warning', 'blocking'] as const
  const marks = new Map<string, EditorClash['level']>()
  for (const { level, sessionIds } of clashes) {
    if (level === 'note') continue
    for (const id of sessionIds) {
      const before = marks.get(id)
      if (!before || order.indexOf(level) > order.indexOf(before)) marks.set(id, level)
    }
  }
  return marks
}

/** The draft's clashes in sentences; they may come a moment later than what caused them. */
export function useClashes(agenda: Agenda, { clashContext, clashPatterns }: EditorView): EditorClash[] {
  const settled = useDeferredValue(agenda)
  return useMemo(
    () =>
      clashesOf(settled, clashContext).map((clash) => ({
        level: clash.level,
        text: sayClash(clashPatterns, clash),
        sessionIds: clash.sessionIds,
      })),
    [settled, clashContext, clashPatterns],
  )
}
