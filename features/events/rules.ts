import type { CONSENT_PURPOSES } from '@/db/schema/registrations'
import { inLocale, LOCALES, type Localized } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { EventRow } from './access'
import type { Category } from './queries'

/** Whether one may register; `at`: when that changes (opens, closes or closed), where a date is set. */
export type RegistrationWindow = {
  state: 'open' | 'not_yet' | 'closed' | 'full' | 'by_invitation'
  at?: Date
  /** True: one may register, but all places are taken. */
  waitingList: boolean
}

/**
 * May one register in this category now?
 * @param invitation what its holder has; null: nobody's
 */
export function registrationWindow(
  category: Pick<Category, 'isOpen' | 'opensAt' | 'closesAt' | 'capacity' | 'taken' | 'hasWaitingList'> &
    Partial<Pick<Category, 'isByInvitation' | 'reserve'>>,
  event: Pick<EventRow, 'state' | 'endsAt'>,
  now: Date,
  invitation: { usesReserve: boolean } | null = null,
): RegistrationWindow {
  const { opensAt, closesAt } = category
  if (event.state !== 'published' || now >= event.endsAt || !category.isOpen)
    return { state: 'closed', waitingList: false }
  if (closesAt && now >= closesAt) return { state: 'closed', at: closesAt, waitingList: false }
  if (opensAt && now < opensAt) return { state: 'not_yet', at: opensAt, waitingList: false }
  if (category.isByInvitation && !invitation) return { state: 'by_invitation', waitingList: false }
  const kept = invitation?.usesReserve ? 0 : (category.reserve ?? 0)
  const isFull = category.capacity !== null && category.taken >= category.capacity - kept
  if (isFull && !category.hasWaitingList) return { state: 'full', waitingList: false }
  return { state: 'open', ...(closesAt ? { at: closesAt } : {}), waitingList: isFull }
}

export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number]

/** Without these nobody can take part; the others are a free choice. */
export const REQUIRED_CONSENTS: readonly ConsentPurpose[] = ['processing', 'conduct']

/** The settings that the wording of an event's consents follows from. */
export type ConsentSettings = Pick<
  EventRow,
  'name' | 'contactEmail' | 'operator' | 'operatorNumber' | 'recipients' | 'abroad' | 'retentionMonths'
>

/** What an event asks consent to, in the order of asking: nothing is asked about recipients that there are none of. */
export function consentPurposes(event: Pick<EventRow, 'recipients' | 'abroad'>): ConsentPurpose[] {
  return [
    'processing',
    ...(isFilled(event.recipients) ? (['third_parties'] as const) : []),
    ...(isFilled(event.abroad) ? (['cross_border'] as const) : []),
    'public_list',
    'photo',
    'conduct',
  ]
}

/**
 * The wording of an event's consents in every language, with what article 8(4) of the Law of Kazakhstan 94-V of 21 May
 * 2013 asks for: the operator with its number, the list of data, the term, whether data go to third parties, abroad
 * and into public sources.
 */
export function consentTexts(event: ConsentSettings): Partial<Record<ConsentPurpose, Localized>> {
  const wording = (purpose: ConsentPurpose): Localized =>
    Object.fromEntries(
      LOCALES.map((locale) => {
        const values = {
          event: inLocale(event.name, locale),
          operator: inLocale(event.operator, locale),
          number: event.operatorNumber,
          hasNumber: event.operatorNumber ? 'yes' : 'no',
          recipients: inLocale(event.recipients, locale),
          hasRecipients: isFilled(event.recipients) ? 'yes' : 'no',
          abroad: inLocale(event.abroad, locale),
          isAbroad: isFilled(event.abroad) ? 'yes' : 'no',
          months: event.retentionMonths,
          contact: event.contactEmail,
        }
        return [locale, texts(locale)(`consents.${purpose}.text`, values)]
      }),
    )
  return Object.fromEntries(consentPurposes(event).map((purpose) => [purpose, wording(purpose)]))
}

/** True if the text is there in any language. */
export function isFilled(text: Localized): boolean {
  return inLocale(text, 'en') !== ''
}
