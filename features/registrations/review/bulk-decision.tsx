import type { Route } from 'next'
import Link from 'next/link'
import { Form } from '@/components/form'
import type { ReviewedEvent } from '@/features/events/access'
import { formLabels } from '@/lib/field-views'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { Reason } from '../reasons/queries'
import { mayMove, type RegistrationState } from '../rules'
import { decideManyAction } from './actions'
import { decisionViews } from './decision-panel'
import { ENDING } from './rules'

type Props = {
  locale: Locale
  event: ReviewedEvent
  query: Record<string, string>
  ids: string[]
  isAll: boolean
  byState: Record<string, number>
  reasons: Reason[]
  back: string
}

const MANY: readonly RegistrationState[] = [
  'accepted',
  'waiting_list',
  'under_review',
  'declined',
  'withdrawn',
  'cancelled',
]

/** What is chosen, and for each decision to how many it applies. */
export function BulkDecision({ locale, event, query, ids, isAll, byState, reasons, back }: Props) {
  const t = texts(locale)
  const states = Object.entries(byState) as [RegistrationState, number][]
  const count = states.reduce((sum, [, each]) => sum + each, 0)
  if (count === 0) {
    return (
      <div className="panel measure">
        <p>{t('refusals.nothing_chosen')}</p>
        <p className="mt-4">
          <Link href={back as Route} prefetch={false} className="button button-quiet">
            {t('review.title')}
          </Link>
        </p>
      </div>
    )
  }
  const reach = (to: RegistrationState) =>
    states.reduce((sum, [from, each]) => sum + (mayMove('organiser', from, to) ? each : 0), 0)
  const [first, ...others] = MANY.filter((to) => reach(to) > 0)
  return (
    <>
      <p className="text-lg">{t('review.bulk.count', { count })}</p>
      <ul className="mt-1 mb-6 flex flex-wrap gap-x-6 text-muted">
        {states.map(([state, each]) => (
          <li key={state}>{`${t(`states.${state}`)}: ${each}`}</li>
        ))}
      </ul>
      <div className="measure">
        {first && (
          <Form
            id="decision"
            action={decideManyAction.bind(null, { locale, event: event.slug, query, ids: isAll ? [] : ids, isAll })}
            groups={[{ fields: decisionViews(t, locale, null, reasons) }]}
            labels={formLabels(t)}
            submit={t('review.bulk.button', { move: t(`review.moves.${first}`), count: reach(first) })}
            tone={first === 'accepted' ? 'primary' : 'quiet'}
            beside={others.map((to) => (
              <button
                key={to}
                type="submit"
                name="to"
                value={to}
                className={`button ${ENDING.includes(to) ? 'button-danger' : 'button-quiet'}`}
              >
                {t('review.bulk.button', { move: t(`review.moves.${to}`), count: reach(to) })}
              </button>
            ))}
          >
            <input type="hidden" name="first" value={first} />
          </Form>
        )}
      </div>
    </>
  )
}
