import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { SortableList } from '@/components/sortable-list'
import type { FormState } from '@/lib/form-action'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Part = {
  id: string
  name: string
  /** Beside the name, and below it. */
  mark?: ReactNode
  facts: string[]
  /** Its verb besides changing: the action's word, and what the button says. */
  act: { name: 'remove' | 'retire' | 'bring_back'; label: string }
  /** Said before it is removed; undefined: it may go at once. */
  before?: string
}

type Props = {
  locale: Locale
  action: (state: FormState, form: FormData) => Promise<FormState>
  parts: Part[]
  /** The id of the part that is about to be removed. */
  removing: string
  canChange: boolean
}

/** What an agenda is made of, in its order: rooms, tracks, roles. */
export function PartList({ locale, action, parts, removing, canChange }: Props) {
  const t = texts(locale)
  const items = parts.map(({ id, name, mark, facts, act, before }, at) => ({
    id,
    content: (
      <div>
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          {mark}
          <h2 className="font-sans text-base">{name}</h2>
        </div>
        {facts.length > 0 && <p className="mt-1 text-sm text-muted">{facts.join(' · ')}</p>}
        {before && id === removing && (
          <p role="alert" className="notice measure mt-3">
            {before}
          </p>
        )}
        {canChange && (
          <div className="mt-3 flex flex-wrap gap-2">
            <Move id={id} name={name} locale={locale} to={at - 1} way="up" isPossible={at > 0} />
            <Move id={id} name={name} locale={locale} to={at + 1} way="down" isPossible={at < parts.length - 1} />
            <Link href={`?change=${id}#form` as Route} prefetch={false} className="button button-quiet">
              {t('delegations.roles.change')}
              <span className="sr-only"> {name}</span>
            </Link>
            {before && id !== removing ? (
              <Link href={`?remove=${id}` as Route} prefetch={false} className="button button-quiet">
                {act.label}
                <span className="sr-only"> {name}</span>
              </Link>
            ) : (
              <button
                type="submit"
                name="act"
                value={`${act.name}:${id}`}
                className={`button ${before ? 'button-danger' : 'button-quiet'}`}
              >
                {act.label}
                <span className="sr-only"> {name}</span>
              </button>
            )}
          </div>
        )}
      </div>
    ),
  }))
  return (
    <div className="max-w-4xl">
      <SortableList action={action} items={items} handle={t('questions.handle')} />
    </div>
  )
}

type MoveProps = { id: string; name: string; locale: Locale; to: number; way: 'up' | 'down'; isPossible: boolean }

/** Puts something one place up or down, also without dragging. */
export function Move({ id, name, locale, to, way, isPossible }: MoveProps) {
  return (
    <button
      type="submit"
      name="act"
      value={`move:${id}:${to}`}
      disabled={!isPossible}
      className="button button-quiet"
      aria-label={texts(locale)(`members.${way}`, { name })}
    >
      <span aria-hidden="true">{way === 'up' ? '↑' : '↓'}</span>
    </button>
  )
}
