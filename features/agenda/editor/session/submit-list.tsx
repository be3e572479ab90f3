'use client'
import { useActionState } from 'react'
import type { FormState } from '@/lib/form-action'

type Props = {
  /** Receives the row's value as `act`. */
  action: (state: FormState, form: FormData) => Promise<FormState>
  rows: { id: string; text: string; value: string; label: string; about: string }[]
}

const UNTOUCHED: FormState = {}

/** People in lines, each with its one button. */
export function SubmitList({ action, rows }: Props) {
  const [state, send, isPending] = useActionState(action, UNTOUCHED)
  return (
    <form action={send} aria-busy={isPending}>
      {state.refusal && (
        <p role="alert" className="notice measure mb-4">
          {state.refusal}
        </p>
      )}
      <ul>
        {rows.map(({ id, text, value, label, about }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-rule py-2">
            <span>{text}</span>
            <button type="submit" name="act" value={value} className="button button-quiet md:ms-auto">
              {label}
              <span className="sr-only"> {about}</span>
            </button>
          </li>
        ))}
      </ul>
    </form>
  )
}
