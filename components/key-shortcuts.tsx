'use client'
import { useEffect, useState } from 'react'

type Props = {
  /**
   * `code` is the key's place on the keyboard, whatever layout is typed on; `selector` the control it presses; `needs` a
   * field that has to be filled in before: while it is empty, the key goes there. Escape comes back from it.
   */
  keys: { code: string; selector: string; label: string; needs?: string }[]
  labels: { title: string; on: string; off: string }
}

const OFF = 'plenary.keys.off'

/** One-key shortcuts for the controls on the page, their list, and the switch that turns them off for this browser. */
export function KeyShortcuts({ keys, labels }: Props) {
  const [isOff, setOff] = useState(false)
  useEffect(() => setOff(localStorage.getItem(OFF) === 'yes'), [])
  useEffect(() => {
    if (isOff) return
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      const at = event.target as HTMLElement
      if (at.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]')) {
        if (event.code === 'Escape') at.blur()
        return
      }
      const key = keys.find(({ code }) => code === event.code)
      const control = key && document.querySelector<HTMLElement>(key.selector)
      if (!control) return
      event.preventDefault()
      const needed = key?.needs ? document.querySelector<HTMLTextAreaElement>(key.needs) : null
      if (needed && !needed.value.trim()) return needed.focus()
      control.focus()
      control.click()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [keys, isOff])

  return (
    <details className="no-print mt-6">
      <summary>{labels.title}</summary>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {keys.map(({ code, label }) => (
          <div key={code} className="contents">
            <dt>
              <kbd className="key">{code.replace('Key', '')}</kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
      <button
        type="button"
        className="button button-quiet mt-3"
        aria-pressed={!isOff}
        onClick={() => {
          localStorage.setItem(OFF, isOff ? 'no' : 'yes')
          setOff(!isOff)
        }}
      >
        {isOff ? labels.on : labels.off}
      </button>
    </details>
  )
}
