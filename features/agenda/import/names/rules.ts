import { SESSION_KINDS } from '@/db/schema/agenda'
import { FLOOR_LANGUAGES, type SessionKind, type SessionRole } from '@/features/agenda/rules'
import { bareLanguageName, languageName } from '@/lib/language-names'
import { LOCALES, type Localized } from '@/lib/locales'
import { cleanText } from '@/lib/names'
import { texts } from '@/lib/texts'

type Role = Pick<SessionRole, 'id' | 'slug' | 'name' | 'isChair'>

/** Words that other systems have for kinds of sessions, beside our own in each language. */
const OTHER_KINDS: Record<string, SessionKind> = {
  keynote: 'plenary',
  plenum: 'plenary',
  opening: 'ceremony',
  closing: 'ceremony',
  lecture: 'panel',
  talk: 'panel',
  vortrag: 'panel',
  session: 'panel',
  podium: 'panel',
  'panel discussion': 'panel',
  discussion: 'panel',
  workshop: 'side_event',
  workshops: 'side_event',
  meetup: 'side_event',
  meeting: 'side_event',
  press: 'press_briefing',
  lunch: 'break',
  'coffee break': 'break',
  dinner: 'reception',
}

/** Names are one name where their letters are, whatever the case. */
export function keyOf(name: string): string {
  return cleanText(name).toLowerCase()
}

export function namesOf(all: readonly { id: string; name: Localized }[]): Map<string, string> {
  return new Map(all.flatMap(({ id, name }) => Object.values(name).map((text) => [keyOf(text), id] as const)))
}

/** Ids by slug, and by name in each language. */
export function rolesByName(roles: readonly Role[]): Map<string, string> {
  return new Map(
    roles.flatMap(({ id, slug, name }) => [slug, ...Object.values(name)].map((text) => [keyOf(text), id] as const)),
  )
}

/** Who is nothing else: a panellist, or the first who does not preside. */
export function usualRole(roles: readonly Role[]): string | undefined {
  return (roles.find(({ slug }) => slug === 'panellist') ?? roles.find(({ isChair }) => !isChair) ?? roles[0])?.id
}

export function kindNamed(text: string): SessionKind | null {
  const key = keyOf(text).replace(/[_-]+/g, ' ')
  const own = SESSION_KINDS.find((kind) =>
    [kind.replaceAll('_', ' '), ...LOCALES.map((locale) => keyOf(texts(locale)(`agenda.kinds.${kind}`)))].includes(key),
  )
  // "Workshop (2 hours)", "Talk 45 minutes + 10 minutes Q&A": one word of it is enough.
  const word = key.split(/[^\p{L}]+/u).find((part) => OTHER_KINDS[part])
  return own ?? OTHER_KINDS[key] ?? OTHER_KINDS[word ?? ''] ?? null
}

/** "en", "en-GB", "English", "орысша" is not known: names as each language of ours has them. */
export function floorLanguage(text: string): string | null {
  const key = keyOf(text)
  const code = key.split(/[-_]/)[0]!
  return (
    FLOOR_LANGUAGES.find((known) => known === code) ??
    FLOOR_LANGUAGES.find((known) =>
      LOCALES.some((locale) => [languageName, bareLanguageName].some((name) => keyOf(name(known, locale)) === key)),
    ) ??
    null
  )
}

/** A person's name in parts, from how it stands in a programme: the last word is the family's. */
export function nameParts(name: string): { givenName: string; familyName: string } {
  const at = name.lastIndexOf(' ')
  return at < 0 ? { givenName: name, familyName: '' } : { givenName: name.slice(0, at), familyName: name.slice(at + 1) }
}
