import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { db, isUniqueViolation, type Transaction } from '@/db'
import { agendaSessions, agendas, sessionSpeakers } from '@/db/schema/agenda'
import { registrations } from '@/db/schema/registrations'
import { speakers } from '@/db/schema/speakers'
import { type Actor, recordAudit } from '@/features/audit/commands'
import { changeable, type EditedEvent, type ManagedEvent } from '@/features/events/access'
import { registrationInScope } from '@/features/registrations/commands'
import { Refusal } from '@/lib/errors'
import { isUuid } from '@/lib/ids'
import { searchKey, sortKey } from '@/lib/names'
import type { Care, Identity, Profile } from './rules'

type SpeakerRow = typeof speakers.$inferSelect
type RegistrationRow = typeof registrations.$inferSelect

/** What a linked speaker's own columns hold: who it is, the registration says, and nothing twice. */
const NOBODY = { title: '', givenName: '', familyName: '', nativeName: '', country: '', email: '' }

/** The keys under which a speaker is found and stands in the list. */
function keysOf(
  person: Pick<Identity, 'givenName' | 'familyName' | 'nativeName'> & { patronymic?: string },
  institutions: readonly string[],
) {
  const { givenName, familyName, nativeName, patronymic } = person
  return {
    searchKey: searchKey(familyName, givenName, patronymic, nativeName, ...institutions),
    sortKey: sortKey(familyName, givenName, patronymic),
  }
}

/**
 * Adds a speaker whose name the organisers know.
 * @returns the id
 * @throws Refusal `event_archived`
 */
export async function createSpeaker(event: EditedEvent, input: Identity & Profile & Care): Promise<string> {
  changeable(event)
  return db().transaction(async (tx) => {
    const [made] = await tx
      .insert(speakers)
      .values({ ...input, eventId: event.id, ...keysOf(input, Object.values(input.institution)) })
      .returning({ id: speakers.id })
    await note(tx, event, made!.id, 'speaker.created')
    return made!.id
  })
}

/**
 * Adds somebody who is registered: who it is, is read from the registration from then on. Only who may see registrations.
 * @returns the id
 * @throws Refusal `event_archived`, `registration_unknown`, `registration_linked`
 */
export async function createSpeakerFromRegistration(event: ManagedEvent, registrationId: string): Promise<string> {
  changeable(event)
  const person = await linkable(event, registrationId)
  return linking(() =>
    db().transaction(async (tx) => {
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
  const person = await linkable(event, registrationId)
  await linking(() =>
    db().transaction(async (tx) => {
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

/**
 * Changes what organisers say of a speaker. Of a linked one `identity` is left as the registration has it.
 * @param version which its editor saw
 * @throws Refusal `event_archived`, `speaker_unknown`, `speaker_changed` (somebody else was quicker)
 */
export async function changeSpeaker(
  event: EditedEvent,
  speakerId: string,
  version: number,
  input: Partial<Identity> & Profile & Care,
): Promise<void> {
  changeable(event)
  await writeProfile(event.id, event.actor, speakerId, version, input)
}

/** The same for whoever holds the proof of another gate. */
export async function writeProfile(
  eventId: string,
  actor: Actor,
  speakerId: string,
  version: number,
  input: Profile & Partial<Identity & Care>,
): Promise<void> {
  await db().transaction(async (tx) => {
    const row = await lockSpeaker(tx, eventId, speakerId, version)
    const [person] = row.registrationId
      ? await tx.select().from(registrations).where(eq(registrations.id, row.registrationId))
      : []
    // Even if a form says otherwise.
    const columns = person ? { ...input, ...NOBODY, locale: row.locale } : input
    const institutions = [...(person ? [person.institution] : []), ...Object.values(input.institution)]
    await tx
      .update(speakers)
      .set({ ...columns, ...keysOf(person ?? { ...row, ...columns }, institutions), ...changed(row) })
      .where(eq(speakers.id, row.id))
    await recordAudit(tx, { eventId, actor, subject: 'speaker', subjectId: row.id, action: 'speaker.changed' })
  })
}

/**
 * Removes a speaker, and takes them out of the sessions of the draft; the released agenda names them no more either.
 * Editors who have the agenda open see it.
 * @throws Refusal `event_archived`, `speaker_unknown`, `speaker_changed`
 */
export async function removeSpeaker(event: EditedEvent, speakerId: string, version: number): Promise<void> {
  changeable(event)
  await db().transaction(async (tx) => {
    // The agenda first, as whoever edits it does, so that nobody waits in a circle.
    const [agenda] = await tx
      .insert(agendas)
      .values({ eventId: event.id, revision: 1 })
      .onConflictDoUpdate({ target: agendas.eventId, set: { revision: sql`${agendas.revision} + 1` } })
      .returning({ revision: agendas.revision })
    const row = await lockSpeaker(tx, event.id, speakerId, version)
    const of = tx
      .select({ id: sessionSpeakers.sessionId })
      .from(sessionSpeakers)
      .where(eq(sessionSpeakers.speakerId, row.id))
    const changedBy = 'userId' in event.actor ? event.actor.userId : null
    const left = await tx
      .update(agendaSessions)
      .set({
        version: sql`${agendaSessions.version} + 1`,
        revision: agenda!.revision,
        changedBy,
        changedAt: sql`now()`,
      })
      .where(and(inArray(agendaSessions.id, of), isNull(agendaSessions.deletedAt)))
      .returning({ id: agendaSessions.id })
    await tx.delete(speakers).where(eq(speakers.id, row.id))
    await note(tx, event, row.id, 'speaker.removed', { sessions: left.map(({ id }) => id) })
  })
}

/** The speaker's row, locked. @throws Refusal `speaker_unknown`, `speaker_changed` */
export async function lockSpeaker(
  tx: Transaction,
  eventId: string,
  speakerId: string,
  version?: number,
): Promise<SpeakerRow> {
  if (!isUuid(speakerId)) throw new Refusal('speaker_unknown')
  const [row] = await tx
    .select()
    .from(speakers)
    .where(and(eq(speakers.id, speakerId), eq(speakers.eventId, eventId)))
    .for('update')
  if (!row) throw new Refusal('speaker_unknown')
  if (version !== undefined && row.version !== version) throw new Refusal('speaker_changed')
  return row
}

function changed(row: SpeakerRow) {
  return { version: row.version + 1, updatedAt: new Date() }
}

async function linkable(event: ManagedEvent, registrationId: string): Promise<RegistrationRow> {
  const person = await registrationInScope(event, registrationId)
  if (person.erasedAt || person.state === 'draft') throw new Refusal('registration_unknown')
  return person
}

/** One person is one speaker: the table says so. */
async function linking<T>(run: () => Promise<T>): Promise<T> {
  return run().catch((error: unknown) => {
    if (isUniqueViolation(error, 'speakers_of_registration')) throw new Refusal('registration_linked')
    throw error
  })
}

function note(
  tx: Transaction,
  event: EditedEvent | ManagedEvent,
  subjectId: string,
  action: string,
  data?: Parameters<typeof recordAudit>[1]['data'],
) {
  return recordAudit(tx, { eventId: event.id, actor: event.actor, subject: 'speaker', subjectId, action, data })
}
