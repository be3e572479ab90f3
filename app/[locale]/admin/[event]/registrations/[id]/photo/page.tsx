import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { requireUser } from '@/features/accounts/access'
import { reviewEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { photoExemptAction, photoForAction } from '@/features/registrations/photo/actions'
import { PhotoForm } from '@/features/registrations/photo/photo-form'
import { getRegistration } from '@/features/registrations/queries'
import { isLive } from '@/features/registrations/rules'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/registrations/[id]/photo'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('my.parts.photo'), robots: { index: false } } : {}
}

/** The secretariat uploads one person's photo. */
export default async function PersonsPhoto({ params }: Props) {
  const { locale, event: slug, id } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await reviewEvent(slug)
  const found = await getRegistration(event, id)
  if (!found) notFound()
  const { registration } = found
  const t = texts(locale)
  const isOpen = event.state !== 'archived' && isLive(registration.state)
  const canChange = isOpen && !registration.isPhotoExempt
  return (
    <EventFrame locale={locale} event={event} section="registrations" path={`/registrations/${id}/photo`}>
      <p>
        <Link
          href={`/${locale}/admin/${event.slug}/registrations/${id}` as Route}
          prefetch={false}
          className="inline-flex min-h-11 items-center text-sm"
        >
          {t('passport.back')}
        </Link>
      </p>
      <h1 className="mb-2">{t('my.parts.photo')}</h1>
      <p className="mb-6 text-lg">{displayName(registration)}</p>
      {canChange ? (
        <div className="measure">
          <p className="mb-4">{t('files.photo.for_person')}</p>
          <PhotoForm locale={locale} action={photoForAction.bind(null, { locale, event: slug, registration: id })} />
        </div>
      ) : (
        <p className="notice measure">
          {t(registration.isPhotoExempt ? 'refusals.photo_not_needed' : 'files.photo.closed')}
        </p>
      )}
      {isOpen && (
        <section aria-labelledby="exempt" className="measure mt-10">
          <h2 id="exempt" className="mb-2 text-xl">
            {t('files.photo.exempt_title')}
          </h2>
          <p className="mb-4">{t(registration.isPhotoExempt ? 'files.photo.is_exempt' : 'files.photo.exempt_text')}</p>
          <Form
            id="exempt-form"
            action={photoExemptAction.bind(null, {
              locale,
              event: slug,
              registration: id,
              isExempt: !registration.isPhotoExempt,
            })}
            groups={[]}
            labels={formLabels(t)}
            submit={t(registration.isPhotoExempt ? 'files.photo.ask_again' : 'files.photo.exempt')}
            tone="quiet"
          />
        </section>
      )}
    </EventFrame>
  )
}
