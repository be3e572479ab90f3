'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { correctOwnRegistration, withdrawOwnRegistration } from '../commands'
import { correctableFields } from '../form/rules'
import { ownRegistration } from './access'

/** Whose page it is. Comes back from the browser, so the gate looks it up again. */
export type OwnPlace = { locale: Locale; event: string; token: string }

/** A person corrects their data. */
export async function correctAction(place: OwnPlace, _state: FormState, form: FormData): Promise<FormState> {
  const { event, registration, category } = await ownRegistration(place.event, place.token)
  const home = `/${place.locale}/${place.event}/my/${place.token}`
  return formAction(texts(place.locale), correctableFields(category.form), form, async (answers) => {
    await correctOwnRegistration(event, category, registration, answers, new Date())
    redirect(`${home}?done=corrected` as Route)
  })
}

/** A person withdraws. */
export async function withdrawAction(place: OwnPlace, _state: FormState): Promise<FormState> {
  const { event, registration } = await ownRegistration(place.event, place.token)
  const { locale } = place
  return refusing(texts(locale), {}, async () => {
    await withdrawOwnRegistration(event, registration, new Date())
    redirect(`/${locale}/${place.event}/my/${place.token}` as Route)
  })
}
