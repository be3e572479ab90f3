import { type Answers, checkAnswers, type Field } from '@/lib/fields'
import { LOCALES, type Localized } from '@/lib/locales'
import { fieldsAskedOf } from '../companions/rules'
import { type FormName, roleFields } from '../form/rules'
import type { RegistrationState } from '../rules'

/** What a focal point may choose from: the event's categories and the roles in use. */
export type MemberChoices = {
  categories: { id: string; slug: string; form: FormName; name: Localized }[]
  roles: { id: string; slug: string; isHead: boolean; name: Localized }[]
}

/** What a focal point says of a member. The rest is the member's own part. */
export function memberFields({ categories, roles }: MemberChoices): Field[] {
  return [
    { name: 'category', kind: 'choice', options: categories.map(({ slug }) => slug), isRequired: true },
    ...(roles.length > 0
      ? [{ name: 'memberRole', kind: 'choice' as const, options: roles.map(({ slug }) => slug), isRequired: true }]
      : []),
    { name: 'title', kind: 'text', max: 60 },
    { name: 'givenName', kind: 'passport_name', isRequired: true, max: 100 },
    { name: 'familyName', kind: 'passport_name', max: 100 },
    { name: 'patronymic', kind: 'passport_name', max: 100 },
    { name: 'nativeName', kind: 'text', max: 200 },
    { name: 'country', kind: 'country', isRequired: true },
    { name: 'institution', kind: 'text', isRequired: true },
    { name: 'position', kind: 'text', isRequired: true },
    { name: 'memberEmail', kind: 'email', max: 254 },
    { name: 'phone', kind: 'phone', max: 30 },
    { name: 'locale', kind: 'choice', isRequired: true, options: LOCALES },
  ]
}

/** Columns of a registration that a focal point's answers become, beside the ids of category and role. */
export const SAID = [
  'title',
  'givenName',
  'familyName',
  'patronymic',
  'nativeName',
  'country',
  'institution',
  'position',
  'email',
  'phone',
  'locale',
] as const

/** Reserved places are of a category and, if said, a role. */
export function reservationFields(choices: MemberChoices): Field[] {
  const [category, role] = memberFields(choices)
  return [
    category!,
    ...(choices.roles.length > 0 ? [{ ...role!, isRequired: false }] : []),
    { name: 'places', kind: 'number', isRequired: true, least: 1, most: 100 },
  ]
}

/** States in which a focal point may still change what was entered. */
export const MEMBER_CHANGEABLE: readonly RegistrationState[] = [
  'draft',
  'submitted',
  'under_review',
  'information_requested',
]

/** What a member's registration lacks, in the order of the list; the words stand in messages under `members.missing`. */
export const MISSING = ['person', 'email', 'details', 'consent', 'questions', 'photo', 'travel', 'passport'] as const
export type Missing = (typeof MISSING)[number]

export function missingOf(member: {
  isReserved: boolean
  companionOfId: string | null
  roleId: string | null
  hasOwnEmail: boolean
  isPhotoExempt: boolean
  form: FormName
  details: Record<string, string>
  asks: { photo: boolean; travel: boolean; passport: boolean }
  has: { consent: boolean; photo: boolean; travel: boolean; passport: boolean; questions: boolean }
  answers: Answers
}): Missing[] {
  if (member.isReserved) return ['person']
  const { asks, has } = member
  const own = roleFields(member.form)
  const lacks: Record<Missing, boolean> = {
    person: false,
    email: !member.hasOwnEmail,
    details: checkAnswers(fieldsAskedOf(member, own), { ...member.answers, ...member.details }).errors.length > 0,
    consent: !has.consent,
    questions: !has.questions,
    photo: asks.photo && !has.photo && !member.isPhotoExempt,
    travel: asks.travel && !has.travel,
    passport: asks.passport && !has.passport,
  }
  return MISSING.filter((part) => lacks[part])
}
