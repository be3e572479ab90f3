import { Refusal } from '@/lib/errors'
import type { Locale } from '@/lib/locales'
import { refusalText, type Texts } from '@/lib/texts'
import type { ListedPerson } from './queries'
import { DoneNotice, numberIn, UndoneNotice } from './queue'
import { addressOf, type RegistrationFilter } from './rules'

type Props = {
  t: Texts
  locale: Locale
  event: { slug: string }
  filter: RegistrationFilter
  /** Who was decided on last in the queue. */
  decided?: ListedPerson
  query: Record<string, string | string[] | undefined>
  canUndo: boolean
}

/** What a bulk decision, its undoing or the last decision of the queue did, as the address tells it. */
export function ListNotice({ t, locale, event, filter, decided, query, canUndo }: Props) {
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
    .flatMap((match) => (match && t.has(`refusals.${match[1]}`) ? [{ code: match[1]!, count: Number(match[2]) }] : []))
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
          {refused.map(({ code, count }) => (
            <li key={code}>
              {t('review.bulk.refused', { count, why: refusalText(t, new Refusal(code, { capacity: '', taken: '' })) })}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
