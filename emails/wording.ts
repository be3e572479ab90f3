/** What an organiser may put into a mail's text as `{name}`; which of them a kind of mail knows: kinds.ts. */
export const PLACEHOLDERS = [
  'name',
  'event',
  'date',
  'place',
  'host',
  'email',
  'category',
  'reference',
  'answer_by',
  'delegation',
  'session',
  'zone',
  'inviter',
  'role',
] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]

export type PlaceholderValues = Readonly<Record<string, string>>

const PLACEHOLDER = /\{([a-z_]+)\}/g

/**
 * What stands in braces, as it is written, and is none of the placeholders of `known`: "{nmae}", "{Full name}", a brace
 * that nothing closes or opens. Each once, in their order.
 */
export function brokenPlaceholders(text: string, known: readonly string[]): string[] {
  const braces = [...text.matchAll(/\{[^{}\n]*\}?|\}/g)].map(([whole]) => whole)
  return [...new Set(braces)].filter((whole) => !known.some((name) => whole === `{${name}}`))
}

/** Puts values in place of `{name}`; unknown ones stay as they are written, values are put in once and never read again. */
export function fillPlaceholders(text: string, values: PlaceholderValues): string {
  return text.replace(PLACEHOLDER, (whole, name: string) =>
    // The secretariat's own address is there to be used.
    Object.hasOwn(values, name) ? (name === 'email' ? values[name]! : inert(values[name]!)) : whole,
  )
}

/** Paragraphs of a text in which an empty line parts them; lines within a paragraph are kept. */
export function paragraphsOf(text: string): string[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)
}

/**
 * A person's own words on one line, in which no mail program finds an address to make a link of: a word joiner, which
 * nobody sees, stands where a link would begin.
 */
export function inert(value: string): string {
  return (
    value
      .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
      .replace(/:(?=\/\/)|@/g, '$&\u2060')
      // Not in initials: no domain ends in one letter.
      .replace(/(?<=[\p{L}\p{N}])\.(?=[\p{L}\p{N}][\p{L}\p{N}-])/gu, '.\u2060')
      .trim()
  )
}
