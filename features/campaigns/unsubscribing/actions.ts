'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { orNotFound } from '@/features/events/access'
import type { FormState } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { subscribeAgain, unsubscribe } from './commands'

/** Ends the bulletins, or lets them come again; who holds the mail's link may. */
export async function unsubscribeAction(
  place: { locale: Locale; token: string; again: boolean },
  _state: FormState,
): Promise<FormState> {
  const locale = isLocale(place.locale) ? place.locale : DEFAULT_LOCALE
  const act = place.again ? subscribeAgain : unsubscribe
  await orNotFound(act(String(place.token)).then((isOurs) => isOurs || null))
  redirect(`/${locale}/unsubscribe/${place.token}?done=1` as Route)
}
