'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { editEvent } from '@/features/events/access'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { moveRoom, removeRoom, saveRoom } from './commands'
import { ROOM_FIELDS, roomInput } from './rules'

type Place = { locale: Locale; event: string }

/** Adds a room, or changes the one that `room` names. */
export async function saveRoomAction(
  place: Place & { room: string | null },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await editEvent(place.event)
  return formAction(texts(known(place)), ROOM_FIELDS, form, async (answers) => {
    await saveRoom(event, place.room, roomInput(answers))
    go(place)
  })
}

/** What one button of the list does, or dropping a room somewhere: "move:{id}:{place, from 0}", "remove:{id}". */
export async function arrangeRoomsAction(place: Place, _state: FormState, form: FormData): Promise<FormState> {
  const event = await editEvent(place.event)
  const [act, id = '', to] = String(form.get('act') ?? '').split(':')
  return refusing(texts(known(place)), {}, async () => {
    if (act === 'move') await moveRoom(event, id, Number(to) || 0)
    if (act === 'remove') await removeRoom(event, id)
    go(place)
  })
}

function go(place: Place): never {
  redirect(`/${known(place)}/admin/${place.event}/agenda/rooms?done=rooms` as Route)
}

function known({ locale }: { locale: unknown }): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
