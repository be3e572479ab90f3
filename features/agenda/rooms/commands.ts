import { and, asc, eq, max, sql } from 'drizzle-orm'
import type { Transaction } from '@/db'
import { agendaSessions, rooms } from '@/db/schema/agenda'
import type { EditedEvent } from '@/features/events/access'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import { by, editing } from '../commands'
import type { RoomInput } from './rules'

/**
 * Adds a room after the others, or changes one.
 * @param roomId null: a new one
 * @throws Refusal `event_archived`, `room_unknown`, `room_name` at roomName.en
 */
export async function saveRoom(event: EditedEvent, roomId: string | null, input: RoomInput): Promise<void> {
  if (Object.keys(input.name).length === 0) throw new Refusal('room_name', {}, 'roomName.en')
  if (roomId !== null && !isUuid(roomId)) throw new Refusal('room_unknown')
  await editing(event, { subject: 'agenda', action: 'agenda.room_saved' }, async (tx) => {
    const [saved] = roomId
      ? await tx.update(rooms).set(input).where(ofEvent(event, roomId)).returning({ id: rooms.id })
      : await tx
          .insert(rooms)
          .values({ ...input, eventId: event.id, position: await nextPosition(tx, event) })
          .returning({ id: rooms.id })
    if (!saved) throw new Refusal('room_unknown')
    return { subjectId: saved.id, result: undefined }
  })
}

/** Removes a room; its sessions keep their time and are in no room. @throws Refusal `event_archived`, `room_unknown` */
export async function removeRoom(event: EditedEvent, roomId: string): Promise<void> {
  if (!isUuid(roomId)) throw new Refusal('room_unknown')
  await editing(event, { subject: 'agenda', action: 'agenda.room_removed' }, async (tx, revision) => {
    await tx
      .update(agendaSessions)
      .set({ roomId: null, revision, version: sql`${agendaSessions.version} + 1`, ...by(event) })
      .where(and(eq(agendaSessions.eventId, event.id), eq(agendaSessions.roomId, roomId)))
    const [removed] = await tx.delete(rooms).where(ofEvent(event, roomId)).returning({ id: rooms.id })
    if (!removed) throw new Refusal('room_unknown')
    return { subjectId: removed.id, result: undefined }
  })
}

/** Puts a room at a place, counted from 0. @throws Refusal `event_archived`, `room_unknown` */
export async function moveRoom(event: EditedEvent, roomId: string, to: number): Promise<void> {
  await editing(event, { subject: 'agenda', action: 'agenda.rooms_ordered' }, async (tx) => {
    const all = await tx
      .select({ id: rooms.id })
      .from(rooms)
      .where(eq(rooms.eventId, event.id))
      .orderBy(asc(rooms.position), asc(rooms.id))
    const others = all.filter(({ id }) => id !== roomId)
    if (others.length === all.length) throw new Refusal('room_unknown')
    others.splice(to, 0, { id: roomId })
    for (const [position, { id }] of others.entries()) await tx.update(rooms).set({ position }).where(eq(rooms.id, id))
    return { subjectId: roomId, result: undefined }
  })
}

function ofEvent(event: EditedEvent, roomId: string) {
  return and(eq(rooms.id, roomId), eq(rooms.eventId, event.id))
}

async function nextPosition(tx: Transaction, event: EditedEvent): Promise<number> {
  const [last] = await tx
    .select({ position: max(rooms.position) })
    .from(rooms)
    .where(eq(rooms.eventId, event.id))
  return (last?.position ?? -1) + 1
}
