import type { Route } from 'next'
import Link from 'next/link'
import { TitledSection } from '@/components/titled-section'
import type { ViewedEvent } from '@/features/events/access'
import { MailTable } from '@/features/mail/mailbox/mail-table'
import type { listRegistrationMails } from '@/features/mail/queries'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { AnswerList } from '../form/answer-list'
import { travelFields } from '../own/rules'
import { sees } from '../privacy/rules'
import type { getRegistration } from '../queries'
import { isLive } from '../rules'
import { DecisionList } from './decision-list'
import { History } from './history'
import type { listDecisions } from './queries'
import { ConsentList, NameForms } from './registration-details'

type Props = {
  locale: Locale
  event: ViewedEvent
  found: NonNullable<Awaited<ReturnType<typeof getRegistration>>>
  decisions: Awaited<ReturnType<typeof listDecisions>>
  mails: Awaited<ReturnType<typeof listRegistrationMails>>
  hasPhoto: boolean
  canChange: boolean
}

/** What is kept of a registration beside its answers: names, consents, travel, decisions, mails, what happened. */
export function RegistrationRecord({ locale, event, found, decisions, mails, hasPhoto, canChange }: Props) {
  const t = texts(locale)
  const { registration, category, history, consents } = found
  const admin = `/${locale}/admin/${event.slug}`
  const page = `${admin}/registrations/${registration.id}`
  const manages = ['owner', 'organiser'].includes(event.role)
  const reviews = manages || event.role === 'reviewer'
  return (
    <>
      <TitledSection id="names" title={t('review.names')}>
        <NameForms locale={locale} event={event} registration={registration} canChange={canChange} />
      </TitledSection>
      <TitledSection id="consents" title={t('review.consents')}>
        <ConsentList
          locale={locale}
          timeZone={event.timeZone}
          consents={consents}
          isMember={registration.delegationId !== null && registration.companionOfId === null}
        />
      </TitledSection>
      {reviews && (
        <p className="flex flex-wrap gap-x-6">
          {canChange && isLive(registration.state) && (
            <Link href={`${page}/photo` as Route} prefetch={false} className="inline-flex min-h-11 items-center">
              {t(
                registration.isPhotoExempt
                  ? 'files.photo.exempt_title'
                  : hasPhoto
                    ? 'files.photo.replace'
                    : 'files.photo.upload',
              )}
            </Link>
          )}
          {manages && category.asksTravelDocument && (
            <Link href={`${page}/passport` as Route} prefetch={false} className="inline-flex min-h-11 items-center">
              {t('passport.link')}
            </Link>
          )}
          {manages && (
            <Link href={`${page}/privacy` as Route} prefetch={false} className="inline-flex min-h-11 items-center">
              {t('protection.title')}
            </Link>
          )}
        </p>
      )}
      {sees(event, 'travel') && Object.keys(registration.travel).length > 0 && (
        <TitledSection id="travel" title={t('my.parts.travel')}>
          <AnswerList locale={locale} form={category.form} fields={travelFields(event)} answers={registration.travel} />
        </TitledSection>
      )}
      {decisions.length > 0 && (
        <TitledSection id="decisions" title={t('review.decisions.title')}>
          <DecisionList locale={locale} timeZone={event.timeZone} decisions={decisions} />
        </TitledSection>
      )}
      {sees(event, 'contacts') && (
        <TitledSection id="mails" title={t('admin.nav.mail')}>
          <MailTable locale={locale} timeZone={event.timeZone} base={`${admin}/mail`} rows={mails} showsTo={false} />
        </TitledSection>
      )}
      <TitledSection id="history" title={t('review.history.title')}>
        <History locale={locale} timeZone={event.timeZone} history={history} />
      </TitledSection>
    </>
  )
}
