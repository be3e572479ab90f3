import type { Answers, Field } from '@/lib/fields'

/** Name of the field that asks for a delegation's places; without a category: in all. */
export function quotaField(categoryId: string | null): string {
  return `places.${categoryId ?? 'all'}`
}

/** A delegation's places in all and in each category; nothing typed: no limit. */
export function delegationQuotaFields(categories: readonly { id: string }[]): Field[] {
  return [null, ...categories.map(({ id }) => id)].map((id) => placesField(quotaField(id)))
}

/** Name of the field that asks for the places of a role; without one: of the whole event. */
export function roleQuotaField(roleId: string | null): string {
  return roleId ? `role.${roleId}` : 'event'
}

/** The places of the whole event and of each role; nothing typed: no limit. */
export function eventQuotaFields(roles: readonly { id: string }[]): Field[] {
  return [null, ...roles.map(({ id }) => id)].map((id) => placesField(roleQuotaField(id)))
}

function placesField(name: string): Field {
  return { name, kind: 'number', least: 0, most: 100_000 }
}

/** The number of places that was typed; null: no limit. */
export function capacityOf(answers: Answers, field: string): number | null {
  return answers[field] ? Math.trunc(Number(answers[field])) : null
}
