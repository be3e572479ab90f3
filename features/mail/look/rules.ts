import type { FieldGroup } from '@/lib/field-views'
import type { Answers, Field } from '@/lib/fields'
import { LOCALE_NAMES, type Locale, type Localized } from '@/lib/locales'
import type { Texts } from '@/lib/texts'

/** Largest logo, in pixels; it is shown in half of them, so that it is sharp on dense screens. */
export const LOGO_SIZE = { width: 480, height: 160 } as const

/** Longest signature, in characters. */
export const SIGNATURE_LENGTH = 300

const CID = /(?<= src=")cid:logo-([0-9a-f]{16})@plenary(?=")/

/** Name of a logo within a mail (RFC 2392): by its bytes, so that a mail that waits keeps the logo it was written with. */
export function logoCid(version: string): string {
  return `logo-${version}@plenary`
}

/** The version of the logo that a mail's HTML part shows, or null. A person's words cannot be it: their quotes are escaped. */
export function logoOf(html: string): string | null {
  return CID.exec(html)?.[1] ?? null
}

/** The HTML part with the logo's bytes in it, to be read in a browser. */
export function withLogoInside(html: string, logo: Buffer | null): string {
  return logo ? html.replace(CID, `data:image/png;base64,${logo.toString('base64')}`) : html
}

/** What is asked about the look: who signs in each of the event's languages, and where answers go. */
export function lookFields(languages: readonly Locale[]): Field[] {
  return [
    ...languages.map((lang) => ({ name: `signature.${lang}`, kind: 'multiline' as const, max: SIGNATURE_LENGTH })),
    { name: 'replyTo', kind: 'email' },
  ]
}

/** The same to be shown, with the answers that the event has. */
export function lookGroups(
  t: Texts,
  event: { languages: readonly Locale[]; signature: Localized; replyTo: string; contactEmail: string },
): FieldGroup[] {
  return [
    {
      legend: t('wording.look.signature'),
      hint: t('wording.look.signature_hint'),
      columns: true,
      fields: event.languages.map((lang) => ({
        name: `signature.${lang}`,
        kind: 'multiline',
        max: SIGNATURE_LENGTH,
        label: LOCALE_NAMES[lang],
        lang,
        isRequired: false,
        value: event.signature[lang] ?? '',
      })),
    },
    {
      fields: [
        {
          name: 'replyTo',
          kind: 'email',
          label: t('wording.look.reply_to'),
          hint: t('wording.look.reply_to_hint', { email: event.contactEmail }),
          isRequired: false,
          value: event.replyTo,
        },
      ],
    },
  ]
}

/** The answers to them about the signature, those that are empty too. */
export function signatureOf(languages: readonly Locale[], answers: Answers): Localized {
  return Object.fromEntries(languages.map((lang) => [lang, answers[`signature.${lang}`] ?? '']))
}
