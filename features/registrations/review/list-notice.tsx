import { Refusal } from '@/lib/errors'
import type { Locale } from '@/lib/locales'
import { refusalText, type Texts } from '@/lib/texts'
import { DoneNotice } from './queue'

type Props = {
  t: Texts
  locale: Locale
  event: { slug: string }
  query: Record<string, string | string[] | undefined>
  canUndo: boolean
}

/** What a bulk decision, its undoing or the last decision of the queue did, as the address tells it. */
export function ListNotice({ t, locale, event, query, canUndo }: Props) {
  const text = (name: string) => (typeof query[name] === 'string' ? (query[name] as string) : '')
  const number = (name: string) => (/^\d{1,4}$/.test(text(name)) ? Number(text(name)) : 0)
  const done = text('done')
  if (done === 'queue_empty')
    return (
      <DoneNotice t={t} locale={locale} event={event} done={done} batch={text('batch') || null} canUndo={canUndo} />
    )
  if (done === 'undone')
    return (
      <p role="status" className="done measure mb-6">
        {t('review.undone', { undone: number('undone'), late: number('late') })}
      </p>
    )
  if (done !== 'many') return null
  const refused = [query.refused ?? []]
    .flat()
    .map((part) => /^([a-z_]{1,40})\.(\d{1,4})$/.exec(part))
    .flatMap((match) => (match && t.has(`refusals.${match[1]}`) ? [{ code: match[1]!, count: Number(match[2]) }] : []))
  return (
    <>
      <DoneNotice
        t={t}
        locale={locale}
        event={event}
        done={done}
        values={{ moved: number('moved'), opinions: number('opinions') }}
        batch={number('moved') > 0 ? text('batch') : null}
        canUndo={canUndo}
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
