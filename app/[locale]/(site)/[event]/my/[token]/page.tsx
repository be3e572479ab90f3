import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Facts } from '@/components/facts'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import { TitledSection } from '@/components/titled-section'
import { hasRelease } from '@/features/agenda/public/queries'
import { hasCertificate } from '@/features/registrations/certificate/rules'
import { answersOf } from '@/features/registrations/commands'
import { CompanionPart } from '@/features/registrations/companions/companion-part'
import { hostOf, listCompanions } from '@/features/registrations/companions/queries'
import { fieldsAskedOf, mayBring } from '@/features/registrations/companions/rules'
import { AnswerList } from '@/features/registrations/form/answer-list'
import { correctableFields, fixedFields } from '@/features/registrations/form/rules'
import { membershipRows } from '@/features/registrations/members/membership'
import { membershipOf } from '@/features/registrations/members/queries'
import { placeOf } from '@/features/registrations/notices/commands'
import { ownRegistration } from '@/features/registrations/own/access'
import { readOwn } from '@/features/registrations/own/queries'
import { lacksAnswers, mayWithdraw, ownParts, tasksOf, toldOf } from '@/features/registrations/own/rules'
import { TaskList } from '@/features/registrations/own/task-list'
import { answeredFields, asFormAnswers, hasOpenQuestions } from '@/features/registrations/questions/rules'
import { isCorrectable } from '@/features/registrations/rules'
import { StateTag } from '@/features/registrations/state-tag'
import { formatDateRange, formatDateTime } from '@/lib/dates'
import { inLocale, isLocale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/my/[token]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('my.title'), robots: { index: false } } : {}
}

/** A person's own page: how it stands, what to do, what was answered. */
export default async function MyRegistration({ params, searchParams }: Props) {
  const { locale, event: slug, token } = await params
  if (!isLocale(locale)) notFound()
  const own = await ownRegistration(slug, token)
  const { event, registration, category } = own
  const { request, files, passport, pending, questions, hasConsents } = await readOwn(own)
  const [companions, host, membership, isReleased] = await Promise.all([
    listCompanions(registration),
    hostOf(registration),
    membershipOf(registration),
    hasRelease(event),
  ])
  const { done } = await searchParams
  const now = new Date()
  const told = toldOf(registration)
  const answers = answersOf(registration)
  const canCorrect = isCorrectable(told, event, now)
  const photo = files.find(({ kind }) => kind === 'photo')
  const has = {
    openRequest: request !== null,
    openDetails:
      canCorrect &&
      lacksAnswers(fieldsAskedOf(registration, correctableFields(category.form)), { ...answers, ...(pending ?? {}) }),
    openQuestions: hasOpenQuestions(questions, registration.answers),
    photo: photo !== undefined,
    passport: passport !== null,
    consents: hasConsents,
  }
  const tasks = event.state === 'archived' ? [] : tasksOf(registration, category, has, now)
  const standing = tasks.includes('offer') ? 'offered' : told
  const t = texts(locale)
  const home = `/${locale}/${event.slug}/my/${token}`
  return (
    <SiteFrame {...ofEvent(event, locale)} path={`/${event.slug}/my/${token}`}>
      {typeof done === 'string' && t.has(`my.done.${done}`) && (
        <p role="status" className="done mb-8">
          {t(`my.done.${done}`)}
        </p>
      )}
      <p className="text-sm text-muted">{t('my.title')}</p>
      <h1 className="mt-1">{displayName(registration)}</h1>
      {registration.nativeName && <p className="mt-1 text-lg">{registration.nativeName}</p>}
      <section aria-labelledby="state" className="mt-8 border border-rule bg-paper p-5">
        <h2 id="state" className="sr-only">
          {t('my.state')}
        </h2>
        <StateTag t={t} state={told} />
        <p className="mt-3 text-lg">{t(`my.states.${standing}.text`)}</p>
        <p className="mt-2 text-muted">{t(`my.states.${standing}.next`, { email: event.contactEmail })}</p>
      </section>
      {hasCertificate(event, registration, now) && (
        <p className="mt-6">
          <a href={`/api/my/${event.slug}/${token}/certificate`} className="button button-primary">
            {t('certificate.get')}
          </a>
        </p>
      )}
      {registration.erasureRequestedAt && (
        <p className="notice mt-8">
          {t('my.erasure_requested', {
            date: formatDateTime(registration.erasureRequestedAt, locale, event.timeZone),
          })}
        </p>
      )}
      <TaskList
        locale={locale}
        own={own}
        place={{ locale, event: slug, token }}
        home={home}
        tasks={tasks}
        request={request}
      />
      {photo && (
        <img
          src={`/api/my/${event.slug}/${token}/files/${photo.id}`}
          alt={t('files.photo_of', { name: displayName(registration) })}
          width={96}
          height={128}
          className="mt-8 h-32 w-24 border border-rule object-cover"
        />
      )}
      <div className="mt-8">
        <Facts
          rows={[
            { label: t('sent.reference'), value: <strong className="tabular-nums">{registration.reference}</strong> },
            { label: t('my.category'), value: inLocale(category.name, locale) },
            ...membershipRows({ locale, membership }),
            { label: t('companions.of'), value: host && displayName(host) },
            { label: t('event.when'), value: formatDateRange(event.startsAt, event.endsAt, locale, event.timeZone) },
            { label: t('event.where'), value: placeOf(event, locale) },
            { label: t('my.sent_at'), value: formatDateTime(registration.createdAt, locale, event.timeZone) },
          ]}
        />
        {!['withdrawn', 'declined', 'cancelled'].includes(told) && (
          <p className="mt-3">
            <a href={`/api/events/${event.slug}/calendar/${locale}`}>{t('event.calendar')}</a>
          </p>
        )}
      </div>
      <CompanionPart
        locale={locale}
        companions={companions}
        most={category.mostCompanions}
        canBring={mayBring(registration, category, event, now)}
        home={home}
      />
      <TitledSection id="answers" title={t('my.answers')} className="mt-10">
        {pending && <p className="notice mb-3">{t('my.pending')}</p>}
        <AnswerList
          locale={locale}
          form={category.form}
          fields={[
            ...fieldsAskedOf(registration, fixedFields(category.form)),
            ...answeredFields(questions, registration.answers),
          ]}
          answers={{ ...answers, ...asFormAnswers(registration.answers) }}
        />
      </TitledSection>
      <p className="mt-8 flex flex-wrap items-center gap-x-6 gap-y-3">
        {canCorrect && (
          <a href={`${home}/correct`} className="button button-primary">
            {t('my.correct')}
          </a>
        )}
        {event.state !== 'archived' && mayWithdraw(registration) && (
          <a href={`${home}/withdraw`} className="inline-flex min-h-11 items-center text-danger">
            {t('my.withdraw')}
          </a>
        )}
      </p>
      {canCorrect && (
        <ul className="mt-6">
          {ownParts(registration, category, { ...has, questions: questions.length > 0 }).map((part) => (
            <li key={part}>
              <a href={`${home}/${part}`} className="inline-flex min-h-11 items-center">
                {t(`my.parts.${part}`)}
              </a>
            </li>
          ))}
        </ul>
      )}
      {isReleased && (
        <p>
          <a href={`${home}/sessions`} className="inline-flex min-h-11 items-center">
            {t('programme.own')}
          </a>
        </p>
      )}
      <p>
        <a href={`${home}/consents`} className="inline-flex min-h-11 items-center">
          {t('my.parts.consents')}
        </a>
      </p>
      <p>
        <a href={`${home}/data`} className="inline-flex min-h-11 items-center">
          {t('my.parts.data')}
        </a>
      </p>
      <p className="hint mt-6">{t('my.keep_private')}</p>
    </SiteFrame>
  )
}
