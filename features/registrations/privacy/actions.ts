'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { requireFresh } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { type FormState, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { eraseRegistration, setKeptOffLists } from './commands'

type Place = { locale: Locale; event: string; registration: string }

/** Keeps a person off every list that leaves the secretariat, or puts them back on. */
export async function keepOffListsAction(place: Place & { isKeptOff: boolean }): Promise<FormState> {
  const event = await manageEvent(place.event)
  const locale = known(place)
  return refusing(texts(locale), {}, async () => {
    await setKeptOffLists(event, place.registration, place.isKeptOff === true, new Date())
    redirect(`/${locale}/admin/${event.slug}/registrations/${place.registration}/privacy?done=lists` as Route)
  })
}

/** Deletes all that is known of a person; asks for a fresh sign-in first. */
export async function eraseAction(place: Place): Promise<FormState> {
  const event = await manageEvent(place.event)
  const locale = known(place)
  const here = `/${locale}/admin/${event.slug}/registrations/${place.registration}`
  await requireFresh(locale, `${here}/privacy`)
  return refusing(texts(locale), {}, async () => {
    await eraseRegistration(event, place.registration, new Date())
    redirect(`${here}?done=erased` as Route)
  })
}

function known({ locale }: { locale: unknown }): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
