import type { Locale } from '@/lib/locales'
import type { Texts } from '@/lib/texts'
import type { Letter } from './letter'

/** Asks somebody to speak, reminds of the question, or brings a new private link. All strings are in the letter's language. */
export function speakerLetter(props: {
  t: Texts
  locale: Locale
  round: 'invite' | 'remind' | 'link'
  event: { name: string; when: string; where: string; colour: string; contactEmail: string; host: string }
  name: string
  link: string
}): Letter {
  const { t, event, round } = props
  const text = (part: string) => t(`speakers.mail.${round}.${part}`, { event: event.name })
  return {
    locale: props.locale,
    subject: text('subject'),
    preview: text('text'),
    brand: { name: event.name, colour: event.colour },
    values: {
      name: props.name,
      event: event.name,
      date: event.when,
      place: event.where,
      host: event.host || event.name,
      email: event.contactEmail,
    },
    heading: text('heading'),
    greeting: props.name ? t('mail.greeting', { name: props.name }) : t('mail.greeting_unknown'),
    paragraphs: [text('text'), t('speakers.mail.next')],
    facts: [
      { label: t('mail.fact.event'), value: event.name },
      { label: t('mail.fact.when'), value: event.when },
      { label: t('mail.fact.where'), value: event.where },
    ].filter(({ value }) => value.trim() !== ''),
    action: { label: t('speakers.mail.action'), url: props.link, hint: t('mail.registration.private_link') },
    closing: [t('mail.closing'), event.host || event.name],
    footer: [
      t('mail.registration.questions', { email: event.contactEmail }),
      t('speakers.mail.why', { event: event.name }),
    ],
  }
}
