'use client'
import { useEffect, useRef, useState } from 'react'

type Props = {
  formId: string
  title: string
  hint: string
  /** What a button does, for who does not see it: the placeholder's label follows. */
  insert: string
  placeholders: readonly { name: string; label: string }[]
}

/** The placeholders to write into a form: a list to copy from; with scripts, each a button that puts it at the cursor. */
export function PlaceholderList({ formId, title, hint, insert, placeholders }: Props) {
  const [isLive, setIsLive] = useState(false)
  const last = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null)

  useEffect(() => {
    const form = document.getElementById(formId)
    const note = ({ target }: Event) => {
      if (target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text'))
        last.current = target
    }
    form?.addEventListener('focusin', note)
    last.current = form?.querySelector('textarea') ?? null
    setIsLive(true)
    return () => form?.removeEventListener('focusin', note)
  }, [formId])

  function put(name: string) {
    const field = last.current
    if (!field) return
    // Nobody has been in it yet: then at its end.
    const isFresh = field.selectionStart === 0 && field.selectionEnd === 0
    const start = isFresh ? field.value.length : (field.selectionStart ?? field.value.length)
    const end = isFresh ? field.value.length : (field.selectionEnd ?? start)
    field.setRangeText(`{${name}}`, start, end, 'end')
    field.dispatchEvent(new Event('input', { bubbles: true }))
    field.focus()
  }

  return (
    <section aria-labelledby={`${formId}-placeholders`}>
      <h2 id={`${formId}-placeholders`} className="text-base font-semibold">
        {title}
      </h2>
      <p className="hint mb-2">{hint}</p>
      <ul className="flex flex-wrap gap-2">
        {placeholders.map(({ name, label }) => (
          <li key={name}>
            {isLive ? (
              <button
                type="button"
                onClick={() => put(name)}
                aria-label={`${insert} ${label}`}
                className="chip cursor-pointer bg-paper"
              >
                <Named name={name} label={label} />
              </button>
            ) : (
              <span className="chip">
                <Named name={name} label={label} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Named({ name, label }: { name: string; label: string }) {
  return (
    <>
      {label} <code className="text-sm text-muted">{`{${name}}`}</code>
    </>
  )
}
