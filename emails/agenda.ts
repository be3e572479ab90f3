import type { Locale } from '@/lib/locales'
import type { Texts } from '@/lib/texts'
import type { Letter } from './letter'

/** Tells one person what of a new version of the agenda concerns them. The subject names no session. */
export function agendaChangedLetter(props: {
  t: Texts
  locale: Locale
  event: { name: string; colour: string; contactEmail: string; host: string; zone: string }
  person: string
  /** Sentences about what changed. */
  changes: string[]
  /** Their sessions that changed, as they are now, a line each. */
  now: string[]
  hasCalendar: boolean
  link: string
  /** True: the link is the person's own and private. */
  isOwnLink: boolean
}): Letter {
  const { t, event } = props
  const values = { event: event.name, email: event.contactEmail, zone: event.zone }
  const say = (key: string) => t(`mail.agenda_changed.${key}`, values)
  return {
    locale: props.locale,
    subject: say('subject'),
    preview: say('text'),
    brand: { name: event.name, colour: event.colour },
    values: {
      name: props.person,
      event: event.name,
      host: event.host || event.name,
      email: event.contactEmail,
      zone: event.zone,
    },
    heading: say('heading'),
    greeting: t('mail.greeting', { name: props.person }),
    paragraphs: [say('text')],
    details: [...props.changes, ...(props.hasCalendar ? [say('calendar')] : []), say('times')],
    facts: [],
    ...(props.now.length > 0 ? { note: { label: say('now'), text: props.now.join('\n') } } : {}),
    action: {
      label: say(props.isOwnLink ? 'action_own' : 'action'),
      url: props.link,
      ...(props.isOwnLink ? { hint: t('mail.registration.private_link') } : {}),
    },
    closing: [t('mail.closing'), event.host || event.name],
    footer: [say('questions'), say('why')],
  }
}
