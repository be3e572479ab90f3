import type { Locale } from '@/lib/locales'
import type { Texts } from '@/lib/texts'
import type { Letter } from './letter'

/** Invites one person to register. All strings are in the letter's language; `until` may be left open. */
export function invitationLetter(props: {
  t: Texts
  locale: Locale
  event: { name: string; when: string; where: string; colour: string; contactEmail: string; host: string }
  name: string
  category: string
  until: string | null
  link: string
}): Letter {
  const { t, event } = props
  const values = { event: event.name, email: event.contactEmail }
  return {
    locale: props.locale,
    subject: t('mail.invitation.subject', values),
    preview: t('mail.invitation.text', values),
    brand: { name: event.name, colour: event.colour },
    values: {
      name: props.name,
      event: event.name,
      date: event.when,
      place: event.where,
      host: event.host || event.name,
      email: event.contactEmail,
      category: props.category,
      answer_by: props.until ?? '',
    },
    heading: t('mail.invitation.heading'),
    greeting: props.name ? t('mail.greeting', { name: props.name }) : t('mail.greeting_unknown'),
    paragraphs: [t('mail.invitation.text', values), t('mail.invitation.next')],
    facts: [
      { label: t('mail.fact.category'), value: props.category },
      { label: t('mail.fact.when'), value: event.when },
      { label: t('mail.fact.where'), value: event.where },
      ...(props.until ? [{ label: t('mail.invitation.until'), value: props.until }] : []),
    ].filter((fact) => fact.value.trim() !== ''),
    action: { label: t('mail.invitation.action'), url: props.link, hint: t('mail.invitation.hint') },
    closing: [t('mail.closing'), event.host || event.name],
    footer: [t('mail.invitation.why', values)],
  }
}
