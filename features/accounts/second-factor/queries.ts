import { and, asc, eq, isNull } from 'drizzle-orm'
import { db } from '@/db'
import { passkeys, recoveryCodes, totpSecrets } from '@/db/schema/accounts'
import { env } from '@/lib/env'
import { unseal } from '@/lib/secrets'
import type { FreshSession, SignedIn } from '../access'

/** What the person has by way of second factor, for the page on their account. */
export async function getFactors({ user }: SignedIn) {
  const [[totp], keys, codes] = [
    await db().select().from(totpSecrets).where(eq(totpSecrets.userId, user.id)),
    await db()
      .select({
        id: passkeys.id,
        name: passkeys.name,
        createdAt: passkeys.createdAt,
        lastUsedAt: passkeys.lastUsedAt,
      })
      .from(passkeys)
      .where(eq(passkeys.userId, user.id))
      .orderBy(asc(passkeys.createdAt), asc(passkeys.id)),
    await db().$count(recoveryCodes, and(eq(recoveryCodes.userId, user.id), isNull(recoveryCodes.usedAt))),
  ]
  return { hasTotp: Boolean(totp?.confirmedAt), passkeys: keys, recoveryCodes: codes }
}

/** The secret that waits for its first code; null if none does: a confirmed one is never shown again. */
export async function getWaitingSecret({ user }: FreshSession): Promise<string | null> {
  const [row] = await db()
    .select()
    .from(totpSecrets)
    .where(and(eq(totpSecrets.userId, user.id), isNull(totpSecrets.confirmedAt)))
  return row ? unseal(row.sealed, env().PLENARY_SECRET_KEY, `totp:${user.id}`) : null
}
