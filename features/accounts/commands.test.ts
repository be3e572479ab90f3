import { expect, test } from '@playwright/test'
import { eq, sql } from 'drizzle-orm'
import { db } from '@/db'
import { sessions, signInTokens, users } from '@/db/schema/accounts'
import { audit } from '@/db/schema/audit'
import { mails } from '@/db/schema/mail'
import { freshDatabase } from '@/e2e/fixtures/database'
import { env } from '@/lib/env'
import { hashToken, unseal } from '@/lib/secrets'
import { authOptions } from './access'
import { ensureUser, isSignInTokenLive, issueSignInLink, requestSignIn, signIn, signOut } from './commands'

test.beforeAll(async () => {
  await freshDatabase()
})

test.beforeEach(async () => {
  await db().delete(mails)
  await db().delete(users)
  await db().insert(users).values({ email: 'aigul@example.org', name: 'Aigul Example', locale: 'kk' })
})

const tokenOf = (link: string) => link.split('/').at(-1)!

async function mailedLink(): Promise<string> {
  const [mail] = await db().select().from(mails)
  return unseal(mail!.sealedLink!, env().PLENARY_SECRET_KEY, mail!.id)
}

test('an organiser who asks gets one mail in the language of the page, whose link signs in', async () => {
  await requestSignIn(' Aigul@Example.org ', 'ru')
  const queued = await db().select().from(mails)
  expect(queued.map(({ kind, to, locale }) => ({ kind, to, locale }))).toEqual([
    { kind: 'sign_in', to: 'aigul@example.org', locale: 'ru' },
  ])
  const link = await mailedLink()
  expect(link).toMatch(/\/ru\/sign-in\/[\w-]{43}$/)
  expect(`${queued[0]!.html}${queued[0]!.text}`).not.toContain(tokenOf(link))
  expect(await signIn(tokenOf(link))).not.toBeNull()
})

test('a stranger who asks leaves no row', async () => {
  const before = await db().$count(audit)
  await requestSignIn('stranger@example.org', 'en')
  expect(await db().$count(mails)).toBe(0)
  expect(await db().$count(signInTokens)).toBe(0)
  expect(await db().$count(audit)).toBe(before)
  expect(await issueSignInLink('stranger@example.org')).toBeNull()
})

test('looking at a link does not use it up, signing in does', async () => {
  const token = tokenOf((await issueSignInLink('aigul@example.org'))!)
  expect(await isSignInTokenLive(token)).toBe(true)
  expect(await isSignInTokenLive(token)).toBe(true)
  expect(await signIn(token)).not.toBeNull()
  expect(await isSignInTokenLive(token)).toBe(false)
  expect(await signIn(token)).toBeNull()
})

test('of twenty who use a link at once one is signed in', async () => {
  const token = tokenOf((await issueSignInLink('aigul@example.org'))!)
  const signedIn = await Promise.all(Array.from({ length: 20 }, () => signIn(token)))
  expect(signedIn.filter(Boolean)).toHaveLength(1)
  expect(await db().$count(sessions)).toBe(1)
})

test('a link lives 10 minutes', async () => {
  const token = tokenOf((await issueSignInLink('aigul@example.org'))!)
  const [row] = await db()
    .select({ seconds: sql<number>`extract(epoch from ${signInTokens.expires} - now())::float` })
    .from(signInTokens)
  expect(row!.seconds).toBeGreaterThan(590)
  expect(row!.seconds).toBeLessThanOrEqual(600)
  await db().update(signInTokens).set({ expires: sql`now()` })
  expect(await isSignInTokenLive(token)).toBe(false)
  expect(await signIn(token)).toBeNull()
  expect(await db().$count(sessions)).toBe(0)
})

test('made-up links sign nobody in', async () => {
  await issueSignInLink('aigul@example.org')
  const [row] = await db().select().from(signInTokens)
  for (const token of ['', 'x', row!.tokenHash, '\u0000', 'я'.repeat(10_000)]) {
    expect(await isSignInTokenLive(token)).toBe(false)
    expect(await signIn(token)).toBeNull()
  }
})

test('of twelve requests at once five are answered by mail, and one more after a link was used', async () => {
  await Promise.all(Array.from({ length: 12 }, () => requestSignIn('aigul@example.org', 'en')))
  expect(await db().$count(mails)).toBe(5)
  expect(await db().$count(signInTokens)).toBe(5)
  await signIn(tokenOf(await mailedLink()))
  await requestSignIn('aigul@example.org', 'en')
  expect(await db().$count(mails)).toBe(6)
})

test('a session is found by its cookie only while it lives, for 12 hours, and its token is nowhere in the database', async () => {
  const { sessionToken, expires } = (await signIn(tokenOf((await issueSignInLink('aigul@example.org'))!)))!
  expect(Math.round((expires.getTime() - Date.now()) / 60_000)).toBe(720)
  const [row] = await db().select().from(sessions)
  expect(row!.tokenHash).toBe(hashToken(sessionToken))
  const { getSessionAndUser } = authOptions().adapter!
  expect((await getSessionAndUser!(sessionToken))?.user.email).toBe('aigul@example.org')
  expect(await getSessionAndUser!(row!.tokenHash)).toBeNull()
  await signOut(sessionToken)
  expect(await getSessionAndUser!(sessionToken)).toBeNull()
})

test('signing in and out is in the audit without the address', async () => {
  const [user] = await db().select().from(users)
  const { sessionToken } = (await signIn(tokenOf((await issueSignInLink('aigul@example.org'))!)))!
  await signOut(sessionToken)
  await signOut(sessionToken)
  const entries = await db().select().from(audit).where(eq(audit.subjectId, user!.id)).orderBy(audit.id)
  expect(entries.map(({ action }) => action)).toEqual(['user.sign_in_link_issued', 'user.signed_in', 'user.signed_out'])
  expect(JSON.stringify(entries)).not.toContain('example.org')
})

test('an account that is there stays as it is when it is asked for again', async () => {
  const [user] = await db().select().from(users)
  const again = await db().transaction((tx) =>
    ensureUser(tx, { email: 'AIGUL@example.org', locale: 'en', isAdministrator: true }),
  )
  expect(again).toBe(user!.id)
  expect(await db().select().from(users)).toEqual([user])
})
