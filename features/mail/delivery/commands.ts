import { and, asc, eq, exists, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db'
import { mailQueue, mails } from '@/db/schema/mail'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { unseal } from '@/lib/secrets'
import { readLogoOf } from '../look/queries'
import { withLink } from '../rules'
import { type OutgoingMail, SEND_TIMEOUT_MS, type Transport } from '../transports/commands'
import type { Outcome } from '../transports/rules'
import { isTooLate, LEASE_MS, type Verdict, verdict } from './rules'

type Claim = typeof mails.$inferSelect

const BATCH = 20

/**
 * Claims mails that are due and tries each once. Any number of processes may do so at the same time.
 * @param signal stops early: what was claimed and not begun is given back
 * @returns how many it claimed; 0: nothing is due, or the queue is paused
 */
export async function deliverDueMails(transport: Transport, signal?: AbortSignal): Promise<number> {
  const claimedAt = Date.now()
  const claims = await claimDueMails()
  const waiting = [...claims]
  let paused = false
  const mayBegin = () => !paused && !signal?.aborted && Date.now() - claimedAt < LEASE_MS - SEND_TIMEOUT_MS - 5_000
  const lane = async () => {
    while (waiting.length > 0 && mayBegin()) {
      const claim = waiting.shift()!
      const decided = await tryOnce(transport, claim)
      if (decided.is === 'pause') paused = true
      await settle(claim, decided, transport.keepsLink)
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(transport.lanes, claims.length) }, lane))
  await giveBack(waiting)
  for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason
  return claims.length
}

/** Each claimed mail is this worker's for `LEASE_MS`; the database's clock decides. */
async function claimDueMails(): Promise<Claim[]> {
  const running = db().select({ id: mailQueue.id }).from(mailQueue).where(isNull(mailQueue.pausedBecause))
  const due = db()
    .select({ id: mails.id })
    .from(mails)
    .where(and(eq(mails.state, 'queued'), lte(mails.dueAt, sql`now()`), exists(running)))
    .orderBy(asc(mails.dueAt))
    .limit(BATCH)
    .for('update', { skipLocked: true })
  return db()
    .update(mails)
    .set({
      dueAt: sql`now() + make_interval(secs => ${LEASE_MS / 1000})`,
      attempts: sql`${mails.attempts} + 1`,
      firstTriedAt: sql`coalesce(${mails.firstTriedAt}, now())`,
    })
    .where(inArray(mails.id, due))
    .returning()
}

async function tryOnce(transport: Transport, claim: Claim): Promise<Verdict> {
  const firstTriedAt = claim.firstTriedAt!
  if (isTooLate({ firstTriedAt, now: new Date() })) return { is: 'dead', because: 'gave_up' }
  const mail = await open(claim)
  const outcome: Outcome = mail ? await transport.send(mail) : { is: 'dead', because: 'link_unreadable' }
  return verdict(outcome, { attempts: claim.attempts, firstTriedAt, now: new Date(), random: Math.random() })
}

/** The mail with its link in place, or null if the installation's key is another than when it was queued. */
async function open(claim: Claim): Promise<OutgoingMail | null> {
  const logo = await readLogoOf(claim)
  try {
    const link = claim.sealedLink ? unseal(claim.sealedLink, env().PLENARY_SECRET_KEY, claim.id) : '#'
    return { ...claim, ...withLink(claim, link), logo }
  } catch {
    return null
  }
}

async function settle(claim: Claim, decided: Verdict, keepsLink: boolean): Promise<void> {
  if (decided.is !== 'sent')
    log('warn', `mail.${decided.is}`, { mail: claim.id, because: decided.because, attempts: claim.attempts })
  switch (decided.is) {
    case 'sent':
      // True whoever says it, so without asking whose the mail is now.
      await db()
        .update(mails)
        .set({
          state: 'sent',
          sentAt: sql`now()`,
          providerId: decided.providerId,
          error: null,
          ...(keepsLink ? {} : { sealedLink: null }),
        })
        .where(eq(mails.id, claim.id))
      return
    case 'retry':
      await db()
        .update(mails)
        .set({ dueAt: sql`now() + make_interval(secs => ${decided.afterMs / 1000})`, error: decided.because })
        .where(stillOurs(claim))
      return
    case 'dead':
      await db().update(mails).set({ state: 'failed', error: decided.because }).where(stillOurs(claim))
      return
    case 'pause':
      await db()
        .update(mailQueue)
        .set({ pausedBecause: decided.because, pausedAt: sql`now()` })
        .where(isNull(mailQueue.pausedBecause))
      await giveBack([claim])
  }
}

/** Makes claims free again as if they had not been: no provider has taken the mails. */
async function giveBack(claims: Claim[]): Promise<void> {
  if (claims.length === 0) return
  await db()
    .update(mails)
    .set({
      dueAt: sql`now()`,
      attempts: sql`${mails.attempts} - 1`,
      firstTriedAt: sql`case when ${mails.attempts} = 1 then null else ${mails.firstTriedAt} end`,
    })
    .where(or(...claims.map(stillOurs)))
}

/** False once another worker has the mail, because this one was slower than its lease. */
function stillOurs(claim: Claim): SQL | undefined {
  return and(eq(mails.id, claim.id), eq(mails.state, 'queued'), eq(mails.attempts, claim.attempts))
}
