'use client'
import { Mark } from './grid'
import type { EditorTexts } from './rules'

/** What stands in the way of a session, in a sentence. */
export type EditorClash = { level: 'blocking' | 'warning' | 'note'; text: string; sessionIds: string[] }

type Props = { clashes: EditorClash[]; texts: EditorTexts; onShow: (id: string) => void }

/** Every clash of the agenda with the way to its session. Nothing is blocked by any of them. */
export function ClashList({ clashes, texts, onShow }: Props) {
  return (
    <section aria-labelledby="clashes" className="agenda-side">
      <h2 id="clashes">
        {texts.clashes} <span className="tabular-nums text-muted">{clashes.length}</span>
      </h2>
      {clashes.length === 0 ? (
        <p className="text-sm text-muted">{texts.no_clashes}</p>
      ) : (
        <ul className="clash-list">
          {clashes.slice(0, 100).map(({ level, text, sessionIds }) => (
            <li key={text + sessionIds.join()} data-level={level}>
              <button type="button" onClick={() => onShow(sessionIds[0] ?? '')}>
                <Mark level={level} />
                <span>
                  <strong>{texts[`clash_levels_${level}`]}</strong> {text}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Of each session the gravest of its clashes. */
export function marksOf(clashes: readonly EditorClash[]): Map<string, EditorClash['level']> {
  const order = ['note', 'warning', 'blocking'] as const
  const marks = new Map<string, EditorClash['level']>()
  for (const { level, sessionIds } of clashes)
    for (const id of sessionIds) {
      const before = marks.get(id)
      if (!before || order.indexOf(level) > order.indexOf(before)) marks.set(id, level)
    }
  return marks
}
