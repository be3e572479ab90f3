import { and, asc, eq, inArray, isNull, lte, notExists, sql } from 'drizzle-orm'
import { db } from '@/db'
import { delegations } from '@/db/schema/delegations'
import { categories, events } from '@/db/schema/events'
import { campaignRecipients, campaigns, mails } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import type { EventRow } from '@/features/events/access'
import { type PreparedMail, prepareMail } from '@/features/mail/commands'
import { readDress } from '@/features/mail/wording/queries'
import type { Dress } from '@/features/mail/wording/rules'
import { type Chore, wakeWorker } from '@/features/mail/worker/commands'
import { describeError, log } from '@/lib/log'
import { isDeliverable } from '@/lib/mail-addresses'
import { leftOutBecause, letterTo, RECIPIENT, type Recipient } from '../queries'
import { type LeftOut, MAIL_KIND, readAudience } from '../rules'

type CampaignRow = typeof campaigns.$inferSelect

/** Rendered in about a second, for which a sign-in link may have to wait. */
const BATCH = 100

/** Letters to many that are due are written to their people, a batch at a time. */
export const CAMPAIGN_CHORES: readonly Chore[] = [{ name: 'campaigns', everySeconds: 1, run: () => sendCampaigns() }]

/**
 * Begins the letters whose time has come, writes the next mails of each that is leaving, and ends those whose mails have
 * all left. Any number of processes may do so at once, and may be killed anywhere.
 * @returns how many mails were queued
 */
export async function sendCampaigns(): Promise<number> {
  await db()
    .update(campaigns)
    .set({ state: 'sending', startedAt: sql`now()` })
    .where(
      and(
        eq(campaigns.state, 'scheduled'),
        lte(campaigns.sendAt, sql`now()`),
        sql`${campaigns.approvedAt} is not null`,
      ),
    )
  const leaving = await db()
    .select({ campaign: campaigns, event: events })
    .from(campaigns)
    .innerJoin(events, eq(events.id, campaigns.eventId))
    .where(eq(campaigns.state, 'sending'))
    .orderBy(asc(campaigns.startedAt))
  let queued = 0
  for (const { campaign, event } of leaving) {
    const batch = await nextOf(campaign)
    if (batch.length > 0) queued += await write(campaign, { ...event, pictureVersion: null }, batch)
    else await endIfLeft(campaign)
  }
  if (queued > 0) wakeWorker()
  return queued
}

const open = and(isNull(campaignRecipients.mailId), isNull(campaignRecipients.leftOut))

/** Some of those whose mail is not written yet, by chance, so that several workers seldom write the same. */
async function nextOf(campaign: CampaignRow) {
  const audience = readAudience(campaign.audience)
  const rows = await db()
    .select({
      ...RECIPIENT,
      leftOut: leftOutBecause({ id: campaign.eventId }, campaign.kind, audience),
    })
    .from(campaignRecipients)
    .innerJoin(registrations, eq(registrations.id, campaignRecipients.registrationId))
    .innerJoin(categories, eq(categories.id, registrations.categoryId))
    .leftJoin(delegations, eq(delegations.id, registrations.delegationId))
    .where(and(eq(campaignRecipients.campaignId, campaign.id), open))
    .orderBy(sql`random()`)
    .limit(BATCH)
  return rows as (Recipient & { leftOut: LeftOut | null })[]
}

/** Renders without the database, then queues in one transaction what no other worker has, unless it was stopped. */
async function write(
  campaign: CampaignRow,
  event: EventRow,
  batch: (Recipient & { leftOut: LeftOut | null })[],
): Promise<number> {
  const dress = await readDress(event.id, MAIL_KIND)
  const prepared: PreparedMail[] = []
  const without = new Map<LeftOut, string[]>()
  for (const person of batch) {
    const mail = person.leftOut ?? (await mailTo(campaign, event, dress, person))
    if (typeof mail === 'string') without.set(mail, [...(without.get(mail) ?? []), person.id])
    else prepared.push(mail)
  }
  return db().transaction(async (tx) => {
    // Whoever stops it waits for this batch, or this batch sees that it was stopped.
    const [now] = await tx
      .select({ state: campaigns.state })
      .from(campaigns)
      .where(eq(campaigns.id, campaign.id))
      .for('share')
    if (now?.state !== 'sending') return 0
    const ours = await tx
      .select({ id: campaignRecipients.registrationId })
      .from(campaignRecipients)
      .where(
        and(
          eq(campaignRecipients.campaignId, campaign.id),
          inArray(
            campaignRecipients.registrationId,
            batch.map(({ id }) => id),
          ),
          open,
        ),
      )
      .for('update', { skipLocked: true })
    const isOurs = new Set(ours.map(({ id }) => id))
    const of = (ids: string[]) =>
      and(eq(campaignRecipients.campaignId, campaign.id), inArray(campaignRecipients.registrationId, ids))
    for (const [leftOut, ids] of without) {
      const left = ids.filter((id) => isOurs.has(id))
      if (left.length > 0) await tx.update(campaignRecipients).set({ leftOut }).where(of(left))
    }
    const leaving = prepared.filter(({ registrationId }) => isOurs.has(registrationId!))
    if (leaving.length === 0) return 0
    await tx.insert(mails).values(leaving).onConflictDoNothing()
    const theirMail = tx
      .select({ id: mails.id })
      .from(mails)
      .where(
        and(
          eq(mails.registrationId, campaignRecipients.registrationId),
          eq(mails.kind, MAIL_KIND),
          eq(mails.version, campaign.number),
        ),
      )
    await tx
      .update(campaignRecipients)
      .set({ mailId: sql`(${theirMail})` })
      .where(of(leaving.map(({ registrationId }) => registrationId!)))
    return leaving.length
  })
}

/** A mail that cannot be written must not hold up the others. */
async function mailTo(
  campaign: CampaignRow,
  event: EventRow,
  dress: Dress,
  person: Recipient,
): Promise<PreparedMail | LeftOut> {
  if (!isDeliverable(person.email)) return 'no_address'
  try {
    const letter = letterTo(event, campaign, person)
    if (!letter) throw new Error('A letter in no language was released')
    return await prepareMail({
      eventId: event.id,
      registrationId: person.id,
      campaignId: campaign.id,
      kind: MAIL_KIND,
      version: campaign.number,
      lane: 'bulk',
      isBulletin: campaign.kind === 'bulletin',
      to: person.email,
      replyTo: event.contactEmail,
      letter,
      dress,
    })
  } catch (error) {
    log('error', 'campaign.mail_broken', { campaign: campaign.id, registration: person.id, ...describeError(error) })
    return 'broken'
  }
}

async function endIfLeft(campaign: CampaignRow): Promise<void> {
  const unwritten = db()
    .select({ one: sql`1` })
    .from(campaignRecipients)
    .where(and(eq(campaignRecipients.campaignId, campaign.id), open))
  const waiting = db()
    .select({ one: sql`1` })
    .from(campaignRecipients)
    .innerJoin(mails, eq(mails.id, campaignRecipients.mailId))
    .where(and(eq(campaignRecipients.campaignId, campaign.id), eq(mails.state, 'queued')))
  await db()
    .update(campaigns)
    .set({ state: 'sent', endedAt: sql`now()` })
    .where(and(eq(campaigns.id, campaign.id), eq(campaigns.state, 'sending'), notExists(unwritten), notExists(waiting)))
}
