'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { manageEvent } from '@/features/events/access'
import { fromZonedInput } from '@/lib/dates'
import { Refusal } from '@/lib/errors'
import { localizedAnswer } from '@/lib/field-views'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { createDelegation, deleteDelegation, setCredentials, setFreeze, updateDelegation } from './commands'
import { addFocalPoint, removeFocalPoint, writeToFocalPoints } from './focal-points/commands'
import { FOCAL_POINT_FIELDS } from './focal-points/rules'
import { addRole, addUsualRoles, changeRole, moveRole } from './roles/commands'
import { ROLE_FIELDS } from './roles/rules'
import { CREDENTIALS_FIELDS, DELEGATION_FIELDS, delegationInput, FREEZE_FIELDS } from './rules'

/** Comes back from the browser: the gate and the commands look everything up again. */
export type Place = { locale: Locale; event: string }
export type DelegationPlace = Place & { delegation: string }

export async function createDelegationAction(place: Place, _state: FormState, form: FormData): Promise<FormState> {
  const event = await manageEvent(place.event)
  return formAction(texts(known(place)), DELEGATION_FIELDS, form, async (answers) => {
    const id = await createDelegation(event, delegationInput(answers))
    go(place, `/${id}`, 'created')
  })
}

export async function updateDelegationAction(
  place: DelegationPlace,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(place.event)
  return formAction(texts(known(place)), DELEGATION_FIELDS, form, async (answers) => {
    await updateDelegation(event, place.delegation, delegationInput(answers))
    go(place, `/${place.delegation}`, 'changed')
  })
}

export async function deleteDelegationAction(place: DelegationPlace): Promise<FormState> {
  const event = await manageEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    await deleteDelegation(event, place.delegation)
    go(place, '', 'deleted')
  })
}

export async function setCredentialsAction(
  place: DelegationPlace,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(place.event)
  return formAction(texts(known(place)), CREDENTIALS_FIELDS, form, async ({ credentials }) => {
    await setCredentials(event, place.delegation, credentials as Parameters<typeof setCredentials>[2])
    go(place, `/${place.delegation}`, 'credentials')
  })
}

export async function setFreezeAction(place: DelegationPlace, _state: FormState, form: FormData): Promise<FormState> {
  const event = await manageEvent(place.event)
  return formAction(texts(known(place)), FREEZE_FIELDS, form, async ({ freeze, unfrozenUntil }) => {
    // The whole of that day, by the event's clock.
    const until = fromZonedInput(`${unfrozenUntil}T23:59`, event.timeZone)
    if (freeze === 'until' && !until) throw new Refusal('freeze_date', {}, 'unfrozenUntil')
    await setFreeze(
      event,
      place.delegation,
      freeze === 'until' ? { until: until! } : freeze === 'frozen' ? 'frozen' : 'usual',
      new Date(),
    )
    go(place, `/${place.delegation}`, 'freeze')
  })
}

export async function addFocalPointAction(
  place: DelegationPlace,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(place.event)
  return formAction(texts(known(place)), FOCAL_POINT_FIELDS, form, async ({ email = '', name = '', letterLocale }) => {
    const locale = isLocale(letterLocale) ? letterLocale : known(place)
    await addFocalPoint(event, place.delegation, { email, name, locale })
    go(place, `/${place.delegation}`, 'focal_point_added')
  })
}

export async function removeFocalPointAction(place: DelegationPlace & { focalPoint: string }): Promise<FormState> {
  const event = await manageEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    await removeFocalPoint(event, place.focalPoint)
    go(place, `/${place.delegation}`, 'focal_point_removed')
  })
}

/** Invites all who were not yet, or reminds all who are silent. */
export async function writeToFocalPointsAction(place: Place & { round: 'invite' | 'remind' }): Promise<FormState> {
  const event = await manageEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    const round = place.round === 'remind' ? 'remind' : 'invite'
    const written = await writeToFocalPoints(event, round, new Date())
    go(place, '', 'written', `&count=${written}`)
  })
}

export async function addUsualRolesAction(place: Place): Promise<FormState> {
  const event = await manageEvent(place.event)
  return refusing(texts(known(place)), {}, async () => {
    await addUsualRoles(event)
    go(place, '/roles', 'roles')
  })
}

/** Adds a role, or changes the one that `role` names. */
export async function saveRoleAction(
  place: Place & { role?: string },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(place.event)
  return formAction(texts(known(place)), ROLE_FIELDS, form, async (answers) => {
    const input = { name: localizedAnswer(answers, 'roleName'), isHead: answers.isHead === 'yes' }
    if (place.role) await changeRole(event, place.role, input, new Date())
    else await addRole(event, input)
    go(place, '/roles', 'roles')
  })
}

/** Up, down, retired or back: what the pressed button says. */
export async function arrangeRoleAction(place: Place & { role: string }, form: FormData): Promise<void> {
  const event = await manageEvent(place.event)
  const to = form.get('to')
  if (to === 'up' || to === 'down') await moveRole(event, place.role, to === 'up' ? -1 : 1)
  else await changeRole(event, place.role, { retired: to === 'retired' }, new Date())
  go(place, '/roles', 'roles')
}

function go(place: Place, path: string, done: string, more = ''): never {
  redirect(`/${known(place)}/admin/${place.event}/delegations${path}?done=${done}${more}` as Route)
}

function known({ locale }: { locale: unknown }): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
