import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { findRecipients, readCampaign, readCopy } from '@/features/campaigns/queries'
import { RecipientPreview } from '@/features/campaigns/recipient-preview'
import { manageEvent, orNotFound } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { MailTabs } from '@/features/mail/mail-tabs'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/mail/letters/[number]/preview'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('campaigns.preview.title'), robots: { index: false } } : {}
}

/** A letter to many as one of its people gets it. */
export default async function Preview({ params, searchParams }: Props) {
  const { locale, event: slug, number } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const campaign = await orNotFound(readCampaign(event, number))
  const query = await searchParams
  const search = typeof query.q === 'string' ? query.q.slice(0, 200).trim() : ''
  const found = await findRecipients(event, campaign, { search })
  const wanted = typeof query.as === 'string' ? query.as : found[0]?.id
  const copy = found.length > 0 ? await readCopy(event, campaign, wanted) : null
  const t = texts(locale)
  const mail = `/${locale}/admin/${event.slug}/mail`
  const base = `${mail}/letters/${campaign.number}`
  return (
    <EventFrame locale={locale} event={event} section="mail" path={`/mail/letters/${campaign.number}/preview`}>
      <MailTabs t={t} base={mail} current="letters" />
      <p className="mt-4">
        <Link href={base as Route} prefetch={false} className="inline-flex min-h-11 items-center text-sm">
          {t('campaigns.preview.back')}
        </Link>
      </p>
      <h1 className="mb-6">{t('campaigns.preview.title')}</h1>
      <RecipientPreview
        locale={locale}
        event={event}
        number={campaign.number}
        base={`${base}/preview`}
        search={search}
        found={found}
        person={copy?.person ?? null}
        mail={copy?.mail ?? null}
        canTest={event.state !== 'archived'}
      />
    </EventFrame>
  )
}
