'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { reviewEvent } from '@/features/events/access'
import { type FormState, formAction } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { setPriority } from './commands'
import { PRIORITY_FIELDS } from './rules'

/** Puts a person before or behind others on the waiting list, with the reason. */
export async function setPriorityAction(
  place: { locale: Locale; event: string; registration: string },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await reviewEvent(place.event)
  const locale = isLocale(place.locale) ? place.locale : DEFAULT_LOCALE
  return formAction(texts(locale), PRIORITY_FIELDS, form, async ({ priority, priorityReason = '' }) => {
    await setPriority(event, place.registration, { priority: Number(priority), reason: priorityReason }, new Date())
    redirect(`/${locale}/admin/${event.slug}/registrations/${place.registration}?done=priority` as Route)
  })
}
