import { and, eq } from 'drizzle-orm'
import { db, isUniqueViolation, type Transaction } from '@/db'
import { registrations } from '@/db/schema/registrations'
import { speakers } from '@/db/schema/speakers'
import { changeable, type ManagedEvent } from '@/features/events/access'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import { changed, keysOf, lockSpeaker, NOBODY, note, type SpeakerRow } from '../commands'

type RegistrationRow = typeof registrations.$inferSelect

/**
 * Adds somebody who is registered: who it is, is read from the registration from then on. Only who may see registrations.
 * @returns the id
 * @throws Refusal `event_archived`, `registration_unknown`, `registration_linked`
 */
export async function createSpeakerFromRegistration(event: ManagedEvent, registrationId: string): Promise<string> {
  changeable(event)
  return linking(() =>
    db().transaction(async (tx) => {
      const person = await linkable(tx, event, registrationId)
      const [made] = await tx
        .insert(speakers)
        .values({
          eventId: event.id,
          registrationId,
          locale: person.locale,
          ...keysOf(person, [person.institution]),
        })
        .returning({ id: speakers.id })
      await note(tx, event, made!.id, 'speaker.created', { registration: registrationId })
      return made!.id
    }),
  )
}

/**
 * Says that a speaker and a registration are one person. What the speaker's form said of who it is goes.
 * @throws Refusal as `createSpeakerFromRegistration`, `speaker_unknown`, `speaker_changed`
 */
export async function linkSpeaker(
  event: ManagedEvent,
  speakerId: string,
  version: number,
  registrationId: string,
): Promise<void> {
  changeable(event)
  await linking(() =>
    db().transaction(async (tx) => {
      const person = await linkable(tx, event, registrationId)
      const row = await lockSpeaker(tx, event.id, speakerId, version)
      await tx
        .update(speakers)
        .set({
          ...NOBODY,
          registrationId,
          ...keysOf(person, [person.institution, ...Object.values(row.institution)]),
          ...changed(row),
        })
        .where(eq(speakers.id, row.id))
      await note(tx, event, row.id, 'speaker.linked', { registration: registrationId })
    }),
  )
}

/**
 * Parts a speaker from the registration; what was read from there is written down, so that nothing is lost. Of an erased
 * registration there is nothing left to write down.
 * @throws Refusal `event_archived`, `speaker_unknown`, `speaker_changed`
 */
export async function unlinkSpeaker(event: ManagedEvent, speakerId: string, version: number): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    const row = await lockSpeaker(tx, event.id, speakerId, version)
    if (!row.registrationId) return
    const [person] = await tx.select().from(registrations).where(eq(registrations.id, row.registrationId))
    const own = person ? copied(person, row) : NOBODY
    await tx
      .update(speakers)
      .set({
        ...own,
        registrationId: null,
        ...keysOf({ ...row, ...own }, Object.values({ ...row, ...own }.institution)),
        ...changed(row),
      })
      .where(eq(speakers.id, row.id))
    await note(tx, event, row.id, 'speaker.unlinked', { registration: row.registrationId })
  })
}

/** Speakers have no patronymic of their own: it stays with the given names. */
function copied(person: RegistrationRow, row: SpeakerRow) {
  const { title, familyName, nativeName, country, email, locale } = person
  const text = (said: string) => (said ? { [locale]: said } : {})
  return {
    ...{ title, familyName, nativeName, country, email, locale },
    givenName: [person.givenName, person.patronymic].filter(Boolean).join(' '),
    position: { ...text(person.position), ...row.position },
    institution: { ...text(person.institution), ...row.institution },
  }
}

/** The registration as it stands once no correction of it is under way: a later one finds the link. */
async function linkable(tx: Transaction, event: ManagedEvent, registrationId: string): Promise<RegistrationRow> {
  if (!isUuid(registrationId)) throw new Refusal('registration_unknown')
  const [person] = await tx
    .select()
    .from(registrations)
    .where(and(eq(registrations.id, registrationId), eq(registrations.eventId, event.id)))
    .for('share')
  if (!person || person.erasedAt || person.state === 'draft') throw new Refusal('registration_unknown')
  return person
}

/** One person is one speaker: the table says so. */
async function linking<T>(run: () => Promise<T>): Promise<T> {
  return run().catch((error: unknown) => {
    if (isUniqueViolation(error, 'speakers_of_registration')) throw new Refusal('registration_linked')
    throw error
  })
}
