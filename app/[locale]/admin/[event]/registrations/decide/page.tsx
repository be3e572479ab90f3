import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { reviewEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { listCategories } from '@/features/events/queries'
import { listReasons } from '@/features/registrations/reasons/queries'
import { BulkDecision } from '@/features/registrations/review/bulk-decision'
import { countSelected, listChosen, listIds, listLimits } from '@/features/registrations/review/queries'
import { addressOf, BATCH_LIMIT, filterQuery, readFilter } from '@/features/registrations/review/rules'
import { isUuid } from '@/lib/ids'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/registrations/decide'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('review.bulk.title'), robots: { index: false } } : {}
}

/** One decision on many: to whom, what, why, and whether they are told now. */
export default async function DecideMany({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await reviewEvent(slug)
  const query = await searchParams
  const filter = readFilter(query)
  const isAll = query.all === '1'
  const ids = isAll ? await listIds(event, filter) : [query.id ?? []].flat().filter(isUuid)
  const [chosen, total, categories, limits, reasons] = await Promise.all([
    listChosen(event, ids.slice(0, BATCH_LIMIT)),
    isAll ? countSelected(event, filter) : ids.length,
    listCategories(event),
    listLimits(event),
    listReasons(event),
  ])
  const t = texts(locale)
  const back = `/${locale}/admin/${event.slug}/registrations${filterQuery(filter)}`
  return (
    <EventFrame locale={locale} event={event} section="registrations" path={`/registrations${filterQuery(filter)}`}>
      <p>
        <Link href={back as Route} prefetch={false} className="inline-flex min-h-11 items-center text-sm">
          {t('review.title')}
        </Link>
      </p>
      <h1 className="mb-6">{t('review.bulk.title')}</h1>
      <BulkDecision
        locale={locale}
        event={event}
        query={addressOf({ ...filter, page: 1 })}
        chosen={chosen}
        leftOut={Math.max(0, total - BATCH_LIMIT)}
        categories={categories}
        limits={limits}
        reasons={reasons}
        back={back}
      />
    </EventFrame>
  )
}
