import type { Field } from '@/lib/fields'
import { LOCALES } from '@/lib/locales'

export const FOCAL_POINT_FIELDS: readonly Field[] = [
  { name: 'name', kind: 'text' },
  { name: 'email', kind: 'email', isRequired: true, max: 254 },
  { name: 'letterLocale', kind: 'choice', options: LOCALES, isRequired: true },
]
