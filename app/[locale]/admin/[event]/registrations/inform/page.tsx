import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Help } from '@/components/help'
import { requireUser } from '@/features/accounts/access'
import { reviewEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { listUntold } from '@/features/registrations/review/commands'
import { InformRun } from '@/features/registrations/review/inform-run'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/registrations/inform'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('review.inform.title'), robots: { index: false } } : {}
}

/** Who does not know yet what was decided, and the run that tells them. */
export default async function Inform({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await reviewEvent(slug)
  const untold = await listUntold(event)
  const { informed } = await searchParams
  const t = texts(locale)
  return (
    <EventFrame locale={locale} event={event} section="registrations" path="/registrations/inform">
      <p>
        <Link
          href={`/${locale}/admin/${event.slug}/registrations` as Route}
          prefetch={false}
          className="inline-flex min-h-11 items-center text-sm"
        >
          {t('review.title')}
        </Link>
      </p>
      <h1 className="mb-3">{t('review.inform.title')}</h1>
      <Help
        title={t('review.help.inform.title')}
        text={['when', 'what'].map((part) => t(`review.help.inform.${part}`))}
      />
      {typeof informed === 'string' && /^\d{1,4}$/.test(informed) && (
        <p role="status" className="done measure mb-6">
          {t('review.inform.done', { count: Number(informed) })}
        </p>
      )}
      <InformRun locale={locale} event={event} untold={untold} />
    </EventFrame>
  )
}
