import type { Locale } from '@/lib/locales'
import type { Texts } from '@/lib/texts'
import type { Letter } from './letter'

/** Invites a delegation's focal point to enter its members, or reminds of it. `closes` is the day and time, if there is one. */
export function focalPointLetter(props: {
  t: Texts
  locale: Locale
  round: 'invite' | 'remind'
  colour: string
  eventName: string
  host: string
  delegationName: string
  name: string
  closes: string | null
  contactEmail: string
  link: string
}): Letter {
  const { t, round } = props
  const text = (part: string) =>
    t(`mail.focal_point.${round}.${part}`, { event: props.eventName, delegation: props.delegationName })
  return {
    locale: props.locale,
    subject: text('subject'),
    preview: text('text'),
    brand: { name: props.eventName, colour: props.colour },
    values: {
      name: props.name,
      event: props.eventName,
      host: props.host || props.eventName,
      email: props.contactEmail,
      delegation: props.delegationName,
      answer_by: props.closes ?? '',
    },
    heading: text('heading'),
    greeting: props.name ? t('mail.greeting', { name: props.name }) : t('mail.greeting_unknown'),
    paragraphs: [text('text'), t('mail.focal_point.next')],
    facts: [
      { label: t('mail.fact.event'), value: props.eventName },
      { label: t('mail.focal_point.delegation'), value: props.delegationName },
      ...(props.closes ? [{ label: t('mail.focal_point.closes'), value: props.closes }] : []),
    ],
    action: { label: t('mail.focal_point.action'), url: props.link, hint: t('mail.focal_point.hint') },
    closing: [t('mail.closing'), props.host || props.eventName],
    footer: [
      t('mail.focal_point.contact', { email: props.contactEmail }),
      t('mail.focal_point.why', { event: props.eventName }),
    ],
  }
}
