import { asc, eq, inArray } from 'drizzle-orm'
import { db } from '@/db'
import { delegations } from '@/db/schema/delegations'
import { registrations } from '@/db/schema/registrations'
import type { User } from '@/features/accounts/access'
import { type EditedEvent, gateEditedEvent, type ViewedEvent } from '@/features/events/access'
import { listCategories } from '@/features/events/queries'
import { findFile, listFiles, readFile, type StoredFile } from '@/features/files/queries'
import { listRegistrations } from '@/features/registrations/queries'
import { readFilter } from '@/features/registrations/review/rules'
import { isUuid } from '@/lib/ids'
import type { Locale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { inAlphabetOf } from '@/lib/sorting'
import { readAgenda } from '../../queries'
import type { Session } from '../../rules'
import type { FormContext } from './rules'

/** May the reader see who is registered, and which delegations there are? Agenda editors may not. */
export function seesPeople(event: EditedEvent): event is EditedEvent & ViewedEvent {
  return event.role !== 'agenda_editor'
}

/** What a session's form offers, with the session; null for one that is not in the draft. */
export async function readSessionForm(
  event: EditedEvent,
  locale: Locale,
  sessionId: string | null,
): Promise<{ context: FormContext; session: Session | null } | null> {
  const [agenda, categories, known] = await Promise.all([
    readAgenda(event),
    listCategories(event),
    seesPeople(event)
      ? db()
          .select({ id: delegations.id, name: delegations.name })
          .from(delegations)
          .where(eq(delegations.eventId, event.id))
          .orderBy(asc(delegations.createdAt), asc(delegations.id))
      : null,
  ])
  const session = agenda.sessions.find(({ id }) => id === sessionId) ?? null
  if (sessionId !== null && !session) return null
  const context = { locale, timeZone: event.timeZone, agenda, categories, delegations: known }
  return { context, session }
}

/** Who is named to a session, for who may see registrations. */
export async function listGuests(event: EditedEvent, session: Session, locale: Locale) {
  if (!seesPeople(event) || session.guestIds.length === 0) return []
  const rows = await db().select().from(registrations).where(inArray(registrations.id, session.guestIds))
  return rows
    .filter(({ eventId }) => eventId === event.id)
    .map((row) => ({ id: row.id, name: displayName(row, locale), institution: row.institution }))
    .sort((a, b) => inAlphabetOf(locale)(a.name, b.name))
}

/** Accepted people by name, institution or address who are not named yet: twenty at most; for who may see registrations. */
export async function findGuests(event: EditedEvent, session: Session, search: string, locale: Locale) {
  if (!seesPeople(event)) return []
  const filter = { ...readFilter({ q: search }), search, state: 'accepted' as const }
  const { rows } = await listRegistrations(event, filter, locale)
  return rows
    .filter(({ id }) => !session.guestIds.includes(id))
    .slice(0, 20)
    .map((row) => ({ id: row.id, name: displayName(row, locale), institution: row.institution }))
}

/** A session's documents, the oldest first. The session is of the event: `readSessionForm` found it there. */
export function listDocuments(_event: EditedEvent, session: Session) {
  return listFiles({ sessionId: session.id })
}

/** A session's document for who edits the agenda, or null. */
export async function documentForEditor(
  user: User | null,
  eventSlug: string,
  fileId: string,
): Promise<StoredFile | null> {
  const event = await gateEditedEvent(user, eventSlug)
  if (!event || !isUuid(fileId)) return null
  const file = await findFile(event.id, fileId)
  return file?.sessionId ? readFile(event.id, fileId) : null
}
