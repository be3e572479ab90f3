import { and, count, eq, isNotNull, isNull, max, ne, or, sql } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { users } from '@/db/schema/accounts'
import { categories, events } from '@/db/schema/events'
import { campaignRecipients, campaigns, mails } from '@/db/schema/mail'
import { registrations } from '@/db/schema/registrations'
import { recordAudit } from '@/features/audit/commands'
import { changeable, type ManagedEvent, type OwnedEvent } from '@/features/events/access'
import { insertMail, prepareMail } from '@/features/mail/commands'
import { wakeWorker } from '@/features/mail/worker/commands'
import { fromZonedInput } from '@/lib/dates'
import { Refusal } from '@/lib/errors'
import { texts } from '@/lib/texts'
import { findRecipients, foundBy, leftOutBecause, letterTo, readCampaign } from './queries'
import {
  type Audience,
  brokenText,
  type CampaignKind,
  HOLD_SECONDS,
  languagesOf,
  MAIL_KIND,
  readAudience,
  storedAudience,
  type Texts,
  writtenIn,
} from './rules'

type CampaignRow = typeof campaigns.$inferSelect

/**
 * Begins a letter to many.
 * @returns its number in the event
 * @throws Refusal `event_archived`
 */
export async function createCampaign(event: ManagedEvent, audience: Audience): Promise<number> {
  changeable(event)
  return db().transaction(async (tx) => {
    // Whoever begins another at this moment waits for this number.
    await tx.select({ id: events.id }).from(events).where(eq(events.id, event.id)).for('no key update')
    const [last] = await tx
      .select({ number: max(campaigns.number) })
      .from(campaigns)
      .where(eq(campaigns.eventId, event.id))
    const number = (last?.number ?? 0) + 1
    const [made] = await tx
      .insert(campaigns)
      .values({ eventId: event.id, number, audience: storedAudience(audience), createdBy: userOf(event) })
      .returning({ id: campaigns.id })
    await audit(tx, event, made!.id, 'created')
    return number
  })
}

/** @throws Refusal `event_archived`, `campaign_unknown`, `campaign_released`, `campaign_changed` */
export async function saveAudience(
  event: ManagedEvent,
  number: number,
  version: number,
  audience: Audience,
): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    await changeDraft(tx, event, number, version, { audience: storedAudience(audience) }, 'audience_changed')
  })
}

/**
 * Keeps what a letter says.
 * @throws Refusal `event_archived`, `campaign_placeholder` with { names } at the field, `campaign_unknown`,
 *   `campaign_released`, `campaign_changed`
 */
export async function saveTexts(
  event: ManagedEvent,
  number: number,
  version: number,
  { kind, ...texts }: Texts & { kind: CampaignKind },
): Promise<void> {
  changeable(event)
  const broken = brokenText(texts)
  if (broken) throw new Refusal('campaign_placeholder', { names: broken.names }, broken.field)
  await db().transaction(async (tx) => {
    await changeDraft(tx, event, number, version, { kind, ...texts }, 'written')
  })
}

/**
 * Deletes a draft.
 * @throws Refusal `event_archived`, `campaign_unknown`, `campaign_released`
 */
export async function deleteCampaign(event: ManagedEvent, number: number): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    const [gone] = await tx
      .delete(campaigns)
      .where(and(one(event, number), eq(campaigns.state, 'draft')))
      .returning({ id: campaigns.id })
    if (!gone) throw await whyNot(tx, event, number)
    await audit(tx, event, gone.id, 'deleted')
  })
}

/**
 * Releases a letter: who gets it and what it says are fixed from now on. It leaves a minute later or at its time, and
 * where the event asks for two people, not before a second one has allowed it.
 * @param seen the version and the count that stood on the page
 * @param sendAt the event's wall clock, as 2026-10-16T10:00; '': now
 * @throws Refusal `event_archived`, `campaign_time` or `campaign_past` at the field, `campaign_unwritten`,
 *   `campaign_nobody`, `campaign_audience_moved` with { count }, `campaign_unknown`, `campaign_released`,
 *   `campaign_changed`
 */
export async function releaseCampaign(
  event: ManagedEvent,
  number: number,
  seen: { version: number; count: number },
  sendAt: string,
  now: Date,
): Promise<void> {
  changeable(event)
  const at = sendAt === '' ? null : fromZonedInput(sendAt, event.timeZone)
  if (sendAt !== '' && !at) throw new Refusal('campaign_time', {}, 'sendAt')
  if (at && at <= now) throw new Refusal('campaign_past', {}, 'sendAt')
  await db().transaction(async (tx) => {
    const campaign = await changeDraft(
      tx,
      event,
      number,
      seen.version,
      {
        state: 'scheduled',
        releasedBy: userOf(event),
        releasedAt: now,
        approvedAt: event.needsMailApproval ? null : now,
        sendAt: at ?? sql`now() + make_interval(secs => ${HOLD_SECONDS})`,
      },
      'released',
    )
    if (writtenIn(campaign, languagesOf(event)).length === 0) throw new Refusal('campaign_unwritten')
    const audience = readAudience(campaign.audience)
    await tx.insert(campaignRecipients).select(
      tx
        .select({
          campaignId: sql<string>`${campaign.id}::uuid`.as('campaign_id'),
          registrationId: registrations.id,
          leftOut: leftOutBecause(event, campaign.kind, audience).as('left_out'),
          mailId: sql<string | null>`null::uuid`.as('mail_id'),
        })
        .from(registrations)
        .innerJoin(categories, eq(categories.id, registrations.categoryId))
        .where(foundBy(event, audience)),
    )
    const [gets] = await tx
      .select({ count: count() })
      .from(campaignRecipients)
      .where(and(eq(campaignRecipients.campaignId, campaign.id), isNull(campaignRecipients.leftOut)))
    if (gets!.count === 0) throw new Refusal('campaign_nobody')
    if (gets!.count !== seen.count) throw new Refusal('campaign_audience_moved', { count: gets!.count })
  })
  wakeWorker()
}

/**
 * Allows a released letter to leave, as the second person.
 * @throws Refusal `event_archived`, `campaign_unknown`, `campaign_own_approval`, `campaign_not_waiting`
 */
export async function approveCampaign(event: ManagedEvent, number: number, now: Date): Promise<void> {
  changeable(event)
  const user = userOf(event)
  await db().transaction(async (tx) => {
    const [allowed] = await tx
      .update(campaigns)
      .set({
        approvedBy: user,
        approvedAt: now,
        version: sql`${campaigns.version} + 1`,
        updatedAt: now,
        // Also a letter whose time has passed meanwhile can still be taken back for a minute.
        sendAt: sql`greatest(${campaigns.sendAt}, now() + make_interval(secs => ${HOLD_SECONDS}))`,
      })
      .where(and(waiting(event, number), or(isNull(campaigns.releasedBy), ne(campaigns.releasedBy, user))))
      .returning({ id: campaigns.id })
    if (!allowed) {
      const [own] = await tx.select({ id: campaigns.id }).from(campaigns).where(waiting(event, number))
      throw new Refusal(own ? 'campaign_own_approval' : 'campaign_not_waiting')
    }
    await audit(tx, event, allowed.id, 'approved')
  })
  wakeWorker()
}

/**
 * Makes a released letter that has not begun to leave a draft again, whether it was allowed or not.
 * Of an archived event too: else nobody could keep it from leaving.
 * @throws Refusal `campaign_unknown`, `campaign_begun`
 */
export async function takeBackCampaign(event: ManagedEvent, number: number, now: Date): Promise<void> {
  await db().transaction(async (tx) => {
    const [back] = await tx
      .update(campaigns)
      .set({
        state: 'draft',
        releasedBy: null,
        releasedAt: null,
        approvedBy: null,
        approvedAt: null,
        sendAt: null,
        version: sql`${campaigns.version} + 1`,
        updatedAt: now,
      })
      .where(and(one(event, number), eq(campaigns.state, 'scheduled')))
      .returning({ id: campaigns.id })
    if (!back) throw new Refusal('campaign_begun')
    await tx.delete(campaignRecipients).where(eq(campaignRecipients.campaignId, back.id))
    await audit(tx, event, back.id, 'taken_back')
  })
}

/**
 * Stops a letter that is leaving, also where its event is archived meanwhile: what has not left never will. A mail that is
 * being handed over at this very moment may still arrive.
 * @returns how many were stopped, and for how many it was too late
 * @throws Refusal `campaign_not_sending`
 */
export async function stopCampaign(event: ManagedEvent, number: number): Promise<{ stopped: number; late: number }> {
  return db().transaction(async (tx) => {
    const [ended] = await tx
      .update(campaigns)
      .set({ state: 'stopped', endedAt: sql`now()`, updatedAt: sql`now()` })
      .where(and(one(event, number), eq(campaigns.state, 'sending')))
      .returning({ id: campaigns.id })
    if (!ended) throw new Refusal('campaign_not_sending')
    const ofCampaign = and(eq(mails.campaignId, ended.id), eq(mails.kind, MAIL_KIND))
    const halted = await tx
      .update(mails)
      .set({ state: 'stopped' })
      .where(and(ofCampaign, eq(mails.state, 'queued')))
      .returning({ id: mails.id })
    const [unwritten] = await tx
      .select({ count: count() })
      .from(campaignRecipients)
      .where(
        and(
          eq(campaignRecipients.campaignId, ended.id),
          isNull(campaignRecipients.mailId),
          isNull(campaignRecipients.leftOut),
        ),
      )
    const [late] = await tx
      .select({ count: count() })
      .from(campaignRecipients)
      .innerJoin(mails, eq(mails.id, campaignRecipients.mailId))
      .where(and(eq(campaignRecipients.campaignId, ended.id), ne(mails.state, 'stopped')))
    const counts = { stopped: halted.length + unwritten!.count, late: late!.count }
    await audit(tx, event, ended.id, 'stopped', counts)
    return counts
  })
}

/** Says whether a letter to many of the event leaves only after a second person has allowed it. */
export async function setApproval(event: OwnedEvent, needsMailApproval: boolean): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    const [changed] = await tx
      .update(events)
      .set({ needsMailApproval })
      .where(and(eq(events.id, event.id), ne(events.needsMailApproval, needsMailApproval)))
      .returning({ id: events.id })
    if (changed)
      await recordAudit(tx, {
        eventId: event.id,
        actor: event.actor,
        subject: 'event',
        subjectId: event.id,
        action: needsMailApproval ? 'event.mail_approval_on' : 'event.mail_approval_off',
      })
  })
}

/**
 * Sends a person's copy to the organiser, with the files, as it would arrive; nobody counts it.
 * @returns the organiser's address
 * @throws Refusal `event_archived`, `campaign_unknown`, `campaign_unwritten`, `campaign_nobody` where there is no such recipient
 */
export async function sendTest(event: ManagedEvent, number: number, registrationId: string): Promise<string> {
  changeable(event)
  const campaign = await readCampaign(event, number)
  if (!campaign) throw new Refusal('campaign_unknown')
  const [user] = await db()
    .select({ email: users.email })
    .from(users)
    .where(eq(users.id, userOf(event)))
  const [person] = await findRecipients(event, campaign, { id: registrationId })
  if (!user || !person) throw new Refusal('campaign_nobody')
  const letter = letterTo(event, campaign, person)
  if (!letter) throw new Refusal('campaign_unwritten')
  const mail = await prepareMail({
    eventId: event.id,
    campaignId: campaign.id,
    kind: 'campaign_test',
    lane: 'personal',
    isBulletin: campaign.kind === 'bulletin',
    to: user.email,
    replyTo: event.contactEmail,
    letter: { ...letter, subject: texts(letter.locale)('wording.test_subject', { subject: letter.subject }) },
  })
  await db().transaction(async (tx) => {
    await insertMail(tx, mail)
    await audit(tx, event, campaign.id, 'tested')
  })
  wakeWorker()
  return user.email
}

/**
 * Changes a draft whose version is still that which its editor saw, and raises it. Lock it first where something beside
 * it is changed too: that is what this does.
 * @returns the draft as it is now
 * @throws Refusal `campaign_unknown`, `campaign_released`, `campaign_changed`
 */
export async function changeDraft(
  tx: Transaction,
  event: ManagedEvent,
  number: number,
  version: number,
  set: Parameters<ReturnType<Transaction['update']>['set']>[0],
  action: string,
): Promise<CampaignRow> {
  const [changed] = await tx
    .update(campaigns)
    .set({ ...set, version: sql`${campaigns.version} + 1`, updatedAt: sql`now()` })
    .where(and(one(event, number), eq(campaigns.state, 'draft'), eq(campaigns.version, version)))
    .returning()
  if (!changed) throw await whyNot(tx, event, number)
  await audit(tx, event, changed.id, action)
  return changed
}

async function whyNot(tx: Transaction, event: ManagedEvent, number: number): Promise<Refusal> {
  const [there] = await tx.select({ state: campaigns.state }).from(campaigns).where(one(event, number))
  if (!there) return new Refusal('campaign_unknown')
  return new Refusal(there.state === 'draft' ? 'campaign_changed' : 'campaign_released')
}

function one(event: ManagedEvent, number: number) {
  const isNumber = Number.isInteger(number) && number > 0 && number < 2 ** 31
  return and(eq(campaigns.eventId, event.id), isNumber ? eq(campaigns.number, number) : sql`false`)
}

function waiting(event: ManagedEvent, number: number) {
  return and(
    one(event, number),
    eq(campaigns.state, 'scheduled'),
    isNull(campaigns.approvedAt),
    isNotNull(campaigns.releasedAt),
  )
}

function userOf({ actor }: ManagedEvent): string {
  if (!('userId' in actor)) throw new Error('Only people write to many')
  return actor.userId
}

async function audit(
  tx: Transaction,
  event: ManagedEvent,
  campaignId: string,
  act: string,
  data?: Record<string, number>,
): Promise<void> {
  await recordAudit(tx, {
    eventId: event.id,
    actor: event.actor,
    subject: 'mail',
    subjectId: campaignId,
    action: `campaign.${act}`,
    data,
  })
}
