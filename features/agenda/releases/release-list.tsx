import type { Route } from 'next'
import Link from 'next/link'
import type { EditedEvent } from '@/features/events/access'
import { formatDateTime } from '@/lib/dates'
import { type Locale, textIn } from '@/lib/locales'
import { type Texts, texts } from '@/lib/texts'
import type { ChangeCounts, listReleases } from './queries'

type Props = { locale: Locale; event: EditedEvent; releases: Awaited<ReturnType<typeof listReleases>> }

/** The released versions, with the way to each, and two of them to compare. */
export function ReleaseList({ locale, event, releases }: Props) {
  const t = texts(locale)
  const base = `/${locale}/admin/${event.slug}/agenda/versions`
  const on = (date: Date) => formatDateTime(date, locale, event.timeZone)
  return (
    <>
      <ol className="mb-6 max-w-4xl" reversed>
        {releases.map(({ number, note, releasedAt, releasedBy, toldAt, counts }, at) => {
          const words = textIn(note, locale)
          return (
            <li key={number} className="border-b border-rule py-3">
              <p>
                <Link href={`${base}/${number}` as Route} prefetch={false} className="font-semibold">
                  {t('releases.version', { number })}
                </Link>
                {at === 0 && ` · ${t('releases.current')}`}
              </p>
              <p className="text-sm text-muted">
                {[
                  releasedBy
                    ? t('releases.by', { when: on(releasedAt), who: releasedBy })
                    : t('releases.on', { when: on(releasedAt) }),
                  ...(toldAt ? [t('releases.told', { when: on(toldAt) })] : []),
                ].join(' · ')}
              </p>
              {counts && <p className="text-sm">{countsText(t, counts)}</p>}
              {words.text && (
                <p lang={words.lang} className="whitespace-pre-line">
                  {words.text}
                </p>
              )}
            </li>
          )
        })}
      </ol>
      {releases.length > 1 && (
        <form action={`${base}/compare`} className="flex flex-wrap items-end gap-3">
          {(['from', 'to'] as const).map((name, at) => (
            <label key={name} className="grid gap-1">
              <span>{t(`releases.compare_${name}`)}</span>
              <select name={name} defaultValue={releases[1 - at]!.number} className="input">
                {releases.map(({ number }) => (
                  <option key={number} value={number}>
                    {number}
                  </option>
                ))}
              </select>
            </label>
          ))}
          <button type="submit" className="button button-quiet">
            {t('releases.compare')}
          </button>
        </form>
      )}
    </>
  )
}

/** "3 new, 1 moved"; what there is none of is not said. */
function countsText(t: Texts, counts: ChangeCounts): string {
  const said = (['added', 'moved', 'changed', 'removed'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => t(`releases.counts.${kind}`, { count: counts[kind] }))
  return said.length > 0 ? t('releases.counts.sessions', { list: said.join(', ') }) : t('releases.counts.none')
}
