import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Facts } from '@/components/facts'
import { Form } from '@/components/form'
import { TitledSection } from '@/components/titled-section'
import { requireUser } from '@/features/accounts/access'
import { editEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { listFiles } from '@/features/files/queries'
import {
  arrangeDocumentAction,
  changeSpeakerAction,
  removeSpeakerAction,
  speakerDocumentAction,
  speakerPhotoAction,
  writeToSpeakersAction,
} from '@/features/speakers/actions'
import { DocumentList } from '@/features/speakers/document-list'
import { correspondent, getSpeaker, listDraftSessions } from '@/features/speakers/queries'
import { isGone, roundOf } from '@/features/speakers/rules'
import { SpeakerForm } from '@/features/speakers/speaker-form'
import { SpeakerStateTag } from '@/features/speakers/speaker-state-tag'
import { UploadForm } from '@/features/speakers/upload-form'
import { countryName } from '@/lib/countries'
import { formatDateTime } from '@/lib/dates'
import { formLabels } from '@/lib/field-views'
import { inLocale, isLocale, LOCALE_NAMES } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/speakers/[speaker]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('speakers.one'), robots: { index: false } } : {}
}

/** One speaker: how it stands, the profile, photo, documents, and the way out. */
export default async function SpeakerPage({ params, searchParams }: Props) {
  const { locale, event: slug, speaker: id } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await editEvent(slug)
  const found = await getSpeaker(event, id)
  if (!found) notFound()
  const { done, count, remove } = await searchParams
  const { speaker, registration, photoVersion } = found
  const [files, sessions] = await Promise.all([listFiles({ speakerId: speaker.id }), listDraftSessions(event, id)])
  const t = texts(locale)
  const now = new Date()
  const labels = formLabels(t)
  const admin = `/${locale}/admin/${event.slug}`
  const base = `${admin}/speakers/${speaker.id}`
  const place = { locale, event: slug, speaker: speaker.id }
  const canChange = event.state !== 'archived'
  const manages = event.role === 'owner' || event.role === 'organiser'
  const to = correspondent(found)
  const name = displayName(registration ?? speaker, locale) || '—'
  const round = canChange && event.state === 'published' ? roundOf({ ...speaker, email: to.email }, now) : null
  const on = (date: Date | null) => (date ? formatDateTime(date, locale, event.timeZone) : '')
  const wasWritten = speaker.invitedAt || speaker.remindedAt
  return (
    <EventFrame locale={locale} event={event} section="speakers" path={`/speakers/${speaker.id}`}>
      <p>
        <Link
          href={`${admin}/speakers` as Route}
          prefetch={false}
          className="inline-flex min-h-11 items-center text-sm"
        >
          {t('speakers.title')}
        </Link>
      </p>
      {typeof done === 'string' && t.has(`speakers.done.${done}`) && (
        <p role="status" className="done measure mb-6">
          {t(`speakers.done.${done}`, { count: Number(count) || 0 })}
        </p>
      )}
      <h1 className="mb-2">{name}</h1>
      <p className="mb-4">
        <SpeakerStateTag t={t} state={speaker.state} />
      </p>
      {registration?.erasedAt ? (
        <p className="notice measure mb-6">{t('speakers.erased')}</p>
      ) : (
        registration?.isKeptOffLists && <p className="notice measure mb-6">{t('speakers.kept_off')}</p>
      )}
      {!registration?.erasedAt && isGone(registration) && (
        <p className="notice measure mb-6">
          {t('speakers.registration_is', { state: t(`states.${registration?.state}`) })}{' '}
          {t('speakers.registration_ask')}
        </p>
      )}
      {speaker.state === 'declined' && sessions.length > 0 && (
        <p className="notice measure mb-6">{t('speakers.declined_in', { count: sessions.length })}</p>
      )}
      <div className="max-w-4xl space-y-10">
        <div>
          <Facts
            rows={[
              { label: t('speakers.facts.invited'), value: on(speaker.invitedAt) },
              { label: t('speakers.facts.reminded'), value: on(speaker.remindedAt) },
              { label: t('speakers.facts.answered'), value: on(speaker.answeredAt) },
              {
                label: t('speakers.facts.answer'),
                value: speaker.answer && <span className="whitespace-pre-line">{speaker.answer}</span>,
              },
              {
                label: t('speakers.columns.sessions'),
                value:
                  sessions.length > 0
                    ? sessions.map(({ title }) => inLocale(title, locale) || '—').join('; ')
                    : t('speakers.missing.session'),
              },
              ...(registration
                ? [
                    { label: t('fields.country.label'), value: countryName(registration.country, locale) },
                    { label: t('fields.institution.label'), value: registration.institution },
                    { label: t('fields.position.label'), value: registration.position },
                    { label: t('fields.nativeName.label'), value: registration.nativeName },
                    { label: t('fields.locale.label'), value: LOCALE_NAMES[registration.locale] },
                    {
                      label: t('speakers.link.title'),
                      value: manages ? (
                        <Link href={`${admin}/registrations/${registration.id}` as Route} prefetch={false}>
                          {registration.reference}
                        </Link>
                      ) : (
                        t('speakers.linked_short')
                      ),
                    },
                  ]
                : []),
            ]}
          />
          <div className="mt-4 flex flex-wrap items-center gap-4">
            {round && (
              <Form
                id="writing"
                action={writeToSpeakersAction.bind(null, { ...place, round })}
                groups={[]}
                labels={labels}
                submit={t(`speakers.write_one.${round}`)}
                tone={round === 'invite' ? 'primary' : 'quiet'}
              />
            )}
            {manages && canChange && (
              <Link href={`${base}/registration` as Route} prefetch={false} className="button button-quiet">
                {t(registration ? 'speakers.link.unlink' : 'speakers.link.link')}
              </Link>
            )}
          </div>
          {canChange && !round && (
            <p className="hint mt-3">
              {t(
                event.state !== 'published'
                  ? 'speakers.not_written.draft'
                  : to.email && wasWritten
                    ? 'speakers.not_written.today'
                    : 'speakers.not_written.no_email',
              )}
            </p>
          )}
        </div>
        {canChange && (
          <TitledSection id="profile" title={t('speakers.profile')} isRoomy>
            {registration && <p className="notice mb-6">{t('speakers.link.from_registration')}</p>}
            <SpeakerForm
              locale={locale}
              event={event}
              speaker={speaker}
              isLinked={registration !== null}
              keep={`speakers/${speaker.id}`}
              action={changeSpeakerAction.bind(null, {
                ...place,
                version: speaker.version,
                isLinked: registration !== null,
              })}
            />
          </TitledSection>
        )}
        <TitledSection id="photo-title" title={t('speakers.photo.title')} isRoomy>
          {photoVersion && (
            <img
              src={`/api/events/${event.slug}/speakers/${speaker.id}/photo/${photoVersion}`}
              alt={t('files.photo_of', { name })}
              width={120}
              height={160}
              className="mb-4 border border-rule"
            />
          )}
          {canChange && (
            <UploadForm
              // Empty again once a photo is kept.
              key={photoVersion}
              locale={locale}
              kind="photo"
              action={speakerPhotoAction.bind(null, place)}
            />
          )}
          {canChange && photoVersion && (
            <div className="mt-4">
              <Form
                id="photo-removal"
                action={speakerPhotoAction.bind(null, place)}
                groups={[]}
                labels={labels}
                submit={t('speakers.photo.remove')}
                tone="quiet"
              >
                <input type="hidden" name="act" value="remove" />
              </Form>
            </div>
          )}
        </TitledSection>
        <TitledSection id="documents" title={t('speakers.documents.title')} isRoomy>
          <DocumentList
            locale={locale}
            files={files}
            hrefOf={(file) => `/api/events/${event.slug}/speakers/${speaker.id}/files/${file.id}`}
            arrange={canChange ? (file) => arrangeDocumentAction.bind(null, { ...place, file }) : undefined}
          />
          {canChange && (
            <UploadForm
              key={files.length}
              locale={locale}
              kind="document"
              action={speakerDocumentAction.bind(null, place)}
            />
          )}
        </TitledSection>
        {canChange && (
          <TitledSection id="removal-title" title={t('speakers.remove.title')} isRoomy>
            {remove ? (
              <>
                <p className="measure mb-3">
                  {t(sessions.length > 0 ? 'speakers.remove.in_sessions' : 'speakers.remove.text', { name })}
                </p>
                {sessions.length > 0 && (
                  <ul className="mb-4 list-disc ps-5">
                    {sessions.map((session) => (
                      <li key={session.id}>
                        {[inLocale(session.title, locale) || '—', on(session.startsAt)].filter(Boolean).join(' · ')}
                      </li>
                    ))}
                  </ul>
                )}
                <Form
                  id="removal"
                  action={removeSpeakerAction.bind(null, { ...place, version: speaker.version })}
                  groups={[]}
                  labels={labels}
                  submit={t('speakers.remove.confirm')}
                  tone="danger"
                  beside={
                    <Link href={base as Route} prefetch={false} className="button button-quiet">
                      {t('delegations.not_now')}
                    </Link>
                  }
                />
              </>
            ) : (
              <Link
                href={`${base}?remove=1#removal-title` as Route}
                prefetch={false}
                className="inline-flex min-h-11 items-center text-danger"
              >
                {t('speakers.remove.title')}
              </Link>
            )}
          </TitledSection>
        )}
      </div>
    </EventFrame>
  )
}
