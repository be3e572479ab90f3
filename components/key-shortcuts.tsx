'use client'
import { useEffect, useState } from 'react'

type Props = {
  /**
   * `code` is the key's place on the keyboard, whatever layout is typed on; `selector` the control it presses; `needs` a
   * field that has to be filled in before: while it is empty, the key goes there. From within it Ctrl or Cmd with Enter
   * presses the control, and Escape comes back.
   */
  keys: { code: string; selector: string; label: string; needs?: string }[]
  labels: { title: string; on: string; off: string; send: string; leave: string }
}

const OFF = 'plenary.keys.off'

/** One-key shortcuts for the controls on the page, said in a line, and the switch that turns them off for this browser. */
export function KeyShortcuts({ keys, labels }: Props) {
  const [isOff, setOff] = useState(false)
  useEffect(() => setOff(localStorage.getItem(OFF) === 'yes'), [])
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.altKey || event.repeat) return
      const at = event.target as HTMLElement
      if (event.ctrlKey || event.metaKey) {
        if (event.code !== 'Enter' && event.code !== 'NumpadEnter') return
        const key = keys.find(({ needs }) => needs && at.matches(needs))
        if (!key || !at.matches('textarea, input') || !(at as HTMLTextAreaElement).value.trim()) return
        event.preventDefault()
        return document.querySelector<HTMLElement>(key.selector)?.click()
      }
      if (at.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]')) {
        if (event.code === 'Escape') at.blur()
        return
      }
      const key = isOff ? undefined : keys.find(({ code }) => code === event.code)
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

  const shown = [
    ...keys.map(({ code, label }) => ({ name: code.replace('Key', ''), label })),
    ...(keys.some(({ needs }) => needs) ? [{ name: 'Ctrl + Enter', label: labels.send }] : []),
    { name: 'Esc', label: labels.leave },
  ]
  return (
    <section aria-label={labels.title} className="no-print mb-5 text-sm text-muted max-md:hidden">
      {!isOff && (
        <dl className="flex flex-wrap gap-x-4 gap-y-1">
          {shown.map(({ name, label }) => (
            <div key={name} className="flex gap-1.5">
              <dt>
                <kbd className="key">{name}</kbd>
              </dt>
              <dd>{label}</dd>
            </div>
          ))}
        </dl>
      )}
      <button
        type="button"
        className="min-h-6 cursor-pointer underline underline-offset-4"
        aria-pressed={!isOff}
        onClick={() => {
          localStorage.setItem(OFF, isOff ? 'no' : 'yes')
          setOff(!isOff)
        }}
      >
        {isOff ? labels.on : labels.off}
      </button>
    </section>
  )
}
