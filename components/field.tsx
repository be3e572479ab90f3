'use client'
import { useEffect, useRef } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import type { FieldView, FormLabels } from '@/lib/field-views'
import { searchableSelect } from './searchable-select'

type Props = {
  field: FieldView
  isAsked: boolean
  error?: string
  labels: FormLabels
  countries?: string
  registration: UseFormRegisterReturn
  setValue: (name: string, value: string) => void
}

/** A label, why it is asked, what is wrong with the answer, and the control: the same order everywhere. */
export function FieldControl({ field, isAsked, error, labels, countries, registration, setValue }: Props) {
  if (field.kind === 'hidden') return <input type="hidden" name={field.name} value={field.value} />
  const described =
    [field.hint && `${field.name}-hint`, error && `${field.name}-error`].filter(Boolean).join(' ') || undefined
  const shared = {
    ...registration,
    id: field.name,
    'aria-describedby': described,
    'aria-invalid': error ? (true as const) : undefined,
    'aria-required': field.isRequired || undefined,
    lang: field.lang,
  }
  const condition = field.askedIfText && <p className="hint without-scripts">{field.askedIfText}</p>
  const problem = error && (
    <p id={`${field.name}-error`} className="error">
      {error}
    </p>
  )
  if (field.kind === 'yes') {
    return (
      <div className="field" data-invalid={Boolean(error)} data-asked={isAsked}>
        {condition}
        {problem}
        <label className="tick">
          <input {...shared} type="checkbox" value="yes" defaultChecked={field.value === 'yes'} />
          <span>{field.label}</span>
        </label>
        {field.hint && (
          <p id={`${field.name}-hint`} className="hint">
            {field.hint}
          </p>
        )}
        {field.fullText && (
          <details className="full-text">
            <summary>
              {field.fullText.title}
              <span className="sr-only">: {field.label}</span>
            </summary>
            <p>{field.fullText.text}</p>
          </details>
        )}
      </div>
    )
  }
  if (field.kind === 'date' || field.kind === 'choices') {
    const Parts = field.kind === 'date' ? DateParts : Ticks
    return (
      <fieldset className="field" data-invalid={Boolean(error)} data-asked={isAsked} aria-describedby={described}>
        <legend>
          {field.label}
          {!field.isRequired && <span className="optional"> {labels.optional}</span>}
        </legend>
        {field.hint && (
          <p id={`${field.name}-hint`} className="hint">
            {field.hint}
          </p>
        )}
        {condition}
        {problem}
        <Parts field={field} labels={labels} />
      </fieldset>
    )
  }
  return (
    <div className="field" data-invalid={Boolean(error)} data-asked={isAsked}>
      <label htmlFor={field.name}>
        {field.label}
        {!field.isRequired && <span className="optional"> {labels.optional}</span>}
      </label>
      {field.hint && (
        <p id={`${field.name}-hint`} className="hint">
          {field.hint}
        </p>
      )}
      {condition}
      {problem}
      {field.kept && <p className="text-sm">{field.kept.text}</p>}
      <Control field={field} labels={labels} countries={countries} shared={shared} setValue={setValue} />
      {field.kept?.remove && (
        <label className="tick mt-2">
          <input type="checkbox" name={`${field.name}.remove`} value="yes" />
          <span>{field.kept.remove}</span>
        </label>
      )}
    </div>
  )
}

type PartsProps = Pick<Props, 'field' | 'labels'>

/** Three boxes, because a birthday in a calendar is a long way back. The day's takes a whole pasted date too. */
function DateParts({ field, labels }: PartsProps) {
  const parts = field.value.split('-')
  const [year = '', month = '', day = ''] = parts.length === 3 ? parts : ['', '', field.value]
  const boxes = { day, month, year }
  return (
    <div className="date-parts">
      {(['day', 'month', 'year'] as const).map((part) => (
        <label key={part}>
          {labels[part]}
          <input
            id={part === 'day' ? field.name : undefined}
            name={`${field.name}.${part}`}
            defaultValue={boxes[part]}
            inputMode="numeric"
            autoComplete={field.autocomplete === 'bday' ? `bday-${part}` : 'off'}
          />
        </label>
      ))}
    </div>
  )
}

function Ticks({ field }: PartsProps) {
  const ticked = field.value.split(',')
  return (
    <>
      {/* Says that the question was asked, when no tick does. */}
      <input type="hidden" name={field.name} value="" />
      {field.options?.map(({ value, label }, at) => (
        <label key={value} className="tick">
          <input
            id={at === 0 ? field.name : undefined}
            type="checkbox"
            name={`${field.name}.${value}`}
            value="yes"
            defaultChecked={ticked.includes(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </>
  )
}

type ControlProps = Pick<Props, 'field' | 'labels' | 'countries' | 'setValue'> & {
  shared: UseFormRegisterReturn & { id: string }
}

function Control({ field, labels, countries, shared, setValue }: ControlProps) {
  switch (field.kind) {
    case 'multiline':
      return <textarea {...shared} rows={4} defaultValue={field.value} />
    case 'choice':
    case 'country':
      return (
        <Select
          field={field}
          labels={labels}
          countries={field.kind === 'country' ? countries : undefined}
          shared={shared}
          setValue={setValue}
        />
      )
    default:
      return (
        <>
          <input
            {...shared}
            {...INPUT[field.kind]}
            {...(field.accept ? { accept: field.accept } : {})}
            defaultValue={field.kind === 'file' ? undefined : field.value}
            autoComplete={field.autocomplete ?? 'off'}
            list={field.suggestions && `${field.name}-list`}
          />
          {field.suggestions && (
            <datalist id={`${field.name}-list`}>
              {field.suggestions.map((suggestion) => (
                <option key={suggestion} value={suggestion} />
              ))}
            </datalist>
          )}
        </>
      )
  }
}

const INPUT: Record<string, React.InputHTMLAttributes<HTMLInputElement>> = {
  text: { type: 'text' },
  passport_name: { type: 'text', spellCheck: false, autoCapitalize: 'words' },
  email: { type: 'email', inputMode: 'email', spellCheck: false, autoCapitalize: 'none' },
  phone: { type: 'tel', inputMode: 'tel' },
  date_time: { type: 'datetime-local' },
  number: { type: 'text', inputMode: 'decimal' },
  colour: { type: 'color' },
  file: { type: 'file', accept: 'image/jpeg,image/png,image/webp' },
}

function Select({ field, labels, countries, shared, setValue }: ControlProps) {
  const holder = useRef<HTMLDivElement>(null)
  const { name } = field
  useEffect(() => {
    const select = holder.current?.querySelector('select')
    if (!countries || !select) return
    return searchableSelect(select, countries, { none: labels.noResults, results: labels.results }, (value) =>
      setValue(name, value),
    )
  }, [countries, labels.noResults, labels.results, name, setValue])
  return (
    <div ref={holder}>
      {/* React 19 resets a select after an action; the key sets its value anew. */}
      <select key={field.value} {...shared} defaultValue={field.value} autoComplete={field.autocomplete}>
        <option value="">{labels.choose}</option>
        {field.options?.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
