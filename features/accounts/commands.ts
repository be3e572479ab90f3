import { and, count, eq, gt, isNull, sql } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { sessions, signInTokens, users } from '@/db/schema/accounts'
import { signInLetter } from '@/emails/account'
import { recordAudit } from '@/features/audit/commands'
import { insertMail, prepareMail } from '@/features/mail/commands'
import { LINK } from '@/features/mail/rules'
import { wakeWorker } from '@/features/mail/worker/commands'
import { env } from '@/lib/env'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { hashToken, randomToken } from '@/lib/secrets'
import { texts } from '@/lib/texts'
import { findSession, hasFactor } from './sessions/queries'
import { SESSION_SECONDS } from './sessions/rules'

/** How long a sign-in link lives. */
export const LINK_MINUTES = 10

/** Links that may wait unused for one person at a time, so that nobody's mailbox can be flooded through our form. */
const LINKS_AT_ONCE = 5

const linkExpiry = sql`now() + make_interval(mins => ${LINK_MINUTES})`

/**
 * Queues a mail with a sign-in link, if `email` is an organiser's. Says nothing about whether it is. The letter is
 * rendered for strangers too; what an organiser's request takes longer is a short transaction, a few milliseconds
 * that remain for who measures many times.
 * @param to the page to come back to, one of our own
 */
export async function requestSignIn(email: string, locale: Locale, to?: string): Promise<void> {
  const [user] = await db()
    .select()
    .from(users)
    .where(eq(users.email, normal(email)))
  const token = randomToken()
  const mail = await prepareMail({
    eventId: null,
    userId: user?.id,
    kind: 'sign_in',
    to: normal(email),
    letter: signInLetter({ t: texts(locale), locale, link: LINK, minutes: LINK_MINUTES, name: user?.name }),
    link: linkAddress(locale, token) + (to ? `?to=${encodeURIComponent(to)}` : ''),
  })
  if (!user) return
  await db().transaction(async (tx) => {
    // One request of a person at a time, else many at once would all count too few.
    await tx.select({ id: users.id }).from(users).where(eq(users.id, user.id)).for('no key update')
    const [waiting] = await tx
      .select({ links: count() })
      .from(signInTokens)
      .where(
        and(
          eq(signInTokens.userId, user.id),
          isNull(signInTokens.usedAt),
          gt(signInTokens.createdAt, sql`now() - interval '15 minutes'`),
        ),
      )
    if ((waiting?.links ?? 0) >= LINKS_AT_ONCE) return
    await tx.insert(signInTokens).values({ tokenHash: hashToken(token), userId: user.id, expires: linkExpiry })
    await recordAudit(tx, {
      eventId: null,
      actor: { kind: 'person' },
      subject: 'user',
      subjectId: user.id,
      action: 'user.sign_in_requested',
    })
    await insertMail(tx, mail)
  })
  wakeWorker()
}

/** A sign-in link for the one at the server's console; null if no organiser has that address. */
export async function issueSignInLink(email: string): Promise<string | null> {
  const [user] = await db()
    .select()
    .from(users)
    .where(eq(users.email, normal(email)))
  if (!user) return null
  const token = randomToken()
  await db().transaction(async (tx) => {
    await tx.insert(signInTokens).values({ tokenHash: hashToken(token), userId: user.id, expires: linkExpiry })
    await recordAudit(tx, {
      eventId: null,
      actor: { kind: 'system' },
      subject: 'user',
      subjectId: user.id,
      action: 'user.sign_in_link_issued',
    })
  })
  return linkAddress(isLocale(user.locale) ? user.locale : DEFAULT_LOCALE, token)
}

/** True if a sign-in link would work now. For the page that only shows the button: mail scanners open every link. */
export async function isSignInTokenLive(token: string): Promise<boolean> {
  const [found] = await db().select({ userId: signInTokens.userId }).from(signInTokens).where(isLive(token))
  return found !== undefined
}

/**
 * Uses up a sign-in link. Begins a session; where `browser` has one of the same person's that is whole and the mail is
 * all the proof they have, that one becomes fresh instead. Null if the link is unknown, used or too old.
 * `isHalf`: the second factor is still to be given.
 */
export async function signIn(
  token: string,
  browser: { sessionToken?: string; device?: string } = {},
): Promise<{ sessionToken: string; expires: Date; isHalf: boolean } | null> {
  const before = browser.sessionToken ? await findSession(browser.sessionToken) : null
  return db().transaction(async (tx) => {
    const [used] = await tx
      .update(signInTokens)
      .set({ usedAt: sql`now()` })
      .where(isLive(token))
      .returning({ userId: signInTokens.userId })
    if (!used) return null
    const { userId } = used
    await tx
      .update(users)
      .set({ emailVerified: sql`now()` })
      .where(and(eq(users.id, userId), isNull(users.emailVerified)))
    await recordAudit(tx, {
      eventId: null,
      actor: { kind: 'organiser', userId },
      subject: 'user',
      subjectId: userId,
      action: 'user.signed_in',
    })
    const isHalf = await hasFactor(userId, tx)
    if (before?.user.id === userId && !isHalf) {
      const [renewed] = await tx
        .update(sessions)
        .set({ freshAt: sql`now()`, lastSeenAt: sql`now()` })
        .where(eq(sessions.id, before.session.id))
        .returning({ expires: sessions.expires })
      if (renewed) return { sessionToken: browser.sessionToken!, expires: renewed.expires, isHalf }
    }
    const sessionToken = randomToken()
    const expires = new Date(Date.now() + SESSION_SECONDS * 1000)
    await tx
      .insert(sessions)
      .values({ tokenHash: hashToken(sessionToken), userId, expires, device: browser.device ?? '' })
    return { sessionToken, expires, isHalf }
  })
}

/** Ends a session; nothing happens if there is none. */
export async function signOut(sessionToken: string): Promise<void> {
  await db().transaction(async (tx) => {
    const [ended] = await tx
      .delete(sessions)
      .where(eq(sessions.tokenHash, hashToken(sessionToken)))
      .returning({ userId: sessions.userId })
    if (!ended) return
    await recordAudit(tx, {
      eventId: null,
      actor: { kind: 'organiser', userId: ended.userId },
      subject: 'user',
      subjectId: ended.userId,
      action: 'user.signed_out',
    })
  })
}

/** The id of the account with that address, made if there is none. An account that is there stays as it is. */
export async function ensureUser(
  tx: Transaction,
  user: { email: string; locale: Locale; name?: string; isAdministrator?: boolean },
): Promise<string> {
  const email = normal(user.email)
  await tx
    .insert(users)
    .values({ ...user, email })
    .onConflictDoNothing({ target: users.email })
  const [found] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email))
  return found!.id
}

function isLive(token: string) {
  return and(
    eq(signInTokens.tokenHash, hashToken(token)),
    isNull(signInTokens.usedAt),
    gt(signInTokens.expires, sql`now()`),
  )
}

function linkAddress(locale: Locale, token: string): string {
  return `${env().PUBLIC_URL}/${locale}/sign-in/${token}`
}

function normal(email: string): string {
  return email.trim().toLowerCase()
}
