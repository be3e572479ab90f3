'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { manageEvent } from '@/features/events/access'
import { wakeWorker } from '@/features/mail/worker/commands'
import { Refusal } from '@/lib/errors'
import { type FormState, formAction } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { decideRegistration, setSortKey } from '../commands'
import type { RegistrationState } from '../rules'
import { isRegistrationState, NOTE_FIELDS, SORT_KEY_FIELDS } from './rules'

/** Whose registration it is. Comes back from the browser, so the gate and the commands look it up again. */
export type ReviewPlace = { locale: Locale; event: string; registration: string }

/** `from`: the state that the organiser saw; `to`: where the form's first button moves it, other buttons say so themselves. */
export async function decideAction(
  place: ReviewPlace,
  move: { from: RegistrationState; to: RegistrationState },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(place.event)
  const locale = known(place.locale)
  const to = form.get('to') ?? move.to
  return formAction(texts(locale), NOTE_FIELDS, form, async ({ note }) => {
    if (!isRegistrationState(to) || !isRegistrationState(move.from)) throw new Refusal('move_not_allowed')
    const here = `/${locale}/admin/${event.slug}/registrations/${place.registration}`
    const decision = { from: move.from, to, note: note ?? '' }
    await decideRegistration(event, place.registration, decision, new Date()).catch((error: unknown) => {
      // The form that was sent may not be on the page as it is now, so the page itself says it.
      if (error instanceof Refusal && error.code === 'registration_changed') redirect(`${here}?done=changed` as Route)
      throw error
    })
    wakeWorker()
    redirect(`${here}?done=${to}` as Route)
  })
}

/** Sets where the person stands in alphabetical lists. */
export async function setSortKeyAction(place: ReviewPlace, _state: FormState, form: FormData): Promise<FormState> {
  const event = await manageEvent(place.event)
  const locale = known(place.locale)
  return formAction(texts(locale), SORT_KEY_FIELDS, form, async ({ sortKey }) => {
    await setSortKey(event, place.registration, sortKey!, new Date())
    redirect(`/${locale}/admin/${event.slug}/registrations/${place.registration}?done=sort_key` as Route)
  })
}

function known(locale: unknown): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
