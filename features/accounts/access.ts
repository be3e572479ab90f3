import { eq } from 'drizzle-orm'
import type { NextAuthOptions } from 'next-auth'
import type { Adapter, AdapterUser } from 'next-auth/adapters'
import { getServerSession } from 'next-auth/next'
import { cache } from 'react'
import { db } from '@/db'
import { sessions, users } from '@/db/schema/accounts'
import { env } from '@/lib/env'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { log } from '@/lib/log'
import { derivedToken, hashToken } from '@/lib/secrets'

/** An organiser who is signed in. */
export type User = { id: string; email: string; name: string | null; locale: Locale; isAdministrator: boolean }

declare module 'next-auth' {
  interface Session {
    user: User
  }
}

/** Seconds; counted from signing in, not from the last click. */
export const SESSION_SECONDS = 12 * 60 * 60

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
      session: ({ session, user }) => ({ ...session, user: asUser(user as AdapterUser & User) }),
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

/** Who is signed in, from the request's cookie; asked once a request. */
export const currentUser = cache(async (): Promise<User | null> => {
  const session = await getServerSession(authOptions())
  return session?.user ?? null
})

/** Who is signed in; anybody else is sent to the page for signing in. */
export async function requireUser(locale: Locale): Promise<User> {
  const user = await currentUser()
  if (user) return user
  // Loaded here, because Node alone (tests, scripts) does not find Next's modules.
  const { redirect } = await import('next/navigation')
  return redirect(`/${locale}/sign-in`)
}

const adapter: Adapter = {
  async getSessionAndUser(sessionToken) {
    const [found] = await db()
      .select({ user: users, userId: sessions.userId, expires: sessions.expires })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(eq(sessions.tokenHash, hashToken(sessionToken)))
    return found ? { session: { sessionToken, userId: found.userId, expires: found.expires }, user: found.user } : null
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

function asUser({ id, email, name, locale, isAdministrator }: User): User {
  return { id, email, name, locale: isLocale(locale) ? locale : DEFAULT_LOCALE, isAdministrator }
}
