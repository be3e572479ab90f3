import type { Field } from '@/lib/fields'

/** The form for a sign-in link. */
export const SIGN_IN_FIELDS: readonly Field[] = [
  { name: 'email', kind: 'email', isRequired: true, max: 254, autocomplete: 'email' },
]
