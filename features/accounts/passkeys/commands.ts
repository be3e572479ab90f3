import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { passkeys, sessions } from '@/db/schema/accounts'
import { env } from '@/lib/env'
import { Refusal } from '@/lib/errors'
import type { FreshSession, SignedIn } from '../access'
import { forgetIfLast, markGiven, note } from '../second-factor/commands'

/** How long what the authenticator must sign stands. */
const CHALLENGE_MS = 5 * 60_000

const rpID = () => new URL(env().PUBLIC_URL).hostname

/** What the browser needs to make a passkey. */
export async function beginPasskey({ user, session }: FreshSession) {
  const options = await generateRegistrationOptions({
    rpName: 'Plenary',
    rpID: rpID(),
    userName: user.email,
    userID: new TextEncoder().encode(user.id),
    userDisplayName: user.name ?? user.email,
    excludeCredentials: await credentialsOf(user.id),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  })
  await keepChallenge(session.id, options.challenge)
  return options
}

/** Takes a new passkey in. @throws Refusal `passkey_failed` */
export async function addPasskey(
  { user, session }: FreshSession,
  name: string,
  response: RegistrationResponseJSON,
  now = new Date(),
): Promise<void> {
  const expectedChallenge = await takeChallenge(session.id, now)
  const { registrationInfo } = await verified(() =>
    verifyRegistrationResponse({
      response,
      expectedChallenge,
      expectedOrigin: env().PUBLIC_URL,
      expectedRPID: rpID(),
      requireUserVerification: false,
    }),
  )
  if (!registrationInfo) throw new Refusal('passkey_failed')
  const { id, publicKey, counter, transports } = registrationInfo.credential
  await db().transaction(async (tx) => {
    const [added] = await tx
      .insert(passkeys)
      .values({
        id,
        userId: user.id,
        publicKey: Buffer.from(publicKey).toString('base64url'),
        counter,
        transports: transports ?? [],
        name: name.trim().slice(0, 60) || 'Passkey',
      })
      .onConflictDoNothing()
      .returning({ id: passkeys.id })
    if (!added) throw new Refusal('passkey_failed')
    await tx.update(sessions).set({ secondFactorAt: now }).where(eq(sessions.id, session.id))
    await note(tx, user.id, 'user.passkey_added')
  })
}

/** What the browser needs to ask one of the person's passkeys. */
export async function askPasskey({ user, session }: SignedIn) {
  const options = await generateAuthenticationOptions({
    rpID: rpID(),
    allowCredentials: await credentialsOf(user.id),
    userVerification: 'preferred',
  })
  await keepChallenge(session.id, options.challenge)
  return options
}

/** The second factor by passkey: makes the session whole and fresh. @throws Refusal `passkey_failed` */
export async function givePasskey(
  { user, session }: SignedIn,
  response: AuthenticationResponseJSON,
  now = new Date(),
): Promise<void> {
  const expectedChallenge = await takeChallenge(session.id, now)
  const mine = and(eq(passkeys.userId, user.id), eq(passkeys.id, String(response?.id)))
  const [passkey] = await db().select().from(passkeys).where(mine)
  if (!passkey) throw new Refusal('passkey_failed')
  const { authenticationInfo } = await verified(() =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: env().PUBLIC_URL,
      expectedRPID: rpID(),
      requireUserVerification: false,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
      },
    }),
  )
  await db().transaction(async (tx) => {
    await tx.update(passkeys).set({ counter: authenticationInfo.newCounter, lastUsedAt: now }).where(mine)
    await markGiven(tx, { user, session }, 'passkey', now)
  })
}

/** Takes one of the person's passkeys away; nothing happens if it is not theirs. */
export async function removePasskey({ user }: FreshSession, id: string): Promise<void> {
  await db().transaction(async (tx) => {
    const mine = and(eq(passkeys.userId, user.id), eq(passkeys.id, id))
    const removed = await tx.delete(passkeys).where(mine).returning({ id: passkeys.id })
    if (removed.length === 0) return
    await forgetIfLast(tx, user.id)
    await note(tx, user.id, 'user.passkey_removed')
  })
}

/** The library throws at whatever does not fit and answers `verified: false` to a wrong signature. */
async function verified<T extends { verified: boolean }>(verify: () => Promise<T>): Promise<T> {
  const answer = await verify().catch(() => null)
  if (!answer?.verified) throw new Refusal('passkey_failed')
  return answer
}

async function credentialsOf(userId: string) {
  return db()
    .select({ id: passkeys.id, transports: passkeys.transports })
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
}

async function keepChallenge(sessionId: string, challenge: string): Promise<void> {
  await db()
    .update(sessions)
    .set({ challenge: `${Date.now()} ${challenge}` })
    .where(eq(sessions.id, sessionId))
}

/** The session's challenge, which is gone with that: each is for one answer. */
async function takeChallenge(sessionId: string, now: Date): Promise<string> {
  const kept = await db().transaction(async (tx) => {
    const ofSession = eq(sessions.id, sessionId)
    const [row] = await tx.select({ challenge: sessions.challenge }).from(sessions).where(ofSession).for('update')
    await tx.update(sessions).set({ challenge: null }).where(ofSession)
    return row?.challenge
  })
  const [madeAt, challenge] = kept?.split(' ') ?? []
  if (!challenge || now.getTime() - Number(madeAt) > CHALLENGE_MS) throw new Refusal('passkey_failed')
  return challenge
}
