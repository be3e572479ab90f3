import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TitledSection } from '@/components/titled-section'
import { requireUser } from '@/features/accounts/access'
import { editEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { createSpeakerAction, linkAction } from '@/features/speakers/actions'
import { RegistrationSearch } from '@/features/speakers/registration-search'
import { SpeakerForm } from '@/features/speakers/speaker-form'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/speakers/new'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('speakers.add'), robots: { index: false } } : {}
}

/** One more speaker: somebody who is registered, or by hand. */
export default async function NewSpeaker({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await editEvent(slug)
  if (event.state === 'archived') notFound()
  const { q } = await searchParams
  const t = texts(locale)
  const place = { locale, event: slug }
  const base = `/${locale}/admin/${event.slug}/speakers`
  return (
    <EventFrame locale={locale} event={event} section="speakers" path="/speakers/new">
      <h1 className="mb-6">{t('speakers.add')}</h1>
      <div className="max-w-4xl space-y-10">
        {(event.role === 'owner' || event.role === 'organiser') && (
          <TitledSection id="registered" title={t('speakers.link.registered')} isRoomy>
            <p className="hint mb-4">{t('speakers.link.text')}</p>
            <RegistrationSearch
              locale={locale}
              slug={slug}
              base={`${base}/new`}
              search={typeof q === 'string' ? q.slice(0, 200) : ''}
              submit={(name) => t('speakers.link.create', { name })}
              action={linkAction.bind(null, { ...place, speaker: null, version: 0 })}
            />
          </TitledSection>
        )}
        <TitledSection id="by-hand" title={t('speakers.by_hand')} isRoomy>
          <SpeakerForm
            locale={locale}
            event={event}
            speaker={null}
            isLinked={false}
            keep={`speakers/new/${event.id}`}
            action={createSpeakerAction.bind(null, place)}
            back={base}
          />
        </TitledSection>
      </div>
    </EventFrame>
  )
}
