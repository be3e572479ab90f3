import type { Route } from 'next'
import Link from 'next/link'
import { PageLinks } from '@/components/page-links'
import { TabLinks } from '@/components/tab-links'
import { REGISTRATION_STATES } from '@/db/schema/registrations'
import type { ViewedEvent } from '@/features/events/access'
import type { Category } from '@/features/events/queries'
import { countryName } from '@/lib/countries'
import { formatDate, formatDateTime } from '@/lib/dates'
import { inLocale, isLocale, LOCALE_NAMES, type Locale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { inAlphabetOf } from '@/lib/sorting'
import { type Texts, texts } from '@/lib/texts'
import { type listRegistrations, type listSelectable, PAGE_SIZE, type RegistrationListRow } from '../queries'
import type { RegistrationState } from '../rules'
import { StateTag } from '../state-tag'
import type { WaitingPlace } from '../waiting-list/queries'
import { addressOf, BATCH_LIMIT, filterQuery, NARROWING, NO_FILTER, type RegistrationFilter, SORTS } from './rules'

/** States that have a tab also while nobody is in them. */
const COMMON_STATES: readonly RegistrationState[] = ['submitted', 'waiting_list', 'accepted', 'declined', 'withdrawn']

/** Needs said in a row; an offer is said with its time. */
const MARKS = ['correction', 'answered', 'erasure', 'untold', 'bounced'] as const

type Props = {
  locale: Locale
  event: ViewedEvent
  categories: Category[]
  filter: RegistrationFilter
  found: Awaited<ReturnType<typeof listRegistrations>>
  selectable: Awaited<ReturnType<typeof listSelectable>>
  /** What the filter by an answer says in words. */
  answer: string
  /** Places in line, where the list is that of those who wait. */
  waiting: Map<string, WaitingPlace>
}

/** The event's registrations: search and filters, what is filtered, parts by state, the rows. All of it in the address. */
export function RegistrationList({ locale, event, categories, filter, found, selectable, answer, waiting }: Props) {
  const t = texts(locale)
  const base = `/${locale}/admin/${event.slug}/registrations`
  const to = (change: Partial<RegistrationFilter>) => `${base}${filterQuery({ ...filter, page: 1, ...change })}`
  const all = Object.values(found.byState).reduce((sum, count) => sum + count, 0)
  const isNarrowed = NARROWING.some((part) => filter[part] !== '')
  const mayDecide = !['viewer', 'onsite'].includes(event.role) && event.state !== 'archived'
  if (all === 0 && !isNarrowed) return <NothingYet t={t} locale={locale} event={event} />
  return (
    <>
      <FilterForm
        t={t}
        locale={locale}
        event={event}
        base={base}
        categories={categories}
        filter={filter}
        selectable={selectable}
      />
      {isNarrowed && (
        <Chips
          t={t}
          locale={locale}
          categories={categories}
          filter={filter}
          selectable={selectable}
          answer={answer}
          to={to}
        />
      )}
      <div className="mt-6">
        <TabLinks
          label={t('review.list.by_status')}
          tabs={[
            { href: to({ state: '' }), label: t('review.list.all'), count: all, isCurrent: filter.state === '' },
            ...REGISTRATION_STATES.filter((state) => COMMON_STATES.includes(state) || found.byState[state]).map(
              (state) => ({
                href: to({ state }),
                label: t(`states.${state}`),
                count: found.byState[state] ?? 0,
                isCurrent: filter.state === state,
              }),
            ),
          ]}
        />
      </div>
      {found.rows.length === 0 ? (
        <NoneMatch t={t} base={base} allHref={to({ state: '' })} hasOthers={all > 0} />
      ) : (
        <form action={`${base}/decide`} method="get">
          {mayDecide && (
            <>
              {Object.entries(addressOf(filter)).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <p className="mt-4 flex flex-wrap items-center gap-3">
                <button type="submit" className="button button-quiet">
                  {t('review.bulk.chosen')}
                </button>
                <button type="submit" name="all" value="1" className="button button-quiet">
                  {found.total > BATCH_LIMIT
                    ? t('review.bulk.first', { limit: BATCH_LIMIT, count: found.total })
                    : t('review.bulk.all', { count: found.total })}
                </button>
              </p>
            </>
          )}
          <Rows
            t={t}
            locale={locale}
            event={event}
            base={base}
            rows={found.rows}
            mayDecide={mayDecide}
            waiting={waiting}
          />
        </form>
      )}
      <PageLinks t={t} page={found.page} size={PAGE_SIZE} total={found.total} href={(page) => to({ page })} />
    </>
  )
}

function NothingYet({ t, locale, event }: { t: Texts; locale: Locale; event: ViewedEvent }) {
  const isDraft = event.state === 'draft'
  const next = isDraft ? `/${locale}/admin/${event.slug}/settings` : `/${locale}/${event.slug}`
  return (
    <div className="panel measure">
      <p>{t('review.list.none_yet')}</p>
      <p className="mt-2 text-muted">{t(`review.list.none_yet_next.${event.state}`)}</p>
      {event.state !== 'archived' && (
        <p className="mt-4">
          <Link href={next as Route} prefetch={false} className="button button-quiet">
            {t(isDraft ? 'review.list.to_settings' : 'review.list.to_public_page')}
          </Link>
        </p>
      )}
    </div>
  )
}

function NoneMatch({ t, base, allHref, hasOthers }: { t: Texts; base: string; allHref: string; hasOthers: boolean }) {
  return (
    <div className="panel measure mt-6">
      <p>{t(hasOthers ? 'review.list.none_in_status' : 'review.list.none_match')}</p>
      <p className="mt-4 flex flex-wrap gap-3">
        {hasOthers && (
          <Link href={allHref as Route} prefetch={false} className="button button-quiet">
            {t('review.list.any_status')}
          </Link>
        )}
        <Link href={base as Route} prefetch={false} className="button button-quiet">
          {t('review.list.clear')}
        </Link>
      </p>
    </div>
  )
}

type FilterProps = Pick<Props, 'locale' | 'event' | 'categories' | 'filter' | 'selectable'> & { t: Texts; base: string }

/** A plain GET form: it works without JavaScript, and what was chosen can be sent to a colleague as an address. */
function FilterForm({ t, locale, event, base, categories, filter, selectable }: FilterProps) {
  const compare = inAlphabetOf(locale)
  const countries = selectable.countries
    .map((code) => ({ value: code, label: countryName(code, locale) }))
    .sort((a, b) => compare(a.label, b.label))
  const institutions = [...new Set([...selectable.institutions, filter.institution])].filter(Boolean).sort(compare)
  const any = { value: '', label: t('review.list.any') }
  return (
    <search>
      <form action={base} method="get" className="grid grid-cols-2 items-end gap-x-4 gap-y-3 md:grid-cols-6">
        {filter.state && <input type="hidden" name="state" value={filter.state} />}
        {filter.answer && <input type="hidden" name="answer" value={filter.answer} />}
        {filter.needs && <input type="hidden" name="needs" value={filter.needs} />}
        <div className="field col-span-2 md:col-span-6">
          <label htmlFor="q">{t('review.list.search')}</label>
          <p id="q-hint" className="hint">
            {t('review.list.search_hint')}
          </p>
          <div className="flex gap-3">
            <input
              id="q"
              key={filter.search}
              name="q"
              type="search"
              defaultValue={filter.search}
              maxLength={200}
              autoComplete="off"
              spellCheck={false}
              aria-describedby="q-hint"
            />
            <button type="submit" className="button button-primary shrink-0">
              {t('review.list.apply')}
            </button>
          </div>
        </div>
        <Select
          name="category"
          label={t('review.columns.category')}
          value={filter.category}
          options={[any, ...categories.map((each) => ({ value: each.slug, label: inLocale(each.name, locale) }))]}
          wide="md:col-span-3 xl:col-span-1"
        />
        <Select
          name="country"
          label={t('review.columns.country')}
          value={filter.country}
          options={[any, ...countries]}
          wide="md:col-span-3 xl:col-span-2"
        />
        {selectable.delegations.length > 0 && (
          <Select
            name="delegation"
            label={t('delegations.one')}
            value={filter.delegation}
            options={[
              any,
              ...selectable.delegations.map(({ id, name }) => ({ value: id, label: inLocale(name, locale) })),
            ]}
            wide="md:col-span-3 xl:col-span-2"
          />
        )}
        <Select
          name="institution"
          label={t('review.columns.institution')}
          value={filter.institution}
          options={[any, ...institutions.map((name) => ({ value: name, label: name }))]}
          wide="md:col-span-3 xl:col-span-2"
        />
        <Select
          name="language"
          label={t('fields.locale.label')}
          value={filter.language}
          options={[
            any,
            ...event.languages.filter(isLocale).map((each) => ({ value: each, label: LOCALE_NAMES[each] })),
          ]}
          wide="md:col-span-3 xl:col-span-2"
        />
        <Select
          name="sort"
          label={t('review.list.sort')}
          value={filter.sort}
          options={SORTS.map((sort) => ({ value: sort, label: t(`review.sorts.${sort}`) }))}
          wide="md:col-span-3 xl:col-span-2"
        />
      </form>
    </search>
  )
}

type SelectProps = {
  name: string
  label: string
  value: string
  options: { value: string; label: string }[]
  wide: string
}

function Select({ name, label, value, options, wide }: SelectProps) {
  return (
    <div className={`field ${wide}`}>
      <label htmlFor={name}>{label}</label>
      <select key={value} id={name} name={name} defaultValue={value}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}

type ChipsProps = Pick<Props, 'locale' | 'categories' | 'filter' | 'selectable' | 'answer'> & {
  t: Texts
  to: (change: Partial<RegistrationFilter>) => string
}

function Chips({ t, locale, categories, filter, selectable, answer, to }: ChipsProps) {
  const category = categories.find((each) => each.slug === filter.category)
  const delegation = selectable.delegations.find(({ id }) => id === filter.delegation)
  const values = {
    search: filter.search && `“${filter.search}”`,
    category: category ? inLocale(category.name, locale) : filter.category,
    country: filter.country && countryName(filter.country, locale),
    delegation: filter.delegation && (delegation ? inLocale(delegation.name, locale) : t('delegations.one')),
    institution: filter.institution,
    language: filter.language && LOCALE_NAMES[filter.language],
    answer: filter.answer && answer,
    needs: filter.needs && t(`review.needs.${filter.needs}`),
  }
  return (
    <ul aria-label={t('review.list.filters')} className="mt-4 flex flex-wrap items-center gap-2">
      {NARROWING.filter((part) => values[part]).map((part) => (
        <li key={part} className="max-w-full">
          <Link
            href={to({ [part]: '' }) as Route}
            prefetch={false}
            className="chip"
            aria-label={t('review.list.remove', { filter: values[part] })}
          >
            {values[part]}
            <span aria-hidden="true">×</span>
          </Link>
        </li>
      ))}
      <li>
        <Link
          href={to({ ...NO_FILTER, state: filter.state, sort: filter.sort }) as Route}
          prefetch={false}
          className="inline-flex min-h-11 items-center px-2"
        >
          {t('review.list.clear')}
        </Link>
      </li>
    </ul>
  )
}

type RowsProps = {
  t: Texts
  locale: Locale
  event: ViewedEvent
  base: string
  rows: RegistrationListRow[]
  mayDecide: boolean
  waiting: Map<string, WaitingPlace>
}

function Rows({ t, locale, event, base, rows, mayDecide, waiting }: RowsProps) {
  const column = (name: string) => t(`review.columns.${name}`)
  return (
    <table className="table table-list">
      <caption className="sr-only">{t('review.title')}</caption>
      <thead>
        <tr>
          {mayDecide && (
            <th scope="col">
              <span className="sr-only">{t('review.bulk.choose')}</span>
            </th>
          )}
          {['name', 'reference', 'country', 'institution', 'category', 'status', 'sent'].map((name) => (
            <th key={name} scope="col">
              {column(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            {mayDecide && (
              <td>
                <label className="tick">
                  <input type="checkbox" name="id" value={row.id} />
                  <span className="sr-only">{t('review.bulk.choose_one', { name: displayName(row) })}</span>
                </label>
              </td>
            )}
            <td>
              <Link href={`${base}/${row.id}` as Route} prefetch={false} className="inline-block py-0.5 font-semibold">
                {displayName(row)}
              </Link>
              {row.nativeName && row.nativeName !== displayName({ ...row, title: '' }) && (
                <span className="block text-muted">{row.nativeName}</span>
              )}
            </td>
            <td data-label={column('reference')} className="whitespace-nowrap">
              {row.reference}
            </td>
            <td data-label={column('country')}>{countryName(row.country, locale)}</td>
            <td>
              {row.institution}
              <span className="block text-muted">{row.position}</span>
            </td>
            <td data-label={column('category')}>{inLocale(row.categoryName, locale)}</td>
            <td>
              <StateTag t={t} state={row.state} />
              <WaitingLine t={t} place={waiting.get(row.id)} />
              {MARKS.filter((need) => row.needs[need]).map((need) => (
                <span key={need} className="block text-sm text-muted">
                  {t(`review.needs.${need}`)}
                </span>
              ))}
              {row.offerExpiresAt && (
                <span className="block text-sm text-muted">
                  {t('waiting_list.offered', { until: formatDateTime(row.offerExpiresAt, locale, event.timeZone) })}
                </span>
              )}
            </td>
            <td data-label={column('sent')} className="md:whitespace-nowrap">
              {formatDate(row.createdAt, locale, event.timeZone)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Place in line and, where it is not everybody's, the priority. */
function WaitingLine({ t, place }: { t: Texts; place?: WaitingPlace }) {
  if (!place) return null
  return (
    <>
      <span className="block text-sm">{t('waiting_list.place', { position: place.position })}</span>
      {place.priority !== 0 && (
        <span className="block text-sm text-muted">
          {t('waiting_list.priority', { priority: t(`choices.priority.${place.priority}`) })}
          {place.priorityReason && ` (${place.priorityReason})`}
        </span>
      )}
    </>
  )
}
