import type { Field } from '@/lib/fields'

/** Name of the field that asks for a delegation's places; without a category: in all. */
export function quotaField(categoryId: string | null): string {
  return `places.${categoryId ?? 'all'}`
}

/** A delegation's places in all and in each category; nothing typed: no limit. */
export function delegationQuotaFields(categories: readonly { id: string }[]): Field[] {
  return [null, ...categories.map(({ id }) => id)].map((id) => ({
    name: quotaField(id),
    kind: 'number' as const,
    least: 0,
    most: 100_000,
  }))
}
