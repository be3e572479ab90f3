import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { Help } from '@/components/help'
import { requireUser } from '@/features/accounts/access'
import { createCampaignAction } from '@/features/campaigns/actions'
import { listSegments } from '@/features/campaigns/segments/queries'
import { SegmentLinks } from '@/features/campaigns/segments/segment-links'
import { manageEvent, viewEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { listCategories } from '@/features/events/queries'
import { ExportForms } from '@/features/registrations/export/export-forms'
import { sees } from '@/features/registrations/privacy/rules'
import { listRegistrations, listSelectable } from '@/features/registrations/queries'
import { listQuestions } from '@/features/registrations/questions/queries'
import { answerChip } from '@/features/registrations/questions/question-list'
import { ListNotice } from '@/features/registrations/review/list-notice'
import { countToDo, listPeople, nextInQueue } from '@/features/registrations/review/queries'
import { RegistrationList } from '@/features/registrations/review/registration-list'
import {
  addressOf,
  filterQuery,
  queueFilter,
  queueQuery,
  readFilter,
  readLeft,
} from '@/features/registrations/review/rules'
import { TO_REVIEW } from '@/features/registrations/rules'
import { waitingPlaces } from '@/features/registrations/waiting-list/queries'
import { formLabels } from '@/lib/field-views'
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
  const query = await searchParams
  const filter = readFilter(query)
  const t = texts(locale)
  const base = `/${locale}/admin/${event.slug}/registrations`
  const mayDecide = !['viewer', 'onsite'].includes(event.role) && event.state !== 'archived'
  const { decided: decidedId } = query
  const left = readLeft(query)
  const [categories, found, selectable, toDo, first, questions, [decided], people] = await Promise.all([
    listCategories(event),
    listRegistrations(event, filter, locale),
    listSelectable(event),
    countToDo(event, new Date()),
    mayDecide ? nextInQueue(event, filter, null, 'next') : null,
    filter.answer ? listQuestions(event) : [],
    typeof decidedId === 'string' ? listPeople(event, [decidedId]) : [],
    listPeople(
      event,
      left.map(({ id }) => id),
    ),
  ])
  const mayWrite = ['owner', 'organiser'].includes(event.role)
  const segments = mayWrite ? await listSegments(await manageEvent(slug)) : []
  const waiting =
    filter.state === 'waiting_list'
      ? await waitingPlaces(
          event,
          found.rows.map(({ id }) => id),
        )
      : new Map()
  const toReview = TO_REVIEW.filter((state) => [state, ''].includes(queueFilter(filter).state))
    .map((state) => found.byState[state] ?? 0)
    .reduce((sum, count) => sum + count, 0)
  return (
    <EventFrame
      locale={locale}
      event={event}
      section="registrations"
      path={`/registrations${filterQuery({ ...filter, page: found.page })}`}
    >
      <ListNotice
        t={t}
        locale={locale}
        event={event}
        filter={filter}
        decided={decided}
        people={people}
        query={query}
        canUndo={mayDecide}
      />
      <div className="mb-6 flex flex-wrap items-center justify-between gap-3">
        <h1>{t('review.title')}</h1>
        {mayDecide && (
          <p className="flex flex-wrap gap-3">
            {first && (
              <Link
                href={`${base}/${first}${queueQuery(filter)}` as Route}
                prefetch={false}
                className="button button-primary"
              >
                {t('review.queue.begin', { count: toReview })}
              </Link>
            )}
            {toDo.untold > 0 && (
              <Link href={`${base}/inform` as Route} prefetch={false} className="button button-quiet">
                {t('review.inform.link', { count: toDo.untold })}
              </Link>
            )}
          </p>
        )}
      </div>
      <Help
        title={t('review.help.list.title')}
        text={['states', 'later', 'opinion'].map((part) => t(`review.help.list.${part}`))}
      />
      <SegmentLinks locale={locale} base={base} segments={segments} />
      <RegistrationList
        locale={locale}
        event={event}
        categories={categories}
        filter={filter}
        found={found}
        selectable={selectable}
        waiting={waiting}
        answer={answerChip(
          t,
          locale,
          questions.find(({ id, dataKind }) => id === filter.answer.slice(0, 36) && sees(event, dataKind)),
          filter.answer.slice(37),
        )}
      />
      {mayWrite && found.total > 0 && (
        <>
          <ExportForms t={t} locale={locale} event={event} filter={filter} total={found.total} />
          {event.state !== 'archived' && (
            <section aria-labelledby="write" className="no-print mt-8">
              <h2 id="write" className="mb-1 text-xl">
                {t('campaigns.from_list.title')}
              </h2>
              <p className="hint mb-3">{t('campaigns.from_list.hint')}</p>
              <Form
                id="write-to-these"
                action={createCampaignAction.bind(null, { locale, event: event.slug, filters: addressOf(filter) })}
                groups={[]}
                labels={formLabels(t)}
                submit={t('campaigns.from_list.button')}
                tone="quiet"
              />
            </section>
          )}
        </>
      )}
    </EventFrame>
  )
}
