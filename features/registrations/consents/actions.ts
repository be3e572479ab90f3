'use server'
import type { Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { type FormState, formAction } from '@/lib/form-action'
import { texts } from '@/lib/texts'
import { ownRegistration, takeOwnTurn } from '../own/access'
import { type OwnPlace, ownPlace } from '../schema'
import { saveConsents } from './commands'
import { readConsents } from './queries'
import { consentFields } from './rules'

/** A person agrees, or no longer agrees. `version`: the wording that stood on their page. */
export async function consentsAction(
  given: OwnPlace,
  version: number,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const place = ownPlace.safeParse(given).data ?? notFound()
  const own = await ownRegistration(place.event, place.token)
  const { stands } = await readConsents(own)
  return formAction(texts(place.locale), consentFields(stands), form, async (answers) => {
    await takeOwnTurn(own)
    await saveConsents(own, answers, { version, locale: place.locale }, new Date())
    redirect(`/${place.locale}/${place.event}/my/${place.token}?done=consents` as Route)
  })
}
