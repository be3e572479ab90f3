import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { MailTabs } from '@/features/mail/mail-tabs'
import { listWordingCategories, listWordings } from '@/features/mail/wording/queries'
import { WordingTable } from '@/features/mail/wording/wording-table'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/mail/wording'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('mailbox.parts.wording'), robots: { index: false } } : {}
}

/** Every letter that leaves by itself: when it does, and in which languages the event has words of its own for it. */
export default async function WordingList({ params }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const [wordings, categories] = await Promise.all([listWordings(event), listWordingCategories(event)])
  const t = texts(locale)
  const base = `/${locale}/admin/${event.slug}/mail`
  return (
    <EventFrame locale={locale} event={event} section="mail" path="/mail/wording">
      <h1 className="mb-4">{t('mailbox.title')}</h1>
      <MailTabs t={t} base={base} current="wording" />
      <p className="measure mt-6 mb-2 text-muted">{t('wording.intro')}</p>
      <p className="mb-6">
        <Link href={`${base}/gallery` as Route} prefetch={false} className="inline-flex min-h-11 items-center">
          {t('wording.gallery.link')}
        </Link>
      </p>
      <WordingTable
        locale={locale}
        base={`${base}/wording`}
        languages={event.languages}
        wordings={wordings}
        categories={categories}
      />
    </EventFrame>
  )
}
