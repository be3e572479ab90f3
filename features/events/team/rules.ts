import type { Field } from '@/lib/fields'

/** What a reviewer may be limited to. A list that has nothing to choose from is not asked about. */
export function scopeFields(options: { categories: { id: string }[]; delegations: { id: string }[] }): Field[] {
  const fields: Field[] = [
    { name: 'scopeCategories', kind: 'choices', options: options.categories.map(({ id }) => id) },
    { name: 'scopeDelegations', kind: 'choices', options: options.delegations.map(({ id }) => id) },
  ]
  return fields.filter((field) => field.options!.length > 0)
}
