'use client'
import { useActionState } from 'react'

/** What the form shows after it was sent; finished strings only. */
export type ListState = {
  pasted: string
  problem?: string
  done?: string
  preview?: {
    heads: string[]
    good: { line: number; cells: string[] }[]
    wrong: { line: number; title: string; problems: string[] }[]
    skipped: { line: number; text: string }[]
    /** Words of the button that adds the good lines; null: there is none. */
    enter: string | null
    /** Said where every line is there already. */
    nothing: string | null
  }
}

type Props = {
  action: (state: ListState, form: FormData) => Promise<ListState>
  labels: { pasted: string; hint: string; check: string; good: string; wrong: string; skipped: string; line: string }
}

/** Delegations to be added, one a line: checked first, then those that are right are added. */
export function DelegationListForm({ action, labels }: Props) {
  const [{ pasted, problem, done, preview }, send, isPending] = useActionState<ListState, FormData>(action, {
    pasted: '',
  })
  return (
    <form action={send} className="form" aria-busy={isPending}>
      {done && (
        <p role="status" className="done mb-6">
          {done}
        </p>
      )}
      <div className="field" data-invalid={Boolean(problem)}>
        <label htmlFor="pasted">{labels.pasted}</label>
        <p id="pasted-hint" className="hint">
          {labels.hint}
        </p>
        {problem && (
          <p id="pasted-error" role="alert" className="error">
            {problem}
          </p>
        )}
        <textarea
          id="pasted"
          name="pasted"
          key={pasted}
          rows={10}
          defaultValue={pasted}
          aria-describedby={problem ? 'pasted-hint pasted-error' : 'pasted-hint'}
          aria-invalid={problem ? true : undefined}
        />
      </div>
      <div className="form-buttons">
        <button type="submit" name="act" value="check" className="button button-quiet">
          {labels.check}
        </button>
      </div>
      {preview && (
        <div className="mt-8">
          {preview.nothing && <p className="panel measure">{preview.nothing}</p>}
          {preview.wrong.length > 0 && (
            <section aria-labelledby="wrong" className="mb-8">
              <h2 id="wrong" className="mb-2 text-xl">
                {labels.wrong}
              </h2>
              <ul className="list-disc ps-5">
                {preview.wrong.map(({ line, title, problems }) => (
                  <li key={line}>
                    <strong>{title}</strong>
                    {problems.map((text) => (
                      <span key={text} className="block text-danger">
                        {text}
                      </span>
                    ))}
                  </li>
                ))}
              </ul>
            </section>
          )}
          {preview.skipped.length > 0 && (
            <section aria-labelledby="skipped" className="mb-8">
              <h2 id="skipped" className="mb-2 text-xl">
                {labels.skipped}
              </h2>
              <ul className="list-disc ps-5">
                {preview.skipped.map(({ line, text }) => (
                  <li key={line}>{text}</li>
                ))}
              </ul>
            </section>
          )}
          {preview.good.length > 0 && (
            <section aria-labelledby="good">
              <h2 id="good" className="mb-2 text-xl">
                {labels.good}
              </h2>
              <table className="table table-list">
                <caption className="sr-only">{labels.good}</caption>
                <thead>
                  <tr>
                    {[labels.line, ...preview.heads].map((head) => (
                      <th key={head} scope="col">
                        {head}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {preview.good.map(({ line, cells }) => (
                    <tr key={line}>
                      <td data-label={labels.line}>{line}</td>
                      {preview.heads.map((head, at) => (
                        <td key={head} data-label={head}>
                          {cells[at] || '—'}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
              <div className="form-buttons">
                <button type="submit" name="act" value="enter" className="button button-primary">
                  {preview.enter}
                </button>
              </div>
            </section>
          )}
        </div>
      )}
    </form>
  )
}
