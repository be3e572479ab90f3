'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { reviewEvent } from '@/features/events/access'
import { type FormState, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { decideChange } from './commands'

/** The ticked fields of a correction are taken over; by the second button none. */
export async function decideChangeAction(
  place: { locale: Locale; event: string; registration: string; change: string },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await reviewEvent(place.event)
  const locale = isLocale(place.locale) ? place.locale : DEFAULT_LOCALE
  return refusing(texts(locale), {}, async () => {
    const fields = form.has('none') ? [] : form.getAll('field').map(String)
    await decideChange(event, place.registration, place.change, fields, new Date())
    const done = fields.length > 0 ? 'change' : 'change_left'
    redirect(`/${locale}/admin/${event.slug}/registrations/${place.registration}?done=${done}` as Route)
  })
}
