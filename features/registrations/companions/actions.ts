'use server'
import type { Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { takeTurn } from '@/features/accounts/rate/commands'
import { reviewEvent } from '@/features/events/access'
import { Refusal } from '@/lib/errors'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { ownRegistration, takeOwnTurn } from '../own/access'
import { type OwnPlace, ownPlace } from '../schema'
import { addCompanion, endCompanions, withdrawCompanion } from './commands'
import { companionFields } from './rules'

async function gate(given: OwnPlace) {
  const place = ownPlace.safeParse(given).data ?? notFound()
  const own = await ownRegistration(place.event, place.token)
  return { own, place, here: `/${place.locale}/${place.event}/my/${place.token}/companions`, t: texts(place.locale) }
}

/** A person names a companion. */
export async function addCompanionAction(given: OwnPlace, _state: FormState, form: FormData): Promise<FormState> {
  const { own, place, here, t } = await gate(given)
  return formAction(t, companionFields(), form, async (answers) => {
    // Each sends a letter to an address that may be anybody's.
    if (!(await takeTurn(['companions', own.registration.id], 40, 24 * 60 * 60))) throw new Refusal('companions_often')
    await addCompanion(own, answers, place.locale, new Date())
    redirect(`${here}?done=added` as Route)
  })
}

/** A person withdraws one of their companions. */
export async function withdrawCompanionAction(given: OwnPlace & { companion: string }): Promise<FormState> {
  const { own, here, t } = await gate(given)
  return refusing(t, {}, async () => {
    await takeOwnTurn(own)
    await withdrawCompanion(own, String(given.companion), new Date()).catch((error: unknown) => {
      // Ended in another window or by an organiser meanwhile: the page shows it.
      if (error instanceof Refusal && error.code === 'move_not_allowed') redirect(here as Route)
      throw error
    })
    redirect(`${here}?done=withdrawn` as Route)
  })
}

/** An organiser ends the companions of somebody who takes part no more. */
export async function endCompanionsAction(place: {
  locale: Locale
  event: string
  registration: string
}): Promise<FormState> {
  const event = await reviewEvent(place.event)
  const locale = isLocale(place.locale) ? place.locale : DEFAULT_LOCALE
  return refusing(texts(locale), {}, async () => {
    const { batchId, to } = await endCompanions(event, place.registration, new Date())
    redirect(`/${locale}/admin/${event.slug}/registrations/${place.registration}?done=${to}&batch=${batchId}` as Route)
  })
}
