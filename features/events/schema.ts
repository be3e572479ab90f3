import { z } from 'zod'
import { FORMS, ROLES } from '@/db/schema/events'
import { contrast, isColour, TEXT_CONTRAST } from '@/lib/colour'
import { isCountryCode } from '@/lib/countries'
import { fromZonedInput, isTimeZone } from '@/lib/dates'
import type { FieldError } from '@/lib/fields'
import { isLocale, LOCALES, type Locale, type Localized } from '@/lib/locales'
import { hasForeignLetters, isDeliverable } from '@/lib/mail-addresses'
import { cleanText, hasHiddenCharacters } from '@/lib/names'

/** First parts of addresses that are the product's own. */
const RESERVED_SLUGS = ['account', 'admin', 'api', 'delegation', 'mail', 'new', 'privacy', 'sign-in', 'unsubscribe']

/** An issue's message is a code of `errors` in messages, its params are the sentence's values. */
function text(max: number) {
  return z
    .string('required')
    .default('')
    .superRefine((typed, context) => {
      if (hasHiddenCharacters(typed.replace(/[\r\n\t]/g, ' '))) context.addIssue('hidden_characters')
    })
    .transform((typed) => cleanText(typed.replace(/\r\n?/g, '\n')))
    .superRefine((cleaned, context) => {
      const count = cleaned.length
      if (count > max) context.addIssue({ code: 'custom', message: 'too_long', params: { max, count } })
    })
}

function localized(max: number) {
  return z
    .object(Object.fromEntries(LOCALES.map((locale) => [locale, text(max)])))
    .prefault({})
    .transform((typed): Localized => Object.fromEntries(Object.entries(typed).filter(([, each]) => each !== '')))
}

/** At least one language; the first language's field shows what is missing. */
function requiredLocalized(max: number) {
  return localized(max).superRefine((typed, context) => {
    if (Object.keys(typed).length === 0) context.addIssue({ code: 'custom', message: 'required', path: [LOCALES[0]] })
  })
}

const slug = text(60).superRefine((typed, context) => {
  if (typed === '') context.addIssue('required')
  else if (!/^[a-z0-9][a-z0-9-]{0,58}[a-z0-9]$/.test(typed)) context.addIssue('slug')
})

const email = text(254)
  .transform((typed) => typed.toLowerCase())
  .superRefine((typed, context) => {
    if (typed === '') context.addIssue('required')
    else if (!isDeliverable(typed)) context.addIssue(hasForeignLetters(typed) ? 'email_letters' : 'email')
  })

/** A tick: "yes" or nothing. */
const tick = z
  .string()
  .default('')
  .transform((typed) => typed === 'yes')

function wholeNumber(min: number, max: number) {
  return text(20).superRefine((typed, context) => {
    if (typed === '') return
    const isWithin = /^\d+$/.test(typed) && Number(typed) >= min && Number(typed) <= max
    if (!isWithin) context.addIssue({ code: 'custom', message: 'whole_number', params: { min, max } })
  })
}

const EVENT_FIELDS = {
  /** "ru,kk"; the main one comes first, and is one of them whether ticked or not. */
  languages: z
    .string('choose')
    .transform((typed) => LOCALES.filter((locale) => typed.split(',').includes(locale)))
    .refine((chosen) => chosen.length > 0, 'choose'),
  mainLanguage: z.string().optional(),
  name: requiredLocalized(200),
  summary: localized(400),
  about: localized(20_000),
  venue: localized(300),
  city: localized(100),
  host: localized(300),
  chair: z
    .string()
    .default('')
    .refine((code) => code === '' || isCountryCode(code), 'choose')
    .transform((code) => code || null),
  seriesId: z
    .string()
    .default('')
    .refine((id) => id === '' || z.uuid().safeParse(id).success, 'choose')
    .transform((id) => id || null),
  startsAt: text(20),
  endsAt: text(20),
  timeZone: z.string('required').refine(isTimeZone, 'time_zone'),
  colour: z
    .string('required')
    .refine(isColour, { error: 'colour', abort: true })
    .refine((colour) => contrast(colour, '#ffffff') >= TEXT_CONTRAST, 'colour_contrast'),
  contactEmail: email,
  operator: localized(300),
  operatorNumber: text(40),
  recipients: localized(1000),
  abroad: localized(1000),
  retentionMonths: wholeNumber(1, 120).transform((typed) => Number(typed || 6)),
}

/** An event's settings as the form has them; dates are wall times of `timeZone`, like "2026-10-16T10:00". */
export const eventSchema = z.object(EVENT_FIELDS).transform(withDates).transform(withMainFirst)

/** Like `eventSchema`, with the address, which never changes afterwards: it stands in mails. */
export const newEventSchema = z
  .object({ ...EVENT_FIELDS, slug: slug.refine((typed) => !RESERVED_SLUGS.includes(typed), 'slug_reserved') })
  .transform(withDates)
  .transform(withMainFirst)

export type EventInput = z.output<typeof eventSchema>
export type NewEventInput = z.output<typeof newEventSchema>

function withDates<T extends { startsAt: string; endsAt: string; timeZone: string }>(
  input: T,
  context: z.RefinementCtx,
): Omit<T, 'startsAt' | 'endsAt'> & { startsAt: Date; endsAt: Date } {
  const startsAt = moment(input.startsAt, input.timeZone, 'startsAt', context)
  const endsAt = moment(input.endsAt, input.timeZone, 'endsAt', context)
  if (!startsAt || !endsAt) {
    if (input.startsAt === '') context.addIssue({ code: 'custom', message: 'required', path: ['startsAt'] })
    if (input.endsAt === '') context.addIssue({ code: 'custom', message: 'required', path: ['endsAt'] })
    return z.NEVER
  }
  if (endsAt <= startsAt) context.addIssue({ code: 'custom', message: 'end_before_start', path: ['endsAt'] })
  return { ...input, startsAt, endsAt }
}

function withMainFirst<T extends { languages: Locale[]; mainLanguage?: string }>({ mainLanguage, ...input }: T) {
  const first = isLocale(mainLanguage) ? [mainLanguage] : []
  return { ...input, languages: [...new Set([...first, ...input.languages])] }
}

function moment(typed: string, timeZone: string, field: string, context: z.RefinementCtx): Date | null {
  if (typed === '') return null
  const found = fromZonedInput(typed, timeZone)
  if (!found) context.addIssue({ code: 'custom', message: 'date_time', path: [field] })
  return found
}

const CATEGORY_FIELDS = {
  name: requiredLocalized(120),
  description: localized(600),
  isOpen: tick,
  opensAt: text(20),
  closesAt: text(20),
  /** Empty: no limit. */
  capacity: wholeNumber(0, 100_000).transform((typed) => (typed === '' ? null : Number(typed))),
  /** Places of these that only invitations may take. */
  reserve: wholeNumber(0, 100_000).transform((typed) => Number(typed || 0)),
  isByInvitation: tick,
  isReviewed: tick,
  asksPhoto: tick,
  asksTravel: tick,
  asksTravelDocument: tick,
  hasWaitingList: tick,
  mostCompanions: wholeNumber(0, 20).transform((typed) => Number(typed || 0)),
  /** Empty: companions come in this category itself. */
  companionCategoryId: z
    .string()
    .default('')
    .refine((id) => id === '' || z.uuid().safeParse(id).success, 'choose')
    .transform((id) => id || null),
}

/** A category's settings as the form has them; dates are wall times of the event's `timeZone`. */
export function categorySchema(timeZone: string) {
  return z.object(CATEGORY_FIELDS).transform(withWindow(timeZone))
}

/** Like `categorySchema`, with the address and the form, which never change afterwards. */
export function newCategorySchema(timeZone: string) {
  // The page for adding one stands at "new".
  const free = slug.refine((typed) => typed !== 'new', 'slug_reserved')
  return z.object({ ...CATEGORY_FIELDS, slug: free, form: z.enum(FORMS, 'choose') }).transform(withWindow(timeZone))
}

export type CategoryInput = z.output<ReturnType<typeof categorySchema>>
export type NewCategoryInput = z.output<ReturnType<typeof newCategorySchema>>

function withWindow(timeZone: string) {
  return <T extends { opensAt: string; closesAt: string }>(input: T, context: z.RefinementCtx) => {
    const opensAt = moment(input.opensAt, timeZone, 'opensAt', context)
    const closesAt = moment(input.closesAt, timeZone, 'closesAt', context)
    if (opensAt && closesAt && closesAt <= opensAt)
      context.addIssue({ code: 'custom', message: 'end_before_start', path: ['closesAt'] })
    return { ...input, opensAt, closesAt }
  }
}

export const roleSchema = z.enum(ROLES, 'choose')

export const invitationSchema = z.object({ email, role: roleSchema })

/**
 * Checks a form's flat answers, where a text in several languages has a field for each: `name.en`, `name.ru`.
 * @returns the data, or one error a field at most; its `field` is the form's
 */
export function parseAnswers<S extends z.ZodType>(
  schema: S,
  answers: Record<string, unknown>,
): { data: z.output<S>; errors?: undefined } | { data?: undefined; errors: FieldError[] } {
  const nested: Record<string, unknown> = {}
  for (const [field, answer] of Object.entries(answers)) {
    const [name = '', locale] = field.split('.')
    nested[name] = locale ? { ...(nested[name] as object | undefined), [locale]: answer } : answer
  }
  const result = schema.safeParse(nested)
  if (result.success) return { data: result.data }
  const errors = new Map<string, FieldError>()
  for (const issue of result.error.issues) {
    const field = issue.path.join('.')
    const values = issue.code === 'custom' ? (issue.params as FieldError['values']) : undefined
    if (!errors.has(field)) errors.set(field, { field, code: issue.message, ...(values ? { values } : {}) })
  }
  return { errors: [...errors.values()] }
}
