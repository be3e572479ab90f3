'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { requireFresh } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { eraseRegistration, setKeptOffLists, setRetention } from './commands'
import { TERM_FIELDS, TERM_KINDS } from './rules'

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
  await requireFresh(locale, `${here}/privacy?ask=erasure`)
  return refusing(texts(locale), {}, async () => {
    await eraseRegistration(event, place.registration, new Date())
    redirect(`${here}?done=erased` as Route)
  })
}

/** After how many days each kind of data is deleted. */
export async function setRetentionAction(
  place: Omit<Place, 'registration'>,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(place.event)
  const locale = known(place)
  return formAction(texts(locale), TERM_FIELDS, form, async (answers) => {
    const terms = TERM_KINDS.map((kind) => [kind, Math.trunc(Number(answers[`term.${kind}`]))] as const)
    await setRetention(event, Object.fromEntries(terms))
    redirect(`/${locale}/admin/${event.slug}/settings/data?done=retention` as Route)
  })
}

function known({ locale }: { locale: unknown }): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
