'use client'
import type { Agenda, Session } from '../rules'
import type { EditorView } from './agenda-editor'
import type { Conflict } from './draft'
import { ConflictDialog, CopyDialog } from './other-dialogs'
import type { Day } from './rules'
import { SessionDialog } from './session-dialog'

/** A session in its window, or one that is to be made there. */
export type Opened = { session: Session; isNew: boolean }

type Props = {
  view: EditorView
  agenda: Agenda
  day: Day
  opened: Opened | null
  isCopying: boolean
  conflict: Conflict | null
  onClose: () => void
  onSave: (opened: Opened, said: Partial<Session>) => void
  onRemove: (session: Session) => void
  onCopy: (to: string) => void
  onTake: (conflict: Conflict) => void
}

/** The editor's windows, of which a lost race comes first. */
export function Windows({ view, agenda, day, opened, isCopying, conflict, onClose, ...on }: Props) {
  const closing = (run: () => void) => {
    onClose()
    run()
  }
  if (conflict)
    return (
      <ConflictDialog
        view={view}
        agenda={agenda}
        conflict={conflict}
        onKeep={onClose}
        onTake={() => closing(() => on.onTake(conflict))}
      />
    )
  if (opened)
    return (
      <SessionDialog
        key={opened.session.id}
        view={view}
        agenda={agenda}
        session={opened.session}
        isNew={opened.isNew}
        onClose={onClose}
        onSave={(said) => closing(() => on.onSave(opened, said))}
        onRemove={() => closing(() => on.onRemove(opened.session))}
      />
    )
  if (isCopying)
    return <CopyDialog view={view} from={day.date} onClose={onClose} onCopy={(to) => closing(() => on.onCopy(to))} />
  return null
}
