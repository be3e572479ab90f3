import { and, asc, eq, max } from 'drizzle-orm'
import { db } from '@/db'
import { delegationRoles } from '@/db/schema/delegations'
import { changeable, type ManagedEvent } from '@/features/events/access'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import type { Localized } from '@/lib/locales'
import { note } from '../commands'
import { usualRoles } from './rules'

type RoleInput = { name: Localized; isHead: boolean }

/** Gives the event the usual roles it does not have yet, after its own. @throws Refusal `event_archived` */
export async function addUsualRoles(event: ManagedEvent): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    const first = await nextPosition(event)
    await tx
      .insert(delegationRoles)
      .values(usualRoles().map((role, at) => ({ eventId: event.id, position: first + at, ...role })))
      .onConflictDoNothing()
    await note(tx, event, event.id, 'delegation.roles_added')
  })
}

/** @throws Refusal `event_archived`, `role_name` at roleName.en */
export async function addRole(event: ManagedEvent, input: RoleInput): Promise<void> {
  changeable(event)
  named(input)
  await db().transaction(async (tx) => {
    const position = await nextPosition(event)
    const slug = `role-${crypto.randomUUID().slice(0, 8)}`
    await tx.insert(delegationRoles).values({ eventId: event.id, slug, position, ...input })
    await note(tx, event, event.id, 'delegation.role_added', { role: slug })
  })
}

/**
 * Renames or retires a role: a retired one stays with those who have it and is not offered any more.
 * @throws Refusal `event_archived`, `role_unknown`, `role_name` at roleName.en
 */
export async function changeRole(
  event: ManagedEvent,
  roleId: string,
  change: RoleInput | { retired: boolean },
  now: Date,
): Promise<void> {
  changeable(event)
  if ('name' in change) named(change)
  if (!isUuid(roleId)) throw new Refusal('role_unknown')
  await db().transaction(async (tx) => {
    const values = 'name' in change ? change : { retiredAt: change.retired ? now : null }
    const [changed] = await tx
      .update(delegationRoles)
      .set(values)
      .where(and(eq(delegationRoles.id, roleId), eq(delegationRoles.eventId, event.id)))
      .returning({ slug: delegationRoles.slug })
    if (!changed) throw new Refusal('role_unknown')
    await note(tx, event, event.id, 'delegation.role_changed', { role: changed.slug })
  })
}

/** Puts a role one place up or down. @throws Refusal `event_archived`, `role_unknown` */
export async function moveRole(event: ManagedEvent, roleId: string, by: -1 | 1): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    const roles = await tx
      .select()
      .from(delegationRoles)
      .where(eq(delegationRoles.eventId, event.id))
      .orderBy(asc(delegationRoles.position), asc(delegationRoles.id))
      .for('update')
    const at = roles.findIndex(({ id }) => id === roleId)
    if (at < 0) throw new Refusal('role_unknown')
    const order = roles.map(({ id }) => id)
    const other = order[at + by]
    if (!other) return
    order[at] = other
    order[at + by] = roleId
    for (const [position, id] of order.entries())
      await tx.update(delegationRoles).set({ position }).where(eq(delegationRoles.id, id))
    await note(tx, event, event.id, 'delegation.role_changed', { role: roles[at]!.slug })
  })
}

function named({ name }: RoleInput): void {
  if (Object.keys(name).length === 0) throw new Refusal('role_name', {}, 'roleName.en')
}

async function nextPosition(event: ManagedEvent): Promise<number> {
  const [last] = await db()
    .select({ position: max(delegationRoles.position) })
    .from(delegationRoles)
    .where(eq(delegationRoles.eventId, event.id))
  return (last?.position ?? -1) + 1
}
