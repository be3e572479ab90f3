'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { reviewEvent } from '@/features/events/access'
import { cropOf } from '@/features/files/rules'
import { type FormState, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { replacePhotoFor, setPhotoExempt } from './commands'

/** The secretariat uploads a person's photo, which came by mail. */
export async function photoForAction(
  place: { locale: Locale; event: string; registration: string },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await reviewEvent(place.event)
  const locale = isLocale(place.locale) ? place.locale : DEFAULT_LOCALE
  return refusing(texts(locale), {}, async () => {
    await replacePhotoFor(event, place.registration, form.get('photo'), cropOf(form, 'photo'), new Date())
    redirect(`/${locale}/admin/${event.slug}/registrations/${place.registration}?done=photo` as Route)
  })
}

/** Whether a photo is asked of a person at all. */
export async function photoExemptAction(
  place: { locale: Locale; event: string; registration: string; isExempt: boolean },
  _state: FormState,
): Promise<FormState> {
  const event = await reviewEvent(place.event)
  const locale = isLocale(place.locale) ? place.locale : DEFAULT_LOCALE
  return refusing(texts(locale), {}, async () => {
    await setPhotoExempt(event, place.registration, place.isExempt === true, new Date())
    redirect(`/${locale}/admin/${event.slug}/registrations/${place.registration}/photo` as Route)
  })
}
