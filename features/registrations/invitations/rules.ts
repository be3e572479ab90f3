import type { Field } from '@/lib/fields'
import { LOCALES } from '@/lib/locales'

/** Carries the invitation from its page to the form: nothing of it stands in an address that is passed on. */
export const INVITATION_COOKIE = 'plenary-invitation'

/** Seconds that a browser remembers an invitation. */
export const INVITATION_SECONDS = 3 * 24 * 60 * 60

/** How many addresses one paste may hold. */
export const MAX_INVITED = 300

/** What an organiser says of an invitation; people are lines of "address, name". */
export function invitationFields(choices: { categories: readonly string[]; delegations: readonly string[] }): Field[] {
  return [
    { name: 'invitationKind', kind: 'choice', options: ['personal', 'link', 'code'], isRequired: true },
    { name: 'invited', kind: 'multiline', max: 30_000 },
    { name: 'invitationCode', kind: 'text', max: 40 },
    { name: 'maxUses', kind: 'number', least: 1, most: 10_000 },
    { name: 'invitationCategory', kind: 'choice', options: choices.categories, isRequired: true },
    ...(choices.delegations.length > 0
      ? [{ name: 'invitationDelegation', kind: 'choice' as const, options: choices.delegations }]
      : []),
    { name: 'invitationExpires', kind: 'date' },
    { name: 'invitationLocale', kind: 'choice', options: LOCALES, isRequired: true },
    { name: 'skipsReview', kind: 'yes' },
    { name: 'usesReserve', kind: 'yes' },
  ]
}

export const DECLINE_FIELDS: readonly Field[] = [{ name: 'declinedReason', kind: 'multiline', max: 500 }]

/** The addresses of a paste, with the line of what is none. */
export function invitedPeople(text: string): { people: { email: string; name: string }[]; wrong: number | null } {
  const lines = text.split('\n').map((line) => line.trim())
  const people: { email: string; name: string }[] = []
  for (const [at, line] of lines.entries()) {
    if (line === '') continue
    const email = /[^\s,;<>"]+@[^\s,;<>"@]+\.[^\s,;<>"@]+/.exec(line)?.[0]
    if (!email) return { people: [], wrong: at + 1 }
    const name = line
      .replace(email, '')
      .replace(/[<>,;"]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
    if (!people.some((known) => known.email.toLowerCase() === email.toLowerCase())) people.push({ email, name })
  }
  return { people, wrong: null }
}

export function foldCode(code: string): string {
  return code.normalize('NFKC').toUpperCase().replace(/\s/g, '')
}
