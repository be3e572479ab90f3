import type { Role } from '@/features/events/access'
import type { Field } from '@/lib/fields'

/** Kinds of personal data that have a term and readers of their own (DOMAIN.md 2.1). */
export const DATA_KINDS = ['passport', 'files', 'health', 'travel', 'contacts', 'registrations'] as const
export type DataKind = (typeof DATA_KINDS)[number]

const DAY = 24 * 60 * 60 * 1000

/** Days after the event's end; whoever registered agreed to `retentionMonths` for all that has no shorter term. */
const BUILT_IN: Partial<Record<DataKind, number>> = { passport: 30, health: 30, travel: 30, files: 90 }

/** The kinds whose term organisers can set; the others end with the consents. */
export const TERM_KINDS = ['passport', 'files', 'health', 'travel'] as const satisfies readonly DataKind[]

/** A number of days for each. */
export const TERM_FIELDS: readonly Field[] = TERM_KINDS.map((kind) => ({
  name: `term.${kind}`,
  kind: 'number',
  isRequired: true,
  least: 0,
  most: 3650,
}))

type EventTerms = { endsAt: Date; retentionMonths: number; retention: Record<string, number> }

/** The day after which the consents hold no longer: the latest for anything. */
function consentsEnd({ endsAt, retentionMonths }: EventTerms): Date {
  const end = new Date(endsAt)
  end.setUTCMonth(end.getUTCMonth() + retentionMonths)
  return end
}

/** When a kind of an event's data is to be deleted: never later than the consents hold. */
export function dueAt(event: EventTerms, kind: DataKind): Date {
  const days = event.retention[kind] ?? BUILT_IN[kind]
  const latest = consentsEnd(event)
  if (days === undefined) return latest
  return new Date(Math.min(event.endsAt.getTime() + days * DAY, latest.getTime()))
}

/** Days after the end at which a kind is deleted, as the settings show them; null: with the consents. */
export function termOf(event: EventTerms, kind: DataKind): number | null {
  return event.retention[kind] ?? BUILT_IN[kind] ?? null
}

/** Who sees what of one registration, beside name, State, institution, category and status. The one table of it. */
const VISIBLE: Record<Role, readonly DataKind[]> = {
  owner: DATA_KINDS,
  organiser: DATA_KINDS,
  reviewer: ['files', 'contacts', 'registrations'],
  onsite: ['registrations'],
  viewer: ['registrations'],
  agenda_editor: [],
}

/** True where a role sees a kind of data. Passport numbers also need a reveal. */
export function sees(event: { role: Role }, kind: DataKind): boolean {
  return VISIBLE[event.role].includes(kind)
}

/** The fields of the form that are of a kind and are deleted with it. */
export const FIELDS_OF = { health: ['diet', 'accessibility'], contacts: ['phone'], travel: [] } as const

/** Which kind an answer of the form belongs to; most are what everybody of the team sees. */
export function kindOfField(name: string): DataKind {
  if (name === 'diet' || name === 'accessibility') return 'health'
  return name === 'email' || name === 'phone' ? 'contacts' : 'registrations'
}
