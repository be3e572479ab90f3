import { setTimeout as sleep } from 'node:timers/promises'
import { and, asc, eq, exists, getTableColumns, gt, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db'
import { campaignFiles, MAIL_LANES, mailQueue, mails } from '@/db/schema/mail'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { unseal } from '@/lib/secrets'
import { readLogoOf } from '../look/queries'
import { type MailLane, unsubscribeToken, withLink } from '../rules'
import { type OutgoingMail, SEND_TIMEOUT_MS, type Transport } from '../transports/commands'
import type { Outcome } from '../transports/rules'
import {
  HORIZON_MS,
  isTooLate,
  LEASE_MS,
  LONGEST_STANDSTILL_MS,
  OUTAGES,
  turnsWithinHorizon,
  type Verdict,
  verdict,
} from './rules'

/** A mail that is this worker's for `LEASE_MS`, to be tried in `turnMs`. */
type Claim = typeof mails.$inferSelect & { triedForMs: number; turnMs: number }

type Room = { all: number; bulk: number }

const BATCH = 20

/**
 * Claims mails that are due and tries each once. Any number of processes may do so at the same time.
 * @param signal stops early: what was claimed and not begun is given back
 * @returns how many it claimed; 0: nothing is due, all turns are taken, or the queue is paused
 */
export async function deliverDueMails(transport: Transport, signal?: AbortSignal): Promise<number> {
  const { begun } = await beginDueMails(transport, { all: BATCH, bulk: BATCH }, signal)
  for (const ended of await Promise.allSettled(begun)) if (ended.status === 'rejected') throw ended.reason
  return begun.length
}

/**
 * Claims mails that are due, as many as there are turns and room for, and begins to try each once.
 * @param room how many may be begun, and how many of them letters to many
 * @returns one promise a mail, and in how many milliseconds there is another turn; null: turns are not what is missing
 */
export async function beginDueMails(
  transport: Transport,
  room: Room,
  signal?: AbortSignal,
): Promise<{ begun: Promise<void>[]; againMs: number | null }> {
  const { claims, againMs } = await claimDueMails(transport.perSecond, room)
  const passed = stopwatch()
  return { begun: claims.map((claim) => tryAtItsTurn(transport, claim, passed, signal)), againMs }
}

/**
 * Each claimed mail is this worker's for `LEASE_MS` and has a turn of its own in the rate that all processes share. The
 * database's clock decides of both. The lock on the queue's row makes claims take turns; where nothing is due, nothing
 * is locked.
 */
async function claimDueMails(perSecond: number, room: Room): Promise<{ claims: Claim[]; againMs: number | null }> {
  const gapMs = 1000 / perSecond
  return db().transaction(async (tx) => {
    const dueIn = (lanes: readonly MailLane[]) =>
      and(eq(mails.state, 'queued'), inArray(mails.lane, [...lanes]), lte(mails.dueAt, sql`now()`))
    const [queue] = await tx
      .select({
        pausedBecause: mailQueue.pausedBecause,
        aheadMs: sql<number>`greatest(extract(epoch from ${mailQueue.nextTurnAt} - now()) * 1000, 0)::float`,
      })
      .from(mailQueue)
      .where(exists(tx.select({ id: mails.id }).from(mails).where(dueIn(MAIL_LANES))))
      .for('update')
    if (!queue) return { claims: [], againMs: null }
    const { pausedBecause } = queue
    // Who stopped the queue by hand must still be able to sign in and let it go on.
    const open = pausedBecause === null ? MAIL_LANES : pausedBecause === 'by_hand' ? (['urgent'] as const) : []
    const { aheadMs } = queue
    const free = turnsWithinHorizon(aheadMs, perSecond)
    const turns = Math.min(room.all, free)
    const ids: string[] = []
    // Lane by lane: an index leads to the next of each, however many wait behind.
    for (const lane of open) {
      const left = Math.min(turns - ids.length, lane === 'bulk' ? room.bulk : turns)
      if (left <= 0) continue
      const next = await tx
        .select({ id: mails.id })
        .from(mails)
        .where(dueIn([lane]))
        .orderBy(asc(mails.dueAt))
        .limit(left)
        .for('update', { skipLocked: true })
      ids.push(...next.map(({ id }) => id))
    }
    const claimed =
      ids.length === 0
        ? []
        : await tx
            .update(mails)
            .set({
              dueAt: sql`now() + make_interval(secs => ${LEASE_MS / 1000})`,
              attempts: sql`${mails.attempts} + 1`,
              firstTriedAt: sql`coalesce(${mails.firstTriedAt}, now())`,
            })
            .where(inArray(mails.id, ids))
            .returning({
              ...getTableColumns(mails),
              triedForMs: sql<number>`(extract(epoch from now() - ${mails.firstTriedAt}) * 1000)::float`,
            })
    const nextMs = aheadMs + claimed.length * gapMs
    if (claimed.length > 0)
      await tx.update(mailQueue).set({ nextTurnAt: sql`now() + make_interval(secs => ${nextMs / 1000})` })
    const claims = ids.flatMap((id, index) => {
      const claim = claimed.find((mail) => mail.id === id)
      return claim ? [{ ...claim, turnMs: aheadMs + index * gapMs }] : []
    })
    const isOutOfTurns = open.length > 0 && ids.length >= free
    return { claims, againMs: isOutOfTurns ? Math.max(nextMs - HORIZON_MS, 1) : null }
  })
}

async function tryAtItsTurn(
  transport: Transport,
  claim: Claim,
  passed: () => number,
  signal?: AbortSignal,
): Promise<void> {
  await sleep(Math.max(claim.turnMs - passed(), 0), null, { signal }).catch(() => {})
  // Slept through with the machine, or held up: another worker may have it by now.
  if (signal?.aborted || passed() > LEASE_MS - SEND_TIMEOUT_MS - 5_000) return giveBack(claim)
  const decided = await tryOnce(transport, claim)
  await settle(claim, decided, transport.keepsLink)
}

async function tryOnce(transport: Transport, claim: Claim): Promise<Verdict> {
  const { attempts, triedForMs } = claim
  if (isTooLate(triedForMs)) return { is: 'dead', because: 'gave_up' }
  const files = claim.campaignId ? await filesOf(claim.campaignId) : []
  const mail = await open(claim, files)
  const outcome: Outcome = mail ? await transport.send(mail) : { is: 'dead', because: 'link_unreadable' }
  // What the try itself took is nothing to 20 hours, and our own clock is not to be asked.
  return verdict(outcome, { attempts, triedForMs, random: Math.random() })
}

/** The mail with its links in place, or null if the installation's key is another than when it was queued. */
async function open(claim: Claim, files: OutgoingMail['files']): Promise<OutgoingMail | null> {
  const logo = await readLogoOf(claim)
  try {
    const link = claim.sealedLink ? unseal(claim.sealedLink, env().PLENARY_SECRET_KEY, claim.id) : '#'
    const unsubscribe = claim.isBulletin
      ? `${env().PUBLIC_URL}/api/mail/unsubscribe/${unsubscribeToken(claim.id)}`
      : null
    return { ...claim, ...withLink(claim, link, unsubscribe ?? '#'), files, unsubscribe, logo }
  } catch {
    return null
  }
}

type Files = OutgoingMail['files']
let lastFiles: { ids: string; files: Promise<Files> } | null = null

/** What goes with every mail of a letter to many. A file never changes, so all that leave in a row are read once. */
async function filesOf(campaignId: string): Promise<Files> {
  const rows = await db()
    .select({ id: campaignFiles.id })
    .from(campaignFiles)
    .where(eq(campaignFiles.campaignId, campaignId))
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id).sort()
  if (lastFiles?.ids !== ids.join()) lastFiles = { ids: ids.join(), files: readFiles(ids) }
  return lastFiles.files
}

async function readFiles(ids: string[]): Promise<Files> {
  try {
    return await db()
      .select({ name: campaignFiles.name, type: campaignFiles.type, data: campaignFiles.data })
      .from(campaignFiles)
      .where(inArray(campaignFiles.id, ids))
      // Always in one order: another would be another body to the provider.
      .orderBy(asc(campaignFiles.id))
  } catch (error) {
    lastFiles = null
    throw error
  }
}

async function settle(claim: Claim, decided: Verdict, keepsLink: boolean): Promise<void> {
  const answer = decided.answer ?? null
  if (decided.is !== 'sent')
    log('warn', `mail.${decided.is}`, { mail: claim.id, because: decided.because, answer, attempts: claim.attempts })
  switch (decided.is) {
    case 'sent': {
      // True whoever says it, so without asking whose the mail is now; the provider's report may have come before.
      const isNews = sql`(${mails.state} in ('queued', 'stopped') or (${mails.state} = 'failed' and ${mails.sentAt} is null))`
      await db()
        .update(mails)
        .set({
          state: sql`case when ${isNews} then 'sent' else ${mails.state} end`,
          error: sql`case when ${isNews} then null else ${mails.error} end`,
          answer: sql`case when ${isNews} then null else ${mails.answer} end`,
          sentAt: sql`coalesce(${mails.sentAt}, now())`,
          providerId: decided.providerId,
          ...(keepsLink ? {} : { sealedLink: null }),
        })
        .where(eq(mails.id, claim.id))
      if (OUTAGES.some((outage) => outage === claim.error)) await endOutage()
      return
    }
    case 'retry':
      await db()
        .update(mails)
        .set({ dueAt: sql`now() + make_interval(secs => ${decided.afterMs / 1000})`, error: decided.because, answer })
        .where(stillOurs(claim))
      // It is asked of the sender, not of this mail.
      if (decided.because === 'rate_limited') await standStill(Math.min(decided.afterMs, LONGEST_STANDSTILL_MS))
      return
    case 'dead':
      await db().update(mails).set({ state: 'failed', error: decided.because, answer }).where(stillOurs(claim))
      return
    case 'pause':
      await db()
        .update(mailQueue)
        .set({ pausedBecause: decided.because, pausedAt: sql`now()` })
        .where(or(isNull(mailQueue.pausedBecause), eq(mailQueue.pausedBecause, 'by_hand')))
      await giveBack(claim)
  }
}

async function standStill(ms: number): Promise<void> {
  await db()
    .update(mailQueue)
    .set({ nextTurnAt: sql`greatest(${mailQueue.nextTurnAt}, now() + make_interval(secs => ${ms / 1000}))` })
}

/** Waits for an outage to end; what others have claimed is due sooner than this. */
const waitsOutOutage = and(
  eq(mails.state, 'queued'),
  inArray(mails.error, [...OUTAGES]),
  gt(mails.dueAt, sql`now() + make_interval(secs => ${LEASE_MS / 1000})`),
)

/** What waits for the service to be back, for up to an hour, waits no longer. */
async function endOutage(): Promise<void> {
  await db().update(mails).set({ dueAt: sql`now()` }).where(waitsOutOutage)
}

/** Makes one of the mails due that wait for the service to be back: if it leaves, so do all others. */
export async function probeOutage(): Promise<void> {
  const [next] = await db()
    .select({ id: mails.id })
    .from(mails)
    .where(waitsOutOutage)
    .orderBy(asc(mails.lane), asc(mails.dueAt))
    .limit(1)
  if (next)
    await db()
      .update(mails)
      .set({ dueAt: sql`now()` })
      .where(and(eq(mails.id, next.id), waitsOutOutage))
}

/**
 * Mends times that only a clock which was set back leaves behind: nothing is ever put off for two hours, nor first
 * tried in the future, nor do turns reach so far.
 */
export async function mendTimes(): Promise<void> {
  await db()
    .update(mailQueue)
    .set({ nextTurnAt: sql`now()` })
    .where(gt(mailQueue.nextTurnAt, sql`now() + make_interval(secs => ${(2 * LONGEST_STANDSTILL_MS) / 1000})`))
  await db()
    .update(mails)
    .set({ dueAt: sql`now()`, firstTriedAt: sql`least(${mails.firstTriedAt}, now())` })
    .where(
      and(
        eq(mails.state, 'queued'),
        or(gt(mails.dueAt, sql`now() + interval '2 hours'`), gt(mails.firstTriedAt, sql`now() + interval '5 minutes'`)),
      ),
    )
}

/** Makes a claim free again as if it had not been: no provider has taken the mail. */
async function giveBack(claim: Claim): Promise<void> {
  await db()
    .update(mails)
    .set({
      dueAt: sql`now()`,
      attempts: sql`${mails.attempts} - 1`,
      firstTriedAt: sql`case when ${mails.attempts} = 1 then null else ${mails.firstTriedAt} end`,
    })
    .where(stillOurs(claim))
}

/** False once another worker has the mail, because this one was slower than its lease. */
function stillOurs(claim: Claim): SQL | undefined {
  return and(eq(mails.id, claim.id), eq(mails.state, 'queued'), eq(mails.attempts, claim.attempts))
}

/** Milliseconds since now by whichever clock saw more of them: one may stand still with the machine, the other be set. */
function stopwatch(): () => number {
  const [steady, wall] = [performance.now(), Date.now()]
  return () => Math.max(performance.now() - steady, Date.now() - wall)
}
