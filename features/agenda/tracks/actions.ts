'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { editEvent } from '@/features/events/access'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { moveTrack, removeTrack, saveTrack } from './commands'
import { TRACK_FIELDS, trackInput } from './rules'

type Place = { locale: Locale; event: string }

/** Adds a track, or changes the one that `track` names. */
export async function saveTrackAction(
  place: Place & { track: string | null },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await editEvent(place.event)
  return formAction(texts(known(place)), TRACK_FIELDS, form, async (answers) => {
    await saveTrack(event, place.track, trackInput(answers))
    go(place)
  })
}

/** What one button of the list does, or dropping a track somewhere: "move:{id}:{place, from 0}", "remove:{id}". */
export async function arrangeTracksAction(place: Place, _state: FormState, form: FormData): Promise<FormState> {
  const event = await editEvent(place.event)
  const [act, id = '', to] = String(form.get('act') ?? '').split(':')
  return refusing(texts(known(place)), {}, async () => {
    if (act === 'move') await moveTrack(event, id, Number(to) || 0)
    if (act === 'remove') await removeTrack(event, id)
    go(place)
  })
}

function go(place: Place): never {
  redirect(`/${known(place)}/admin/${place.event}/agenda/tracks?done=tracks` as Route)
}

function known({ locale }: { locale: unknown }): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
