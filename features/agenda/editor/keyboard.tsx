'use client'
import { type RefObject, useEffect, useRef } from 'react'
import { type Session, SNAP_MINUTES } from '../rules'
import { type Day, minuteOf, momentAt } from './rules'

type Options = {
  find: (id: string) => Session | undefined
  columns: readonly (string | null)[]
  day: Day
  change: (session: Session, to: Partial<Session>, how: 'moved' | 'stretched') => void
  remove: (session: Session) => void
  undo: () => void
  redo: () => void
}

const OFF = 'plenary.keys.off'

/** The same as by dragging, by keyboard: on the session that has the focus, and undo and redo everywhere on the page. */
export function useKeyboard(root: RefObject<HTMLElement | null>, options: Options) {
  const current = useRef(options)
  current.current = options
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement
      if (at.closest('dialog, input, textarea, select')) return
      const { find, columns, day, change, remove, undo, redo } = current.current
      if ((event.ctrlKey || event.metaKey) && event.code === 'KeyZ') {
        event.preventDefault()
        return event.shiftKey ? redo() : undo()
      }
      if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(OFF) === 'yes') return
      const session = find(at.closest<HTMLElement>('button[data-session]')?.dataset.session ?? '')
      if (!session || session.startsAt === null || !root.current?.contains(at)) return
      const step = { ArrowUp: -SNAP_MINUTES, ArrowDown: SNAP_MINUTES }[event.code]
      const arrow = { ArrowLeft: -1, ArrowRight: 1 }[event.code]
      const aside = arrow && (getComputedStyle(at).direction === 'rtl' ? -arrow : arrow)
      if (step && event.shiftKey) {
        event.preventDefault()
        const minutes = session.minutes + step
        if (minutes >= SNAP_MINUTES && minutes <= 1440) change(session, { minutes }, 'stretched')
      } else if (step) {
        event.preventDefault()
        // First to the grid, then along it.
        const minute = minuteOf(day, session.startsAt)
        const to =
          (step < 0 ? Math.ceil(minute / SNAP_MINUTES) : Math.floor(minute / SNAP_MINUTES)) * SNAP_MINUTES + step
        if (to >= 0 && to < day.minutes) change(session, { startsAt: momentAt(day, to) }, 'moved')
      } else if (aside) {
        event.preventDefault()
        const column = columns.indexOf(session.roomId) + aside
        if (column >= 0 && column < columns.length) change(session, { roomId: columns[column] ?? null }, 'moved')
      } else if (event.code === 'Delete' || event.code === 'Backspace') {
        event.preventDefault()
        remove(session)
      }
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [root])
}
