'use client'
import { type RefObject, useEffect, useRef } from 'react'
import { clockAt, type Day, type Placed, snapped } from './rules'

export type Drop =
  | { kind: 'move'; id: string; column: number; from: number }
  | { kind: 'stretch'; id: string; minutes: number }
  | { kind: 'create'; column: number; from: number; minutes: number }
  | { kind: 'shelf'; id: string }
  | { kind: 'speaker'; speakerId: string; sessionId: string }

type Options = {
  day: Day
  columns: number
  placed: readonly Placed[]
  /** Length of what lies on the shelf. */
  minutesOf: (id: string) => number
  onDrop: (drop: Drop) => void
  /** While something is dragged nothing else may move on the screen. */
  onBusy: (isBusy: boolean) => void
}

type Drag = {
  mode: 'move' | 'stretch' | 'create' | 'place' | 'speaker'
  id: string
  element: HTMLElement
  pointer: number
  start: { x: number; y: number; column: number; minute: number }
  at: { x: number; y: number }
  card?: Placed
  isActive: boolean
  timer?: ReturnType<typeof setTimeout>
  frame?: number
  result?: Drop
}

const SLACK = 5
const LONG_PRESS_MS = 350
const EDGE = 48
/** Minutes from a neighbour's end within which a finger that begins a session means that end. */
const REACH = 10
const EDGE_SPEED = 12

/**
 * Dragging in the grid with a mouse, a pen or a finger: sessions, their lower edges, empty time, and what lies beside the
 * grid. While it lasts only one element moves, by its own style, and React renders nothing. A finger takes hold by the
 * grip or after a long press, so that it can still scroll.
 */
export function useGridPointer(root: RefObject<HTMLElement | null>, options: Options) {
  const current = useRef(options)
  current.current = options

  useEffect(() => {
    const holder = root.current
    if (!holder) return
    let drag: Drag | null = null
    const find = <T extends HTMLElement>(name: string) => holder.querySelector<T>(`[data-part="${name}"]`)

    /** The pointer's column and minute, as numbers that may be anything outside the grid. */
    const place = (x: number, y: number) => {
      const box = find('body')!.getBoundingClientRect()
      const { day, columns } = current.current
      const [width, height] = [box.width / columns, box.height / day.minutes]
      const isLeftwards = getComputedStyle(holder).direction === 'rtl'
      const column = Math.floor((isLeftwards ? box.right - x : x - box.left) / width)
      return { column, minute: (y - box.top) / height, width: isLeftwards ? -width : width, height }
    }
    const isOver = (part: string, { x, y }: { x: number; y: number }) => {
      const box = find(part)?.getBoundingClientRect()
      return Boolean(box && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)
    }
    const within = (value: number, most: number) => Math.max(0, Math.min(value, most))

    const begin = () => {
      if (!drag) return
      drag.isActive = true
      holder.setPointerCapture(drag.pointer)
      current.current.onBusy(true)
      holder.dataset.dragging = drag.mode
      drag.element.dataset.dragged = ''
      if (drag.mode === 'place' || drag.mode === 'speaker') {
        const ghost = find('ghost')!
        ghost.textContent = drag.element.dataset.name ?? ''
        ghost.hidden = false
      }
      frame()
    }

    const frame = () => {
      if (!drag?.isActive) return
      follow(drag)
      drag.frame = requestAnimationFrame(frame)
    }

    const sketch = (column: number, from: number, minutes: number) => {
      const box = find('sketch')!
      const { day, columns } = current.current
      box.hidden = false
      box.style.insetInlineStart = `${(column / columns) * 100}%`
      box.style.width = `${100 / columns}%`
      box.style.top = `${(from / day.minutes) * 100}%`
      box.style.height = `${(minutes / day.minutes) * 100}%`
      box.textContent = `${clockAt(day, from)}–${clockAt(day, from + minutes)}`
    }

    const follow = (now: Drag) => {
      const { day, columns } = current.current
      scroll(now)
      const here = place(now.at.x, now.at.y)
      const column = within(here.column, columns - 1)
      const time = now.element.querySelector<HTMLElement>('[data-time]')
      now.result = undefined
      if (now.mode === 'move' && now.card) {
        const { card } = now
        const isToShelf = isOver('shelf', now.at)
        find('shelf')!.toggleAttribute('data-over', isToShelf)
        const from = within(snapped(card.from + here.minute - now.start.minute), day.minutes - 5)
        const to = card.column + column - now.start.column
        const aim = within(to, columns - 1)
        now.element.style.transform = `translate(${(aim - card.column) * here.width}px, ${(from - card.from) * here.height}px)`
        if (time) time.textContent = `${clockAt(day, from)}–${clockAt(day, from + card.session.minutes)}`
        now.result = isToShelf ? { kind: 'shelf', id: now.id } : { kind: 'move', id: now.id, column: aim, from }
      }
      if (now.mode === 'stretch' && now.card) {
        const minutes = Math.max(5, snapped(now.card.session.minutes + here.minute - now.start.minute))
        now.element.style.height = `${(minutes / day.minutes) * 100}%`
        if (time) time.textContent = `${clockAt(day, now.card.from)}–${clockAt(day, now.card.from + minutes)}`
        now.result = { kind: 'stretch', id: now.id, minutes }
      }
      if (now.mode === 'create') {
        const first = snapped(now.start.minute)
        const last = snapped(here.minute)
        const from = within(Math.min(first, last), day.minutes - 5)
        const minutes = Math.max(5, Math.min(Math.abs(last - first), day.minutes - from))
        sketch(now.start.column, from, minutes)
        now.result = { kind: 'create', column: now.start.column, from, minutes }
      }
      if (now.mode === 'place' || now.mode === 'speaker') {
        find('ghost')!.style.transform = `translate(${now.at.x + 12}px, ${now.at.y + 12}px)`
      }
      if (now.mode === 'place') {
        const isInGrid = isOver('scroller', now.at)
        find('sketch')!.hidden = !isInGrid
        if (!isInGrid) return
        const from = within(snapped(here.minute), day.minutes - 5)
        sketch(column, from, current.current.minutesOf(now.id))
        now.result = { kind: 'move', id: now.id, column, from }
      }
      if (now.mode === 'speaker') {
        const target = document.elementFromPoint(now.at.x, now.at.y)?.closest<HTMLElement>('[data-session]')
        for (const marked of holder.querySelectorAll('[data-over]')) marked.removeAttribute('data-over')
        if (!target || !holder.contains(target)) return
        target.setAttribute('data-over', '')
        now.result = { kind: 'speaker', speakerId: now.id, sessionId: target.dataset.session! }
      }
    }

    /** Near an edge of the grid it scrolls. */
    const scroll = (now: Drag) => {
      const scroller = find('scroller')!
      if (now.mode === 'speaker' || !isOver('scroller', now.at)) return
      const box = scroller.getBoundingClientRect()
      const towards = (at: number, from: number, to: number) =>
        at < from + EDGE ? -EDGE_SPEED : at > to - EDGE ? EDGE_SPEED : 0
      const down = towards(now.at.y, box.top + EDGE, box.bottom)
      const right = now.mode === 'stretch' || now.mode === 'create' ? 0 : towards(now.at.x, box.left + EDGE, box.right)
      if (down !== 0 || right !== 0) scroller.scrollBy(right, down)
    }

    const end = (isDropped: boolean) => {
      if (!drag) return
      const { isActive, element, card, result, timer, frame: asked } = drag
      clearTimeout(timer)
      if (asked) cancelAnimationFrame(asked)
      if (isActive) {
        if (isDropped) follow(drag)
        const final = isDropped ? (drag.result ?? result) : undefined
        if (holder.hasPointerCapture(drag.pointer)) holder.releasePointerCapture(drag.pointer)
        delete holder.dataset.dragging
        delete element.dataset.dragged
        element.style.transform = ''
        const time = element.querySelector<HTMLElement>('[data-time]')
        const { day } = current.current
        if (card) {
          element.style.height = `${((card.to - card.from) / day.minutes) * 100}%`
          if (time) time.textContent = `${clockAt(day, card.from)}–${clockAt(day, card.to)}`
        }
        for (const part of ['sketch', 'ghost']) find(part)!.hidden = true
        for (const marked of holder.querySelectorAll('[data-over]')) marked.removeAttribute('data-over')
        // The click that ends a drag opens nothing.
        const stop = (event: Event) => event.stopPropagation()
        holder.addEventListener('click', stop, { capture: true, once: true })
        setTimeout(() => holder.removeEventListener('click', stop, { capture: true }))
        drag = null
        current.current.onBusy(false)
        if (final) current.current.onDrop(final)
      }
      drag = null
    }

    const down = (event: PointerEvent) => {
      if (event.button !== 0 || drag) return
      // Browsers give a finger's touch to a button near it: what lies under the finger is meant.
      const at = document.elementFromPoint(event.clientX, event.clientY) ?? (event.target as HTMLElement)
      const speaker = at.closest<HTMLElement>('[data-speaker]')
      const session = at.closest<HTMLElement>('[data-session]')
      const isInBody = Boolean(at.closest('[data-part="body"]'))
      const element = speaker ?? session ?? (isInBody ? find('sketch') : null)
      if (!element) return
      const id = speaker?.dataset.speaker ?? session?.dataset.session ?? ''
      const card = isInBody ? current.current.placed.find((one) => one.session.id === id) : undefined
      if (session && isInBody && !card) return
      const { column, minute } = place(event.clientX, event.clientY)
      const isEdge = Boolean(at.closest('[data-stretch]'))
      const mode = speaker ? 'speaker' : session ? (card ? (isEdge ? 'stretch' : 'move') : 'place') : 'create'
      const neighbour =
        mode === 'create' && event.pointerType === 'touch'
          ? current.current.placed.find((one) => one.column === column && Math.abs(one.to - minute) <= REACH)
          : undefined
      const start = { x: event.clientX, y: event.clientY, column, minute: neighbour?.to ?? minute }
      drag = { mode, id, element, card, pointer: event.pointerId, start, at: start, isActive: false }
      if (event.pointerType === 'touch') {
        if (isEdge || at.closest('[data-grip]')) begin()
        else drag.timer = setTimeout(begin, LONG_PRESS_MS)
      }
    }

    const move = (event: PointerEvent) => {
      if (event.pointerId !== drag?.pointer) return
      drag.at = { x: event.clientX, y: event.clientY }
      if (drag.isActive) return
      const far = Math.hypot(event.clientX - drag.start.x, event.clientY - drag.start.y)
      if (far < SLACK) return
      if (event.pointerType === 'touch') end(false)
      else begin()
    }
    const up = (event: PointerEvent) => {
      if (event.pointerId === drag?.pointer) end(true)
    }
    const cancel = (event: PointerEvent) => {
      if (event.pointerId === drag?.pointer) end(false)
    }
    const key = (event: KeyboardEvent) => {
      if (!drag?.isActive || event.code !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      end(false)
    }
    const still = (event: Event) => {
      if (drag?.isActive) event.preventDefault()
    }

    holder.addEventListener('pointerdown', down)
    holder.addEventListener('pointermove', move)
    holder.addEventListener('pointerup', up)
    holder.addEventListener('pointercancel', cancel)
    holder.addEventListener('contextmenu', still)
    // A finger that holds something does not scroll.
    holder.addEventListener('touchmove', still, { passive: false })
    document.addEventListener('keydown', key, { capture: true })
    return () => {
      end(false)
      holder.removeEventListener('pointerdown', down)
      holder.removeEventListener('pointermove', move)
      holder.removeEventListener('pointerup', up)
      holder.removeEventListener('pointercancel', cancel)
      holder.removeEventListener('contextmenu', still)
      holder.removeEventListener('touchmove', still)
      document.removeEventListener('keydown', key, { capture: true })
    }
  }, [root])
}
