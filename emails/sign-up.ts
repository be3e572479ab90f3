import type { Locale } from '@/lib/locales'
import type { Texts } from '@/lib/texts'
import type { Letter } from './letter'

export type SignUpLetterProps = {
  t: Texts
  locale: Locale
  /** All strings are in the letter's language; `when` is written out. */
  event: { name: string; colour: string; contactEmail: string; host: string }
  person: string
  session: string
  when: string
  /** The person's private page. */
  link: string
}

/** Tells somebody who waited that a place in a session is theirs. */
export function signUpLetter({ t, locale, event, person, session, when, link }: SignUpLetterProps): Letter {
  const values = { event: event.name, session, email: event.contactEmail }
  const say = (key: string) => t(`programme.letter.${key}`, values)
  return {
    locale,
    subject: say('subject'),
    preview: say('preview'),
    brand: { name: event.name, colour: event.colour },
    values: {
      name: person,
      event: event.name,
      date: when,
      host: event.host || event.name,
      email: event.contactEmail,
      session,
    },
    heading: say('heading'),
    greeting: t('mail.greeting', { name: person }),
    paragraphs: [say('place'), say('return')],
    facts: [
      { label: say('session'), value: session },
      { label: t('mail.fact.when'), value: when },
    ],
    action: { label: say('action'), url: link, hint: t('mail.registration.private_link') },
    closing: [t('mail.closing'), event.host || event.name],
    footer: [t('mail.registration.questions', values), say('why')],
  }
}
