import { eq } from 'drizzle-orm'
import type { Route } from 'next'
import type { NextAuthOptions } from 'next-auth'
import type { Adapter, AdapterUser } from 'next-auth/adapters'
import { getServerSession } from 'next-auth/next'
import { cache } from 'react'
import { db } from '@/db'
import { sessions } from '@/db/schema/accounts'
import { env } from '@/lib/env'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { log } from '@/lib/log'
import { derivedToken, hashToken } from '@/lib/secrets'
import { touchSession } from './sessions/commands'
import { findSession } from './sessions/queries'
import { isFresh, SESSION_SECONDS } from './sessions/rules'

/** An organiser who is signed in. */
export type User = {
  id: string
  email: string
  name: string | null
  locale: Locale
  isAdministrator: boolean
  /** True if the second factor was given in this session; absent counts as no. */
  hasSecondFactor?: boolean
}

/** A session with its user. */
export type SignedIn = { user: User; session: { id: string; isFresh: boolean; hasSecondFactor: boolean } }

/** The same, where the second factor may still be to be given (`isHalf`): then it is nobody's for every gate. */
export type MaybeHalf = SignedIn & { isHalf: boolean; holdsSecondFactor: boolean; expires: Date }

declare const fresh: unique symbol

/** Proof that the person has proved who they are a few minutes ago. */
export type FreshSession = SignedIn & { readonly [fresh]: true }

declare module 'next-auth' {
  interface Session {
    maybeHalf: MaybeHalf
  }
}

/** Name and attributes of the session's cookie; a bare host on http cannot have the prefixed name. */
export function sessionCookie() {
  const secure = env().PUBLIC_URL.startsWith('https:')
  return {
    name: secure ? '__Host-plenary-session' : 'plenary-session',
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure },
  }
}

/** next-auth's settings. Signing in is ours (commands.ts); next-auth reads and ends sessions. */
export function authOptions(): NextAuthOptions {
  // next-auth knows its own address from nowhere else.
  process.env.NEXTAUTH_URL = env().PUBLIC_URL
  const signIn = `/${DEFAULT_LOCALE}/sign-in`
  return {
    adapter,
    providers: [],
    secret: derivedToken('next-auth', ''),
    // Equal to maxAge: a session is never prolonged.
    session: { strategy: 'database', maxAge: SESSION_SECONDS, updateAge: SESSION_SECONDS },
    useSecureCookies: env().PUBLIC_URL.startsWith('https:'),
    cookies: { sessionToken: sessionCookie() },
    pages: { signIn, signOut: signIn, error: signIn },
    callbacks: {
      session: ({ session, user }) => ({ expires: session.expires, maybeHalf: (user as Found).maybeHalf }),
    },
    logger: {
      // A database that does not answer must show as an error, not as somebody signed out.
      error: (code, metadata) => {
        log('error', 'next_auth', { code })
        throw metadata instanceof Error ? metadata : new Error(code)
      },
      warn: (code) => log('warn', 'next_auth', { code }),
    },
  }
}

/** The request's session even where its second factor is still to be given. Only the pages that ask for it use it. */
export const sessionBeforeSecondFactor = cache(async (): Promise<MaybeHalf | null> => {
  const session = await getServerSession(authOptions())
  return session?.maybeHalf ?? null
})

/** A session as the gates see it: without the second factor of somebody who has one it is nobody's. */
export function wholeSession(found: MaybeHalf | null): SignedIn | null {
  if (!found || found.isHalf) return null
  return { user: found.user, session: found.session }
}

/** The request's session and whose it is. */
export async function currentSession(): Promise<SignedIn | null> {
  return wholeSession(await sessionBeforeSecondFactor())
}

/** Who is signed in, from the request's cookie; asked once a request. */
export const currentUser = cache(async (): Promise<User | null> => (await currentSession())?.user ?? null)

/** Who is signed in; anybody else is sent to the page for signing in, or for the second factor, and comes back to `backTo`. */
export async function requireUser(locale: Locale, backTo?: string): Promise<User> {
  return (await requireSession(locale, backTo)).user
}

/** As `requireUser`, with the session. */
export async function requireSession(locale: Locale, backTo?: string): Promise<SignedIn> {
  const found = await sessionBeforeSecondFactor()
  const session = wholeSession(found)
  if (session) return session
  const query = backTo ? `?to=${encodeURIComponent(backTo)}` : ''
  return goTo(`/${locale}/sign-in${found ? '/second-factor' : ''}${query}`)
}

/** The proof, if the sign-in is fresh. */
export function gateFresh(session: SignedIn | null): FreshSession | null {
  return session?.session.isFresh ? (session as FreshSession) : null
}

/**
 * Before what a borrowed computer must not be able to do: whoever signed in longer ago is sent to do so again and comes
 * back to `backTo`, one of our own paths that begin with the language.
 */
export async function requireFresh(locale: Locale, backTo: string): Promise<FreshSession> {
  return gateFresh(await requireSession(locale)) ?? goTo(`/${locale}/sign-in/fresh?to=${encodeURIComponent(backTo)}`)
}

/** What revealing passport data asks about the session. */
export async function revealGuard(): Promise<{ isFresh: boolean; hasSecondFactor: boolean }> {
  const session = await currentSession()
  return { isFresh: session?.session.isFresh ?? false, hasSecondFactor: session?.session.hasSecondFactor ?? false }
}

async function goTo(path: string): Promise<never> {
  // Loaded here, because Node alone (tests, scripts) does not find Next's modules.
  const { redirect } = await import('next/navigation')
  return redirect(path as Route)
}

type Found = AdapterUser & { maybeHalf: MaybeHalf }

/** The session of a cookie as the gates get it; null if there is none or it has ended. Notes that it was used. */
export async function readSession(sessionToken: string, now: Date = new Date()): Promise<MaybeHalf | null> {
  const found = await findSession(sessionToken, now)
  if (!found) return null
  await touchSession(found.session, now)
  const { id, email, name, locale, isAdministrator } = found.user
  const hasSecondFactor = found.session.secondFactorAt !== null
  return {
    user: {
      id,
      email,
      name,
      locale: isLocale(locale) ? locale : DEFAULT_LOCALE,
      isAdministrator,
      hasSecondFactor,
    },
    session: { id: found.session.id, isFresh: isFresh(found.session, now), hasSecondFactor },
    isHalf: found.isHalf,
    holdsSecondFactor: found.holdsSecondFactor,
    expires: found.session.expires,
  }
}

const adapter: Adapter = {
  async getSessionAndUser(sessionToken) {
    const maybeHalf = await readSession(sessionToken)
    if (!maybeHalf) return null
    const { id, email } = maybeHalf.user
    const session = { sessionToken, userId: id, expires: maybeHalf.expires }
    return { session, user: { id, email, emailVerified: null, maybeHalf } as Found }
  },
  async updateSession({ sessionToken, expires }) {
    await db()
      .update(sessions)
      .set({ expires })
      .where(eq(sessions.tokenHash, hashToken(sessionToken)))
    return null
  },
  async deleteSession(sessionToken) {
    await db()
      .delete(sessions)
      .where(eq(sessions.tokenHash, hashToken(sessionToken)))
  },
}
