import { and, count, eq, inArray, ne } from 'drizzle-orm'
import { db } from '@/db'
import { agendaSessions, sessionGuests } from '@/db/schema/agenda'
import { registrations } from '@/db/schema/registrations'
import type { EditedEvent } from '@/features/events/access'
import { listSpeakers } from '@/features/speakers/queries'
import { languageName } from '@/lib/language-names'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { FLOOR_LANGUAGES } from '../rules'
import { CLASH_KINDS, CLASH_VALUES, type ClashContext, type ClashKind, zoneFacts } from './rules'

/** What an agenda's clashes depend on besides itself, named in the reader's language. */
export async function readClashContext(event: EditedEvent, locale: Locale): Promise<ClashContext> {
  const accredited = and(
    inArray(registrations.state, ['accepted', 'checked_in']),
    ne(registrations.interpretation, ''),
    eq(registrations.eventId, event.id),
  )
  const { interpretation: language, categoryId, delegationId } = registrations
  const [speakers, demand, guests] = await Promise.all([
    listSpeakers(event, locale),
    db()
      .select({ language, categoryId, delegationId, count: count() })
      .from(registrations)
      .where(accredited)
      .groupBy(language, categoryId, delegationId),
    db()
      .selectDistinct({ id: registrations.id, language })
      .from(sessionGuests)
      .innerJoin(registrations, eq(registrations.id, sessionGuests.registrationId))
      .innerJoin(agendaSessions, eq(agendaSessions.id, sessionGuests.sessionId))
      .where(and(accredited, eq(agendaSessions.eventId, event.id))),
  ])
  return {
    locale,
    untitled: texts(locale)('clashes.untitled'),
    languages: event.languages,
    languageNames: Object.fromEntries(FLOOR_LANGUAGES.map((code) => [code, languageName(code, locale)])),
    timeZone: event.timeZone,
    ...zoneFacts(event),
    speakers: Object.fromEntries(
      speakers.map(({ id, name, state, availability }) => [id, { name, state, availability }]),
    ),
    demand,
    guests: Object.fromEntries(guests.map(({ id, language }) => [id, language])),
  }
}

/** The sentences of all kinds with their places left open, so that a browser fills them: `sayClash`. */
export function clashPatterns(locale: Locale): Record<ClashKind, string> {
  const places = Object.fromEntries(CLASH_VALUES.map((name) => [name, `{${name}}`]))
  const t = texts(locale)
  return Object.fromEntries(CLASH_KINDS.map((kind) => [kind, t(`clashes.kinds.${kind}`, places)])) as Record<
    ClashKind,
    string
  >
}
