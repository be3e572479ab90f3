'use client'
import {
  type FormEvent,
  type ReactNode,
  useActionState,
  useCallback,
  useEffect,
  useRef,
  useState,
  useTransition,
} from 'react'
import { holds } from '@/lib/conditions'
import type { FieldGroup, FieldView, FormLabels } from '@/lib/field-views'
import type { FormState } from '@/lib/form-action'
import { FieldControl } from './field'
import { restoreTyped, useKeepTyped } from './keep-typed'

type Props = {
  /** Also lets buttons elsewhere on the page belong to the form. */
  id: string
  action: (state: FormState, form: FormData) => Promise<FormState>
  groups: FieldGroup[]
  labels: FormLabels
  submit: string
  /** Key under which typed text outlives a reload in this tab. Leave out where nothing is typed that matters. */
  keep?: string
  /** Address that country names are looked up at. */
  countries?: string
  /** Buttons beside the first one, or text before them. */
  beside?: ReactNode
  children?: ReactNode
  tone?: 'primary' | 'danger' | 'quiet'
}

const UNTOUCHED: FormState = {}
/** Bytes of a file that the server takes. */
const MAX_FILE = 8 * 1024 * 1024

/**
 * The one form: works without JavaScript (the action's answer is rendered by the server); with it, checks while typing,
 * keeps what was typed over a reload, and says when the line is lost instead of losing the answers.
 */
export function Form({
  id,
  action,
  groups,
  labels,
  submit,
  keep,
  countries,
  beside,
  children,
  tone = 'primary',
}: Props) {
  const [posted, formAction] = useActionState(action, UNTOUCHED)
  const [live, setLive] = useState<FormState | null>(null)
  const [stopped, setStopped] = useState<Problem[]>([])
  const [left, setLeft] = useState<Problem[]>([])
  const [isPending, startTransition] = useTransition()
  const state = live ?? posted
  const fields = groups.flatMap((group) => group.fields)
  const form = useRef<HTMLFormElement>(null)
  const summary = useRef<HTMLDivElement>(null)
  const forget = useKeepTyped(form, keep)
  const initial = Object.fromEntries(fields.map(({ name, value }) => [name, posted.answers?.[name] ?? value]))
  const [unasked, setUnasked] = useState(() => unaskedOf(fields, (name) => initial[name] ?? ''))
  // What is wrong is said when the form is sent and mended while typing: text that comes and goes when a field is left
  // would move the button from under the pointer.
  const decide = () => {
    setUnasked(unaskedOf(fields, (name) => typedIn(form.current, name)))
    if (stopped.length > 0) setLeft(problemsOf(form.current, fields, labels))
  }
  const decideNow = useRef(decide)
  decideNow.current = decide
  const onChosen = useCallback(() => decideNow.current(), [])

  useEffect(() => {
    restoreTyped(form.current, keep)
    decideNow.current()
  }, [keep])

  const messages = new Map<string, string>()
  for (const error of state.errors ?? []) messages.set(error.field, error.message)
  for (const { field } of stopped) {
    const problem = left.find((each) => each.field === field)
    if (problem) messages.set(field, problem.message)
  }
  const summed = stopped.length > 0 ? stopped : (state.errors ?? [])
  const hasProblem = Boolean(state.refusal || summed.length)
  useEffect(() => {
    if (hasProblem && state && stopped) summary.current?.focus()
  }, [state, stopped, hasProblem])

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isPending) return
    const submitter = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
    const data = new FormData(event.currentTarget, submitter)
    const isUnchecked = submitter?.formNoValidate ?? false
    startTransition(async () => {
      const wrong = isUnchecked ? [] : problemsOf(form.current, fields, labels)
      setStopped(wrong)
      setLeft(wrong)
      if (wrong.length > 0) return
      try {
        const answer = await action(state, data)
        setLive(answer)
        if (!answer.refusal && !answer.errors?.length) forget()
      } catch (error) {
        if (isNavigation(error)) {
          forget()
          throw error
        }
        setLive((before) => ({ ...(before ?? posted), errors: [], done: undefined, refusal: labels.lost }))
      }
    })
  }

  const listed = fields.flatMap(({ name, label }) =>
    summed.filter(({ field }) => field === name).map(({ message }) => ({ name, text: `${label}: ${message}` })),
  )
  // What is missing may be asked on another page: then its sentence stands alone.
  const elsewhere = summed.filter((error) => !fields.some((field) => field.name === error.field))
  return (
    <form
      id={id}
      ref={form}
      action={formAction}
      onSubmit={send}
      noValidate
      className="form"
      aria-busy={isPending}
      onChange={decide}
    >
      {hasProblem && (
        <div ref={summary} tabIndex={-1} role="alert" className="summary">
          <p className="summary-title">{state.refusal ?? elsewhere[0]?.message ?? labels.summary}</p>
          {listed.length > 0 && (
            <ul>
              {listed.map(({ name, text }) => (
                <li key={name}>
                  <a href={`#${name}`}>{text}</a>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      {state.done && !hasProblem && (
        <p role="status" className="done">
          {state.done}
        </p>
      )}
      {groups.map((group) => (
        <FieldSet
          key={group.legend ?? group.fields[0]?.name}
          group={group}
          isAsked={group.fields.some(({ name }) => !unasked.includes(name))}
        >
          {group.fields.map((field) => (
            <FieldControl
              key={field.name}
              field={{ ...field, value: posted.answers?.[field.name] ?? field.value }}
              isAsked={!unasked.includes(field.name)}
              error={messages.get(field.name)}
              labels={labels}
              countries={countries}
              onChosen={onChosen}
            />
          ))}
        </FieldSet>
      ))}
      {children}
      <div className="form-buttons">
        <button type="submit" className={`button button-${tone}`} aria-disabled={isPending}>
          {isPending ? labels.sending : submit}
        </button>
        {beside}
      </div>
    </form>
  )
}

/** The names of the fields whose condition does not hold for the answers to the fields before them. */
function unaskedOf(fields: readonly FieldGroup['fields'][number][], answerOf: (name: string) => string): string[] {
  const answers: Record<string, string> = {}
  return fields
    .filter((field) => {
      const isAsked = holds(field.askedIf, answers)
      answers[field.name] = isAsked ? answerOf(field.name) : ''
      return !isAsked
    })
    .map(({ name }) => name)
}

/** What a control holds now; of several ticks, the ticked ones. */
function typedIn(form: HTMLFormElement | null, name: string): string {
  const data = new FormData(form ?? undefined)
  const own = data.get(name)
  if (typeof own === 'string' && own !== '') return own
  return [...data.keys()].flatMap((key) => (key.startsWith(`${name}.`) ? [key.slice(name.length + 1)] : [])).join(',')
}

function FieldSet({ group, isAsked, children }: { group: FieldGroup; isAsked: boolean; children: ReactNode }) {
  const body = <div className={group.columns ? 'field-columns' : 'field-stack'}>{children}</div>
  if (!group.legend) return body
  return (
    <fieldset data-asked={isAsked}>
      <legend>{group.legend}</legend>
      {group.hint && <p className="hint">{group.hint}</p>}
      {body}
    </fieldset>
  )
}

type Problem = { field: string; message: string }

/** What a browser can tell is wrong with the answers to the fields that are asked; the server tells the rest. */
function problemsOf(form: HTMLFormElement | null, fields: readonly FieldView[], labels: FormLabels): Problem[] {
  const data = new FormData(form ?? undefined)
  const unasked = unaskedOf(fields, (name) => typedIn(form, name))
  return fields.flatMap((field) => {
    const message = unasked.includes(field.name) ? '' : problemOf(field, data, labels)
    return message ? [{ field: field.name, message }] : []
  })
}

function problemOf(field: FieldView, data: FormData, labels: FormLabels): string {
  const answer = data.get(field.name)
  const missing = field.kind === 'yes' ? labels.consent : field.options ? labels.chooseOne : labels.required
  if (field.kind === 'file') {
    // A browser sends a file without a name where none was chosen.
    if (!(answer instanceof File) || !answer.name) return field.isRequired && !field.kept ? labels.fileRequired : ''
    return answer.size <= MAX_FILE ? '' : labels.fileTooLarge
  }
  if (field.kind === 'date' || field.kind === 'choices') {
    const isAnswered = [...data].some(([name, value]) => name.startsWith(`${field.name}.`) && value !== '')
    return field.isRequired && !isAnswered ? missing : ''
  }
  if (!answer) return field.isRequired ? missing : ''
  return field.kind === 'email' && !/^\s*\S+@\S+\.\S+\s*$/.test(String(answer)) ? labels.email : ''
}

/** Next.js tells of a redirect or a page not found by throwing what has this digest; its own boundaries must catch it. */
function isNavigation(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && String((error as { digest?: unknown }).digest).startsWith('NEXT_')
  )
}
