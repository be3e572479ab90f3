import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Help } from '@/components/help'
import { TitledSection } from '@/components/titled-section'
import { requireUser } from '@/features/accounts/access'
import { listRoles } from '@/features/delegations/queries'
import { viewEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { listCategories } from '@/features/events/queries'
import { listFiles } from '@/features/files/queries'
import { listRegistrationMails } from '@/features/mail/queries'
import { ChangeList } from '@/features/registrations/changes/change-list'
import { ChangeReview } from '@/features/registrations/changes/change-review'
import { appliedChanges, pendingChange } from '@/features/registrations/changes/commands'
import { CompanionsRemain, PartyList } from '@/features/registrations/companions/party'
import { readParty } from '@/features/registrations/companions/queries'
import { CandidateList } from '@/features/registrations/duplicates/candidate-list'
import { listCandidates } from '@/features/registrations/duplicates/queries'
import { FileList } from '@/features/registrations/files/file-list'
import { membershipOf } from '@/features/registrations/members/queries'
import { sees } from '@/features/registrations/privacy/rules'
import { getRegistration } from '@/features/registrations/queries'
import { answeredQuestions } from '@/features/registrations/questions/queries'
import { fieldOf } from '@/features/registrations/questions/rules'
import { listReasons } from '@/features/registrations/reasons/queries'
import { RequestList } from '@/features/registrations/review/decision-list'
import { DecisionPanel } from '@/features/registrations/review/decision-panel'
import { GivenAnswers } from '@/features/registrations/review/given-answers'
import {
  listDecisions,
  listInformationRequests,
  listOpinions,
  listPeople,
  queuePlace,
} from '@/features/registrations/review/queries'
import { DoneNotice, QueueLinks, UndoneNotice } from '@/features/registrations/review/queue'
import { RegistrationHeading } from '@/features/registrations/review/registration-heading'
import { RegistrationRecord } from '@/features/registrations/review/registration-record'
import { addressOf, filterQuery, queueFilter, queueQuery, readFilter } from '@/features/registrations/review/rules'
import { waitingPosition } from '@/features/registrations/waiting-list/queries'
import { WaitingPanel } from '@/features/registrations/waiting-list/waiting-panel'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/registrations/[id]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('review.one'), robots: { index: false } } : {}
}

/** One registration: who, what to decide, what was answered, what happened. */
export default async function Registration({ params, searchParams }: Props) {
  const { locale, event: slug, id } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await viewEvent(slug)
  const found = await getRegistration(event, id)
  if (!found) notFound()
  const { registration, category } = found
  const query = await searchParams
  const { done, batch, decided: decidedId } = query
  const queue = query.queue === '1' ? queueFilter(readFilter(query)) : null
  const [
    mails,
    reasons,
    decisions,
    requests,
    opinions,
    candidates,
    waiting,
    files,
    change,
    answered,
    party,
    membership,
    applied,
    categories,
    roles,
    place,
    [decided],
  ] = await Promise.all([
    listRegistrationMails(event, id),
    listReasons(event),
    listDecisions(event, id),
    listInformationRequests(event, id),
    event.needsSecondOpinion ? listOpinions(event, id) : [],
    listCandidates(event, id),
    registration.state === 'waiting_list' ? waitingPosition(event, registration) : null,
    listFiles({ registrationId: id }),
    pendingChange(event, id),
    answeredQuestions(registration),
    readParty(event, registration),
    membershipOf(registration),
    appliedChanges(event, id),
    listCategories(event),
    listRoles(event, { withRetired: true }),
    queue ? queuePlace(event, queue, id) : null,
    typeof decidedId === 'string' && decidedId !== id ? listPeople(event, [decidedId]) : [],
  ])
  const t = texts(locale)
  const admin = `/${locale}/admin/${event.slug}`
  const questions = answered.filter(({ dataKind }) => sees(event, dataKind))
  const photo = files.find(({ kind }) => kind === 'photo')
  const answers = new Set(answered.map((question) => question.id))
  const otherFiles = files.filter(({ aboutId }) => !answers.has(aboutId ?? ''))
  const reviews = ['owner', 'organiser', 'reviewer'].includes(event.role)
  const canChange = event.role !== 'viewer' && event.state !== 'archived'
  return (
    <EventFrame
      locale={locale}
      event={event}
      section="registrations"
      path={`/registrations/${id}${queue ? queueQuery(queue) : ''}`}
    >
      <p className="flex flex-wrap gap-x-6">
        <Link
          href={`${admin}/registrations${queue ? filterQuery(queue) : ''}` as Route}
          prefetch={false}
          className="inline-flex min-h-11 items-center text-sm"
        >
          {t('review.title')}
        </Link>
        {queue && place && (
          <QueueLinks t={t} base={`${admin}/registrations`} filter={queue} place={place} decided={decided?.id} />
        )}
      </p>
      {queue && (
        <Help
          title={t('review.help.queue.title')}
          text={['order', 'undo'].map((part) => t(`review.help.queue.${part}`))}
        />
      )}
      {done === 'changed' && (
        <p role="alert" className="notice measure mb-6">
          {t('review.done.changed')}
        </p>
      )}
      {done === 'undone' && <UndoneNotice t={t} query={query} />}
      {typeof done === 'string' && done !== 'changed' && (
        <DoneNotice
          t={t}
          base={`${admin}/registrations`}
          done={done}
          person={decided}
          batch={typeof batch === 'string' ? batch : null}
          undo={
            canChange
              ? { locale, event: slug, registration: decided?.id ?? id, queue: queue && addressOf(queue) }
              : null
          }
        />
      )}
      <RegistrationHeading locale={locale} event={event} registration={registration} photo={photo} />
      {canChange && (
        <p className="xl:hidden">
          <a href="#decide" className="inline-flex min-h-11 items-center">
            {t('review.to_decision')}
          </a>
        </p>
      )}
      {canChange && event.role !== 'onsite' && (
        <div className="mt-6">
          {change && (
            <ChangeReview
              locale={locale}
              event={event}
              registration={registration}
              form={category.form}
              change={change}
            />
          )}
          <CompanionsRemain
            locale={locale}
            place={{ locale, event: event.slug, registration: id }}
            person={registration}
            companions={party.companions}
          />
          <CandidateList locale={locale} base={`${admin}/registrations`} registrationId={id} candidates={candidates} />
        </div>
      )}
      <div className="mt-8 grid gap-10 xl:grid-cols-[minmax(0,1fr)_24rem] xl:grid-rows-[auto_1fr]">
        <div className="min-w-0 space-y-10">
          <GivenAnswers
            locale={locale}
            event={event}
            found={found}
            membership={membership}
            questions={questions}
            files={files}
          />
          <ChangeList
            locale={locale}
            event={event}
            form={category.form}
            changes={applied}
            questions={questions.map(fieldOf)}
            names={[...categories, ...roles]}
          />
          <PartyList locale={locale} party={party} base={`${admin}/registrations`} />
          {reviews && otherFiles.length > 0 && (
            <TitledSection id="files" title={t('files.title')}>
              <FileList locale={locale} event={event} files={otherFiles} />
            </TitledSection>
          )}
          {requests.length > 0 && (
            <TitledSection id="requests" title={t('review.requests.title')}>
              <RequestList locale={locale} timeZone={event.timeZone} requests={requests} />
            </TitledSection>
          )}
        </div>
        <aside
          id="decide"
          aria-label={t('review.decide')}
          className="min-w-0 xl:col-start-2 xl:row-span-2 xl:row-start-1"
        >
          {canChange && waiting && event.role !== 'onsite' && (
            <WaitingPanel locale={locale} event={event} registration={registration} place={waiting} />
          )}
          {canChange ? (
            <div className="panel xl:sticky xl:top-6">
              {opinions.length > 0 && (
                <p className="notice mb-4">
                  {t('review.opinion', { person: opinions.map(({ email }) => email).join(', ') })}
                </p>
              )}
              <DecisionPanel
                locale={locale}
                event={event}
                registration={registration}
                category={category}
                reasons={reasons}
                queue={queue && addressOf(queue)}
              />
            </div>
          ) : (
            <p className="notice">{t(event.state === 'archived' ? 'refusals.event_archived' : 'review.viewer')}</p>
          )}
        </aside>
        <div className="min-w-0 space-y-10">
          <RegistrationRecord
            locale={locale}
            event={event}
            found={found}
            decisions={decisions}
            mails={mails}
            hasPhoto={photo !== undefined}
            canChange={canChange}
          />
        </div>
      </div>
    </EventFrame>
  )
}
