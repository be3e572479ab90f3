import type { Route } from 'next'
import Link from 'next/link'
import type { Texts } from '@/lib/texts'

type Props = {
  t: Texts
  /** The editor's address, and the query that says which wording it is. */
  base: string
  query: Record<string, string>
  search: string
  found: readonly { id: string; name: string }[]
  /** Whom the letter is shown for; null: the sample. */
  person: { id: string; name: string } | null
}

/** Chooses a real person whose letter is shown. */
export function PersonSearch({ t, base, query, search, found, person }: Props) {
  const to = (more: Record<string, string>) => `${base}?${new URLSearchParams({ ...query, ...more })}` as Route
  return (
    <div className="mb-4">
      <p className="mb-2">
        {person ? t('wording.shown_for', { name: person.name }) : t('wording.shown_sample')}
        {person && (
          <>
            {' '}
            <Link href={to({})} prefetch={false} className="inline-flex min-h-6 items-center">
              {t('wording.back_to_sample')}
            </Link>
          </>
        )}
      </p>
      <form method="get" action={base} className="flex flex-wrap items-end gap-2">
        {Object.entries(query).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label className="min-w-0 grow">
          <span className="mb-1 block text-sm">{t('wording.search')}</span>
          <input type="search" name="q" defaultValue={search} autoComplete="off" className="input w-full" />
        </label>
        <button type="submit" className="button button-quiet">
          {t('wording.find')}
        </button>
      </form>
      {search && found.length === 0 && <p className="mt-2 text-muted">{t('form.no_results')}</p>}
      {found.length > 0 && (
        <ul className="mt-2">
          {found.map(({ id, name }) => (
            <li key={id}>
              <Link href={to({ person: id })} prefetch={false} className="inline-flex min-h-9 items-center">
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
