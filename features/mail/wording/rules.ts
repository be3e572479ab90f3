import type { Letter, LetterLogo } from '@/emails/letter'
import { brokenPlaceholders, fillPlaceholders, type Placeholder, paragraphsOf } from '@/emails/wording'
import { Refusal } from '@/lib/errors'
import type { FieldGroup } from '@/lib/field-views'
import type { Field } from '@/lib/fields'
import type { Locale, Localized } from '@/lib/locales'
import { nestQuotes } from '@/lib/quotes'
import type { Texts } from '@/lib/texts'
import { escapeHtml } from '../rules'

// Pages know the letters through features only.
export { builtInWording, MAIL_KINDS, mailKind } from '@/emails/kinds'

/** Roles that word an event's mails. */
export const WORDERS: readonly string[] = ['owner', 'organiser']

/** Longest answers of the editor, in characters. */
export const LIMITS = { subject: 200, heading: 200, body: 10_000 } as const

export const WORDING_FIELDS: readonly Field[] = [
  { name: 'subject', kind: 'text', isRequired: true, max: LIMITS.subject },
  { name: 'heading', kind: 'text', isRequired: true, max: LIMITS.heading },
  { name: 'body', kind: 'multiline', isRequired: true, max: LIMITS.body },
]

/** The same to be shown, filled with `texts`. @param lang of the texts */
export function wordingGroups(t: Texts, lang: Locale, texts: WordingTexts): FieldGroup[] {
  return [
    {
      fields: WORDING_FIELDS.map(({ name, kind, max }) => ({
        name,
        kind,
        max,
        lang,
        label: t(`wording.fields.${name}`),
        hint: name === 'body' ? t('wording.body_hint') : undefined,
        isRequired: true,
        value: texts[name as keyof WordingTexts],
      })),
    },
  ]
}

export type WordingTexts = { subject: string; heading: string; body: string }

export type Wording = WordingTexts & {
  kind: string
  locale: Locale
  /** Null: for every category that has none of its own. */
  categoryId: string | null
}

/** How an event dresses its mails: its own words, who signs, where answers go, its logo. */
export type Dress = {
  wordings: Wording[]
  signature: Localized
  /** Empty: as the letter has it. */
  replyTo: string
  logo: LetterLogo | null
}

const PREVIEW = 140

/** The words for a letter: the category's own, else the general ones; null: the built-in ones. Never another language's. */
export function wordingFor<W extends Wording>(
  wordings: readonly W[],
  { kind, locale, categoryId }: { kind: string; locale: Locale; categoryId?: string | null },
): W | null {
  const fitting = wordings.filter((each) => each.kind === kind && each.locale === locale)
  return (
    fitting.find((each) => categoryId && each.categoryId === categoryId) ??
    fitting.find((each) => each.categoryId === null) ??
    null
  )
}

/**
 * The letter in the organisers' words. What must not be lost stays: greeting, details, note, facts, the button with its
 * private link, the closing and the reason why it came.
 */
export function worded(letter: Letter, { subject, heading, body }: WordingTexts): Letter {
  const values = letter.values ?? {}
  const fill = (text: string) => nestQuotes(fillPlaceholders(text, values))
  const paragraphs = paragraphsOf(body).map(fill)
  const first = paragraphs[0] ?? letter.preview
  const preview = first.length > PREVIEW ? `${first.slice(0, PREVIEW).trimEnd()}…` : first
  return { ...letter, subject: fill(subject), heading: fill(heading), paragraphs, preview }
}

/** The letter as the event has it: in its words, under its logo, signed by whom it names in the letter's language. */
export function dressed(letter: Letter, dress: Dress, about: { kind: string; categoryId?: string | null }): Letter {
  const wording = wordingFor(dress.wordings, { ...about, locale: letter.locale })
  const said = wording ? worded(letter, wording) : letter
  const signature = (dress.signature[letter.locale] ?? '').split('\n').filter((line) => line.trim() !== '')
  const [farewell] = said.closing
  return {
    ...said,
    brand: { ...said.brand, ...(dress.logo ? { logo: dress.logo } : {}) },
    closing: farewell !== undefined && signature.length > 0 ? [farewell, ...signature] : said.closing,
  }
}

/** @throws Refusal `wording_unknown` with { written, known } at the field, if it has braces that no value goes into */
export function checkWording(texts: WordingTexts, known: readonly Placeholder[]): void {
  for (const field of ['subject', 'heading', 'body'] as const) {
    const broken = brokenPlaceholders(texts[field], known)
    if (broken.length === 0) continue
    const values = { written: broken.join(', '), known: known.map((name) => `{${name}}`).join(', ') }
    throw new Refusal('wording_unknown', values, field)
  }
}

/** What an organiser should know of a kind's wordings: `missing` languages of the event, and broken placeholders. */
export type WordingWarning =
  | { is: 'missing'; locale: Locale; categoryId: string | null }
  | { is: 'broken'; locale: Locale; categoryId: string | null; written: string }

/**
 * Where a kind is worded in one of the event's languages and not in another, people get words of two hands; where a
 * stored text has braces that no value goes into, people read the braces.
 */
export function warningsOf(
  wordings: readonly Wording[],
  known: readonly Placeholder[],
  languages: readonly Locale[],
): WordingWarning[] {
  const categories = [...new Set(wordings.map(({ categoryId }) => categoryId))]
  return categories.flatMap((categoryId) => {
    const own = wordings.filter((each) => each.categoryId === categoryId)
    const missing = languages.filter((locale) => !own.some((each) => each.locale === locale))
    const broken = own.flatMap(({ locale, subject, heading, body }) => {
      const written = brokenPlaceholders([subject, heading, body].join('\n'), known).join(', ')
      return written ? [{ is: 'broken' as const, locale, categoryId, written }] : []
    })
    return [...missing.map((locale) => ({ is: 'missing' as const, locale, categoryId })), ...broken]
  })
}

/** A mail's HTML part below its subject, which mail programs show above it. */
export function underSubject(html: string, subject: string): string {
  const line = `<div style="padding:14px 20px;font:600 16px/24px sans-serif;color:#17212B;background:#FFFFFF;border-bottom:1px solid #E6E0D2">${escapeHtml(subject)}</div>`
  return html.replace(/<body[^>]*>/i, (body) => `${body}${line}`)
}
