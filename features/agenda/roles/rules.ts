import type { sessionRoles } from '@/db/schema/agenda'
import { localizedAnswer, localizedFields } from '@/lib/field-views'
import type { Answers, Field } from '@/lib/fields'
import type { Localized } from '@/lib/locales'
import { inEveryLanguage } from '@/lib/texts'

export type SessionRoleInput = Pick<typeof sessionRoles.$inferInsert, 'name' | 'isChair'>

export const SESSION_ROLE_FIELDS: readonly Field[] = [
  ...localizedFields('sessionRoleName', 'text', 120),
  { name: 'isChair', kind: 'yes' },
]

/** What was said of a role in its form. */
export function sessionRoleInput(answers: Answers): SessionRoleInput {
  return { name: localizedAnswer(answers, 'sessionRoleName'), isChair: answers.isChair === 'yes' }
}

/** What people usually are in a session; organisers edit the list. */
export function usualSessionRoles(): { slug: string; isChair: boolean; name: Localized }[] {
  return USUAL.map((slug) => ({
    slug,
    isChair: slug === 'chair' || slug === 'moderator',
    name: inEveryLanguage(`usual.session_roles.${slug}`),
  }))
}

const USUAL = [
  'chair',
  'moderator',
  'opening',
  'keynote',
  'panellist',
  'discussant',
  'rapporteur',
  'interpreter',
  'closing',
] as const
