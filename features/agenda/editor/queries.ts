import type { EditedEvent } from '@/features/events/access'
import { listSpeakers } from '@/features/speakers/queries'
import { inLocale, type Locale } from '@/lib/locales'
import { readAgenda } from '../queries'
import type { Agenda } from '../rules'
import type { EditorSpeaker } from './rules'

/** The draft as the grid needs it: without abstracts, which would weigh more than all else. */
export async function readDraft(event: EditedEvent, since?: number): Promise<Agenda> {
  const agenda = await readAgenda(event, since)
  return { ...agenda, sessions: agenda.sessions.map((session) => ({ ...session, abstract: {} })) }
}

/** The event's speakers; who declined is named where they stand already, and not offered. */
export async function listEditorSpeakers(event: EditedEvent, locale: Locale): Promise<EditorSpeaker[]> {
  const speakers = await listSpeakers(event, locale)
  return speakers.map(({ id, name, state, position, institution }) => ({
    id,
    name,
    detail: [inLocale(position, locale), inLocale(institution, locale)].filter(Boolean).join(', '),
    isOffered: state !== 'declined',
  }))
}
