import type { Metadata, Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ownSpeaker } from '@/features/speakers/own/access'
import { ownProfileAction } from '@/features/speakers/own/actions'
import { OwnSpeakerFrame } from '@/features/speakers/own/own-frame'
import { SpeakerForm } from '@/features/speakers/speaker-form'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/speaker/[token]/profile'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('speakers.own.parts.profile'), robots: { index: false } } : {}
}

/** A speaker's own profile. */
export default async function OwnProfile({ params }: Props) {
  const { locale, event: slug, token } = await params
  if (!isLocale(locale)) notFound()
  const { event, speaker, registration } = await ownSpeaker(slug, token)
  const home = `/${locale}/${event.slug}/speaker/${token}`
  if (event.state === 'archived') redirect(home as Route)
  const t = texts(locale)
  return (
    <OwnSpeakerFrame
      locale={locale}
      event={event}
      token={token}
      path="/profile"
      title={t('speakers.own.parts.profile')}
    >
      {registration && (
        <p className="notice mb-6">{t('speakers.own.from_registration', { email: event.contactEmail })}</p>
      )}
      <SpeakerForm
        locale={locale}
        event={event}
        speaker={speaker}
        isLinked={registration !== null}
        isOwn
        keep={`speaker/${speaker.id}`}
        action={ownProfileAction.bind(null, { locale, event: slug, token }, speaker.version)}
        back={home}
      />
    </OwnSpeakerFrame>
  )
}
