import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import { publicEvent } from '@/features/events/access'
import { readReceipt } from '@/features/registrations/queries'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/sent/[submission]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('sent.title'), robots: { index: false } } : {}
}

/** After sending: what has happened, what happens next, the reference. The same for a new and for a known address. */
export default async function Sent({ params }: Props) {
  const { locale, event: slug, submission } = await params
  if (!isLocale(locale)) notFound()
  const event = await publicEvent(slug)
  const receipt = await readReceipt(event.id, submission, new Date())
  if (!receipt) notFound()
  const t = texts(locale)
  const next = receipt.category.isReviewed ? 'reviewed' : 'at_once'
  return (
    <SiteFrame {...ofEvent(event, locale)} path={`/${event.slug}/sent/${submission}`}>
      <h1>{t('sent.title')}</h1>
      <p className="mt-4 text-lg">{t('sent.text', { email: receipt.email })}</p>
      <div className="my-8 border-y-2 border-gold py-6 text-center">
        <p className="text-muted">{t('sent.reference')}</p>
        <p className="mt-1 font-serif text-4xl font-semibold tracking-wide tabular-nums sm:text-5xl">
          {receipt.reference.replace(' ', '\u00a0')}
        </p>
      </div>
      <h2>{t('sent.next')}</h2>
      <ol className="mt-3 list-decimal space-y-2 ps-6">
        <li>{t(`sent.${next}`)}</li>
        <li>{t('sent.link')}</li>
        <li>{t('sent.spam', { email: event.contactEmail })}</li>
      </ol>
      <p className="mt-8 flex flex-wrap gap-3">
        <a href={`/api/events/${event.slug}/calendar/${locale}`} className="button button-quiet">
          {t('event.calendar')}
        </a>
        <a href={`/${locale}/${event.slug}/register/${receipt.category.slug}`} className="button button-quiet">
          {t('sent.another')}
        </a>
      </p>
    </SiteFrame>
  )
}
