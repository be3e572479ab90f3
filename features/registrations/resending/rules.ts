import type { Field } from '@/lib/fields'

/** The address that a mail should have gone to. */
export const ADDRESS: readonly Field[] = [{ name: 'email', kind: 'email', isRequired: true, max: 254 }]
