'use client'
import { type ReactNode, startTransition, useActionState, useEffect, useRef } from 'react'
import type { FormState } from '@/lib/form-action'

type Props = {
  /** Receives `act`: "move:{id}:{place, from 0}" after a drop, or what a button in `content` carries. */
  action: (state: FormState, form: FormData) => Promise<FormState>
  items: { id: string; content: ReactNode }[]
  /** Says in words what the handle is for. */
  handle: string
}

const UNTOUCHED: FormState = {}

/**
 * A list whose order the pointer can change by a handle. Each item's `content` brings the buttons that do the same, so
 * that keyboards, and browsers without scripts, are no worse off.
 */
export function SortableList({ action, items, handle }: Props) {
  const [state, send, isPending] = useActionState(action, UNTOUCHED)
  const list = useRef<HTMLOListElement>(null)
  const sendNow = useRef(send)
  sendNow.current = send

  const order = items.map(({ id }) => id).join()

  // biome-ignore lint/correctness/useExhaustiveDependencies: another order is other elements
  useEffect(() => {
    let isOver = false
    let stop = () => {}
    import('@atlaskit/pragmatic-drag-and-drop/element/adapter').then(({ draggable, dropTargetForElements }) => {
      if (isOver) return
      const ends = [...(list.current?.children ?? [])].flatMap((element, place) => {
        if (!(element instanceof HTMLElement)) return []
        const mark = (side?: 'before' | 'after') => {
          if (side) element.dataset.drop = side
          else delete element.dataset.drop
        }
        return [
          draggable({
            element,
            dragHandle: element.querySelector('[data-handle]') ?? undefined,
            getInitialData: () => ({ id: element.dataset.id, place }),
            onDragStart: () => element.setAttribute('data-dragged', ''),
            onDrop: () => element.removeAttribute('data-dragged'),
          }),
          dropTargetForElements({
            element,
            canDrop: ({ source }) => source.element.parentElement === list.current && source.element !== element,
            onDragEnter: ({ source }) => mark(Number(source.data.place) < place ? 'after' : 'before'),
            onDragLeave: () => mark(),
            onDrop: ({ source }) => {
              mark()
              const form = new FormData()
              form.set('act', `move:${source.data.id}:${place}`)
              startTransition(() => sendNow.current(form))
            },
          }),
        ]
      })
      stop = () => {
        for (const end of ends) end()
      }
    })
    return () => {
      isOver = true
      stop()
    }
  }, [order])

  return (
    <form action={send} aria-busy={isPending}>
      {state.refusal && (
        <p role="alert" className="notice measure mb-4">
          {state.refusal}
        </p>
      )}
      <ol ref={list} className="sortable">
        {items.map(({ id, content }) => (
          <li key={id} data-id={id}>
            <span data-handle title={handle} aria-hidden="true" />
            {content}
          </li>
        ))}
      </ol>
    </form>
  )
}
