'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { currentSession } from '@/features/accounts/access'
import { type FormState, formAction } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { manageEvent } from '../access'
import { setAccreditation } from './commands'
import { ACCREDITATION_FIELDS } from './rules'

export async function setAccreditationAction(
  place: { locale: Locale; event: string },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(place.event)
  const locale = isLocale(place.locale) ? place.locale : DEFAULT_LOCALE
  return formAction(texts(locale), ACCREDITATION_FIELDS, form, async (answers) => {
    const session = await currentSession()
    await setAccreditation(event, answers, session?.session.hasSecondFactor ?? false)
    redirect(`/${locale}/admin/${event.slug}/settings/accreditation?done=accreditation` as Route)
  })
}
