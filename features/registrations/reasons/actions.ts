'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { manageEvent } from '@/features/events/access'
import { localizedAnswer } from '@/lib/field-views'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { RegistrationState } from '../rules'
import { addUsualReasons, retireReason, saveReason } from './commands'
import { REASON_FIELDS } from './rules'

type Place = { locale: Locale; event: string }

export async function addUsualReasonsAction(place: Place): Promise<FormState> {
  const event = await manageEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    await addUsualReasons(event)
    go(place)
  })
}

export async function saveReasonAction(
  place: Place & { reason: string | null },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(place.event)
  return formAction(texts(known(place)), REASON_FIELDS, form, async (answers) => {
    await saveReason(event, place.reason, {
      name: localizedAnswer(answers, 'reasonName'),
      text: localizedAnswer(answers, 'reasonText'),
      states: (answers.reasonStates ?? '').split(',') as RegistrationState[],
    })
    go(place)
  })
}

export async function retireReasonAction(place: Place & { reason: string; isRetired: boolean }): Promise<void> {
  const event = await manageEvent(place.event)
  await retireReason(event, place.reason, place.isRetired === true, new Date())
  go(place)
}

function go(place: Place): never {
  redirect(`/${known(place)}/admin/${place.event}/settings/reasons?done=reasons` as Route)
}

function known({ locale }: { locale: unknown }): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
