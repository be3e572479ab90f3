import type { Route } from 'next'
import Link from 'next/link'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { ManagedEvent } from '../access'
import type { Category } from '../queries'
import { missingBeforePublishing } from './rules'

/** What is still missing before an event is published, each with the way to it. */
export function BeforePublishingList({
  locale,
  event,
  categories,
}: {
  locale: Locale
  event: ManagedEvent
  categories: Category[]
}) {
  const t = texts(locale)
  const missing = missingBeforePublishing(event, categories)
  if (missing.length === 0) return null
  return (
    <div className="notice measure">
      <p className="font-semibold">{t('settings.before.title')}</p>
      <ul className="mt-1">
        {missing.map(({ kind, page }) => (
          <li key={kind}>
            <Link
              href={`/${locale}/admin/${event.slug}/settings${page}` as Route}
              prefetch={false}
              className="inline-flex min-h-9 items-center"
            >
              {t(`settings.before.${kind}`)}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
