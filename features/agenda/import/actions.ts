'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { editEvent } from '@/features/events/access'
import { type FormState, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { beginImport, takeOver } from './commands'
import { MAX_MEGABYTES } from './rules'

type Place = { locale: Locale; event: string }

/** Takes a file or a pasted programme in and goes to its preview. */
export async function beginImportAction(place: Place, _state: FormState, form: FormData): Promise<FormState> {
  const event = await editEvent(place.event)
  const locale = isLocale(place.locale) ? place.locale : DEFAULT_LOCALE
  const pasted = String(form.get('pasted') ?? '').slice(0, MAX_MEGABYTES * 1024 * 1024)
  return refusing(texts(locale), { pasted: pasted.slice(0, 100_000) }, async () => {
    const id = await beginImport(event, { file: form.get('file'), pasted }, new Date())
    redirect(`/${locale}/admin/${event.slug}/agenda/import?file=${id}` as Route)
  })
}

type Choice = { file: string; isShifted: boolean; isUpdating: boolean }

/** Takes over what the preview showed. */
export async function takeOverAction(place: Place, choice: Choice, _state: FormState): Promise<FormState> {
  const event = await editEvent(place.event)
  const locale = isLocale(place.locale) ? place.locale : DEFAULT_LOCALE
  return refusing(texts(locale), {}, async () => {
    const { made, changed } = await takeOver(event, choice.file, {
      isShifted: choice.isShifted === true,
      isUpdating: choice.isUpdating === true,
    })
    redirect(`/${locale}/admin/${event.slug}/agenda/import?made=${made}&changed=${changed}` as Route)
  })
}
