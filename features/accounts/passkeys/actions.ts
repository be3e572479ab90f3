'use server'
import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { type FormState, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { requireFresh } from '../access'
import { addPasskey, beginPasskey, removePasskey } from './commands'

/** What the browser needs to make a passkey. */
export async function beginPasskeyAction(asked: Locale) {
  const locale = known(asked)
  return beginPasskey(await requireFresh(locale, `/${locale}/account`))
}

export async function addPasskeyAction(
  asked: Locale,
  name: string,
  response: RegistrationResponseJSON,
): Promise<FormState> {
  const locale = known(asked)
  const session = await requireFresh(locale, `/${locale}/account`)
  return refusing(texts(locale), {}, async () => {
    await addPasskey(session, String(name), response)
    redirect(`/${locale}/account?done=passkey#done` as Route)
  })
}

export async function removePasskeyAction(asked: Locale, id: string): Promise<void> {
  const locale = known(asked)
  await removePasskey(await requireFresh(locale, `/${locale}/account`), String(id))
  redirect(`/${locale}/account?done=removed#done` as Route)
}

function known(locale: unknown): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
