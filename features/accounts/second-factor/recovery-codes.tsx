'use client'
import { useActionState } from 'react'

type Answer = { codes?: string[]; refusal?: string }
type Props = { make: () => Promise<Answer>; left: string; submit: string; keep: string }

/** The button that makes recovery codes, and the codes, which no other page shows; without them, how many are left. */
export function RecoveryCodes({ make, left, submit, keep }: Props) {
  const [{ codes, refusal }, action, isPending] = useActionState<Answer>(make, {})
  return (
    <form action={action}>
      {!codes && <p className="mb-4">{left}</p>}
      {refusal && (
        <p role="alert" className="summary">
          {refusal}
        </p>
      )}
      {codes && (
        <div role="status" className="notice mb-4">
          <p>{keep}</p>
          <ol className="mt-3 font-mono">
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ol>
        </div>
      )}
      <button type="submit" className="button button-quiet" aria-disabled={isPending}>
        {submit}
      </button>
    </form>
  )
}
