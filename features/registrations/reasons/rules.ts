import { localizedFields } from '@/lib/field-views'
import type { Field } from '@/lib/fields'
import type { Localized } from '@/lib/locales'
import type { RegistrationState } from '../rules'

/** States that a reason can be given for. */
export const REASON_STATES = [
  'declined',
  'waiting_list',
  'information_requested',
  'cancelled',
  'withdrawn',
] as const satisfies readonly RegistrationState[]

export const REASON_FIELDS: readonly Field[] = [
  ...localizedFields('reasonName'),
  ...localizedFields('reasonText', 'multiline', 1000),
  { name: 'reasonStates', kind: 'choices', options: REASON_STATES, isRequired: true },
]

/** What secretariats usually say. */
export const USUAL_REASONS: readonly { slug: string; states: RegistrationState[]; name: Localized; text: Localized }[] =
  [
    {
      slug: 'no-places',
      states: ['declined', 'waiting_list'],
      name: { en: 'No places', ru: 'Нет мест', kk: 'Орын жоқ' },
      text: {
        en: 'All places in your category are taken.',
        ru: 'Все места в Вашей категории заняты.',
        kk: 'Сіздің санатыңыздағы барлық орын толды.',
      },
    },
    {
      slug: 'outside',
      states: ['declined'],
      name: { en: 'Outside the circle of participants', ru: 'Вне круга участников', kk: 'Қатысушылар қатарынан тыс' },
      text: {
        en: 'The meeting is for invited delegations and institutions.',
        ru: 'Встреча проводится для приглашённых делегаций и учреждений.',
        kk: 'Кездесу шақырылған делегациялар мен мекемелерге арналған.',
      },
    },
    {
      slug: 'documents',
      states: ['information_requested', 'declined'],
      name: { en: 'Documents missing', ru: 'Не хватает документов', kk: 'Құжаттар жетіспейді' },
      text: {
        en: 'A document that accreditation needs is missing.',
        ru: 'Не хватает документа, который нужен для аккредитации.',
        kk: 'Аккредиттеуге қажет құжат жетіспейді.',
      },
    },
    {
      slug: 'delegation',
      states: ['withdrawn', 'cancelled'],
      name: { en: 'At the delegation’s wish', ru: 'По просьбе делегации', kk: 'Делегацияның өтініші бойынша' },
      text: {},
    },
  ]
