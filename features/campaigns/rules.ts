import type { CAMPAIGN_KINDS, CAMPAIGN_STATES, MAIL_STATES } from '@/db/schema/mail'
import { CAMPAIGN_PLACEHOLDERS } from '@/emails/campaign'
import { brokenPlaceholders } from '@/emails/wording'
import { addressOf, NO_FILTER, type RegistrationFilter, readFilter } from '@/features/registrations/review/rules'
import type { RegistrationState } from '@/features/registrations/rules'
import type { Field } from '@/lib/fields'
import { isLocale, LOCALES, type Locale, type Localized, textIn } from '@/lib/locales'

export type CampaignKind = (typeof CAMPAIGN_KINDS)[number]
export type CampaignState = (typeof CAMPAIGN_STATES)[number]
export type MailState = (typeof MAIL_STATES)[number]

/** The kind of each person's mail; its version is the campaign's number, so that nobody can have two of one campaign. */
export const MAIL_KIND = 'campaign'

/** Seconds between the release and the first mail, in which it can be taken back whole. */
export const HOLD_SECONDS = 60

/**
 * Why somebody whom the filters find gets no letter; the first that is true. `moved`, `broken`: noticed only when their
 * mail is written.
 */
export const LEFT_OUT = [
  'erased',
  'no_consent',
  'kept_off',
  'draft',
  'ended',
  'moved',
  'untold',
  'no_address',
  'bounced',
  'unsubscribed',
  'broken',
] as const
export type LeftOut = (typeof LEFT_OUT)[number]

/** States in which somebody takes part no more: written to only where that very state is chosen. */
export const ENDED: readonly RegistrationState[] = ['declined', 'withdrawn', 'cancelled']

/** Whom a letter goes to: the list's filters as in its address, and whether people kept off lists get it too. */
export type Audience = { filter: RegistrationFilter; includesKeptOff: boolean }

const KEPT_OFF = 'keptOff'

/** A stored or typed audience; what is unknown there narrows nothing. */
export function readAudience(stored: Readonly<Record<string, string>>): Audience {
  return { filter: peopleOnly(readFilter(stored)), includesKeptOff: stored[KEPT_OFF] === 'yes' }
}

/** An audience as it is stored. */
export function storedAudience({ filter, includesKeptOff }: Audience): Record<string, string> {
  return { ...addressOf(peopleOnly(filter)), ...(includesKeptOff ? { [KEPT_OFF]: 'yes' } : {}) }
}

/** Without what only says how a list is shown. */
export function peopleOnly(filter: RegistrationFilter): RegistrationFilter {
  return { ...filter, sort: NO_FILTER.sort, page: NO_FILTER.page }
}

/** The names of an audience's parts in its form, which are those of the list's address. */
export const AUDIENCE_FIELDS: readonly Field[] = [
  'q',
  'state',
  'category',
  'country',
  'delegation',
  'institution',
  'language',
  'needs',
  'answer',
  KEPT_OFF,
].map((name) => ({ name, kind: 'text', max: 400 }))

export const SEGMENT_FIELDS: readonly Field[] = [{ name: 'segmentName', kind: 'text', isRequired: true, max: 80 }]

/** Longest texts, in characters: a mail stays below 100 kB also in Cyrillic. */
export const LIMITS = { subject: 200, heading: 200, body: 10_000 } as const
export const PARTS = ['subject', 'heading', 'body'] as const

export type Texts = Record<(typeof PARTS)[number], Localized>

/** The fields of what a letter says, also in languages that its event no longer speaks. */
export function textFields(): Field[] {
  return [
    { name: 'campaignKind', kind: 'choice', options: ['notice', 'bulletin'], isRequired: true },
    ...LOCALES.flatMap((lang) =>
      PARTS.map((part) => ({
        name: `${part}.${lang}`,
        kind: part === 'body' ? ('multiline' as const) : ('text' as const),
        max: LIMITS[part],
      })),
    ),
  ]
}

/** The languages of an event, as far as the product speaks them. */
export function languagesOf(event: { languages: readonly string[] }): Locale[] {
  return event.languages.filter(isLocale)
}

/** The first text with a placeholder that is none, and how it is written there. */
export function brokenText(texts: Texts): { field: string; names: string } | null {
  for (const part of PARTS)
    for (const [lang, text] of Object.entries(texts[part])) {
      const broken = brokenPlaceholders(text, CAMPAIGN_PLACEHOLDERS)
      if (broken.length > 0) return { field: `${part}.${lang}`, names: broken.join(', ') }
    }
  return null
}

/** True where a letter names the delegation, which not everybody has. */
export function namesDelegation(texts: Texts): boolean {
  return PARTS.some((part) => Object.values(texts[part]).some((text) => text.includes('{delegation}')))
}

/** The languages that a letter can go out in: those with a subject and a body. */
export function writtenIn(texts: Pick<Texts, 'subject' | 'body'>, languages: readonly Locale[]): Locale[] {
  return languages.filter((lang) => texts.subject[lang]?.trim() && texts.body[lang]?.trim())
}

/** The language in which somebody gets it: their own, else the one that its readers are likeliest to know. */
export function languageFor(written: readonly Locale[], locale: Locale): Locale {
  return textIn(Object.fromEntries(written.map((lang) => [lang, lang])), locale).lang
}

/** What of a letter's mails there is to see while it leaves. */
export type Progress = Record<MailState, number> & {
  /** Not written yet, or never: it was stopped before. */
  open: number
  leftOut: number
}

/** How many of them have left this machine, whatever became of them. */
export function leftCount(progress: Progress): number {
  return progress.sent + progress.delivered + progress.bounced + progress.complained
}

/** What can be attached, by what it begins with and its ending. */
export const FILE_TYPES = '.pdf,.docx,.xlsx,.png,.jpg,.jpeg'
export const MOST_FILES = 5
export const MOST_MEGABYTES = 5
export const MOST_SEGMENTS = 50
