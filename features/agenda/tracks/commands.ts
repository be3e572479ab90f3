import { and, asc, eq, max, sql } from 'drizzle-orm'
import type { Transaction } from '@/db'
import { agendaSessions, tracks } from '@/db/schema/agenda'
import type { EditedEvent } from '@/features/events/access'
import { contrast, isColour, TEXT_CONTRAST } from '@/lib/colour'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import { by, editing } from '../commands'
import type { TrackInput } from './rules'

/**
 * Adds a track after the others, or changes one.
 * @param trackId null: a new one
 * @throws Refusal `event_archived`, `track_unknown`, `track_name` at trackName.en,
 *   `track_colour` at trackColour for one on which white text is hard to read
 */
export async function saveTrack(event: EditedEvent, trackId: string | null, input: TrackInput): Promise<void> {
  if (Object.keys(input.name).length === 0) throw new Refusal('track_name', {}, 'trackName.en')
  if (!isColour(input.colour) || contrast(input.colour, '#ffffff') < TEXT_CONTRAST)
    throw new Refusal('track_colour', {}, 'trackColour')
  if (trackId !== null && !isUuid(trackId)) throw new Refusal('track_unknown')
  await editing(event, { subject: 'agenda', action: 'agenda.track_saved' }, async (tx) => {
    const [saved] = trackId
      ? await tx.update(tracks).set(input).where(ofEvent(event, trackId)).returning({ id: tracks.id })
      : await tx
          .insert(tracks)
          .values({ ...input, eventId: event.id, position: await nextPosition(tx, event) })
          .returning({ id: tracks.id })
    if (!saved) throw new Refusal('track_unknown')
    return { subjectId: saved.id, result: undefined }
  })
}

/** Removes a track; its sessions stay and are in none. @throws Refusal `event_archived`, `track_unknown` */
export async function removeTrack(event: EditedEvent, trackId: string): Promise<void> {
  if (!isUuid(trackId)) throw new Refusal('track_unknown')
  await editing(event, { subject: 'agenda', action: 'agenda.track_removed' }, async (tx, revision) => {
    await tx
      .update(agendaSessions)
      .set({ trackId: null, revision, version: sql`${agendaSessions.version} + 1`, ...by(event) })
      .where(and(eq(agendaSessions.eventId, event.id), eq(agendaSessions.trackId, trackId)))
    const [removed] = await tx.delete(tracks).where(ofEvent(event, trackId)).returning({ id: tracks.id })
    if (!removed) throw new Refusal('track_unknown')
    return { subjectId: removed.id, result: undefined }
  })
}

/** Puts a track at a place, counted from 0. @throws Refusal `event_archived`, `track_unknown` */
export async function moveTrack(event: EditedEvent, trackId: string, to: number): Promise<void> {
  await editing(event, { subject: 'agenda', action: 'agenda.tracks_ordered' }, async (tx) => {
    const all = await tx
      .select({ id: tracks.id })
      .from(tracks)
      .where(eq(tracks.eventId, event.id))
      .orderBy(asc(tracks.position), asc(tracks.id))
    const others = all.filter(({ id }) => id !== trackId)
    if (others.length === all.length) throw new Refusal('track_unknown')
    others.splice(to, 0, { id: trackId })
    for (const [position, { id }] of others.entries())
      await tx.update(tracks).set({ position }).where(eq(tracks.id, id))
    return { subjectId: trackId, result: undefined }
  })
}

function ofEvent(event: EditedEvent, trackId: string) {
  return and(eq(tracks.id, trackId), eq(tracks.eventId, event.id))
}

async function nextPosition(tx: Transaction, event: EditedEvent): Promise<number> {
  const [last] = await tx
    .select({ position: max(tracks.position) })
    .from(tracks)
    .where(eq(tracks.eventId, event.id))
  return (last?.position ?? -1) + 1
}
