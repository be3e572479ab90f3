'use client'
import { useLayoutEffect, useRef } from 'react'

/** A list with stars as finished HTML. With the HTML the pressed button is a new one: the focus goes on to it. */
export function StarList({ html }: { /** React's own, with all that people write escaped. */ html: string }) {
  const list = useRef<HTMLDivElement>(null)
  const focused = useRef('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the HTML that takes the button away
  useLayoutEffect(() => {
    if (!focused.current || document.activeElement !== document.body) return
    list.current?.querySelector<HTMLButtonElement>(`button[value="${focused.current}"]`)?.focus({ preventScroll: true })
  }, [html])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only sees which of its buttons has the focus
    <div
      ref={list}
      onFocus={({ target }) => {
        focused.current = target instanceof HTMLButtonElement ? target.value : ''
      }}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: made by React's renderer of our own elements, see AgendaList
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}
