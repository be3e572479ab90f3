'use client'
import {
  type FormEvent,
  type ReactNode,
  type RefObject,
  useActionState,
  useEffect,
  useRef,
  useState,
  useTransition,
} from 'react'
import { useForm } from 'react-hook-form'
import { holds } from '@/lib/conditions'
import type { FieldGroup, FormLabels } from '@/lib/field-views'
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
  const [stopped, setStopped] = useState<{ field: string; message: string }[]>([])
  const [isPending, startTransition] = useTransition()
  const state = live ?? posted
  const fields = groups.flatMap((group) => group.fields)
  const form = useRef<HTMLFormElement>(null)
  const summary = useRef<HTMLDivElement>(null)
  const { register, handleSubmit, setValue, formState } = useForm<Record<string, string>>({
    // What is wrong is said when the form is sent and mended while typing: text that comes and goes when a field is left
    // would move the button from under the pointer.
    mode: 'onSubmit',
    reValidateMode: 'onChange',
    shouldFocusError: false,
    defaultValues: Object.fromEntries(fields.map((field) => [field.name, posted.answers?.[field.name] ?? field.value])),
  })
  const forget = useKeepTyped(form, keep)
  const initial = Object.fromEntries(fields.map(({ name, value }) => [name, posted.answers?.[name] ?? value]))
  const [unasked, setUnasked] = useState(() => unaskedOf(fields, (name) => initial[name] ?? ''))
  const decide = () => setUnasked(unaskedOf(fields, (name) => typedIn(form.current, name)))
  const decideNow = useRef(decide)
  decideNow.current = decide

  useEffect(() => {
    restoreTyped(form.current, keep, setValue)
    decideNow.current()
  }, [keep, setValue])

  // Read at every render: react-hook-form tells only of what was read.
  const { errors } = formState
  const messages = new Map<string, string>()
  const answered = (state.errors ?? []).map((error) => ({ ...error, field: placeOf(error.field, fields) }))
  for (const error of answered) messages.set(error.field, error.message)
  for (const { field } of stopped) {
    const message = errors[field]?.message
    if (message) messages.set(field, message)
  }
  // As it was when the form was sent; at the fields it goes with what is mended.
  const summed = stopped.length > 0 ? stopped : answered
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
      const wrong: typeof stopped = []
      const collect = (errors: typeof formState.errors) => {
        for (const { name } of fields)
          if (errors[name]) wrong.push({ field: name, message: errors[name].message ?? '' })
      }
      if (!isUnchecked) await handleSubmit(() => {}, collect)()
      setStopped(wrong)
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
              registration={register(
                field.name,
                unasked.includes(field.name) ? { validate: () => true } : rulesOf(field, labels, form),
              )}
              setValue={setValue}
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

/** An error at a language that is not asked here stands at the first that is. */
function placeOf(name: string, fields: readonly FieldGroup['fields'][number][]): string {
  const shown = fields.filter(({ kind }) => kind !== 'hidden')
  if (shown.some((field) => field.name === name)) return name
  const stem = name.replace(/\.[a-z]{2}$/, '.')
  return shown.find((field) => field.name.startsWith(stem))?.name ?? name
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

function rulesOf(field: FieldGroup['fields'][number], labels: FormLabels, form: RefObject<HTMLFormElement | null>) {
  const missing = field.kind === 'yes' ? labels.consent : field.options ? labels.chooseOne : labels.required
  if (field.kind === 'file')
    return {
      validate: (_: unknown, values: Record<string, unknown>) => {
        const [chosen] = (values[field.name] ?? []) as Iterable<unknown>
        if (!(chosen instanceof File)) return !field.isRequired || Boolean(field.kept) || labels.fileRequired
        return chosen.size <= MAX_FILE || labels.fileTooLarge
      },
    }
  if (field.kind === 'date' || field.kind === 'choices') {
    const isAnswered = () =>
      [...new FormData(form.current ?? undefined)].some(
        ([name, value]) => name.startsWith(`${field.name}.`) && value !== '',
      )
    return { validate: () => !field.isRequired || isAnswered() || missing }
  }
  return {
    required: field.isRequired && missing,
    ...(field.kind === 'email' ? { pattern: { value: /^\s*\S+@\S+\.\S+\s*$/, message: labels.email } } : {}),
  }
}

/** Next.js tells of a redirect or a page not found by throwing what has this digest; its own boundaries must catch it. */
function isNavigation(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && String((error as { digest?: unknown }).digest).startsWith('NEXT_')
  )
}
