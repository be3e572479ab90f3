import { and, desc, eq, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import { db, type Transaction } from '@/db'
import { events } from '@/db/schema/events'
import { files } from '@/db/schema/files'
import { mails } from '@/db/schema/mail'
import {
  changes,
  consents,
  decisions,
  imports,
  informationRequests,
  questions,
  registrations,
  retentionRuns,
  travelDocuments,
} from '@/db/schema/registrations'
import { speakers } from '@/db/schema/speakers'
import { recordAudit } from '@/features/audit/commands'
import { changeable, type ManagedEvent } from '@/features/events/access'
import { deleteFilesBut } from '@/features/files/commands'
import { destroyEventKey } from '@/features/files/keys/commands'
import { hashToken, randomToken } from '@/lib/secrets'
import { applyMove, changeRegistration, lockParty, registrationInScope } from '../commands'
import { lockPlaces } from '../places/commands'
import { questionName } from '../questions/rules'
import { isLive } from '../rules'
import { serveWaitingLists } from '../waiting-list/commands'
import { DATA_KINDS, type DataKind, dueAt, FIELDS_OF, type TERM_KINDS } from './rules'

/**
 * Deletes all that is known of a person and of the companions whom they named, at their request: a live registration is
 * withdrawn first, its place is free again, and no mail goes out. Reference, category, State, status and the audit stay:
 * they name nobody.
 * @throws Refusal `registration_unknown`, `registration_changed`, `event_archived`
 */
export async function eraseRegistration(event: ManagedEvent, registrationId: string, now: Date): Promise<void> {
  changeable(event)
  const registration = await registrationInScope(event, registrationId)
  if (registration.erasedAt) return
  const isPlaceFree = await db().transaction(async (tx) => {
    const party = [registration, ...(await lockParty(tx, registration))]
    await lockPlaces(tx, event)
    for (const person of party) await endErased(tx, event, person, now)
    const ids = party.map(({ id }) => id)
    await forgetPeople(tx, inArray(registrations.id, ids), now)
    return party.some(({ holdsPlace }) => holdsPlace)
  })
  if (isPlaceFree) await serveWaitingLists(now)
}

async function endErased(
  tx: Transaction,
  event: ManagedEvent,
  registration: typeof registrations.$inferSelect,
  now: Date,
): Promise<void> {
  const { actor } = event
  if (isLive(registration.state)) {
    const to = registration.state === 'draft' ? ('cancelled' as const) : ('withdrawn' as const)
    await applyMove(
      tx,
      { event, registration, from: registration.state, to, inform: 'now', letter: null, actor, now },
      null,
    )
  } else await changeRegistration(tx, registration, {})
  await recordAudit(tx, {
    eventId: event.id,
    actor,
    subject: 'registration',
    subjectId: registration.id,
    action: 'registration.erased',
  })
}

/** Empties every column and row that tells of the people; the rows themselves stay as numbers. */
async function forgetPeople(tx: Transaction, which: ReturnType<typeof eq>, now: Date): Promise<number> {
  const people = await tx
    .select({ id: registrations.id })
    .from(registrations)
    .where(and(which, isNull(registrations.erasedAt)))
  const ids = people.map(({ id }) => id)
  if (ids.length === 0) return 0
  for (const table of [travelDocuments, changes, informationRequests, consents])
    await tx.delete(table).where(inArray(table.registrationId, ids))
  await tx.delete(files).where(inArray(files.registrationId, ids))
  await tx.delete(mails).where(inArray(mails.registrationId, ids))
  await tx.update(decisions).set({ note: '', internalNote: '' }).where(inArray(decisions.registrationId, ids))
  for (const id of ids)
    await tx
      .update(registrations)
      .set({
        title: '',
        givenName: '—',
        familyName: '',
        patronymic: '',
        nativeName: '',
        sortKey: '',
        searchKey: '',
        personKey: `erased|${id}`,
        position: '',
        institution: '',
        email: '',
        phone: '',
        interpretation: '',
        diet: '',
        accessibility: '',
        details: {},
        answers: {},
        travel: {},
        priorityReason: '',
        linkHash: hashToken(randomToken()),
        erasedAt: now,
        updatedAt: now,
      })
      .where(eq(registrations.id, id))
  return ids.length
}

/**
 * A person at risk stands on no list that leaves the secretariat.
 * @throws Refusal `registration_unknown`, `registration_changed`, `event_archived`
 */
export async function setKeptOffLists(event: ManagedEvent, registrationId: string, isKeptOff: boolean, now: Date) {
  changeable(event)
  const registration = await registrationInScope(event, registrationId)
  if (registration.isKeptOffLists === isKeptOff) return
  await db().transaction(async (tx) => {
    await changeRegistration(tx, registration, { isKeptOffLists: isKeptOff, updatedAt: now })
    await recordAudit(tx, {
      eventId: event.id,
      actor: event.actor,
      subject: 'registration',
      subjectId: registration.id,
      action: isKeptOff ? 'registration.kept_off_lists' : 'registration.put_on_lists',
    })
  })
}

/**
 * Sets after how many days each kind of data is deleted; null: the built-in term.
 * @throws Refusal `event_archived`
 */
export async function setRetention(
  event: ManagedEvent,
  terms: Partial<Record<(typeof TERM_KINDS)[number], number | null>>,
): Promise<void> {
  changeable(event)
  const set = Object.entries(terms).filter((term): term is [string, number] => term[1] !== null)
  await db().transaction(async (tx) => {
    await tx
      .update(events)
      .set({ retention: Object.fromEntries(set), updatedAt: new Date() })
      .where(eq(events.id, event.id))
    await recordAudit(tx, {
      eventId: event.id,
      actor: event.actor,
      subject: 'event',
      subjectId: event.id,
      action: 'event.retention_set',
      data: Object.fromEntries(set),
    })
  })
}

/** What was deleted because its time was over, the latest first. */
export function listRetentionRuns(event: ManagedEvent) {
  return db()
    .select()
    .from(retentionRuns)
    .where(eq(retentionRuns.eventId, event.id))
    .orderBy(desc(retentionRuns.createdAt), retentionRuns.kind)
}

/**
 * Deletes what is due: each kind of each event once, in one transaction with the proof of it. Passports and files lose
 * their key too, so that copies of the database hold nothing readable. Documents that the public reads with the agenda
 * stay as long as it does.
 * @returns how many kinds were due
 */
export async function runRetention(now: Date): Promise<number> {
  // Nothing is due before an event has ended.
  const ended = await db().select().from(events).where(lt(events.endsAt, now))
  let due = 0
  for (const event of ended) {
    for (const kind of DATA_KINDS) {
      const at = dueAt(event, kind)
      if (at > now) continue
      due += Number(await deleteKind(event, kind, at, now))
    }
  }
  return due
}

async function deleteKind(event: typeof events.$inferSelect, kind: DataKind, due: Date, now: Date): Promise<boolean> {
  return db().transaction(async (tx) => {
    const [run] = await tx
      .insert(retentionRuns)
      .values({ eventId: event.id, kind, dueAt: due, deleted: 0, createdAt: now })
      .onConflictDoNothing()
      .returning({ id: retentionRuns.id })
    if (!run) return false
    const deleted = await DELETE[kind](tx, event.id, now)
    await tx.update(retentionRuns).set({ deleted }).where(eq(retentionRuns.id, run.id))
    await recordAudit(tx, {
      eventId: event.id,
      actor: { kind: 'system' },
      subject: 'event',
      subjectId: event.id,
      action: 'event.data_deleted',
      data: { kind, deleted },
    })
    return true
  })
}

/** Of a public document: it is a session's, or of a speaker whose profile the public may read. */
function isReadable(tx: Transaction): SQL | undefined {
  const shown = tx
    .select({ id: speakers.id })
    .from(speakers)
    .leftJoin(registrations, eq(registrations.id, speakers.registrationId))
    .where(
      and(
        eq(speakers.isPublic, true),
        ne(speakers.state, 'declined'),
        or(isNull(registrations.id), and(eq(registrations.isKeptOffLists, false), isNull(registrations.erasedAt))),
      ),
    )
  return or(isNotNull(files.sessionId), inArray(files.speakerId, shown))
}

type Deletion = (tx: Transaction, eventId: string, now: Date) => Promise<number>

const DELETE: Record<DataKind, Deletion> = {
  async passport(tx, eventId, now) {
    const documents = await tx
      .delete(travelDocuments)
      .where(eq(travelDocuments.eventId, eventId))
      .returning({ id: travelDocuments.registrationId })
    const scans = await tx
      .delete(files)
      .where(and(eq(files.eventId, eventId), eq(files.kind, 'passport')))
      .returning({ id: files.id })
    await destroyEventKey(tx, eventId, 'passport', now)
    return documents.length + scans.length
  },
  files: (tx, eventId, now) => deleteFilesBut(tx, eventId, and(eq(files.isPublic, true), isReadable(tx)), now),
  health: (tx, eventId) =>
    forget(
      tx,
      eventId,
      'health',
      { diet: '', accessibility: '' },
      or(ne(registrations.diet, ''), ne(registrations.accessibility, '')),
    ),
  travel: (tx, eventId) => forget(tx, eventId, 'travel', { travel: {} }, ne(registrations.travel, sql`'{}'::jsonb`)),
  contacts: (tx, eventId) => forget(tx, eventId, 'contacts', { phone: '' }, ne(registrations.phone, '')),
  async registrations(tx, eventId, now) {
    await tx.delete(imports).where(eq(imports.eventId, eventId))
    return forgetPeople(tx, eq(registrations.eventId, eventId), now)
  },
}

/** Empties the columns of a kind, the answers to questions of that kind with their files, and what corrections keep of both. */
async function forget(
  tx: Transaction,
  eventId: string,
  kind: keyof typeof FIELDS_OF,
  emptied: Partial<typeof registrations.$inferInsert>,
  isFilled: SQL | undefined,
): Promise<number> {
  const asked = await tx
    .select({ id: questions.id })
    .from(questions)
    .where(and(eq(questions.eventId, eventId), eq(questions.dataKind, kind)))
  const ids = asked.map(({ id }) => id)
  const ofQuestions = textArray(ids)
  const gone = await tx
    .update(registrations)
    .set({ ...emptied, answers: sql`${registrations.answers} - ${ofQuestions}` })
    .where(and(eq(registrations.eventId, eventId), or(isFilled, sql`${registrations.answers} ?| ${ofQuestions}`)))
    .returning({ id: registrations.id })
  if (ids.length > 0) await tx.delete(files).where(and(eq(files.eventId, eventId), inArray(files.aboutId, ids)))
  const kept = textArray([...FIELDS_OF[kind], ...ids.map(questionName)])
  await tx
    .update(changes)
    .set({ before: sql`${changes.before} - ${kept}`, after: sql`${changes.after} - ${kept}` })
    .where(and(eq(changes.eventId, eventId), sql`${changes.before} ?| ${kept}`))
  return gone.length
}

function textArray(values: readonly string[]): SQL {
  return sql`${`{${values.join(',')}}`}::text[]`
}

/** Lists that were never finished hold people's data: a day is enough to come back to one. */
export async function sweepImports(now: Date): Promise<void> {
  await db()
    .delete(imports)
    .where(lt(imports.createdAt, new Date(now.getTime() - 24 * 60 * 60 * 1000)))
}
