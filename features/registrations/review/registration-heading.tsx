import type { ViewedEvent } from '@/features/events/access'
import { formatDate } from '@/lib/dates'
import type { Locale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'
import type { getRegistration } from '../queries'
import { StateTag } from '../state-tag'

type Props = {
  locale: Locale
  event: ViewedEvent
  registration: NonNullable<Awaited<ReturnType<typeof getRegistration>>>['registration']
  photo: { id: string } | undefined
}

/** Who it is, and how the registration stands. */
export function RegistrationHeading({ locale, event, registration, photo }: Props) {
  const t = texts(locale)
  return (
    <>
      {photo && (
        <img
          src={`/api/events/${event.slug}/files/${photo.id}`}
          alt={t('files.photo_of', { name: displayName(registration) })}
          width={96}
          height={128}
          className="float-end ms-6 h-32 w-24 border border-rule object-cover"
        />
      )}
      <h1>{displayName(registration)}</h1>
      {registration.nativeName && <p className="mt-1 text-lg">{registration.nativeName}</p>}
      <p className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1">
        <StateTag t={t} state={registration.state} />
        {registration.toldState !== registration.state && registration.state !== 'draft' && (
          <span className="tag tag-warning">{t('review.untold')}</span>
        )}
        {registration.isKeptOffLists && <span className="tag tag-warning">{t('protection.kept_off')}</span>}
        {registration.erasureRequestedAt && !registration.erasedAt && (
          <span className="tag tag-danger">{t('protection.erasure_requested')}</span>
        )}
        <span className="text-muted">
          {t('review.since', { date: formatDate(registration.stateSince, locale, event.timeZone) })}
        </span>
      </p>
    </>
  )
}
