import type { Route } from 'next'
import Link from 'next/link'
import { Form } from '@/components/form'
import { REGISTRATION_STATES } from '@/db/schema/registrations'
import type { ReviewedEvent } from '@/features/events/access'
import type { Category } from '@/features/events/queries'
import { type FieldView, fieldViews, formLabels } from '@/lib/field-views'
import { inLocale, type Locale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { type Texts, texts } from '@/lib/texts'
import type { Reason } from '../reasons/queries'
import { mayMove, type RegistrationState } from '../rules'
import { decideManyAction } from './actions'
import { decisionViews } from './decision-panel'
import type { ChosenPerson } from './queries'
import { bulkFields, ENDING, fitting, holds, type Limit, NAMED, RARE } from './rules'

type Props = {
  locale: Locale
  event: ReviewedEvent
  query: Record<string, string>
  chosen: ChosenPerson[]
  /** Beyond those chosen, as many as the limit left out. */
  leftOut: number
  categories: Category[]
  limits: Limit[]
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

/** Who is chosen, what places there are for them, and for each decision to how many it applies. */
export function BulkDecision({ locale, event, query, chosen, leftOut, categories, limits, reasons, back }: Props) {
  const t = texts(locale)
  if (chosen.length === 0) {
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
  const reached = (to: RegistrationState) => chosen.filter(({ state }) => mayMove('organiser', state, to))
  const acceptable = reached('accepted')
  const fits = fitting(acceptable, limits)
  const fit = fits.length
  const isShort = fit < acceptable.length
  const [first, ...others] = MANY.filter((to) => reached(to).length > 0 && !(to === 'accepted' && fit === 0))
  const mayWait = acceptable.some(
    (person) => !fits.includes(person) && mayMove('organiser', person.state, 'waiting_list'),
  )
  const label = (to: RegistrationState) => {
    const [move, count] = [t(`review.moves.${to}`), reached(to).length]
    return to === 'accepted' && isShort
      ? t('review.bulk.button_part', { move, fit, count })
      : t('review.bulk.button', { move, count })
  }
  const button = (to: RegistrationState) => (
    <button
      key={to}
      type="submit"
      name="to"
      value={to}
      className={`button ${ENDING.includes(to) ? 'button-danger' : 'button-quiet'}`}
    >
      {label(to)}
    </button>
  )
  const fields = bulkViews(t, locale, reasons).filter(({ name }) => name !== 'ifFull' || (fit > 0 && mayWait))
  return (
    <>
      <p className="text-lg">{t('review.bulk.count', { count: chosen.length })}</p>
      {leftOut > 0 && (
        <p className="notice measure mt-2">{t('review.bulk.limit', { limit: chosen.length, left: leftOut })}</p>
      )}
      <ul className="mt-1 flex flex-wrap gap-x-6 text-muted">
        {REGISTRATION_STATES.map((state) => [state, chosen.filter((person) => person.state === state).length] as const)
          .filter(([, count]) => count > 0)
          .map(([state, count]) => (
            <li key={state}>{`${t(`states.${state}`)}: ${count}`}</li>
          ))}
      </ul>
      <div className="measure mt-3 mb-6">
        <Names t={t} base={`/${locale}/admin/${event.slug}/registrations`} people={chosen.slice(0, NAMED)} />
        {chosen.length > NAMED && (
          <details>
            <summary className="min-h-11 cursor-pointer py-2.5 text-link underline underline-offset-4">
              {t('review.bulk.more', { count: chosen.length - NAMED })}
            </summary>
            <Names t={t} base={`/${locale}/admin/${event.slug}/registrations`} people={chosen.slice(NAMED)} />
          </details>
        )}
      </div>
      <div className="measure">
        {acceptable.length > 0 && (
          <PlacesFor t={t} locale={locale} people={acceptable} categories={categories} limits={limits} />
        )}
        {isShort && (
          <p className="notice mb-5">
            {fit === 0 ? t('review.bulk.none_fit') : t('review.bulk.short', { fit, count: acceptable.length })}
          </p>
        )}
        {first && (
          <Form
            id="decision"
            action={decideManyAction.bind(null, {
              locale,
              event: event.slug,
              query,
              ids: chosen.map(({ id }) => id),
            })}
            groups={[{ fields }]}
            labels={formLabels(t)}
            submit={label(first)}
            tone={first === 'accepted' ? 'primary' : 'quiet'}
            beside={
              <>
                {others.filter((to) => !RARE.includes(to)).map(button)}
                {others.some((to) => RARE.includes(to)) && (
                  <details className="basis-full">
                    <summary className="min-h-11 cursor-pointer py-2.5 text-link underline underline-offset-4">
                      {t('review.more')}
                    </summary>
                    <div className="mt-2 flex flex-wrap gap-3">
                      {others.filter((to) => RARE.includes(to)).map(button)}
                    </div>
                  </details>
                )}
              </>
            }
          >
            <input type="hidden" name="first" value={first} />
          </Form>
        )}
      </div>
    </>
  )
}

/** The questions of a bulk decision; where places do not suffice, first what becomes of the others. */
function bulkViews(t: Texts, locale: Locale, reasons: Reason[]): FieldView[] {
  const [ifFull] = fieldViews(t, locale, bulkFields([]).slice(0, 1), { ifFull: 'stay' })
  return [{ ...ifFull!, isRequired: true }, ...decisionViews(t, locale, null, reasons)]
}

function Names({ t, base, people }: { t: Texts; base: string; people: ChosenPerson[] }) {
  return (
    <ul className="columns-1 gap-x-6 sm:columns-2">
      {people.map((person) => (
        <li key={person.id} className="break-inside-avoid py-0.5">
          <Link href={`${base}/${person.id}` as Route} prefetch={false}>
            {displayName(person)}
          </Link>
          <span className="text-muted">{` · ${t(`states.${person.state}`)}`}</span>
        </li>
      ))}
    </ul>
  )
}

type PlacesProps = { t: Texts; locale: Locale; people: ChosenPerson[]; categories: Category[]; limits: Limit[] }

/** How many places are free of those that these people would take. */
function PlacesFor({ t, locale, people, categories, limits }: PlacesProps) {
  const taking = people.filter(({ holdsPlace }) => !holdsPlace)
  const shown = limits.filter(
    (limit) => limit.roleId === null && limit.left !== null && taking.some((person) => holds(limit, person)),
  )
  return (
    <ul className="mb-5">
      {shown.map(({ categoryId, left, capacity }) => {
        const category = categories.find(({ id }) => id === categoryId)
        const name = category ? inLocale(category.name, locale) : t('review.bulk.event_places')
        return (
          <li key={categoryId}>
            {t('review.places.left', { category: name, left: left ?? 0, capacity: capacity ?? 0 })}
          </li>
        )
      })}
    </ul>
  )
}
