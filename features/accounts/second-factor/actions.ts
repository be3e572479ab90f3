'use server'
import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { type MaybeHalf, requireFresh, requireSession, sessionBeforeSecondFactor } from '../access'
import { askPasskey, givePasskey } from '../passkeys/commands'
import { ownPath } from '../sessions/rules'
import { beginTotp, confirmTotp, giveCode, makeRecoveryCodes, removeTotp } from './commands'
import { CODE_FIELDS } from './rules'

/** Where the second factor is given, and the page to go on to. */
export type Crossing = { locale: Locale; to: string | null }

export async function giveCodeAction(crossing: Crossing, _state: FormState, form: FormData): Promise<FormState> {
  const locale = known(crossing.locale)
  const session = await begun(locale)
  const answer = await formAction(texts(locale), CODE_FIELDS, form, async ({ oneTimeCode }) => {
    await giveCode(session, oneTimeCode!)
    goOn(crossing)
  })
  // A code is not shown again.
  return { ...answer, answers: {} }
}

/** What the browser needs to ask a passkey. */
export async function askPasskeyAction(asked: Locale) {
  return askPasskey(await begun(known(asked)))
}

export async function givePasskeyAction(crossing: Crossing, response: AuthenticationResponseJSON): Promise<FormState> {
  const locale = known(crossing.locale)
  const session = await begun(locale)
  return refusing(texts(locale), {}, async () => {
    await givePasskey(session, response)
    goOn(crossing)
  })
}

export async function beginTotpAction(asked: Locale): Promise<void> {
  const locale = known(asked)
  await beginTotp(await requireSession(locale))
  // The page asks for a fresh sign-in itself, and is what one comes back to.
  redirect(`/${locale}/account/authenticator` as Route)
}

export async function confirmTotpAction(asked: Locale, _state: FormState, form: FormData): Promise<FormState> {
  const locale = known(asked)
  const session = await requireFresh(locale, `/${locale}/account/authenticator`)
  const answer = await formAction(texts(locale), CODE_FIELDS, form, async ({ oneTimeCode }) => {
    await confirmTotp(session, oneTimeCode!)
    redirect(`/${locale}/account?done=totp#done` as Route)
  })
  return { ...answer, answers: {} }
}

export async function removeTotpAction(asked: Locale): Promise<void> {
  const locale = known(asked)
  await removeTotp(await requireFresh(locale, `/${locale}/account`))
  redirect(`/${locale}/account?done=removed#done` as Route)
}

/** Answers with the codes, which are shown this once. */
export async function makeRecoveryCodesAction(asked: Locale): Promise<{ codes?: string[]; refusal?: string }> {
  const locale = known(asked)
  const session = await requireFresh(locale, `/${locale}/account`)
  let codes: string[] = []
  const { refusal } = await refusing(texts(locale), {}, async () => {
    codes = await makeRecoveryCodes(session)
  })
  return refusal ? { refusal } : { codes }
}

async function begun(locale: Locale): Promise<MaybeHalf> {
  return (await sessionBeforeSecondFactor()) ?? redirect(`/${locale}/sign-in` as Route)
}

function goOn({ locale: asked, to }: Crossing): never {
  const locale = known(asked)
  redirect((ownPath(locale, to) ?? `/${locale}/admin`) as Route)
}

function known(locale: unknown): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
