'use client'
import { useLayoutEffect, useRef } from 'react'

/** A track's colour; its name stands beside it. */
export function Swatch({ colour }: { colour: string }) {
  const element = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    element.current?.style.setProperty('background', colour)
  }, [colour])
  return <span ref={element} className="swatch" aria-hidden="true" />
}
