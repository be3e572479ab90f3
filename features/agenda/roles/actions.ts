'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { editEvent } from '@/features/events/access'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { addUsualSessionRoles, moveSessionRole, retireSessionRole, saveSessionRole } from './commands'
import { SESSION_ROLE_FIELDS, sessionRoleInput } from './rules'

type Place = { locale: Locale; event: string }

export async function addUsualSessionRolesAction(place: Place): Promise<FormState> {
  const event = await editEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    await addUsualSessionRoles(event)
    go(place)
  })
}

/** Adds a role, or changes the one that `role` names. */
export async function saveSessionRoleAction(
  place: Place & { role: string | null },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await editEvent(place.event)
  return formAction(texts(known(place)), SESSION_ROLE_FIELDS, form, async (answers) => {
    await saveSessionRole(event, place.role, sessionRoleInput(answers))
    go(place)
  })
}

/** What one button of the list does, or dropping a role somewhere: "move:{id}:{place, from 0}", "retire:{id}", "bring_back:{id}". */
export async function arrangeSessionRolesAction(place: Place, _state: FormState, form: FormData): Promise<FormState> {
  const event = await editEvent(place.event)
  const [act, id = '', to] = String(form.get('act') ?? '').split(':')
  return refusing(texts(known(place)), {}, async () => {
    if (act === 'move') await moveSessionRole(event, id, Number(to) || 0)
    if (act === 'retire' || act === 'bring_back') await retireSessionRole(event, id, act === 'retire', new Date())
    go(place)
  })
}

function go(place: Place): never {
  redirect(`/${known(place)}/admin/${place.event}/agenda/roles?done=roles` as Route)
}

function known({ locale }: { locale: unknown }): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
