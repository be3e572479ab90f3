import type { sessionRoles } from '@/db/schema/agenda'
import { localizedAnswer, localizedFields } from '@/lib/field-views'
import type { Answers, Field } from '@/lib/fields'

export type SessionRoleInput = Pick<typeof sessionRoles.$inferInsert, 'name' | 'isChair'>

export const SESSION_ROLE_FIELDS: readonly Field[] = [
  ...localizedFields('sessionRoleName', 'text', 120),
  { name: 'isChair', kind: 'yes' },
]

/** What was said of a role in its form. */
export function sessionRoleInput(answers: Answers): SessionRoleInput {
  return { name: localizedAnswer(answers, 'sessionRoleName'), isChair: answers.isChair === 'yes' }
}
