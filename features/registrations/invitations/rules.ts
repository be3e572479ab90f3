import type { Field } from '@/lib/fields'
import { LOCALES } from '@/lib/locales'
import { searchKey } from '@/lib/names'

/** Carries the invitation from its page to the form: nothing of it stands in an address that is passed on. */
export const INVITATION_COOKIE = 'plenary-invitation'

/** Seconds that a browser remembers an invitation. */
export const INVITATION_SECONDS = 3 * 24 * 60 * 60

/** How many addresses one paste may hold. */
export const MAX_INVITED = 300

/** Milliseconds before a personal invitation may be sent again: a day. */
export const SENT_AGAIN_AFTER = 24 * 60 * 60 * 1000

export function mayBeSentAgain({ sentAt }: { sentAt: Date | null }, now: Date): boolean {
  return !sentAt || now.getTime() - sentAt.getTime() >= SENT_AGAIN_AFTER
}

/**
 * Whether who is to be invited is registered already: the same address and, where the invitation has a name, all of the
 * person's name within it, in any script: an assistant's address is many people's.
 */
export function isInvited(
  invited: { email: string; name: string },
  person: { email: string; givenName: string; familyName: string; nativeName: string },
): boolean {
  if (invited.email.toLowerCase() !== person.email.toLowerCase()) return false
  const words = searchKey(invited.name).split(' ')
  const isNamed = (...name: string[]) => {
    const own = searchKey(...name)
    return own !== '' && own.split(' ').every((word) => words.includes(word))
  }
  return !invited.name || isNamed(person.givenName, person.familyName) || isNamed(person.nativeName)
}

/** A personal invitation is for its own address only. */
export function fitsInvitation(invitation: { email: string | null } | null, email: string): boolean {
  return !invitation?.email || invitation.email.toLowerCase() === email.toLowerCase()
}

/** What an organiser says of an invitation, as its kind asks it; people are lines of "address, name". */
export function invitationFields(choices: { categories: readonly string[]; delegations: readonly string[] }): Field[] {
  const only = (...kinds: string[]) => kinds.map((value) => [{ name: 'invitationKind', value }])
  return [
    { name: 'invitationKind', kind: 'choice', options: ['personal', 'link', 'code'], isRequired: true },
    { name: 'invited', kind: 'multiline', max: 30_000, isRequired: true, askedIf: only('personal') },
    { name: 'invitationLocale', kind: 'choice', options: LOCALES, isRequired: true, askedIf: only('personal') },
    { name: 'invitationCode', kind: 'text', max: 40, isRequired: true, askedIf: only('code') },
    { name: 'maxUses', kind: 'number', least: 1, most: 10_000, isRequired: true, askedIf: only('link', 'code') },
    { name: 'invitationCategory', kind: 'choice', options: choices.categories, isRequired: true },
    ...(choices.delegations.length > 0
      ? [{ name: 'invitationDelegation', kind: 'choice' as const, options: choices.delegations }]
      : []),
    { name: 'invitationExpires', kind: 'date' },
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
