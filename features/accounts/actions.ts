'use server'
import type { Route } from 'next'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { type FormState, formAction } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { requireUser, sessionCookie } from './access'
import { requestSignIn, signIn, signOut } from './commands'
import { takeNetworkTurn } from './rate/access'
import { SIGN_IN_FIELDS } from './schema'
import { deviceOf, ownPath } from './sessions/rules'

/** Asks for a sign-in link, which comes back to `to`; the answer is the same for every address. */
export async function requestSignInAction(
  { locale: asked, to: wanted }: { locale: Locale; to: string | null },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const locale = known(asked)
  const t = texts(locale)
  return formAction(t, SIGN_IN_FIELDS, form, async (answers) => {
    await takeNetworkTurn('sign_in')
    await requestSignIn(answers.email!, locale, ownPath(locale, wanted) ?? undefined)
    return t('sign_in.sent')
  })
}

/** The button on a sign-in link's page; `to`: where the person was when they had to sign in again. */
export async function signInAction(
  { locale: asked, token, to: wanted }: { locale: Locale; token: string; to: string | null },
  _state: FormState,
  _form: FormData,
): Promise<FormState> {
  const locale = known(asked)
  const to = ownPath(locale, wanted)
  const { name, options } = sessionCookie()
  const jar = await cookies()
  const device = deviceOf((await headers()).get('user-agent') ?? '')
  const session = await signIn(String(token), { sessionToken: jar.get(name)?.value, device })
  if (!session) return { refusal: texts(locale)('refusals.sign_in_link') }
  jar.set(name, session.sessionToken, { ...options, expires: session.expires })
  const query = to ? `?to=${encodeURIComponent(to)}` : ''
  redirect((session.isHalf ? `/${locale}/sign-in/second-factor${query}` : (to ?? `/${locale}/admin`)) as Route)
}

/** A link by mail for who is signed in and has no second factor: it brings them back to `to`, freshly signed in. */
export async function requestFreshLinkAction(
  { locale: asked, to: wanted }: { locale: Locale; to: string | null },
  _state: FormState,
  _form: FormData,
): Promise<FormState> {
  const locale = known(asked)
  const user = await requireUser(locale)
  await requestSignIn(user.email, locale, ownPath(locale, wanted) ?? undefined)
  return { done: texts(locale)('sign_in.fresh_sent') }
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
