import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { REGISTRATION_STATES } from '@/db/schema/registrations'
import { requireUser } from '@/features/accounts/access'
import { CampaignDraft } from '@/features/campaigns/campaign-draft'
import { CampaignProgress } from '@/features/campaigns/campaign-progress'
import { CampaignStateTag } from '@/features/campaigns/campaign-state-tag'
import {
  countAudience,
  countRecipients,
  listFiles,
  listTrouble,
  readCampaign,
  readProgress,
  subjectFor,
} from '@/features/campaigns/queries'
import { readAudience } from '@/features/campaigns/rules'
import { listSegments } from '@/features/campaigns/segments/queries'
import { manageEvent, orNotFound } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { listCategories } from '@/features/events/queries'
import { MailTabs } from '@/features/mail/mail-tabs'
import { listSelectable } from '@/features/registrations/queries'
import { listQuestions } from '@/features/registrations/questions/queries'
import { answerChip } from '@/features/registrations/questions/question-list'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/mail/letters/[number]'>

const DONE = ['audience', 'segment', 'texts', 'released', 'approve', 'take_back', 'stop']

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, number } = await params
  return isLocale(locale)
    ? { title: texts(locale)('campaigns.untitled', { number: Number(number) || 0 }), robots: { index: false } }
    : {}
}

/** One letter to many: while it is written, and while it leaves. */
export default async function Letter({ params, searchParams }: Props) {
  const { locale, event: slug, number } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const campaign = await orNotFound(readCampaign(event, number))
  const { done } = await searchParams
  const t = texts(locale)
  const mail = `/${locale}/admin/${event.slug}/mail`
  const subject = subjectFor(event, campaign.subject, locale)
  // What was done is no news any more once the letter is further.
  const isNews = done !== 'released' || campaign.state === 'scheduled'
  return (
    <EventFrame locale={locale} event={event} section="mail" path={`/mail/letters/${campaign.number}`}>
      <MailTabs t={t} base={mail} current="letters" />
      <p className="mt-4">
        <Link href={`${mail}/letters` as Route} prefetch={false} className="inline-flex min-h-11 items-center text-sm">
          {t('campaigns.all')}
        </Link>
      </p>
      <div className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="min-w-0 break-words" lang={subject.text ? subject.lang : undefined}>
          {subject.text || t('campaigns.untitled', { number: campaign.number })}
        </h1>
        <CampaignStateTag t={t} campaign={campaign} />
      </div>
      {typeof done === 'string' && DONE.includes(done) && isNews && (
        <p role="status" className="done measure mb-6">
          {t(`campaigns.done.${done}`)}
        </p>
      )}
      {campaign.state === 'draft' ? (
        <Draft locale={locale} event={event} campaign={campaign} />
      ) : (
        <CampaignProgress locale={locale} event={event} campaign={campaign} {...(await readCourse(event, campaign))} />
      )}
    </EventFrame>
  )
}

type Of = {
  locale: Parameters<typeof texts>[0]
  event: Awaited<ReturnType<typeof manageEvent>>
  campaign: NonNullable<Awaited<ReturnType<typeof readCampaign>>>
}

async function readCourse(event: Of['event'], campaign: Of['campaign']) {
  const [progress, count, trouble, files] = await Promise.all([
    readProgress(event, campaign),
    countRecipients(event, campaign),
    listTrouble(event, campaign, ['bounced', 'complained', 'failed']),
    listFiles(event, campaign),
  ])
  return { progress, count, trouble, files }
}

async function Draft({ locale, event, campaign }: Of) {
  const audience = readAudience(campaign.audience)
  const { answer } = audience.filter
  const [count, files, segments, categories, selectable, questions] = await Promise.all([
    countAudience(event, campaign.kind, audience),
    listFiles(event, campaign),
    listSegments(event),
    listCategories(event),
    listSelectable(event),
    answer ? listQuestions(event) : [],
  ])
  return (
    <CampaignDraft
      locale={locale}
      event={event}
      campaign={campaign}
      count={count}
      files={files}
      segments={segments}
      categories={categories}
      selectable={selectable}
      states={REGISTRATION_STATES.filter((state) => state !== 'draft')}
      answer={answerChip(
        texts(locale),
        locale,
        questions.find(({ id }) => id === answer.slice(0, 36)),
        answer.slice(37),
      )}
    />
  )
}
