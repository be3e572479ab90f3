import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { viewEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { listCategories } from '@/features/events/queries'
import { listRegistrations, listSelectable } from '@/features/registrations/queries'
import { RegistrationList } from '@/features/registrations/review/registration-list'
import { filterQuery, readFilter } from '@/features/registrations/review/rules'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/registrations'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('review.title'), robots: { index: false } } : {}
}

/** Who has registered. */
export default async function Registrations({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await viewEvent(slug)
  const filter = readFilter(await searchParams)
  const [categories, found, selectable] = await Promise.all([
    listCategories(event),
    listRegistrations(event, filter, locale),
    listSelectable(event),
  ])
  return (
    <EventFrame
      locale={locale}
      event={event}
      section="registrations"
      path={`/registrations${filterQuery({ ...filter, page: found.page })}`}
    >
      <h1 className="mb-6">{texts(locale)('review.title')}</h1>
      <RegistrationList
        locale={locale}
        event={event}
        categories={categories}
        filter={filter}
        found={found}
        selectable={selectable}
      />
    </EventFrame>
  )
}
