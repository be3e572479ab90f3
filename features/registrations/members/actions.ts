'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { focalDelegation } from '@/features/delegations/access'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import {
  addMembers,
  inviteToComplete,
  moveMember,
  removeMember,
  reservePlaces,
  sendDelegation,
  setHead,
  substituteMember,
  updateMember,
  withdrawMember,
} from './commands'
import { attachCredentials, removeCredentials } from './credentials/commands'
import { memberChoices } from './queries'
import { memberFields, reservationFields } from './rules'

/** Comes back from the browser: the gate and the commands look everything up again. */
export type FocalPlace = { locale: Locale; delegation: string }
export type MemberPlace = FocalPlace & { member: string }

/** Enters a member, or changes the one that `member` names. */
export async function saveMemberAction(
  place: FocalPlace & { member?: string },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const focal = await focalDelegation(place.delegation)
  const fields = memberFields(await memberChoices(focal.event))
  return formAction(texts(known(place)), fields, form, async (answers) => {
    const now = new Date()
    if (place.member) await updateMember(focal, place.member, answers, now)
    else await addMembers(focal, [answers], now)
    go(place, form.get('another') ? '/member/new' : '', place.member ? 'changed' : 'added')
  })
}

export async function substituteMemberAction(
  place: MemberPlace,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const focal = await focalDelegation(place.delegation)
  const choices = await memberChoices(focal.event)
  const fields = memberFields(choices).filter(({ name }) => name !== 'category' && name !== 'memberRole')
  return formAction(texts(known(place)), fields, form, async (answers) => {
    await substituteMember(focal, place.member, answers, new Date())
    go(place, '', 'substituted')
  })
}

export async function reservePlacesAction(place: FocalPlace, _state: FormState, form: FormData): Promise<FormState> {
  const focal = await focalDelegation(place.delegation)
  const fields = reservationFields(await memberChoices(focal.event))
  return formAction(texts(known(place)), fields, form, async ({ category = '', memberRole = '', places }) => {
    await reservePlaces(focal, { category, memberRole, count: Math.trunc(Number(places)) }, new Date())
    go(place, '', 'reserved')
  })
}

export async function sendDelegationAction(place: FocalPlace): Promise<FormState> {
  const focal = await focalDelegation(place.delegation)
  return refusing(texts(known(place)), {}, async () => {
    const count = await sendDelegation(focal, new Date())
    go(place, '', 'sent', `&count=${count}`)
  })
}

const ACTS = { withdraw: withdrawMember, remove: removeMember, head: setHead, invite: inviteToComplete }

/** One act on one member; the order's buttons stand beside. */
export async function memberAction(place: MemberPlace & { act: keyof typeof ACTS }): Promise<FormState> {
  const focal = await focalDelegation(place.delegation)
  return refusing(texts(known(place)), {}, async () => {
    const act = Object.hasOwn(ACTS, place.act) ? place.act : 'head'
    await ACTS[act](focal, place.member, new Date())
    go(place, '', act)
  })
}

/** Up or down: what the pressed button says. */
export async function moveMemberAction(place: MemberPlace & { page: number }, form: FormData): Promise<void> {
  const focal = await focalDelegation(place.delegation)
  await moveMember(focal, place.member, form.get('to') === 'up' ? -1 : 1, new Date())
  go(place, '', 'order', place.page > 1 ? `&page=${Number(place.page) || 1}` : '')
}

/** Attaches the note verbale or the letter of credentials. */
export async function attachCredentialsAction(
  place: FocalPlace,
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const focal = await focalDelegation(place.delegation)
  return refusing(texts(known(place)), {}, async () => {
    await attachCredentials(focal, form.get('file'), new Date())
    go(place, '', 'attached')
  })
}

export async function removeCredentialsAction(place: FocalPlace & { file: string }): Promise<FormState> {
  const focal = await focalDelegation(place.delegation)
  return refusing(texts(known(place)), {}, async () => {
    await removeCredentials(focal, place.file, new Date())
    go(place, '', 'detached')
  })
}

function go(place: FocalPlace, path: string, done: string, more = ''): never {
  redirect(`/${known(place)}/delegation/${place.delegation}${path}?done=${done}${more}` as Route)
}

function known({ locale }: { locale: unknown }): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
