import type { categories, events } from '@/db/schema/events'
import { registrationWindow } from '@/features/events/rules'
import { formatDateTime } from '@/lib/dates'
import { type Locale, textIn } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = {
  event: typeof events.$inferSelect
  categories: (typeof categories.$inferSelect)[]
  locale: Locale
  now: Date
}

/** Who may register, until when, and the way in. */
export function CategoryList({ event, categories, locale, now }: Props) {
  const t = texts(locale)
  if (categories.length === 0) return <p className="text-muted">{t('event.no_categories')}</p>
  return (
    <ul className="space-y-4">
      {categories.map((category) => {
        const window = registrationWindow(category, event, now)
        const name = textIn(category.name, locale)
        const description = textIn(category.description, locale)
        return (
          <li key={category.id} className="border border-rule bg-paper p-4">
            <h3 lang={name.lang}>{name.text}</h3>
            {description.text && (
              <p className="mt-1 text-[0.9375rem] text-muted" lang={description.lang}>
                {description.text}
              </p>
            )}
            <p className="mt-2 text-[0.9375rem]">
              {window.state === 'open'
                ? window.waitingList
                  ? t('event.waiting_list')
                  : category.closesAt
                    ? t('event.open_until', { date: formatDateTime(category.closesAt, locale, event.timeZone) })
                    : t('event.open')
                : window.state === 'not_yet' && window.at
                  ? t('event.opens_at', { date: formatDateTime(window.at, locale, event.timeZone) })
                  : t(`event.${window.state}`)}
            </p>
            {window.state === 'open' && (
              <a
                href={`/${locale}/${event.slug}/register/${category.slug}`}
                className="button button-primary mt-3 w-full"
              >
                {window.waitingList ? t('event.join_waiting_list') : t('event.register_as')}
                <span className="sr-only"> {name.text}</span>
              </a>
            )}
          </li>
        )
      })}
    </ul>
  )
}
