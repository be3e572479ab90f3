import type { Route } from 'next'
import Link from 'next/link'
import type { Category } from '@/features/events/queries'
import { filterQuery } from '@/features/registrations/review/rules'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { fillOf, STACK, Swatch } from './patterns'
import type { Figures } from './queries'
import { type FigureState, figureOf, NO_COUNTS, type StateCounts } from './rules'

type Props = { locale: Locale; base: string; figures: Pick<Figures, 'categories' | 'standing'> }

/** Places and registrations by category: a table whose bars say the same. */
export function CategoryFigures({ locale, base, figures }: Props) {
  const t = texts(locale)
  const rows = figures.categories.map((category) => ({ category, counts: countsOf(category, figures.standing) }))
  return (
    <table className="table table-list">
      <caption className="sr-only">{t('insights.categories.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('review.columns.category')}</th>
          <th scope="col">{t('insights.categories.places')}</th>
          {STACK.map((state) => (
            <th key={state} scope="col" className="text-end">
              <span className="whitespace-normal">
                <Swatch state={state} /> {t(`states.${state}`)}
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ category, counts }) => (
          <tr key={category.id}>
            <td className="font-semibold">{inLocale(category.name, locale)}</td>
            <td className="md:w-[34%] md:min-w-48">
              <Bar category={category} counts={counts} />
              <span className="block text-sm text-muted">
                {category.capacity === null
                  ? t('insights.categories.unlimited', { taken: category.taken })
                  : t('insights.categories.taken', { taken: category.taken, capacity: category.capacity })}
              </span>
            </td>
            {STACK.map((state) => (
              <td key={state} data-label={t(`states.${state}`)} className="md:text-end">
                {counts[state] === 0 ? (
                  <span className="text-muted">0</span>
                ) : (
                  <Link
                    href={`${base}/registrations${filterQuery({ category: category.slug, state })}` as Route}
                    prefetch={false}
                    className="inline-block min-w-6 py-0.5"
                  >
                    {counts[state]}
                  </Link>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Who holds a place or may get one, against the places that there are. */
function Bar({ category, counts }: { category: Category; counts: StateCounts }) {
  const shown = STACK.slice(0, 3)
  const total = shown.reduce((sum, state) => sum + counts[state], 0)
  const end = Math.max(category.capacity ?? 0, total, 1)
  const percent = (count: number) => `${(count / end) * 100}%`
  return (
    <svg aria-hidden="true" focusable="false" width="100%" height="16" className="block">
      <rect width="100%" height="16" className="fill-tint" />
      {shown.map((state, index) => {
        const before = shown.slice(0, index).reduce((sum, each) => sum + counts[each], 0)
        return <rect key={state} x={percent(before)} width={percent(counts[state])} height="16" fill={fillOf(state)} />
      })}
      {category.capacity !== null && total > category.capacity && (
        <rect x={percent(category.capacity)} width="2" height="16" className="fill-ink" />
      )}
    </svg>
  )
}

function countsOf(category: Category, standing: Figures['standing']): StateCounts {
  const counts = { ...NO_COUNTS }
  for (const row of standing) {
    const figure = figureOf(row.state)
    if (figure && row.categoryId === category.id) counts[figure] += row.count
  }
  return counts
}

/** All categories together. */
export function totalOf(standing: Figures['standing'], state?: FigureState): number {
  return standing.filter((row) => !state || figureOf(row.state) === state).reduce((sum, row) => sum + row.count, 0)
}
