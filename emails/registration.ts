import type { Locale } from '@/lib/locales'
import type { Texts } from '@/lib/texts'
import type { Letter } from './letter'

export const REGISTRATION_LETTERS = [
  'received',
  'accepted',
  'waiting_list',
  'declined',
  'withdrawn',
  'already_registered',
  'information_requested',
  'cancelled',
  'offered',
  'offer_expired',
  'nominated',
  'link',
  'event_changed',
] as const
export type RegistrationLetterKind = (typeof REGISTRATION_LETTERS)[number]

export type RegistrationLetterProps = {
  t: Texts
  locale: Locale
  /** All strings are in the letter's language; `when` is written out. */
  event: { name: string; when: string; where: string; colour: string; contactEmail: string; host: string }
  /** The name with its form of address, as `displayName` puts them together. */
  person: string
  category: string
  reference: string
  /** Until when an offered place can be accepted, written out. */
  answerBy?: string
  /** What the secretariat adds in its own words. */
  note?: string
  /** The person's private page. */
  link: string
}

/** A mail about one registration. "received" says that nothing is decided yet: it must never read as "accepted". */
export function registrationLetter(kind: RegistrationLetterKind, props: RegistrationLetterProps): Letter {
  const { t, event, person } = props
  const values = {
    event: event.name,
    category: props.category,
    reference: props.reference,
    email: event.contactEmail,
    answerBy: props.answerBy ?? '',
  }
  const say = (key: string) => t(`mail.registration.${kind}.${key}`, values)
  return {
    locale: props.locale,
    subject: say('subject'),
    preview: say('preview'),
    brand: { name: event.name, colour: event.colour },
    values: {
      name: person,
      event: event.name,
      date: event.when,
      place: event.where,
      host: event.host || event.name,
      email: event.contactEmail,
      category: props.category,
      reference: props.reference,
      answer_by: props.answerBy ?? '',
    },
    heading: say('heading'),
    greeting: t('mail.greeting', { name: person }),
    paragraphs: PARAGRAPHS[kind].map(say),
    ...(props.note?.trim() ? { note: { label: t('mail.note'), text: props.note.trim() } } : {}),
    facts: [
      { label: t('mail.fact.reference'), value: props.reference, isLarge: true },
      ...(kind === 'offered' ? [{ label: t('mail.invitation.until'), value: props.answerBy ?? '' }] : []),
      { label: t('mail.fact.category'), value: props.category },
      ...(ENDING.includes(kind)
        ? []
        : [
            { label: t('mail.fact.when'), value: event.when },
            { label: t('mail.fact.where'), value: event.where },
          ]),
    ].filter((fact) => fact.value.trim() !== ''),
    action: { label: say('action'), url: props.link, hint: t('mail.registration.private_link') },
    closing: [t('mail.closing'), event.host || event.name],
    footer: [t('mail.registration.questions', values), t('mail.registration.why', values)],
  }
}

/** Letters after which there is no "when and where". */
const ENDING: readonly RegistrationLetterKind[] = ['declined', 'withdrawn', 'cancelled']

const PARAGRAPHS: Record<RegistrationLetterKind, string[]> = {
  received: ['thanks', 'next'],
  accepted: ['welcome', 'bring', 'calendar'],
  waiting_list: ['full', 'next'],
  declined: ['regret', 'next'],
  withdrawn: ['done', 'next'],
  already_registered: ['again', 'unchanged'],
  information_requested: ['ask', 'next'],
  cancelled: ['done', 'next'],
  offered: ['free', 'next'],
  offer_expired: ['over', 'next'],
  nominated: ['named', 'next'],
  link: ['asked', 'unchanged'],
  event_changed: ['changed', 'calendar'],
}
