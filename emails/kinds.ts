import type { Locale } from '@/lib/locales'
import type { Texts } from '@/lib/texts'
import { signInLetter, teamInvitationLetter } from './account'
import { agendaChangedLetter } from './agenda'
import { AUTOMATION_LETTERS, automationLetter } from './automation'
import { focalPointLetter } from './delegation'
import { invitationLetter } from './invitation'
import type { Letter } from './letter'
import { REGISTRATION_LETTERS, registrationLetter } from './registration'
import { signUpLetter } from './sign-up'
import { speakerLetter } from './speaker'
import { PLACEHOLDERS, type Placeholder } from './wording'

/** What the letter is built from, where it is built for nobody in particular: strings in its language. */
export type LetterParts = {
  t: Texts
  locale: Locale
  colour: string
  values: Readonly<Record<Placeholder, string>>
}

/** A letter that leaves by itself. Its name is `mails.kind`; what it is called and when it leaves: messages, `wording.kinds`. */
export type MailKind = {
  name: string
  /** Whose data the letter is filled with. */
  audience: 'participant' | 'guest' | 'focal_point' | 'speaker' | 'organiser'
  /** What organisers may put into its wording. */
  placeholders: readonly Placeholder[]
  /** True: the wording may depend on the category. */
  isByCategory: boolean
  /** False: the installation's own letter, which no event can word. */
  isOfEvent: boolean
  /** The built-in letter; its button leads nowhere. */
  build: (parts: LetterParts) => Letter
}

const LINK = '#'
const OF_EVENT = ['name', 'event', 'date', 'place', 'host', 'email'] as const

function eventOf({ colour, values }: LetterParts) {
  const { event, date, place, email, host, zone } = values
  return { name: event, when: date, where: place, colour, contactEmail: email, host, zone }
}

function automationOf({ t, locale, values, ...rest }: LetterParts) {
  return {
    t,
    locale,
    event: { ...eventOf({ t, locale, values, ...rest }), opens: values.date },
    name: values.name,
    category: values.category,
    reference: values.reference,
    delegation: values.delegation,
    closes: values.answer_by,
    missing: [],
    link: LINK,
  }
}

function kind(
  name: string,
  audience: MailKind['audience'],
  placeholders: readonly Placeholder[],
  build: MailKind['build'],
  more: { isByCategory?: boolean; isOfEvent?: boolean } = {},
): MailKind {
  return { name, audience, placeholders, build, isByCategory: false, isOfEvent: true, ...more }
}

/** Every letter that leaves by itself, in the order in which organisers find them. */
export const MAIL_KINDS: readonly MailKind[] = [
  ...REGISTRATION_LETTERS.map((name) =>
    kind(
      name,
      'participant',
      [...OF_EVENT, 'category', 'reference', ...(name === 'offered' ? (['answer_by'] as const) : [])],
      ({ t, locale, values, ...rest }) =>
        registrationLetter(name, {
          t,
          locale,
          event: eventOf({ t, locale, values, ...rest }),
          person: values.name,
          category: values.category,
          reference: values.reference,
          answerBy: values.answer_by,
          note: name === 'information_requested' ? t('wording.sample.question') : undefined,
          link: LINK,
        }),
      { isByCategory: true },
    ),
  ),
  kind(
    'invitation',
    'guest',
    [...OF_EVENT, 'category', 'answer_by'],
    (parts) =>
      invitationLetter({
        ...parts,
        event: eventOf(parts),
        name: parts.values.name,
        category: parts.values.category,
        until: parts.values.answer_by,
        link: LINK,
      }),
    { isByCategory: true },
  ),
  ...(['invite', 'remind'] as const).map((round) =>
    kind(
      `focal_point_${round === 'invite' ? 'invitation' : 'reminder'}`,
      'focal_point',
      ['name', 'event', 'host', 'email', 'delegation', 'answer_by'],
      ({ values, ...parts }) =>
        focalPointLetter({
          ...parts,
          round,
          eventName: values.event,
          host: values.host,
          delegationName: values.delegation,
          name: values.name,
          closes: values.answer_by || null,
          contactEmail: values.email,
          link: LINK,
        }),
    ),
  ),
  ...(['invite', 'remind', 'link'] as const).map((round) =>
    kind(
      { invite: 'speaker_invitation', remind: 'speaker_reminder', link: 'speaker_link' }[round],
      'speaker',
      OF_EVENT,
      (parts) => speakerLetter({ ...parts, round, event: eventOf(parts), name: parts.values.name, link: LINK }),
    ),
  ),
  kind('agenda_changed', 'participant', ['name', 'event', 'host', 'email', 'zone'], (parts) =>
    agendaChangedLetter({
      ...parts,
      event: eventOf(parts),
      person: parts.values.name,
      changes: [parts.t('wording.sample.change', { session: parts.values.session })],
      now: [`${parts.values.date}: ${parts.values.session}`],
      hasCalendar: true,
      link: LINK,
      isOwnLink: true,
    }),
  ),
  kind('session_place', 'participant', ['name', 'event', 'date', 'host', 'email', 'session'], (parts) =>
    signUpLetter({
      ...parts,
      event: eventOf(parts),
      person: parts.values.name,
      session: parts.values.session,
      when: parts.values.date,
      link: LINK,
    }),
  ),
  ...AUTOMATION_LETTERS.map((name) =>
    name === 'reminder_focal_points'
      ? kind(name, 'focal_point', [...OF_EVENT, 'delegation', 'answer_by'], (parts) =>
          automationLetter(name, { ...automationOf(parts), category: '', reference: '', isOwnLink: false }),
        )
      : kind(
          name,
          'participant',
          [...OF_EVENT, 'category', 'reference'],
          (parts) => automationLetter(name, { ...automationOf(parts), delegation: '', closes: '', isOwnLink: true }),
          { isByCategory: true },
        ),
  ),
  kind('team_invitation', 'organiser', ['event', 'inviter', 'role'], ({ t, locale, colour, values }) =>
    teamInvitationLetter({
      t,
      locale,
      event: { name: values.event, colour },
      role: 'reviewer',
      inviter: values.inviter,
      link: LINK,
    }),
  ),
  kind(
    'sign_in',
    'organiser',
    [],
    ({ t, locale, values }) => signInLetter({ t, locale, link: LINK, minutes: 10, name: values.name }),
    { isOfEvent: false },
  ),
]

/** The kind of that name, or null for letters that people write themselves. */
export function mailKind(name: string): MailKind | null {
  return MAIL_KINDS.find((each) => each.name === name) ?? null
}

/** What a kind says where nobody has worded it, with the placeholders in their places: read off the letter itself. */
export function builtInWording(
  { build }: MailKind,
  t: Texts,
  locale: Locale,
): { subject: string; heading: string; body: string } {
  const values = Object.fromEntries(PLACEHOLDERS.map((name) => [name, `{${name}}`])) as LetterParts['values']
  const { subject, heading, paragraphs } = build({ t, locale, colour: '#0B2E4F', values })
  return { subject, heading, body: paragraphs.join('\n\n') }
}
