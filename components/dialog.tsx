'use client'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import './dialog.css'

type Props = { title: string; onClose: () => void; isWide?: boolean; children: ReactNode }

/** A window of its own over the page, as long as it is rendered. Escape closes it, and the focus goes back by itself. */
export function Dialog({ title, onClose, isWide = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    element?.showModal()
    return () => {
      element?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      className={`dialog ${isWide ? 'dialog-wide' : ''}`}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <h2 id={heading} className="mb-4">
        {title}
      </h2>
      {children}
    </dialog>
  )
}
