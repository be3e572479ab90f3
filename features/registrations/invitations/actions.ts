'use server'
import type { Route } from 'next'
import { cookies } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { takeNetworkTurn } from '@/features/accounts/rate/access'
import { giveTurnBack, takeTurn } from '@/features/accounts/rate/commands'
import { getDelegation, listDelegations } from '@/features/delegations/queries'
import { manageEvent, publicEvent } from '@/features/events/access'
import { listCategories } from '@/features/events/queries'
import { fromZonedInput } from '@/lib/dates'
import { env } from '@/lib/env'
import { Refusal } from '@/lib/errors'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { createInvitations, declineInvitation, revokeInvitation, takeUpInvitation } from './commands'
import { codeToken, type Invitation } from './queries'
import {
  DECLINE_FIELDS,
  foldCode,
  INVITATION_COOKIE,
  INVITATION_SECONDS,
  invitationFields,
  invitedPeople,
} from './rules'

type Place = { locale: Locale; event: string }

export async function createInvitationsAction(place: Place, _state: FormState, form: FormData): Promise<FormState> {
  const event = await manageEvent(place.event)
  const locale = known(place)
  const [categories, delegations] = await Promise.all([listCategories(event), listDelegations(event)])
  const fields = invitationFields({
    categories: categories.map(({ slug }) => slug),
    delegations: delegations.map(({ id }) => id),
  })
  return formAction(texts(locale), fields, form, async (answers) => {
    const { people, wrong } = invitedPeople(answers.invited ?? '')
    if (wrong !== null) throw new Refusal('invited_line', { line: wrong }, 'invited')
    const delegation = answers.invitationDelegation ? await getDelegation(event, answers.invitationDelegation) : null
    const made = await createInvitations(
      event,
      {
        kind: answers.invitationKind as Invitation['kind'],
        people,
        code: answers.invitationCode ?? '',
        maxUses: Math.trunc(Number(answers.maxUses || 1)),
        categoryId: categories.find(({ slug }) => slug === answers.invitationCategory)!.id,
        delegationId: delegation?.id ?? null,
        expiresAt: answers.invitationExpires
          ? fromZonedInput(`${answers.invitationExpires}T23:59`, event.timeZone)
          : null,
        locale: isLocale(answers.invitationLocale) ? answers.invitationLocale : locale,
        skipsReview: answers.skipsReview === 'yes',
        usesReserve: answers.usesReserve === 'yes',
      },
      new Date(),
    )
    redirect(`/${locale}/admin/${event.slug}/invitations?done=created&count=${made}` as Route)
  })
}

export async function revokeInvitationAction(place: Place & { invitation: string }): Promise<FormState> {
  const event = await manageEvent(place.event)
  const locale = known(place)
  return refusing(texts(locale), {}, async () => {
    await revokeInvitation(event, place.invitation, new Date())
    redirect(`/${locale}/admin/${event.slug}/invitations?done=revoked` as Route)
  })
}

/** The holder's button: the browser remembers the invitation and goes to the form. */
export async function takeUpInvitationAction(place: Place & { token: string }): Promise<FormState> {
  const event = await publicEvent(String(place.event))
  const locale = known(place)
  return refusing(texts(locale), {}, () => goToForm(locale, event, String(place.token)))
}

/** A code that was typed in: few wrong tries, the same sentence for all that is wrong. */
export async function enterCodeAction(place: Place, _state: FormState, form: FormData): Promise<FormState> {
  const event = await publicEvent(String(place.event))
  const locale = known(place)
  const code = String(form.get('code') ?? '').slice(0, 100)
  return refusing(texts(locale), { code }, async () => {
    const turns = [await takeNetworkTurn('code', event.contactEmail), ['invitation_code', event.id]]
    if (!(await takeTurn(turns[1]!, 1000, 60 * 60))) throw new Refusal('invitation_tries')
    await goToForm(locale, event, codeToken(event.id, foldCode(code)), () => Promise.all(turns.map(giveTurnBack)))
  })
}

export async function declineInvitationAction(
  place: Place & { token: string },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await publicEvent(String(place.event))
  const t = texts(known(place))
  return formAction(t, DECLINE_FIELDS, form, async ({ declinedReason = '' }) => {
    await declineInvitation(event, String(place.token), declinedReason, new Date())
    return t('invitation.declined')
  })
}

async function goToForm(
  locale: Locale,
  event: { id: string; slug: string } & Parameters<typeof listCategories>[0],
  token: string,
  onRight?: () => Promise<unknown>,
): Promise<never> {
  const invitation = await takeUpInvitation(event, token, new Date())
  await onRight?.()
  const category = (await listCategories(event)).find(({ id }) => id === invitation.categoryId) ?? notFound()
  const jar = await cookies()
  jar.set(INVITATION_COOKIE, token, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: env().PUBLIC_URL.startsWith('https:'),
    maxAge: INVITATION_SECONDS,
  })
  redirect(`/${locale}/${event.slug}/register/${category.slug}` as Route)
}

function known({ locale }: { locale: unknown }): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
