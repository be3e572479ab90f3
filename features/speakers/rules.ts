import type { Programme, ReleasedSession } from '@/db/schema/agenda'
import { SPEAKER_STATES, type speakers } from '@/db/schema/speakers'
import { fromZonedInput, toZonedInput } from '@/lib/dates'
import { Refusal } from '@/lib/errors'
import { localizedAnswer, localizedFields } from '@/lib/field-views'
import type { Answers, Field } from '@/lib/fields'
import { LOCALES, type Locale, type Localized } from '@/lib/locales'

export type SpeakerState = (typeof speakers.$inferSelect)['state']

/** A speaker as lists and the agenda show one. */
export type Speaker = {
  id: string
  version: number
  registrationId: string | null
  state: SpeakerState
  /** The organisers' wish; whether the public sees the profile is `isShown`. */
  isPublic: boolean
  hidden: ('photo' | 'biography' | 'country' | 'links')[]
  /** With the form of address, as written in the language asked for. */
  name: string
  position: Localized
  institution: Localized
  /** ISO 3166-1 code, or ''. */
  country: string
  /** Part of the photo's address; null: none. */
  photoVersion: string | null
  /** When the speaker is there; empty: always. */
  availability: { from: string; to: string }[]
  /** The language of correspondence. */
  locale: Locale
  /** False: who is linked to this registration asked to be kept off lists, or was erased. */
  mayBeNamed: boolean
}

/** May the public read this name? Those who declined, and those kept back, stand in no agenda either. */
export function isShown(speaker: Pick<Speaker, 'state' | 'isPublic' | 'mayBeNamed'>): boolean {
  return speaker.isPublic && speaker.mayBeNamed && speaker.state !== 'declined'
}

/** Does whoever is linked to such a registration come no more? Organisers ask them; nothing changes by itself. */
export function isGone(registration: { state: string } | null): boolean {
  return registration !== null && ['withdrawn', 'declined', 'cancelled'].includes(registration.state)
}

/** Parts of a public profile that can be kept back. */
export const HIDEABLE = ['photo', 'biography', 'country', 'links'] as const

/** What is missing of a speaker: each is a filter of the organisers' list. */
export const SPEAKER_NEEDS = ['photo', 'biography', 'answer', 'session', 'email'] as const
export type SpeakerNeed = (typeof SPEAKER_NEEDS)[number]

/** What the organisers' list is narrowed to; it stands in the address. */
export type SpeakerFilter = { search: string; state: SpeakerState | ''; needs: SpeakerNeed | ''; page: number }

/** The filter in an address; what does not fit counts as not said. */
export function readSpeakerFilter(query: Record<string, string | string[] | undefined>): SpeakerFilter {
  const text = (name: string) => (typeof query[name] === 'string' ? (query[name] as string) : '')
  const page = Number(text('page'))
  return {
    search: text('q').trim().slice(0, 200),
    state: SPEAKER_STATES.find((state) => state === text('state')) ?? '',
    needs: SPEAKER_NEEDS.find((need) => need === text('needs')) ?? '',
    page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1,
  }
}

/** The same as the query of an address: '' or '?q=…'. */
export function speakerQuery({ search, state, needs, page }: SpeakerFilter): string {
  const query = new URLSearchParams({
    ...(search && { q: search }),
    ...(state && { state }),
    ...(needs && { needs }),
    ...(page > 1 && { page: String(page) }),
  }).toString()
  return query && `?${query}`
}

export const MAX_LINKS = 5
export const MAX_BIOGRAPHY = 5000
const MAX_LINK = 500
/** Stretches of time in which a speaker is there: as many as a form has boxes for. */
const MOST_STRETCHES = 10

/** Who somebody is. Of a linked speaker the registration says it. */
export const IDENTITY_FIELDS: readonly Field[] = [
  { name: 'title', kind: 'text', max: 100 },
  { name: 'givenName', kind: 'text', isRequired: true },
  { name: 'familyName', kind: 'text' },
  { name: 'nativeName', kind: 'text' },
  { name: 'country', kind: 'country' },
  { name: 'email', kind: 'email', max: 254 },
  { name: 'locale', kind: 'choice', options: LOCALES, isRequired: true },
]

/** What the agenda and the public profile say. */
export const PROFILE_FIELDS: readonly Field[] = [
  { name: 'pronunciation', kind: 'text' },
  ...localizedFields('speakerPosition'),
  ...localizedFields('speakerInstitution'),
  ...localizedFields('biography', 'multiline', MAX_BIOGRAPHY),
  { name: 'links', kind: 'multiline', max: (MAX_LINK + 1) * MAX_LINKS },
]

/** What only the organisers say. */
export const CARE_FIELDS: readonly Field[] = [
  { name: 'isPublic', kind: 'yes' },
  { name: 'hidden', kind: 'choices', options: HIDEABLE },
  { name: 'note', kind: 'multiline', max: 5000 },
]

/** Two boxes for each stretch; some empty ones for more. Times by the event's clock. */
export function availabilityFields(kept: number): Field[] {
  const count = Math.min(MOST_STRETCHES, kept + 2)
  return Array.from({ length: count }, (_, at) => [
    { name: `availableFrom${at + 1}`, kind: 'text' as const, max: 20 },
    { name: `availableTo${at + 1}`, kind: 'text' as const, max: 20 },
  ]).flat()
}

/** The stretches as the boxes show them. */
export function availabilityAnswers(availability: Speaker['availability'], timeZone: string): Answers {
  const box = (moment: string) => toZonedInput(new Date(moment), timeZone)
  return Object.fromEntries(
    availability.flatMap(({ from, to }, at) => [
      [`availableFrom${at + 1}`, box(from)],
      [`availableTo${at + 1}`, box(to)],
    ]),
  )
}

/**
 * The stretches that boxes say, in their order in time.
 * @throws Refusal `availability_incomplete`, `availability_time`, `availability_order`, each at its box
 */
export function availabilityOf(answers: Answers, timeZone: string): Speaker['availability'] {
  const found: Speaker['availability'] = []
  for (let at = 1; at <= MOST_STRETCHES; at++) {
    const [from = '', to = ''] = [answers[`availableFrom${at}`], answers[`availableTo${at}`]]
    if (!from && !to) continue
    const [fromField, toField] = [`availableFrom${at}`, `availableTo${at}`]
    if (!from || !to) throw new Refusal('availability_incomplete', {}, from ? toField : fromField)
    const [begin, end] = [fromZonedInput(from, timeZone), fromZonedInput(to, timeZone)]
    if (!begin || !end) throw new Refusal('availability_time', {}, begin ? toField : fromField)
    if (end <= begin) throw new Refusal('availability_order', {}, toField)
    found.push({ from: begin.toISOString(), to: end.toISOString() })
  }
  return found.sort((a, b) => a.from.localeCompare(b.from))
}

/**
 * Addresses, one a line, as they may stand in a public page.
 * @throws Refusal `links_many` with { max }, `link_https` with { link }, at links
 */
export function linksOf(text: string): string[] {
  const lines = text.split('\n').flatMap((line) => line.trim() || [])
  if (lines.length > MAX_LINKS) throw new Refusal('links_many', { max: MAX_LINKS }, 'links')
  return lines.map((line) => {
    const url = URL.canParse(line) ? new URL(line) : null
    if (url?.protocol !== 'https:' || !url.hostname.includes('.') || url.username || line.length > MAX_LINK)
      throw new Refusal('link_https', { link: line.slice(0, 60) }, 'links')
    return url.href
  })
}

export type Profile = Pick<
  typeof speakers.$inferSelect,
  'pronunciation' | 'position' | 'institution' | 'biography' | 'links' | 'availability'
>
export type Identity = Pick<
  typeof speakers.$inferSelect,
  'title' | 'givenName' | 'familyName' | 'nativeName' | 'country' | 'email' | 'locale'
>
export type Care = Pick<typeof speakers.$inferSelect, 'isPublic' | 'hidden' | 'note'>

/** Checked answers to `PROFILE_FIELDS` and `availabilityFields`. @throws Refusal as `linksOf` and `availabilityOf` */
export function profileOf(answers: Answers, timeZone: string): Profile {
  return {
    pronunciation: answers.pronunciation ?? '',
    position: localizedAnswer(answers, 'speakerPosition'),
    institution: localizedAnswer(answers, 'speakerInstitution'),
    biography: localizedAnswer(answers, 'biography'),
    links: linksOf(answers.links ?? ''),
    availability: availabilityOf(answers, timeZone),
  }
}

/** Checked answers to `IDENTITY_FIELDS`. */
export function identityOf({ title, givenName, familyName, nativeName, country, email, locale }: Answers): Identity {
  return {
    title: title ?? '',
    givenName: givenName ?? '',
    familyName: familyName ?? '',
    nativeName: nativeName ?? '',
    country: country ?? '',
    email: (email ?? '').toLowerCase(),
    locale: locale as Locale,
  }
}

/** Checked answers to `CARE_FIELDS`. */
export function careOf(answers: Answers): Care {
  const hidden = HIDEABLE.filter((part) => answers.hidden?.split(',').includes(part))
  return { isPublic: answers.isPublic === 'yes', hidden, note: answers.note ?? '' }
}

/** A speaker's columns as the forms' answers. */
export function answersOfSpeaker(speaker: Identity & Profile & Care, timeZone: string): Answers {
  const inAll = (name: string, text: Localized) =>
    Object.fromEntries(LOCALES.map((lang) => [`${name}.${lang}`, text[lang] ?? '']))
  const { title, givenName, familyName, nativeName, country, email, locale, pronunciation, note } = speaker
  return {
    ...{ title, givenName, familyName, nativeName, country, email, locale, pronunciation, note },
    ...inAll('speakerPosition', speaker.position),
    ...inAll('speakerInstitution', speaker.institution),
    ...inAll('biography', speaker.biography),
    links: speaker.links.join('\n'),
    ...availabilityAnswers(speaker.availability, timeZone),
    isPublic: speaker.isPublic ? 'yes' : '',
    hidden: speaker.hidden.join(','),
  }
}

export const ANSWER_FIELDS: readonly Field[] = [{ name: 'speakerAnswer', kind: 'multiline', max: 2000 }]

/** Kinds of letters: the first one, a reminder of it, and a new private link in place of the one before. */
export const ROUNDS = ['invite', 'remind', 'link'] as const
export type Round = (typeof ROUNDS)[number]

/** States that a round is for: who was not asked, who is silent, who has answered. */
export const ROUND_STATES = { invite: ['proposed'], remind: ['invited'], link: ['confirmed', 'declined'] } as const

/** Why a round to many passes somebody over. */
export const LEFT_OUT = ['no_email', 'today', 'erased', 'not_asked', 'invited', 'answered'] as const
export type LeftOut = (typeof LEFT_OUT)[number]

/** Nobody is written to twice within it. */
export const PAUSE = 24 * 60 * 60 * 1000

/** Which letter somebody can get now; null: none, because they had one within a day or nothing is known to write to. */
export function roundOf(
  speaker: { state: SpeakerState; email: string; invitedAt: Date | null; remindedAt: Date | null },
  now: Date,
): Round | null {
  const last = Math.max(speaker.invitedAt?.getTime() ?? 0, speaker.remindedAt?.getTime() ?? 0)
  if (!speaker.email || last > now.getTime() - PAUSE) return null
  return speaker.state === 'proposed' ? 'invite' : speaker.state === 'invited' ? 'remind' : 'link'
}

/** What a release says of one person's sessions, by time; without those taken out. */
export function sessionsOfSpeaker(programme: Programme | undefined, speakerId: string): ReleasedSession[] {
  return (programme?.sessions ?? [])
    .filter(({ speakers: people, isCancelled }) => !isCancelled && people.some((one) => one.speakerId === speakerId))
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt))
}

/** May everybody read all of it? Bilateral meetings are nobody's but theirs who meet, whatever their access says. */
export function isOpenToAll({ access, kind }: Pick<ReleasedSession, 'access' | 'kind'>): boolean {
  return access === 'public' && kind !== 'bilateral'
}

/** Whom sessions name that everybody may see. */
export function namedIn(programme: Programme | undefined): Set<string> {
  const seen = (programme?.sessions ?? []).filter((session) => isOpenToAll(session) && !session.isCancelled)
  return new Set(seen.flatMap(({ speakers: people }) => people.map(({ speakerId }) => speakerId)))
}

/** A public profile as schema.org has persons, ready to stand within a page: no sign in it ends the block. */
export function personData(person: {
  name: string
  nativeName: string
  position: string
  institution: string
  country: string
  links: string[]
  url: string
  image: string | null
}): string {
  const { name, nativeName, position, institution, country, links, url, image } = person
  return JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'Person',
    name,
    ...(nativeName && !name.includes(nativeName) ? { alternateName: nativeName } : {}),
    ...(position ? { jobTitle: position } : {}),
    ...(institution ? { affiliation: { '@type': 'Organization', name: institution } } : {}),
    ...(country ? { workLocation: { '@type': 'Country', name: country } } : {}),
    ...(links.length > 0 ? { sameAs: links } : {}),
    url,
    ...(image ? { image } : {}),
  }).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)
}
