import type { Route } from 'next'
import Link from 'next/link'
import { filterQuery, readFilter } from '@/features/registrations/review/rules'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { Segment } from './queries'

/** The saved choices of people as links into the list of registrations. */
export function SegmentLinks({ locale, base, segments }: { locale: Locale; base: string; segments: Segment[] }) {
  if (segments.length === 0) return null
  const t = texts(locale)
  return (
    <nav aria-label={t('campaigns.segments.title')} className="mb-4 flex flex-wrap items-center gap-2">
      <span className="text-muted">{t('campaigns.people.saved')}</span>
      {segments.map(({ id, name, filters }) => (
        <Link
          key={id}
          href={`${base}${filterQuery(readFilter(filters))}` as Route}
          prefetch={false}
          className="chip max-w-full break-words"
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}
