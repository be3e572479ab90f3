'use client'
import { useActionState } from 'react'
import { Facts } from '@/components/facts'
import type { Revealed } from './actions'

type Props = {
  action: (state: Revealed, form: FormData) => Promise<Revealed>
  reasons: { value: string; label: string }[]
  labels: { reason: string; choose: string; show: string; shown: string; scans: string }
}

/** Asks for the reason, then shows what it was asked for; gone with the next page. */
export function RevealForm({ action, reasons, labels }: Props) {
  const [{ facts, scans = [], refusal }, reveal, isPending] = useActionState(action, {})
  return (
    <>
      <form action={reveal} className="form measure">
        {refusal && (
          <p role="alert" className="summary">
            {refusal}
          </p>
        )}
        <div className="field">
          <label htmlFor="reason">{labels.reason}</label>
          <select id="reason" name="reason" className="input" required defaultValue="">
            <option value="" disabled>
              {labels.choose}
            </option>
            {reasons.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <div className="form-buttons">
          <button type="submit" className="button button-primary" aria-disabled={isPending}>
            {labels.show}
          </button>
        </div>
      </form>
      {facts && (
        <section aria-live="polite" className="mt-8">
          <p className="notice measure mb-4">{labels.shown}</p>
          <Facts rows={facts} />
          {scans.length > 0 && (
            <>
              <h2 className="mt-6 mb-2 text-xl">{labels.scans}</h2>
              <ul>
                {scans.map(({ name, href }) => (
                  <li key={href}>
                    <a href={href} className="inline-flex min-h-11 items-center">
                      {name}
                    </a>
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
      )}
    </>
  )
}
