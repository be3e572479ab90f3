import type { Route } from 'next'
import Link from 'next/link'
import { formatDateTime } from '@/lib/dates'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { ManagedEvent } from '../access'
import type { Category } from '../queries'
import { registrationWindow } from '../rules'

type Props = { locale: Locale; event: ManagedEvent; categories: Category[]; now: Date }

/** The event's categories as they stand, and what the public sees of each now. */
export function CategoryTable({ locale, event, categories, now }: Props) {
  const t = texts(locale)
  const heads = ['category', 'public', 'places', 'decision'].map((name) => t(`settings.columns.${name}`))
  const [category = '', seen = '', places = '', decision = ''] = heads
  return (
    <table className="table table-list">
      <caption className="sr-only">{t('settings.parts.categories')}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {categories.map((each) => (
          <tr key={each.id}>
            <td data-label={category}>
              <Link href={`/${locale}/admin/${event.slug}/settings/categories/${each.slug}` as Route} prefetch={false}>
                {inLocale(each.name, locale)}
              </Link>
              <span className="block text-muted">{t(`settings.forms.${each.form}`)}</span>
            </td>
            <td data-label={seen}>{windowText(locale, event, each, now)}</td>
            <td data-label={places}>
              {placesText(locale, each)}
              {each.hasWaitingList && each.capacity !== null && (
                <span className="block text-muted">{t('settings.with_waiting_list')}</span>
              )}
            </td>
            <td data-label={decision}>{t(each.isReviewed ? 'settings.reviewed' : 'settings.at_once')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What the public sees of a category now, in words. */
export function windowText(locale: Locale, event: ManagedEvent, category: Category, now: Date): string {
  const t = texts(locale)
  if (event.state === 'draft') return t('settings.not_published')
  const window = registrationWindow(category, event, now)
  const date = window.at ? formatDateTime(window.at, locale, event.timeZone) : ''
  if (window.state === 'open')
    return window.waitingList ? t('event.waiting_list') : date ? t('event.open_until', { date }) : t('event.open')
  return window.state === 'not_yet' && date ? t('event.opens_at', { date }) : t(`event.${window.state}`)
}

/** How many places are taken, of how many. */
export function placesText(locale: Locale, { taken, capacity }: Category): string {
  const t = texts(locale)
  return capacity === null ? t('settings.taken_unlimited', { taken }) : t('settings.taken_of', { taken, capacity })
}
