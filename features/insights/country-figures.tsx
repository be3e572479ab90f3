import type { Route } from 'next'
import Link from 'next/link'
import { filterQuery } from '@/features/registrations/review/rules'
import { countryName } from '@/lib/countries'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { fillOf } from './patterns'
import type { Figures } from './queries'

const SHOWN = 15

/** Registrations by State, the most first: a table whose bars say the same. */
export function CountryFigures({
  locale,
  base,
  countries,
}: {
  locale: Locale
  base: string
  countries: Figures['countries']
}) {
  const t = texts(locale)
  const others = countries.slice(SHOWN)
  const rows = [
    ...countries.slice(0, SHOWN).map((row) => ({ ...row, name: countryName(row.country, locale) })),
    ...(others.length > 0
      ? [
          {
            country: '',
            name: t('insights.countries.other', { count: others.length }),
            count: others.reduce((sum, row) => sum + row.count, 0),
            accepted: others.reduce((sum, row) => sum + row.accepted, 0),
          },
        ]
      : []),
  ]
  const most = Math.max(...rows.map((row) => row.count))
  const percent = (count: number) => `${(count / most) * 100}%`
  return (
    <table className="table max-w-3xl">
      <caption className="sr-only">{t('insights.countries.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('review.columns.country')}</th>
          <th scope="col" className="text-end whitespace-normal">
            {t('insights.countries.all')}
          </th>
          <th scope="col" className="text-end whitespace-normal">
            {t('states.accepted')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.country}>
            <td className="sm:grid sm:grid-cols-[14rem_minmax(0,1fr)] sm:gap-4">
              {row.country ? (
                <Link
                  href={`${base}/registrations${filterQuery({ country: row.country })}` as Route}
                  prefetch={false}
                  className="inline-block py-0.5"
                >
                  {row.name}
                </Link>
              ) : (
                <span>{row.name}</span>
              )}
              <svg aria-hidden="true" focusable="false" width="100%" height="16" className="mt-1 block">
                <rect width={percent(row.count)} height="16" className="fill-rule" />
                <rect width={percent(row.accepted)} height="16" fill={fillOf('accepted')} />
              </svg>
            </td>
            <td className="text-end">{row.count}</td>
            <td className="text-end">{row.accepted}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
