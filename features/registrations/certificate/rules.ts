import type { events } from '@/db/schema/events'
import type { registrations } from '@/db/schema/registrations'
import { formatDateRange } from '@/lib/dates'
import { inLocale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'
import { placeOf } from '../notices/commands'
import { toldOf } from '../own/rules'
import { isAccepted } from '../rules'

type EventRow = typeof events.$inferSelect
type RegistrationRow = typeof registrations.$inferSelect

/** A certificate is for who was accepted, from the end of the event on. */
export function hasCertificate(event: Pick<EventRow, 'endsAt'>, registration: RegistrationRow, now: Date): boolean {
  return isAccepted(toldOf(registration)) && registration.erasedAt === null && event.endsAt <= now
}

/** What the certificate says, in the person's language: the template puts it in its places and adds nothing. */
export function certificateText(event: EventRow, registration: RegistrationRow) {
  const { locale } = registration
  const t = texts(locale)
  const name = displayName(registration, locale)
  const native = registration.nativeName === displayName({ ...registration, title: '' }) ? '' : registration.nativeName
  return {
    lang: locale,
    colour: event.colour,
    host: inLocale(event.host, locale),
    title: t('certificate.title'),
    given: t('certificate.given'),
    name,
    native,
    function: [registration.position, registration.institution].filter(Boolean).join(', '),
    took: t('certificate.took'),
    event: inLocale(event.name, locale),
    when: [formatDateRange(event.startsAt, event.endsAt, locale, event.timeZone), placeOf(event, locale)]
      .filter(Boolean)
      .join(' · '),
    reference: `${t('mail.fact.reference')}: ${registration.reference}`,
    signature: t('certificate.signature'),
  }
}
