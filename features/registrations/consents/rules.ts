import { type ConsentPurpose, REQUIRED_CONSENTS } from '@/features/events/rules'
import type { FieldGroup, FieldView } from '@/lib/field-views'
import type { Answers, Field } from '@/lib/fields'
import { inLocale, LOCALES, type Locale, type Localized } from '@/lib/locales'
import type { Texts } from '@/lib/texts'
import { consentField } from '../form/rules'

/** What a person last said to one purpose, in which wording. */
export type ConsentAnswer = { isGiven: boolean; version: number; locale: Locale; at: Date; wording: Localized }

/** How one purpose stands for a person. */
export type ConsentStand = {
  purpose: ConsentPurpose
  isRequired: boolean
  /** Today's wording; null where the event asks it no longer. */
  wording: Localized | null
  answer: ConsentAnswer | null
  /** True: they agreed, and what they agreed to reads otherwise today. */
  hasChanged: boolean
}

/** Every purpose that the event asks, in its order, then those that somebody agreed to and that are asked no longer. */
export function consentStands(
  wordings: Partial<Record<ConsentPurpose, Localized>>,
  answers: Partial<Record<ConsentPurpose, ConsentAnswer>>,
): ConsentStand[] {
  const asked = Object.keys(wordings) as ConsentPurpose[]
  const kept = (Object.keys(answers) as ConsentPurpose[]).filter(
    (purpose) => !asked.includes(purpose) && answers[purpose]?.isGiven,
  )
  return [...asked, ...kept].map((purpose) => {
    const wording = wordings[purpose] ?? null
    const answer = answers[purpose] ?? null
    // A language that the product has learnt since changes nothing for whoever has read another.
    const reads = (locale: Locale) => !answer?.wording[locale] || wording?.[locale] === answer.wording[locale]
    return {
      purpose,
      isRequired: REQUIRED_CONSENTS.includes(purpose),
      wording,
      answer,
      hasChanged: wording !== null && answer?.isGiven === true && !LOCALES.every(reads),
    }
  })
}

/** Whether the person has agreed to all that is needed to take part. */
export function hasRequiredConsents(answers: readonly { purpose: ConsentPurpose; isGiven: boolean }[]): boolean {
  return REQUIRED_CONSENTS.every((purpose) => answers.some((answer) => answer.purpose === purpose && answer.isGiven))
}

/** The tick by which a person agrees to a changed wording; nobody has to. */
export function renewalField(purpose: ConsentPurpose): string {
  return `renew_${purpose}`
}

/** What a person can answer: what is needed and given already is no question any more, unless its wording has changed. */
export function consentFields(stands: readonly ConsentStand[]): Field[] {
  return stands.flatMap(({ purpose, isRequired, answer, hasChanged }) => [
    ...(isRequired && answer?.isGiven ? [] : [{ name: consentField(purpose), kind: 'yes' as const, isRequired }]),
    ...(hasChanged ? [{ name: renewalField(purpose), kind: 'yes' as const }] : []),
  ])
}

/** What of a form's answers is new, and therefore kept under today's version. */
export function newConsents(
  stands: readonly ConsentStand[],
  answers: Answers,
): { purpose: ConsentPurpose; isGiven: boolean }[] {
  return stands.flatMap(({ purpose, isRequired, answer, hasChanged }) => {
    const isGiven = (isRequired && answer?.isGiven) || answers[consentField(purpose)] === 'yes'
    const isRenewed = hasChanged && isGiven && answers[renewalField(purpose)] === 'yes'
    return answer?.isGiven === isGiven && !isRenewed ? [] : [{ purpose, isGiven }]
  })
}

/** The agreements with their wording, those that are needed apart from those that are free. */
export function consentGroups(
  t: Texts,
  locale: Locale,
  fields: readonly FieldView[],
  wordings: Record<string, Localized>,
): FieldGroup[] {
  const worded = Object.keys(wordings).flatMap((purpose) => {
    const field = fields.find(({ name }) => name === consentField(purpose as ConsentPurpose))
    return field
      ? [{ ...field, fullText: { title: t('form.full_text'), text: inLocale(wordings[purpose], locale) } }]
      : []
  })
  return [
    { legend: t('register.consents.needed'), fields: worded.filter((field) => field.isRequired) },
    { legend: t('register.consents.free'), fields: worded.filter((field) => !field.isRequired) },
  ]
}
