import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { speakers } from '@/db/schema/speakers'
import { recordAudit } from '@/features/audit/commands'
import { Refusal } from '@/lib/errors'
import { lockSpeaker, writeProfile } from '../commands'
import type { Identity, Profile } from '../rules'
import type { OwnSpeaker } from './access'

/**
 * The speaker says yes or no, or something else than before.
 * @param answer their own words to the organisers
 * @throws Refusal `speaker_closed`, `speaker_unknown`
 */
export async function answerInvitation(
  { event, speaker }: OwnSpeaker,
  state: 'confirmed' | 'declined',
  answer: string,
  now: Date,
): Promise<void> {
  if (event.state === 'archived') throw new Refusal('speaker_closed')
  await db().transaction(async (tx) => {
    const row = await lockSpeaker(tx, event.id, speaker.id)
    await tx
      .update(speakers)
      .set({ state, answer, answeredAt: now, updatedAt: now, version: row.version + 1 })
      .where(eq(speakers.id, row.id))
    await recordAudit(tx, {
      eventId: event.id,
      actor: { kind: 'person' },
      subject: 'speaker',
      subjectId: row.id,
      action: `speaker.${state}`,
    })
  })
}

/**
 * The speaker changes their own profile; what comes from a registration stays as it is there.
 * @param version which the form was made of
 * @throws Refusal `speaker_closed`, `speaker_unknown`, `speaker_changed`
 */
export async function saveOwnProfile(
  { event, speaker }: OwnSpeaker,
  version: number,
  input: Profile & Partial<Identity>,
): Promise<void> {
  if (event.state === 'archived') throw new Refusal('speaker_closed')
  await writeProfile(event.id, { kind: 'person' }, speaker.id, version, input)
}
