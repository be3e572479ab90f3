import type { Locale } from '@/lib/locales'
import type { Texts } from '@/lib/texts'
import type { Letter } from './letter'

const BRAND = { name: 'Plenary', colour: '#0B2E4F' }

/** The one-time link that signs an organiser in; `minutes` is how long it lives, `name` may be unknown. */
export function signInLetter(props: {
  t: Texts
  locale: Locale
  link: string
  minutes: number
  name?: string | null
}): Letter {
  const { t, minutes } = props
  return {
    locale: props.locale,
    subject: t('mail.sign_in.subject'),
    preview: t('mail.sign_in.next', { minutes }),
    brand: BRAND,
    heading: t('mail.sign_in.heading'),
    greeting: props.name?.trim() ? t('mail.greeting', { name: props.name.trim() }) : t('mail.greeting_unknown'),
    paragraphs: [t('mail.sign_in.next', { minutes })],
    facts: [],
    action: { label: t('mail.sign_in.action'), url: props.link, hint: t('mail.sign_in.hint') },
    closing: [],
    footer: [t('mail.sign_in.why')],
  }
}

/** Tells someone that they now belong to the team of an event; `inviter` is a person's name. */
export function teamInvitationLetter(props: {
  t: Texts
  locale: Locale
  event: { name: string; colour: string }
  role: string
  inviter: string
  link: string
}): Letter {
  const { t, event } = props
  const values = { event: event.name, inviter: props.inviter }
  const role = t(`mail.team_invitation.role.${props.role}`)
  return {
    locale: props.locale,
    subject: t('mail.team_invitation.subject', values),
    preview: t('mail.team_invitation.invited', values),
    brand: event,
    values: { ...values, role },
    heading: t('mail.team_invitation.heading'),
    greeting: t('mail.greeting_unknown'),
    paragraphs: [t('mail.team_invitation.invited', values), t('mail.team_invitation.next')],
    facts: [
      { label: t('mail.fact.event'), value: event.name },
      { label: t('mail.fact.role'), value: role },
    ],
    action: { label: t('mail.team_invitation.action'), url: props.link },
    closing: [],
    footer: [t('mail.team_invitation.why', values)],
  }
}
