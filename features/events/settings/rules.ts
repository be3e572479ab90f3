import { FORMS } from '@/db/schema/events'
import { listCountries } from '@/lib/countries'
import { toZonedInput } from '@/lib/dates'
import { type FieldGroup, type FieldView, unspoken } from '@/lib/field-views'
import type { Answers } from '@/lib/fields'
import { inLocale, LOCALE_NAMES, LOCALES, type Locale, type Localized, textIn } from '@/lib/locales'
import type { Texts } from '@/lib/texts'
import type { EventRow } from '../access'
import type { Category } from '../queries'
import { isFilled } from '../rules'

/** Zones of the region first, because most events are there; then all that the platform knows. */
const NEAR_ZONES = ['Asia/Almaty', 'Asia/Tashkent', 'Asia/Bishkek', 'Asia/Dushanbe', 'Asia/Ashgabat']

const DEFAULT_COLOUR = '#0B2E4F'

/** Characters of another language's text that stand beside an empty field. */
const SHOWN_INSTEAD = 70

/** The parts that an event's settings are changed in, each a form of its own. */
export const EVENT_PARTS = ['event', 'texts', 'data'] as const
export type EventPart = (typeof EVENT_PARTS)[number]

type Context = { t: Texts; locale: Locale; languages: readonly Locale[] }
type Extra = Partial<Omit<FieldView, 'name' | 'kind' | 'value'>>

function field({ t }: Context, name: string, kind: FieldView['kind'], value: string, extra: Extra = {}): FieldView {
  const hint = `settings.fields.${name}.hint`
  return {
    name,
    kind,
    value,
    label: t(`settings.fields.${name}.label`),
    hint: t.has(hint) ? t(hint) : undefined,
    isRequired: false,
    ...extra,
  }
}

/** One text in each of the event's languages, side by side, so that a missing translation is seen. */
function localized(
  { t, languages }: Context,
  name: string,
  value: Localized,
  kind: 'text' | 'multiline' = 'text',
): FieldGroup {
  const hint = `settings.fields.${name}.hint`
  return {
    legend: t(`settings.fields.${name}.label`),
    hint: t.has(hint) ? t(hint) : undefined,
    columns: true,
    fields: [
      ...languages.map((lang) => ({
        name: `${name}.${lang}`,
        kind,
        label: LOCALE_NAMES[lang],
        hint: shownInstead(t, value, lang),
        lang,
        isRequired: false,
        value: value[lang] ?? '',
      })),
      ...unspoken(name, value, languages),
    ],
  }
}

/** What the public sees where a translation is missing; nothing where there is no text at all. */
function shownInstead(t: Texts, value: Localized, lang: Locale): string | undefined {
  const found = textIn(value, lang)
  if (!found.text || found.lang === lang) return undefined
  const line = found.text.replace(/\s+/g, ' ')
  const text = line.length > SHOWN_INSTEAD ? `${line.slice(0, SHOWN_INSTEAD).trimEnd()}…` : line
  return t('settings.missing_translation', { text, language: LOCALE_NAMES[found.lang] })
}

function timeZoneField(context: Context, value: string): FieldView {
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => !NEAR_ZONES.includes(zone))
  return field(context, 'timeZone', 'choice', value, {
    isRequired: true,
    options: [...NEAR_ZONES, ...others].map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
  })
}

function dates(context: Context, event: Pick<EventRow, 'startsAt' | 'endsAt' | 'timeZone'> | null): FieldGroup {
  const zone = event?.timeZone ?? 'Asia/Almaty'
  const wallTime = (date: Date | undefined) => (date ? toZonedInput(date, zone) : '')
  return {
    legend: context.t('settings.groups.dates'),
    columns: true,
    fields: [
      field(context, 'startsAt', 'date_time', wallTime(event?.startsAt), { isRequired: true }),
      field(context, 'endsAt', 'date_time', wallTime(event?.endsAt), { isRequired: true }),
      timeZoneField(context, zone),
    ],
  }
}

/** What a new event needs to begin with; everything else can wait. */
export function newEventGroups(about: Pick<Context, 't' | 'locale'>): FieldGroup[] {
  const context = { ...about, languages: newEventLanguages(about.locale) }
  return [
    localized(context, 'name', {}),
    {
      fields: [
        field(context, 'slug', 'text', '', { isRequired: true, max: 60 }),
        field(context, 'contactEmail', 'email', '', { isRequired: true }),
      ],
    },
    dates(context, null),
    localized(context, 'city', {}),
  ]
}

/** Answers that a new event has without being asked. */
export function newEventDefaults(locale: Locale): Answers {
  return { colour: DEFAULT_COLOUR, languages: newEventLanguages(locale).join(',') }
}

/** The organiser's own language first, and those that most guests of the region read. */
function newEventLanguages(locale: Locale): Locale[] {
  return [...new Set<Locale>([locale, 'ru', 'en'])]
}

type Series = { id: string; name: Localized }[]

/** One part of the event's settings. */
export function eventGroups(
  about: Pick<Context, 't' | 'locale'>,
  event: EventRow,
  part: EventPart,
  series: Series = [],
): FieldGroup[] {
  const context = { ...about, languages: event.languages }
  return { event: basicGroups, texts: textGroups, data: dataGroups }[part](context, event, series)
}

/** The event's settings as its forms have them, for the parts that a form leaves out. */
export function presentAnswers(context: Pick<Context, 't' | 'locale'>, event: EventRow): Answers {
  const fields = EVENT_PARTS.flatMap((part) => eventGroups(context, event, part)).flatMap((group) => group.fields)
  return Object.fromEntries(fields.map(({ name, value }) => [name, value]))
}

function basicGroups(context: Context, event: EventRow, series: Series): FieldGroup[] {
  const { t, locale } = context
  return [
    localized(context, 'name', event.name),
    {
      fields: [
        field(context, 'languages', 'choices', event.languages.join(','), { isRequired: true, options: ownNames() }),
        field(context, 'mainLanguage', 'choice', event.languages[0] ?? '', { isRequired: true, options: ownNames() }),
      ],
    },
    dates(context, event),
    localized(context, 'city', event.city),
    localized(context, 'venue', event.venue),
    localized(context, 'host', event.host),
    {
      legend: t('settings.groups.event'),
      fields: [
        field(context, 'contactEmail', 'email', event.contactEmail, { isRequired: true }),
        field(context, 'chair', 'country', event.chair ?? '', {
          options: listCountries(locale).map(({ code, name }) => ({ value: code, label: name })),
        }),
        field(context, 'seriesId', 'choice', event.seriesId ?? '', {
          options: series.map(({ id, name }) => ({ value: id, label: inLocale(name, locale) })),
        }),
        field(context, 'colour', 'colour', event.colour, { isRequired: true }),
      ],
    },
  ]
}

/** Languages named in themselves, so that everyone finds their own. */
function ownNames() {
  return LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))
}

function textGroups(context: Context, event: EventRow): FieldGroup[] {
  return [
    localized(context, 'summary', event.summary, 'multiline'),
    localized(context, 'about', event.about, 'multiline'),
  ]
}

function dataGroups(context: Context, event: EventRow): FieldGroup[] {
  return [
    localized(context, 'operator', event.operator),
    {
      fields: [
        field(context, 'operatorNumber', 'text', event.operatorNumber),
        field(context, 'retentionMonths', 'number', String(event.retentionMonths), { isRequired: true }),
      ],
    },
    localized(context, 'recipients', event.recipients, 'multiline'),
    localized(context, 'abroad', event.abroad, 'multiline'),
  ]
}

/** Something to do before publishing; `page` of the settings is where: "" is the first. */
export type BeforePublishing = { kind: 'operator' | 'about' | 'translations' | 'categories'; page: string }

/** What an organiser would want to know before the public sees the event; only the operator is required. */
export function missingBeforePublishing(
  event: Pick<EventRow, 'languages' | 'name' | 'summary' | 'about' | 'city' | 'venue' | 'host' | 'operator'>,
  categories: readonly Pick<Category, 'isOpen'>[],
): BeforePublishing[] {
  const missing: BeforePublishing[] = []
  if (!isFilled(event.operator)) missing.push({ kind: 'operator', page: '/data' })
  if (!isFilled(event.about)) missing.push({ kind: 'about', page: '/texts' })
  const texts = [
    { page: '', all: [event.name, event.city, event.venue, event.host] },
    { page: '/texts', all: [event.summary, event.about] },
    { page: '/data', all: [event.operator] },
  ]
  const lacks = (text: Localized) => isFilled(text) && event.languages.some((locale) => !text[locale])
  const partial = texts.find(({ all }) => all.some(lacks))
  if (partial) missing.push({ kind: 'translations', page: partial.page })
  if (!categories.some((category) => category.isOpen)) missing.push({ kind: 'categories', page: '/categories' })
  return missing
}

/**
 * A category's settings; `category` is null for a new one, whose address and form are asked too.
 * @param all the event's categories, among which companions may come in another
 */
export function categoryGroups(
  context: Context,
  category: Category | null,
  timeZone: string,
  all: readonly Pick<Category, 'id' | 'name'>[] = [],
): FieldGroup[] {
  const { t, locale } = context
  const wallTime = (date: Date | null | undefined) => (date ? toZonedInput(date, timeZone) : '')
  const tick = (isOn: boolean) => (isOn ? 'yes' : '')
  const identity = [
    field(context, 'slug', 'text', '', { isRequired: true, max: 60, hint: t('settings.fields.category_slug.hint') }),
    field(context, 'form', 'choice', '', {
      isRequired: true,
      options: FORMS.map((form) => ({ value: form, label: t(`settings.forms.${form}`) })),
    }),
  ]
  return [
    localized(context, 'category_name', category?.name ?? {}),
    localized(context, 'description', category?.description ?? {}, 'multiline'),
    ...(category ? [] : [{ fields: identity }]),
    {
      legend: t('settings.groups.window'),
      hint: t('settings.in_zone', { zone: timeZone.replaceAll('_', ' ') }),
      columns: true,
      fields: [
        field(context, 'opensAt', 'date_time', wallTime(category?.opensAt)),
        field(context, 'closesAt', 'date_time', wallTime(category?.closesAt)),
        field(context, 'capacity', 'number', category?.capacity == null ? '' : String(category.capacity)),
        field(context, 'reserve', 'number', category?.reserve ? String(category.reserve) : ''),
      ],
    },
    {
      fields: [
        field(context, 'isOpen', 'yes', tick(category?.isOpen ?? false)),
        field(context, 'isByInvitation', 'yes', tick(category?.isByInvitation ?? false)),
        field(context, 'isReviewed', 'yes', tick(category?.isReviewed ?? true)),
        ...(['asksPhoto', 'asksTravel', 'asksTravelDocument'] as const).map((name) =>
          field(context, name, 'yes', tick(category?.[name] ?? false)),
        ),
        field(context, 'hasWaitingList', 'yes', tick(category?.hasWaitingList ?? true)),
      ],
    },
    {
      legend: t('settings.groups.companions'),
      columns: true,
      fields: [
        field(context, 'mostCompanions', 'number', String(category?.mostCompanions ?? 0)),
        field(context, 'companionCategoryId', 'choice', category?.companionCategoryId ?? '', {
          options: all
            .filter(({ id }) => id !== category?.id)
            .map(({ id, name }) => ({ value: id, label: inLocale(name, locale) })),
        }),
      ],
    },
  ].map((group) => ({
    ...group,
    // The schema calls both texts `name`; on the page an event's and a category's have labels of their own.
    fields: group.fields.map((each) => ({ ...each, name: each.name.replace(/^category_name\./, 'name.') })),
  }))
}
