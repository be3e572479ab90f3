import { localizedFields } from '@/lib/field-views'
import type { Field } from '@/lib/fields'
import type { Localized } from '@/lib/locales'

export const ROLE_FIELDS: readonly Field[] = [...localizedFields('roleName'), { name: 'isHead', kind: 'yes' }]

/** What members of delegations usually are (DOMAIN.md 2.2). */
export const USUAL_ROLES: readonly { slug: string; isHead: boolean; name: Localized }[] = [
  {
    slug: 'head',
    isHead: true,
    name: { en: 'Head of delegation', ru: 'Глава делегации', kk: 'Делегация басшысы' },
  },
  {
    slug: 'deputy-head',
    isHead: false,
    name: { en: 'Deputy head of delegation', ru: 'Заместитель главы делегации', kk: 'Делегация басшысының орынбасары' },
  },
  { slug: 'member', isHead: false, name: { en: 'Member', ru: 'Член делегации', kk: 'Делегация мүшесі' } },
  { slug: 'adviser', isHead: false, name: { en: 'Adviser', ru: 'Советник', kk: 'Кеңесші' } },
  {
    slug: 'staff',
    isHead: false,
    name: {
      en: 'Staff',
      ru: 'Административно-технический сотрудник',
      kk: 'Әкімшілік-техникалық қызметкер',
    },
  },
  { slug: 'spouse', isHead: false, name: { en: 'Spouse', ru: 'Супруг(а)', kk: 'Жұбайы' } },
  {
    slug: 'security',
    isHead: false,
    name: { en: 'Security', ru: 'Сотрудник охраны', kk: 'Күзет қызметкері' },
  },
]
