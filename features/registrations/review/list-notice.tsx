import type { Route } from 'next'
import Link from 'next/link'
import { Refusal } from '@/lib/errors'
import type { Locale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { refusalText, type Texts } from '@/lib/texts'
import type { ListedPerson } from './queries'
import { DoneNotice, numberIn, UndoneNotice } from './queue'
import { addressOf, type RegistrationFilter, readLeft } from './rules'

type Props = {
  t: Texts
  locale: Locale
  event: { slug: string }
  filter: RegistrationFilter
  /** Who was decided on last in the queue. */
  decided?: ListedPerson
  /** Who a bulk decision did not reach as it was meant: those that the address names. */
  people: ListedPerson[]
  query: Record<string, string | string[] | undefined>
  canUndo: boolean
}

/** What a bulk decision, its undoing or the last decision of the queue did, as the address tells it. */
export function ListNotice({ t, locale, event, filter, decided, people, query, canUndo }: Props) {
  const text = (name: string) => (typeof query[name] === 'string' ? (query[name] as string) : '')
  const number = (name: string) => numberIn(query, name)
  const base = `/${locale}/admin/${event.slug}/registrations`
  const place = { locale, event: event.slug }
  const done = text('done')
  if (done === 'queue_empty' || done === 'queue_end')
    return (
      <DoneNotice
        t={t}
        base={base}
        done={done}
        person={decided}
        batch={text('batch') || null}
        undo={canUndo && decided ? { ...place, registration: decided.id, queue: addressOf(filter) } : null}
      />
    )
  if (done === 'undone') return <UndoneNotice t={t} query={query} />
  if (done !== 'many') return null
  const refused = [query.refused ?? []]
    .flat()
    .map((part) => /^([a-z_]{1,40})\.(\d{1,4})$/.exec(part))
    .flatMap((match) => {
      const [, code = '', count] = match ?? []
      const isWaiting = code === 'waiting_list'
      if (!isWaiting && !t.has(`refusals.${code}`)) return []
      const why = isWaiting ? t('review.bulk.waiting') : refusalText(t, new Refusal(code, { capacity: '', taken: '' }))
      return [{ code, count: Number(count), why }]
    })
  const left = readLeft(query)
  return (
    <>
      <DoneNotice
        t={t}
        base={base}
        done={done}
        values={{ moved: number('moved'), opinions: number('opinions') }}
        batch={number('moved') > 0 ? text('batch') : null}
        undo={canUndo ? { ...place, registration: null, list: addressOf(filter) } : null}
      />
      {refused.length > 0 && (
        <ul className="notice measure mb-6">
          {refused.map(({ code, count, why }) => (
            <li key={code} className="py-1">
              {t('review.bulk.refused', { count, why })}
              <Named
                t={t}
                base={base}
                count={count}
                people={people.filter(({ id }) => left.some((each) => each.code === code && each.id === id))}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Named({ t, base, people, count }: { t: Texts; base: string; people: ListedPerson[]; count: number }) {
  return (
    <ul className="list-disc ps-5">
      {people.map((person) => (
        <li key={person.id}>
          <Link href={`${base}/${person.id}` as Route} prefetch={false}>
            {displayName(person)}
          </Link>
        </li>
      ))}
      {count > people.length && people.length > 0 && <li>{t('review.bulk.more', { count: count - people.length })}</li>}
    </ul>
  )
}
