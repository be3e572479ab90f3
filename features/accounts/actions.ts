'use server'
import type { Route } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { type FormState, formAction } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { sessionCookie } from './access'
import { requestSignIn, signIn, signOut } from './commands'
import { SIGN_IN_FIELDS } from './schema'

/** Asks for a sign-in link; the answer is the same for every address. */
export async function requestSignInAction(asked: Locale, _state: FormState, form: FormData): Promise<FormState> {
  const locale = known(asked)
  const t = texts(locale)
  return formAction(t, SIGN_IN_FIELDS, form, async (answers) => {
    await requestSignIn(answers.email!, locale)
    return t('sign_in.sent')
  })
}

/** The button on a sign-in link's page. */
export async function signInAction(
  asked: Locale,
  token: string,
  _state: FormState,
  _form: FormData,
): Promise<FormState> {
  const locale = known(asked)
  const session = await signIn(String(token))
  if (!session) return { refusal: texts(locale)('refusals.sign_in_link') }
  const { name, options } = sessionCookie()
  ;(await cookies()).set(name, session.sessionToken, { ...options, expires: session.expires })
  redirect(`/${locale}/admin` as Route)
}

/** Ends the session of this browser. */
export async function signOutAction(asked: Locale): Promise<void> {
  const { name, options } = sessionCookie()
  const jar = await cookies()
  const sessionToken = jar.get(name)?.value
  if (sessionToken) await signOut(sessionToken)
  // A cookie with the prefix __Host- is only taken away by one with the same attributes.
  jar.set(name, '', { ...options, maxAge: 0 })
  redirect(`/${known(asked)}` as Route)
}

function known(locale: unknown): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
