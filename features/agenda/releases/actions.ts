'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { editEvent } from '@/features/events/access'
import { localizedAnswer, localizedFields } from '@/lib/field-views'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { releaseAgenda, restoreRelease } from './commands'
import { MAX_NOTE } from './rules'
import { tellConcerned, untellConcerned } from './telling/commands'

type Place = { locale: Locale; event: string }

/** Releases the draft, and leads to where those concerned can be told. */
export async function releaseAction(
  place: Place & { revision: number },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await editEvent(place.event)
  const fields = localizedFields('releaseNote', 'multiline', MAX_NOTE)
  return formAction(texts(known(place)), fields, form, async (answers) => {
    const number = await releaseAgenda(event, place.revision, localizedAnswer(answers, 'releaseNote'), new Date())
    go(place, `/${number}/tell?done=released`)
  })
}

/** Puts the draft back to a version. */
export async function restoreAction(place: Place & { number: number }, _state: FormState): Promise<FormState> {
  const event = await editEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    await restoreRelease(event, place.number)
    go(place, `?done=restored&number=${place.number}`)
  })
}

/** Writes to everybody whom a version concerns. */
export async function tellAction(place: Place & { number: number }, _state: FormState): Promise<FormState> {
  const event = await editEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    const count = await tellConcerned(event, place.number, new Date())
    go(place, `/${place.number}/tell?done=told&count=${count}`)
  })
}

/** Takes the letters back that have not left. */
export async function untellAction(place: Place & { number: number }, _state: FormState): Promise<FormState> {
  const event = await editEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    const { unsent, late } = await untellConcerned(event, place.number)
    go(place, `/${place.number}/tell?done=untold&unsent=${unsent}&late=${late}`)
  })
}

function go(place: Place, rest: string): never {
  redirect(`/${known(place)}/admin/${place.event}/agenda/versions${rest}` as Route)
}

function known({ locale }: { locale: unknown }): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
