import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { registrations } from '@/db/schema/registrations'
import { type Actor, recordAudit } from '@/features/audit/commands'
import { changeable, type ReviewedEvent } from '@/features/events/access'
import { prepareFile, storeFile } from '@/features/files/commands'
import type { Crop } from '@/features/files/rules'
import { Refusal } from '@/lib/errors'
import { changeRegistration, registrationInScope } from '../commands'
import { isLive, type RegistrationState } from '../rules'

/**
 * Puts an uploaded picture in place of a registration's photo.
 * @param given what the form field `photo` carried
 * @param crop the part to keep (`cropOf`), or null for the middle
 * @returns the file's id
 * @throws Refusal `correction_closed`, `photo_not_needed`, those of `storeFile`; at photo: those of `prepareFile`
 */
export async function replacePhoto(
  event: { id: string; state: string },
  registration: { id: string; eventId: string; state: RegistrationState; isPhotoExempt: boolean },
  given: unknown,
  crop: Crop | null,
  now: Date,
  actor: Actor = { kind: 'person' },
): Promise<string> {
  if (!isLive(registration.state) || event.state === 'archived' || registration.eventId !== event.id)
    throw new Refusal('correction_closed')
  if (registration.isPhotoExempt) throw new Refusal('photo_not_needed')
  const file = await prepareFile('photo', given, { crop })
  return db().transaction(async (tx) => {
    const owner = { registrationId: registration.id }
    const id = await storeFile(tx, { eventId: event.id, owner, kind: 'photo', file })
    await tx.update(registrations).set({ updatedAt: now }).where(eq(registrations.id, registration.id))
    await recordAudit(tx, {
      eventId: event.id,
      actor,
      subject: 'registration',
      subjectId: registration.id,
      action: 'registration.photo_replaced',
    })
    return id
  })
}

/**
 * The secretariat does the same for a person in its scope, whose assistant sent the picture by mail.
 * @returns the file's id
 * @throws Refusal `registration_unknown`, `event_archived`, and those of `replacePhoto`
 */
export async function replacePhotoFor(
  event: ReviewedEvent,
  registrationId: string,
  given: unknown,
  crop: Crop | null,
  now: Date,
): Promise<string> {
  changeable(event)
  return replacePhoto(event, await registrationInScope(event, registrationId), given, crop, now, event.actor)
}

/**
 * Heads of State and of government bring no photo (DOMAIN.md 2.1): a person is asked for none, or again for one.
 * @throws Refusal `registration_unknown`, `registration_changed`, `event_archived`
 */
export async function setPhotoExempt(
  event: ReviewedEvent,
  registrationId: string,
  isPhotoExempt: boolean,
  now: Date,
): Promise<void> {
  changeable(event)
  const registration = await registrationInScope(event, registrationId)
  if (registration.isPhotoExempt === isPhotoExempt) return
  await db().transaction(async (tx) => {
    await changeRegistration(tx, registration, { isPhotoExempt, updatedAt: now })
    await recordAudit(tx, {
      eventId: event.id,
      actor: event.actor,
      subject: 'registration',
      subjectId: registration.id,
      action: isPhotoExempt ? 'registration.photo_exempted' : 'registration.photo_asked',
    })
  })
}
