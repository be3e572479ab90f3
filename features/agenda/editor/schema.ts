import { z } from 'zod'
import { SESSION_ACCESS, SESSION_KINDS } from '@/db/schema/agenda'
import { LOCALES, type Localized } from '@/lib/locales'
import { cleanText, hasHiddenCharacters } from '@/lib/names'
import { FLOOR_LANGUAGES, MAX_ABSTRACT, MAX_TITLE, MOST_MINUTES } from '../rules'

const words = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !hasHiddenCharacters(text.replace(/[\r\n\t]/g, ' ')))
    .transform(cleanText)

/** A text in some languages; empty ones fall away. */
const localized = (max: number) =>
  z
    .strictObject(Object.fromEntries(LOCALES.map((locale) => [locale, words(max).optional()])))
    .transform((all) => Object.fromEntries(Object.entries(all).filter(([, text]) => text)) as Localized)

const ids = z.array(z.uuid()).max(500)

const content = z.strictObject({
  kind: z.enum(SESSION_KINDS),
  trackId: z.uuid().nullable(),
  roomId: z.uuid().nullable(),
  startsAt: z.iso.datetime().nullable(),
  minutes: z
    .int()
    .min(1)
    .max(10 * MOST_MINUTES),
  title: localized(MAX_TITLE),
  abstract: localized(MAX_ABSTRACT),
  spoken: z.array(z.enum(FLOOR_LANGUAGES)).max(FLOOR_LANGUAGES.length),
  interpreted: z.array(z.enum(FLOOR_LANGUAGES)).max(FLOOR_LANGUAGES.length),
  access: z.enum(SESSION_ACCESS),
  categoryIds: ids,
  delegationIds: ids,
  hasSignUp: z.boolean(),
  capacity: z.int().min(1).max(100_000).nullable(),
  items: z
    .array(z.strictObject({ id: z.uuid(), title: localized(MAX_TITLE), minutes: z.int().min(0).max(MOST_MINUTES) }))
    .max(100),
  speakers: z.array(z.strictObject({ speakerId: z.uuid(), roleId: z.uuid(), itemId: z.uuid().nullable() })).max(200),
})

const session = { id: z.uuid(), version: z.int() }

/** One change of the draft, as the editor's browser sends it. Whom a session invites is not changed here. */
export const act = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('create'),
    content: content.partial().required({ kind: true, minutes: true }),
  }),
  z.strictObject({ kind: z.literal('change'), ...session, change: content.partial() }),
  z.strictObject({ kind: z.literal('remove'), ...session }),
  z.strictObject({ kind: z.literal('restore'), id: z.uuid() }),
  z.strictObject({ kind: z.literal('copyDay'), from: z.iso.date(), to: z.iso.date() }),
])
export type Act = z.infer<typeof act>
