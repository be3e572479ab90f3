import type { Metadata, Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ownRegistration } from '@/features/registrations/own/access'
import { photoAction } from '@/features/registrations/own/actions'
import { OwnFrame } from '@/features/registrations/own/own-frame'
import { toldOf } from '@/features/registrations/own/rules'
import { PhotoForm } from '@/features/registrations/photo/photo-form'
import { isCorrectable } from '@/features/registrations/rules'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/my/[token]/photo'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('my.parts.photo'), robots: { index: false } } : {}
}

/** A person's photo. */
export default async function Own({ params }: Props) {
  const { locale, event: slug, token } = await params
  if (!isLocale(locale)) notFound()
  const { event, registration } = await ownRegistration(slug, token)
  const t = texts(locale)
  const now = new Date()
  if (!isCorrectable(toldOf(registration), event, now) || registration.isPhotoExempt)
    redirect(`/${locale}/${event.slug}/my/${token}` as Route)
  return (
    <OwnFrame locale={locale} event={event} token={token} path="/photo" title={t('my.parts.photo')}>
      <p className="measure mb-6">{t('my.photo_text')}</p>
      <PhotoForm locale={locale} action={photoAction.bind(null, { locale, event: slug, token })} />
    </OwnFrame>
  )
}
