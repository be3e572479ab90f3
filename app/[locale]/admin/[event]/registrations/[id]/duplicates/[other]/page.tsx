import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { reviewEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { Comparison } from '@/features/registrations/duplicates/comparison'
import { getRegistration } from '@/features/registrations/queries'
import { listQuestions } from '@/features/registrations/questions/queries'
import { isLive } from '@/features/registrations/rules'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/registrations/[id]/duplicates/[other]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('duplicates.side_by_side'), robots: { index: false } } : {}
}

/** Two registrations that may be one person's. */
export default async function Duplicate({ params }: Props) {
  const { locale, event: slug, id, other } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await reviewEvent(slug)
  const [one, two, questions] = await Promise.all([
    getRegistration(event, id),
    getRegistration(event, other),
    listQuestions(event),
  ])
  if (!one || !two || id === other) notFound()
  const t = texts(locale)
  const areLive = isLive(one.registration.state) && isLive(two.registration.state)
  return (
    <EventFrame locale={locale} event={event} section="registrations" path={`/registrations/${id}/duplicates/${other}`}>
      <p>
        <Link
          href={`/${locale}/admin/${event.slug}/registrations/${id}` as Route}
          prefetch={false}
          className="inline-flex min-h-11 items-center text-sm"
        >
          {t('duplicates.back')}
        </Link>
      </p>
      <h1 className="mb-6">{t('duplicates.side_by_side')}</h1>
      <Comparison
        locale={locale}
        event={event}
        pair={[one, two]}
        questions={questions}
        canChange={event.state !== 'archived' && areLive}
      />
    </EventFrame>
  )
}
