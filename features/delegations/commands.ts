import { and, count, eq, max } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { type CREDENTIALS_STATES, delegations } from '@/db/schema/delegations'
import { registrations } from '@/db/schema/registrations'
import { recordAudit } from '@/features/audit/commands'
import { changeable, type ManagedEvent } from '@/features/events/access'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import { searchKey } from '@/lib/names'
import type { DelegationInput } from './rules'

type DelegationRow = typeof delegations.$inferSelect

/**
 * Makes a delegation, the last in the event's order.
 * @returns its id
 * @throws Refusal `event_archived`, `delegation_name` at delegationName.en
 */
export async function createDelegation(event: ManagedEvent, input: DelegationInput): Promise<string> {
  changeable(event)
  return db().transaction((tx) => insertDelegation(tx, event, input))
}

/** The same in the transaction of whoever does more with it. */
export async function insertDelegation(tx: Transaction, event: ManagedEvent, input: DelegationInput): Promise<string> {
  const [last] = await tx
    .select({ position: max(delegations.position) })
    .from(delegations)
    .where(eq(delegations.eventId, event.id))
  const [made] = await tx
    .insert(delegations)
    .values({ eventId: event.id, position: (last?.position ?? 0) + 1, ...columns(input) })
    .returning({ id: delegations.id })
  await note(tx, event, made!.id, 'delegation.created', { kind: input.kind })
  return made!.id
}

/** @throws Refusal `event_archived`, `delegation_unknown`, `delegation_name` at delegationName.en */
export async function updateDelegation(event: ManagedEvent, delegationId: string, input: DelegationInput) {
  await change(event, delegationId, columns(input), 'delegation.changed')
}

/** @throws Refusal `event_archived`, `delegation_unknown` */
export async function setCredentials(
  event: ManagedEvent,
  delegationId: string,
  credentials: (typeof CREDENTIALS_STATES)[number],
): Promise<void> {
  await change(event, delegationId, { credentials }, 'delegation.credentials_set', { credentials })
}

/**
 * Freezes a delegation, opens it for itself until a moment, or leaves it to the event's closing date.
 * @throws Refusal `event_archived`, `delegation_unknown`
 */
export async function setFreeze(
  event: ManagedEvent,
  delegationId: string,
  to: 'usual' | 'frozen' | { until: Date },
  now: Date,
): Promise<void> {
  const values = {
    frozenAt: to === 'frozen' ? now : null,
    unfrozenUntil: typeof to === 'object' ? to.until : null,
  }
  const action = to === 'usual' ? 'reopened' : to === 'frozen' ? 'frozen' : 'unfrozen'
  await change(event, delegationId, values, `delegation.${action}`)
}

/**
 * Deletes a delegation that nobody was ever registered in.
 * @throws Refusal `event_archived`, `delegation_unknown`, `delegation_has_members`
 */
export async function deleteDelegation(event: ManagedEvent, delegationId: string): Promise<void> {
  changeable(event)
  if (!isUuid(delegationId)) throw new Refusal('delegation_unknown')
  await db().transaction(async (tx) => {
    const [locked] = await tx
      .select({ id: delegations.id })
      .from(delegations)
      .where(of(event, delegationId))
      .for('update')
    if (!locked) throw new Refusal('delegation_unknown')
    const [held] = await tx
      .select({ count: count() })
      .from(registrations)
      .where(eq(registrations.delegationId, delegationId))
    if (held!.count > 0) throw new Refusal('delegation_has_members')
    await tx.delete(delegations).where(of(event, delegationId))
    await note(tx, event, delegationId, 'delegation.deleted')
  })
}

async function change(
  event: ManagedEvent,
  delegationId: string,
  values: Partial<DelegationRow>,
  action: string,
  data: Record<string, string> = {},
): Promise<void> {
  changeable(event)
  if (!isUuid(delegationId)) throw new Refusal('delegation_unknown')
  await db().transaction(async (tx) => {
    const [changed] = await tx
      .update(delegations)
      .set({ ...values, updatedAt: new Date() })
      .where(of(event, delegationId))
      .returning({ id: delegations.id })
    if (!changed) throw new Refusal('delegation_unknown')
    await note(tx, event, delegationId, action, data)
  })
}

function columns(input: DelegationInput) {
  if (Object.keys(input.name).length === 0) throw new Refusal('delegation_name', {}, 'delegationName.en')
  return { ...input, searchKey: searchKey(...Object.values(input.name)) }
}

function of(event: ManagedEvent, delegationId: string) {
  return and(eq(delegations.id, delegationId), eq(delegations.eventId, event.id))
}

/** Audit entry of an organiser's act on a delegation. */
export async function note(
  tx: Transaction,
  event: ManagedEvent,
  subjectId: string,
  action: string,
  data: Record<string, string | number> = {},
): Promise<void> {
  await recordAudit(tx, { eventId: event.id, actor: event.actor, subject: 'delegation', subjectId, action, data })
}
