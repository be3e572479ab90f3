import type { Locale } from '@/lib/locales'
import type { Texts } from '@/lib/texts'
import type { Letter } from './letter'

/** Letters that leave by themselves on a day that the organisers set. */
export const AUTOMATION_LETTERS = [
  'reminder_accepted',
  'reminder_focal_points',
  'reminder_incomplete',
  'day_before',
  'thanks',
] as const
export type AutomationLetterKind = (typeof AUTOMATION_LETTERS)[number]

export type AutomationLetterProps = {
  t: Texts
  locale: Locale
  /** All strings are in the letter's language; `when` and `opens` are written out. */
  event: {
    name: string
    when: string
    opens: string
    where: string
    colour: string
    contactEmail: string
    host: string
  }
  /** With the form of address; may be unknown. */
  name: string
  /** Of a participant; empty for focal points. */
  category: string
  reference: string
  /** Of a focal point; empty for participants. */
  delegation: string
  /** Until when the delegation can be sent, written out. */
  closes: string
  /** What the person has not given yet, a few words each. */
  missing: string[]
  link: string
  /** True: the link is the person's own and private. */
  isOwnLink: boolean
}

/** A reminder, the letter of the day before, or thanks. */
export function automationLetter(kind: AutomationLetterKind, props: AutomationLetterProps): Letter {
  const { t, event } = props
  const values = { event: event.name, date: event.when, place: event.where, email: event.contactEmail }
  const say = (key: string) => t(`automations.mail.${kind}.${key}`, values)
  const showsPlace = kind !== 'thanks' && kind !== 'reminder_focal_points'
  return {
    locale: props.locale,
    subject: say('subject'),
    preview: say('text'),
    brand: { name: event.name, colour: event.colour },
    values: {
      ...values,
      name: props.name,
      host: event.host || event.name,
      category: props.category,
      reference: props.reference,
      delegation: props.delegation,
      answer_by: props.closes,
    },
    heading: say('heading'),
    greeting: props.name ? t('mail.greeting', { name: props.name }) : t('mail.greeting_unknown'),
    paragraphs: [say('text'), say('next')],
    ...(props.missing.length > 0
      ? { note: { label: t('automations.mail.missing'), text: props.missing.map((part) => `– ${part}`).join('\n') } }
      : {}),
    facts: [
      { label: t('mail.fact.reference'), value: props.reference },
      { label: t('mail.fact.category'), value: props.category },
      { label: t('mail.focal_point.delegation'), value: props.delegation },
      { label: t('mail.focal_point.closes'), value: props.closes },
      ...(showsPlace
        ? [
            { label: t('mail.fact.when'), value: kind === 'day_before' ? event.opens : event.when },
            { label: t('mail.fact.where'), value: event.where },
          ]
        : []),
    ].filter(({ value }) => value.trim() !== ''),
    action: {
      label: say('action'),
      url: props.link,
      hint: t(props.isOwnLink ? 'mail.registration.private_link' : 'mail.focal_point.hint'),
    },
    closing: [t('mail.closing'), event.host || event.name],
    footer: [t('mail.registration.questions', values), t('automations.mail.why', values)],
  }
}
