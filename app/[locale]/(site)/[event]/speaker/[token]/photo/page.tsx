import type { Metadata, Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ownSpeaker } from '@/features/speakers/own/access'
import { ownPhotoAction } from '@/features/speakers/own/actions'
import { OwnSpeakerFrame } from '@/features/speakers/own/own-frame'
import { UploadForm } from '@/features/speakers/upload-form'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/speaker/[token]/photo'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('speakers.own.parts.photo'), robots: { index: false } } : {}
}

/** A speaker's own photo for the public. */
export default async function OwnPhoto({ params }: Props) {
  const { locale, event: slug, token } = await params
  if (!isLocale(locale)) notFound()
  const { event } = await ownSpeaker(slug, token)
  if (event.state === 'archived') redirect(`/${locale}/${event.slug}/speaker/${token}` as Route)
  const t = texts(locale)
  return (
    <OwnSpeakerFrame locale={locale} event={event} token={token} path="/photo" title={t('speakers.own.parts.photo')}>
      <p className="measure mb-6">{t('speakers.own.photo_text')}</p>
      <UploadForm locale={locale} kind="photo" action={ownPhotoAction.bind(null, { locale, event: slug, token })} />
    </OwnSpeakerFrame>
  )
}
