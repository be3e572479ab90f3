import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { recoveryCodes, sessions, totpSecrets } from '@/db/schema/accounts'
import { recordAudit } from '@/features/audit/commands'
import { env } from '@/lib/env'
import { Refusal } from '@/lib/errors'
import { hashToken, seal, unseal } from '@/lib/secrets'
import type { FreshSession, SignedIn } from '../access'
import { forgetTurns, takeTurn } from '../rate/commands'
import { hasFactor } from '../sessions/queries'
import {
  foldRecoveryCode,
  newRecoveryCode,
  newTotpSecret,
  RECOVERY_CODES,
  stepOfCode,
  TRIES,
  WAIT_SECONDS,
} from './rules'

/**
 * Makes a secret for an authenticator app, which counts once a first code has proved it; not where one does. Any session
 * may begin: only a fresh one sees the secret and proves it.
 */
export async function beginTotp({ user }: SignedIn): Promise<void> {
  const sealed = seal(newTotpSecret(), env().PLENARY_SECRET_KEY, `totp:${user.id}`)
  await db()
    .insert(totpSecrets)
    .values({ userId: user.id, sealed })
    .onConflictDoUpdate({
      target: totpSecrets.userId,
      set: { sealed, lastStep: null },
      setWhere: isNull(totpSecrets.confirmedAt),
    })
}

/**
 * The first code of the app: from now on it is asked for, in the person's other sessions at once.
 * @throws Refusal `second_factor_wrong` at oneTimeCode, `second_factor_wait`
 */
export async function confirmTotp({ user, session }: FreshSession, code: string, now = new Date()): Promise<void> {
  await trying(user.id, now, (tx) =>
    spendTotp(tx, user.id, code, now, false).then(async (isRight) => {
      if (!isRight) return false
      await tx.update(totpSecrets).set({ confirmedAt: now }).where(eq(totpSecrets.userId, user.id))
      await tx.update(sessions).set({ secondFactorAt: now }).where(eq(sessions.id, session.id))
      await note(tx, user.id, 'user.totp_set_up')
      return true
    }),
  )
}

/**
 * The second factor by code of the app or recovery code: makes the session whole and fresh.
 * @throws Refusal `second_factor_wrong` at oneTimeCode, `second_factor_wait`
 */
export async function giveCode({ user, session }: SignedIn, code: string, now = new Date()): Promise<void> {
  await trying(user.id, now, async (tx) => {
    const isTotp = await spendTotp(tx, user.id, code, now, true)
    if (!isTotp && !(await spendRecoveryCode(tx, user.id, code, now))) return false
    await markGiven(tx, { user, session }, isTotp ? 'totp' : 'recovery_code', now)
    return true
  })
}

/** Notes in the session that the second factor was given. */
export async function markGiven(tx: Transaction, { user, session }: SignedIn, means: string, now: Date): Promise<void> {
  const given = { secondFactorAt: now, freshAt: now, lastSeenAt: now, challenge: null }
  await tx.update(sessions).set(given).where(eq(sessions.id, session.id))
  await note(tx, user.id, 'user.second_factor_given', { means })
}

/** Takes the authenticator app away. */
export async function removeTotp({ user }: FreshSession): Promise<void> {
  await db().transaction(async (tx) => {
    const removed = await tx.delete(totpSecrets).where(eq(totpSecrets.userId, user.id)).returning()
    if (removed.length === 0) return
    await forgetIfLast(tx, user.id)
    await note(tx, user.id, 'user.totp_removed')
  })
}

/** Ten new recovery codes, to be shown once; those before stop working. @throws Refusal `second_factor_first` */
export async function makeRecoveryCodes({ user, session }: FreshSession): Promise<string[]> {
  if (!session.hasSecondFactor) throw new Refusal('second_factor_first')
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
  await db().transaction(async (tx) => {
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, user.id))
    await tx
      .insert(recoveryCodes)
      .values(codes.map((code) => ({ userId: user.id, codeHash: hashToken(foldRecoveryCode(user.id, code)) })))
    await note(tx, user.id, 'user.recovery_codes_made')
  })
  return codes
}

/** Without any factor left, no session has one, and recovery codes would recover nothing. */
export async function forgetIfLast(tx: Transaction, userId: string): Promise<void> {
  if (await hasFactor(userId, tx)) return
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
  await tx.update(sessions).set({ secondFactorAt: null }).where(eq(sessions.userId, userId))
}

/** An entry on somebody's own account. */
export async function note(tx: Transaction, userId: string, action: string, data = {}): Promise<void> {
  const actor = { kind: 'organiser' as const, userId }
  await recordAudit(tx, { eventId: null, actor, subject: 'user', subjectId: userId, action, data })
}

/** One try of few: the turn is taken before the code is looked at, so that many at once are no more. */
async function trying(userId: string, now: Date, check: (tx: Transaction) => Promise<boolean>): Promise<void> {
  const key = ['second_factor', userId]
  if (!(await takeTurn(key, TRIES, WAIT_SECONDS, now))) {
    throw new Refusal('second_factor_wait', { minutes: WAIT_SECONDS / 60 })
  }
  if (!(await db().transaction(check))) throw new Refusal('second_factor_wrong', {}, 'oneTimeCode')
  await forgetTurns(key)
}

async function spendTotp(tx: Transaction, userId: string, code: string, now: Date, isConfirmed: boolean) {
  const which = isConfirmed ? isNotNull(totpSecrets.confirmedAt) : isNull(totpSecrets.confirmedAt)
  const [row] = await tx
    .select()
    .from(totpSecrets)
    .where(and(eq(totpSecrets.userId, userId), which))
    .for('update')
  if (!row) return false
  const step = stepOfCode(unseal(row.sealed, env().PLENARY_SECRET_KEY, `totp:${userId}`), code, row.lastStep, now)
  if (step === null) return false
  await tx.update(totpSecrets).set({ lastStep: step }).where(eq(totpSecrets.userId, userId))
  return true
}

async function spendRecoveryCode(tx: Transaction, userId: string, code: string, now: Date) {
  const [used] = await tx
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(
      and(
        eq(recoveryCodes.userId, userId),
        eq(recoveryCodes.codeHash, hashToken(foldRecoveryCode(userId, code))),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ usedAt: recoveryCodes.usedAt })
  return used !== undefined
}
