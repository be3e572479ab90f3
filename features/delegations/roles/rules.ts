import { localizedFields } from '@/lib/field-views'
import type { Field } from '@/lib/fields'
import type { Localized } from '@/lib/locales'
import { inEveryLanguage } from '@/lib/texts'

export const ROLE_FIELDS: readonly Field[] = [...localizedFields('roleName'), { name: 'isHead', kind: 'yes' }]

/** What members of delegations usually are (DOMAIN.md 2.2). */
export function usualRoles(): { slug: string; isHead: boolean; name: Localized }[] {
  return USUAL.map((slug) => ({
    slug,
    isHead: slug === 'head',
    name: inEveryLanguage(`usual.delegation_roles.${slug}`),
  }))
}

const USUAL = ['head', 'deputy-head', 'member', 'adviser', 'staff', 'spouse', 'security'] as const
