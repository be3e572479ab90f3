import { expect, test } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { rateLimits, recoveryCodes, sessions, totpSecrets } from '@/db/schema/accounts'
import { audit } from '@/db/schema/audit'
import { freshDatabase } from '@/e2e/fixtures/database'
import { makeUser } from '@/e2e/fixtures/world'
import { gateFresh, readSession, wholeSession } from '../access'
import { issueSignInLink, signIn } from '../commands'
import { beginTotp, confirmTotp, giveCode, makeRecoveryCodes, removeTotp } from './commands'
import { getWaitingSecret } from './queries'
import { authenticator, stepOfCode } from './rules'

test.beforeAll(async () => {
  await freshDatabase()
})

const STEP = 30_000

async function signedIn(email: string) {
  const link = (await issueSignInLink(email))!
  const { sessionToken } = (await signIn(link.split('/').at(-1)!))!
  return { sessionToken, read: async () => (await readSession(sessionToken))! }
}

/** Somebody with an authenticator app, in the session in which it was set up. */
async function withApp() {
  const user = await makeUser()
  const session = await signedIn(user.email)
  const fresh = async () => gateFresh(wholeSession(await session.read()))!
  await beginTotp(await fresh())
  const secret = (await getWaitingSecret(await fresh()))!
  const code = (at: Date) => authenticator(secret, '').generate({ timestamp: at.getTime() })
  const now = new Date()
  await confirmTotp(await fresh(), code(now), now)
  return { user, ...session, fresh, secret, code, now }
}

test('a code counts in its step and the neighbours, once, and never one before the last', () => {
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
  const now = new Date('2026-03-01T10:00:15Z')
  const codeAt = (steps: number) => authenticator(secret, '').generate({ timestamp: now.getTime() + steps * STEP })
  const step = Math.floor(now.getTime() / STEP)
  for (const steps of [-1, 0, 1]) expect(stepOfCode(secret, codeAt(steps), null, now)).toBe(step + steps)
  for (const steps of [-2, 2]) expect(stepOfCode(secret, codeAt(steps), null, now)).toBeNull()
  expect(stepOfCode(secret, codeAt(0), step, now)).toBeNull()
  expect(stepOfCode(secret, codeAt(-1), step, now)).toBeNull()
  expect(stepOfCode(secret, codeAt(1), step, now)).toBe(step + 1)
  for (const code of ['', '12345', 'abcdef', '1234567']) expect(stepOfCode(secret, code, null, now)).toBeNull()
})

test('an app counts from its first code on; its key is sealed and shown no more', async () => {
  const user = await makeUser()
  const session = await signedIn(user.email)
  const fresh = gateFresh(wholeSession(await session.read()))!
  await beginTotp(fresh)
  const secret = (await getWaitingSecret(fresh))!
  expect((await session.read()).isHalf).toBe(false)
  await expect(confirmTotp(fresh, '000000', new Date(0))).rejects.toThrow('second_factor_wrong')
  const now = new Date()
  await confirmTotp(fresh, authenticator(secret, '').generate({ timestamp: now.getTime() }), now)
  expect(await getWaitingSecret(fresh)).toBeNull()
  await beginTotp(fresh)
  expect(await getWaitingSecret(fresh)).toBeNull()
  const [row] = await db().select().from(totpSecrets).where(eq(totpSecrets.userId, user.id))
  expect(row!.sealed).not.toContain(secret)
  expect(await session.read()).toMatchObject({ isHalf: false, session: { hasSecondFactor: true } })
})

test('who has an app is nobody after the link in the mail alone, and somebody after its code', async () => {
  const { user, code, now } = await withApp()
  const second = await signedIn(user.email)
  const half = await second.read()
  expect(half.isHalf).toBe(true)
  expect(wholeSession(half)).toBeNull()
  expect(gateFresh(wholeSession(half))).toBeNull()
  const next = new Date(now.getTime() + STEP)
  await giveCode(half, code(next), next)
  expect(wholeSession(await second.read())).toMatchObject({
    user: { id: user.id, hasSecondFactor: true },
    session: { isFresh: true, hasSecondFactor: true },
  })
})

test('a session from before the app was set up is nobody either', async () => {
  const user = await makeUser()
  const older = await signedIn(user.email)
  const session = await signedIn(user.email)
  const fresh = gateFresh(wholeSession(await session.read()))!
  await beginTotp(fresh)
  const now = new Date()
  const secret = (await getWaitingSecret(fresh))!
  expect(wholeSession(await older.read())).not.toBeNull()
  await confirmTotp(fresh, authenticator(secret, '').generate({ timestamp: now.getTime() }), now)
  expect(wholeSession(await older.read())).toBeNull()
})

test('of five who give the same code at once one gets in', async () => {
  const { user, code, now } = await withApp()
  const half = await (await signedIn(user.email)).read()
  const next = new Date(now.getTime() + STEP)
  const given = await Promise.allSettled(Array.from({ length: 5 }, () => giveCode(half, code(next), next)))
  expect(given.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('after five wrong codes even the right one has to wait a quarter of an hour', async () => {
  const { user, code, now } = await withApp()
  const half = await (await signedIn(user.email)).read()
  const right = new Date(now.getTime() + STEP)
  for (let tried = 0; tried < 5; tried++)
    await expect(giveCode(half, 'wrong', right)).rejects.toThrow('second_factor_wrong')
  await expect(giveCode(half, code(right), right)).rejects.toThrow('second_factor_wait')
  const later = new Date(right.getTime() + 15 * 60_000)
  await giveCode(half, code(later), later)
  expect(await db().$count(rateLimits)).toBe(0)
})

test('a recovery code works once, for its owner, however it is typed', async () => {
  const { user, fresh } = await withApp()
  const [first, second] = await makeRecoveryCodes(await fresh())
  const stranger = await withApp()
  await expect(giveCode(await stranger.read(), first!)).rejects.toThrow('second_factor_wrong')
  const half = await (await signedIn(user.email)).read()
  await giveCode(half, ` ${first!.toUpperCase().replaceAll('-', ' ')}`)
  await expect(giveCode(half, first!)).rejects.toThrow('second_factor_wrong')
  await makeRecoveryCodes(await fresh())
  await expect(giveCode(half, second!)).rejects.toThrow('second_factor_wrong')
  const stored = await db().select().from(recoveryCodes)
  expect(JSON.stringify(stored)).not.toContain(second)
})

test('without the last factor the sessions have none and recovery codes are gone', async () => {
  const { user, fresh, read } = await withApp()
  await makeRecoveryCodes(await fresh())
  await removeTotp(await fresh())
  expect(await db().$count(recoveryCodes, eq(recoveryCodes.userId, user.id))).toBe(0)
  expect(await read()).toMatchObject({ isHalf: false, session: { hasSecondFactor: false } })
  await expect(makeRecoveryCodes(await fresh())).rejects.toThrow('second_factor_first')
  const noted = await db()
    .select({ action: audit.action })
    .from(audit)
    .where(and(eq(audit.subjectId, user.id)))
    .orderBy(audit.id)
  expect(noted.map(({ action }) => action).slice(-3)).toEqual([
    'user.totp_set_up',
    'user.recovery_codes_made',
    'user.totp_removed',
  ])
})

test('a link by mail makes a session fresh again where it is all the proof there is, and only there', async () => {
  const link = async (email: string) => (await issueSignInLink(email))!.split('/').at(-1)!
  const old = { freshAt: new Date(Date.now() - 11 * 60_000) }
  const plain = await makeUser()
  const { sessionToken, read } = await signedIn(plain.email)
  await db().update(sessions).set(old).where(eq(sessions.userId, plain.id))
  expect(gateFresh(wholeSession(await read()))).toBeNull()
  expect((await signIn(await link(plain.email), { sessionToken }))?.sessionToken).toBe(sessionToken)
  expect(gateFresh(wholeSession(await read()))).not.toBeNull()

  const owner = await withApp()
  await db().update(sessions).set(old).where(eq(sessions.userId, owner.user.id))
  const again = await signIn(await link(owner.user.email), { sessionToken: owner.sessionToken })
  expect(again).toMatchObject({ isHalf: true })
  expect(again!.sessionToken).not.toBe(owner.sessionToken)
  expect(await owner.fresh()).toBeNull()
})
