import { formatDate } from '@/lib/dates'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { fillOf, STACK, Swatch } from './patterns'
import type { Figures } from './queries'
import { scaleEnd, thin } from './rules'

/** Columns that still can be told apart on a phone. */
const COLUMNS = 60
const HEIGHT = 240

type Days = Figures['days']

/** How many stood in each state at the end of each day: stacked columns, and the table behind them. */
export function StatesOverTime({ locale, days, title }: { locale: Locale; days: Days; title: string }) {
  const t = texts(locale)
  const shown = thin(days, COLUMNS)
  const latest = days[days.length - 1]!
  const sum = (day: Days[number]) => STACK.reduce((total, state) => total + day.counts[state], 0)
  const end = scaleEnd(Math.max(...days.map(sum)))
  // A day is a date, whatever the zone.
  const date = (day: string) => formatDate(new Date(day), locale, 'UTC')
  return (
    <>
      <ul className="mb-4 flex flex-wrap gap-x-6 gap-y-1">
        {STACK.map((state) => (
          <li key={state} className="inline-flex items-center gap-2">
            <Swatch state={state} />
            {t(`states.${state}`)}
            <strong className="tabular-nums">{latest.counts[state]}</strong>
          </li>
        ))}
      </ul>
      <div className="grid grid-cols-[2.25rem_minmax(0,1fr)]">
        <svg aria-hidden="true" focusable="false" width="36" height={HEIGHT + 16} className="text-xs tabular-nums">
          {[0, end / 2, end].map((value) => (
            <text
              key={value}
              x="28"
              y={8 + HEIGHT - (value / end) * HEIGHT + 4}
              textAnchor="end"
              className="fill-muted"
            >
              {value}
            </text>
          ))}
        </svg>
        <svg role="img" aria-label={title} width="100%" height={HEIGHT + 16} className="block">
          {[0, end / 2, end].map((value) => (
            <rect
              key={value}
              y={8 + HEIGHT - (value / end) * HEIGHT}
              width="100%"
              height="1"
              className={value === 0 ? 'fill-muted' : 'fill-rule'}
            />
          ))}
          {shown.map((day, index) => (
            <Column key={day.day} day={day} index={index} of={shown.length} end={end} />
          ))}
        </svg>
        <span />
        <p className="flex justify-between gap-4 text-sm text-muted">
          <span>{date(days[0]!.day)}</span>
          <span className="text-end">{date(latest.day)}</span>
        </p>
      </div>
      <details className="mt-3">
        <summary className="min-h-11 cursor-pointer py-2.5 text-link underline underline-offset-4">
          {t('insights.time.as_table')}
        </summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section aria-label={t('insights.time.table')} tabIndex={0} className="overflow-x-auto">
          <table className="table">
            <caption className="sr-only">{t('insights.time.table')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('insights.time.day')}</th>
                {STACK.map((state) => (
                  <th key={state} scope="col" className="text-end">
                    {t(`states.${state}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.toReversed().map((day) => (
                <tr key={day.day}>
                  <th scope="row">{date(day.day)}</th>
                  {STACK.map((state) => (
                    <td key={state} className="text-end">
                      {day.counts[state]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </>
  )
}

function Column({ day, index, of, end }: { day: Days[number]; index: number; of: number; end: number }) {
  const slot = 100 / of
  const width = Math.min(slot * 0.84, 8)
  return STACK.map((state, layer) => {
    const below = STACK.slice(0, layer).reduce((sum, each) => sum + day.counts[each], 0)
    const height = (day.counts[state] / end) * HEIGHT
    return (
      <rect
        key={state}
        x={`${index * slot + (slot - width) / 2}%`}
        width={`${width}%`}
        y={8 + HEIGHT - (below / end) * HEIGHT - height}
        height={height}
        fill={fillOf(state)}
      />
    )
  })
}
