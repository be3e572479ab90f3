import { and, asc, eq } from 'drizzle-orm'
import { sessionRoles } from '@/db/schema/agenda'
import type { EditedEvent } from '@/features/events/access'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import { addUsualRoles, editing, nextRolePosition } from '../commands'
import type { SessionRoleInput } from './rules'

/** Gives the event the usual roles that it does not have yet, after its own. @throws Refusal `event_archived` */
export async function addUsualSessionRoles(event: EditedEvent): Promise<void> {
  await editing(event, { subject: 'agenda', action: 'agenda.roles_added' }, async (tx) => {
    await addUsualRoles(tx, event)
    return { subjectId: event.id, result: undefined }
  })
}

/**
 * Adds a role after the others, or changes one.
 * @param roleId null: a new one
 * @throws Refusal `event_archived`, `role_unknown`, `role_name` at sessionRoleName.en
 */
export async function saveSessionRole(
  event: EditedEvent,
  roleId: string | null,
  input: SessionRoleInput,
): Promise<void> {
  if (Object.keys(input.name).length === 0) throw new Refusal('role_name', {}, 'sessionRoleName.en')
  if (roleId !== null && !isUuid(roleId)) throw new Refusal('role_unknown')
  await editing(event, { subject: 'agenda', action: 'agenda.role_saved' }, async (tx) => {
    const slug = `role-${crypto.randomUUID().slice(0, 8)}`
    const [saved] = roleId
      ? await tx.update(sessionRoles).set(input).where(ofEvent(event, roleId)).returning({ id: sessionRoles.id })
      : await tx
          .insert(sessionRoles)
          .values({ ...input, slug, eventId: event.id, position: await nextRolePosition(tx, event) })
          .returning({ id: sessionRoles.id })
    if (!saved) throw new Refusal('role_unknown')
    return { subjectId: saved.id, result: undefined }
  })
}

/** A retired role stays with those who have it and is not offered any more. @throws Refusal `event_archived`, `role_unknown` */
export async function retireSessionRole(
  event: EditedEvent,
  roleId: string,
  isRetired: boolean,
  now: Date,
): Promise<void> {
  if (!isUuid(roleId)) throw new Refusal('role_unknown')
  await editing(event, { subject: 'agenda', action: 'agenda.role_saved' }, async (tx) => {
    const [changed] = await tx
      .update(sessionRoles)
      .set({ retiredAt: isRetired ? now : null })
      .where(ofEvent(event, roleId))
      .returning({ id: sessionRoles.id })
    if (!changed) throw new Refusal('role_unknown')
    return { subjectId: changed.id, result: undefined }
  })
}

/** Puts a role at a place, counted from 0. @throws Refusal `event_archived`, `role_unknown` */
export async function moveSessionRole(event: EditedEvent, roleId: string, to: number): Promise<void> {
  await editing(event, { subject: 'agenda', action: 'agenda.roles_ordered' }, async (tx) => {
    const all = await tx
      .select({ id: sessionRoles.id })
      .from(sessionRoles)
      .where(eq(sessionRoles.eventId, event.id))
      .orderBy(asc(sessionRoles.position), asc(sessionRoles.id))
    const others = all.filter(({ id }) => id !== roleId)
    if (others.length === all.length) throw new Refusal('role_unknown')
    others.splice(to, 0, { id: roleId })
    for (const [position, { id }] of others.entries())
      await tx.update(sessionRoles).set({ position }).where(eq(sessionRoles.id, id))
    return { subjectId: roleId, result: undefined }
  })
}

function ofEvent(event: EditedEvent, roleId: string) {
  return and(eq(sessionRoles.id, roleId), eq(sessionRoles.eventId, event.id))
}
