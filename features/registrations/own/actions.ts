'use server'
import type { Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Refusal } from '@/lib/errors'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { texts } from '@/lib/texts'
import { correctOwnRegistration, withdrawOwnRegistration } from '../commands'
import { correctableFields } from '../form/rules'
import { type OwnPlace, ownPlace } from '../schema'
import { ownRegistration } from './access'

/** A person corrects their data. */
export async function correctAction(given: OwnPlace, _state: FormState, form: FormData): Promise<FormState> {
  const place = ownPlace.safeParse(given).data ?? notFound()
  const { event, registration, category } = await ownRegistration(place.event, place.token)
  const home = `/${place.locale}/${place.event}/my/${place.token}`
  return formAction(texts(place.locale), correctableFields(category.form), form, async (answers) => {
    await correctOwnRegistration(event, category, registration, answers, new Date())
    redirect(`${home}?done=corrected` as Route)
  })
}

/** A person withdraws. */
export async function withdrawAction(given: OwnPlace, _state: FormState): Promise<FormState> {
  const place = ownPlace.safeParse(given).data ?? notFound()
  const { event, registration } = await ownRegistration(place.event, place.token)
  const { locale } = place
  const home = `/${locale}/${place.event}/my/${place.token}` as Route
  return refusing(texts(locale), {}, async () => {
    await withdrawOwnRegistration(event, registration, new Date()).catch((error: unknown) => {
      // Withdrawn in another window, or ended by an organiser meanwhile: the person's page shows it.
      if (error instanceof Refusal && error.code === 'move_not_allowed') redirect(home)
      throw error
    })
    redirect(home)
  })
}
