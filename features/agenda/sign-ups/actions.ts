'use server'
import type { Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ownRegistration, takeOwnTurn } from '@/features/registrations/own/access'
import { type OwnPlace, ownPlace } from '@/features/registrations/schema'
import { type FormState, refusing } from '@/lib/form-action'
import { texts } from '@/lib/texts'
import { cancelSignUp, signUp } from './commands'

/** A person takes a place in a session or gives it back; the pressed button says which. */
export async function signUpAction(
  given: OwnPlace,
  sessionId: string,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const place = ownPlace.safeParse(given).data ?? notFound()
  const own = await ownRegistration(place.event, place.token)
  return refusing(texts(place.locale), {}, async () => {
    await takeOwnTurn(own)
    const isCancelled = form.get('sign-up') === 'cancel'
    const done = isCancelled ? 'cancelled' : await signUp(own, String(sessionId), new Date())
    if (isCancelled) await cancelSignUp(own, String(sessionId), new Date())
    redirect(`/${place.locale}/${place.event}/my/${place.token}/sessions/${sessionId}?done=${done}` as Route)
  })
}
