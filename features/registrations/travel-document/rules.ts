import type { Answers, Field } from '@/lib/fields'

export const DOCUMENT_TYPES = ['ordinary', 'official', 'diplomatic', 'un_laissez_passer'] as const

/** Why somebody of the secretariat looks at passport data; the audit keeps it. */
export const REVEAL_REASONS = ['visa', 'security', 'badge', 'correction'] as const
export type RevealReason = (typeof REVEAL_REASONS)[number]

/** Who may reveal: asked anew in every case. `isFresh`: signed in again a few minutes ago. */
export type RevealGuard = { isFresh: boolean; hasSecondFactor: boolean }

/** Seconds that the links to scans of a revealed passport open them. */
export const SCAN_LINK_SECONDS = 300

/**
 * What is asked of a travel document: a passport has to be valid on the event's last day. Its form must not keep what is
 * typed in the browser.
 */
export function travelDocumentFields(event: { endsAt: Date; timeZone: string }, now: Date): Field[] {
  const today = dayOf(now, event.timeZone)
  const lastDay = dayOf(event.endsAt, event.timeZone)
  return [
    { name: 'nationality', kind: 'country', isRequired: true },
    { name: 'documentType', kind: 'choice', options: DOCUMENT_TYPES, isRequired: true },
    { name: 'number', kind: 'text', max: 30, isRequired: true },
    { name: 'issuingCountry', kind: 'country', isRequired: true },
    { name: 'issuedOn', kind: 'date', earliest: '1950-01-01', latest: today, isRequired: true },
    { name: 'expiresOn', kind: 'date', earliest: [today, lastDay].sort()[1], isRequired: true },
    { name: 'birthDate', kind: 'date', earliest: '1900-01-01', latest: today, autocomplete: 'bday', isRequired: true },
    { name: 'birthPlace', kind: 'text', max: 120, isRequired: true },
  ]
}

/** The day as 2026-05-01 where the event is. */
function dayOf(date: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(date)
}

/** Cyrillic letters that look like Latin ones, as they get into numbers typed on a Russian keyboard. */
const LOOKALIKES = new Map([...'АВЕКМНОРСТУХ'].map((letter, at) => [letter, 'ABEKMHOPCTYX'[at]!]))

/** A document's number without what people add to it: N 1234-567 and n1234567 are one; so are Latin and Cyrillic А. */
export function foldNumber(number: string): string {
  return [...number.normalize('NFKC').toUpperCase()]
    .map((letter) => LOOKALIKES.get(letter) ?? letter)
    .join('')
    .replace(/[^A-Z0-9]/g, '')
}

/** A number's last three signs, where they are few enough of it: •••• 123. */
export function maskedNumber(number: string): string {
  const folded = foldNumber(number)
  return folded.length >= 6 ? `•••• ${folded.slice(-3)}` : '••••'
}

export type TravelDocument = Answers
