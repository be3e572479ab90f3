import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Facts } from '@/components/facts'
import { Form } from '@/components/form'
import { ofEvent, SiteFrame } from '@/components/site-frame'
import { TitledSection } from '@/components/titled-section'
import { readRelease } from '@/features/agenda/queries'
import { placeOf } from '@/features/registrations/notices/commands'
import { ownSpeaker } from '@/features/speakers/own/access'
import { answerAction } from '@/features/speakers/own/actions'
import { correspondent } from '@/features/speakers/queries'
import { ANSWER_FIELDS, sessionsOfSpeaker } from '@/features/speakers/rules'
import { SpeakerSessions } from '@/features/speakers/session-list'
import { formatDateRange, formatDateTime } from '@/lib/dates'
import { fieldViews, formLabels } from '@/lib/field-views'
import { inLocale, isLocale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/speaker/[token]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('speakers.own.title'), robots: { index: false } } : {}
}

/** A speaker's private page: the question, how it stands, the own sessions, and the way to the profile. */
export default async function OwnSpeakerPage({ params, searchParams }: Props) {
  const { locale, event: slug, token } = await params
  if (!isLocale(locale)) notFound()
  const own = await ownSpeaker(slug, token)
  const { event, speaker, registration, photoVersion } = own
  const { done } = await searchParams
  const programme = (await readRelease(event))?.programme
  const t = texts(locale)
  const home = `/${locale}/${event.slug}/speaker/${token}`
  const isOpen = event.state !== 'archived'
  const isAsked = speaker.state === 'proposed' || speaker.state === 'invited'
  const name = displayName(registration ?? speaker, locale) || correspondent(own).name
  const standing = isAsked ? 'asked' : speaker.state
  return (
    <SiteFrame {...ofEvent(event, locale)} path={`/${event.slug}/speaker/${token}`}>
      {typeof done === 'string' && t.has(`speakers.own.done.${done}`) && (
        <p role="status" className="done mb-8">
          {t(`speakers.own.done.${done}`)}
        </p>
      )}
      <p className="text-sm text-muted">{t('speakers.own.title')}</p>
      <h1 className="mt-1">{name}</h1>
      <section aria-labelledby="state" className="mt-8 border border-rule bg-paper p-5">
        <h2 id="state" className="mb-2 text-xl">
          {t(`speakers.own.${standing}.title`)}
        </h2>
        <p className="mb-4">{t(`speakers.own.${standing}.text`, { event: inLocale(event.name, locale) })}</p>
        {speaker.answeredAt && (
          <p className="mb-4 text-sm text-muted">
            {t('speakers.own.answered', { date: formatDateTime(speaker.answeredAt, locale, event.timeZone) })}
          </p>
        )}
        {isOpen && (
          <Form
            id="answer"
            action={answerAction.bind(
              null,
              { locale, event: slug, token },
              speaker.state === 'confirmed' ? 'declined' : 'confirmed',
            )}
            groups={[{ fields: fieldViews(t, locale, ANSWER_FIELDS, { speakerAnswer: speaker.answer }) }]}
            labels={formLabels(t)}
            submit={t(`speakers.own.${standing}.submit`)}
            tone={isAsked ? 'primary' : 'quiet'}
            beside={
              isAsked && (
                <button type="submit" name="reply" value="declined" className="button button-quiet">
                  {t('speakers.own.decline')}
                </button>
              )
            }
          />
        )}
      </section>
      <div className="mt-8">
        <Facts
          rows={[
            { label: t('event.when'), value: formatDateRange(event.startsAt, event.endsAt, locale, event.timeZone) },
            { label: t('event.where'), value: placeOf(event, locale) },
            { label: t('event.contact'), value: <a href={`mailto:${event.contactEmail}`}>{event.contactEmail}</a> },
          ]}
        />
      </div>
      <TitledSection id="sessions" title={t('speakers.own.sessions')} className="mt-10">
        {sessionsOfSpeaker(programme, speaker.id).length > 0 ? (
          <SpeakerSessions
            locale={locale}
            event={event}
            programme={programme}
            speakerId={speaker.id}
            isPublic={false}
          />
        ) : (
          <p className="text-muted">{t('speakers.own.no_sessions')}</p>
        )}
      </TitledSection>
      <TitledSection id="profile" title={t('speakers.profile')} className="mt-10">
        {photoVersion && (
          <img
            src={`/api/speaker/${event.slug}/${token}/photo?${photoVersion}`}
            alt={t('files.photo_of', { name })}
            width={96}
            height={128}
            className="my-4 border border-rule"
          />
        )}
        <p className="measure">{t('speakers.own.profile_text')}</p>
        {isOpen && (
          <ul className="mt-3">
            {(['profile', 'photo', 'documents'] as const).map((part) => (
              <li key={part}>
                <a href={`${home}/${part}`} className="inline-flex min-h-11 items-center">
                  {t(`speakers.own.parts.${part}`)}
                </a>
              </li>
            ))}
          </ul>
        )}
      </TitledSection>
      <p className="hint mt-6">{t('speakers.own.keep_private')}</p>
    </SiteFrame>
  )
}
