import { FORMS } from '@/db/schema/events'
import { listCountries } from '@/lib/countries'
import { toZonedInput } from '@/lib/dates'
import type { FieldGroup, FieldView } from '@/lib/field-views'
import { inLocale, LOCALE_NAMES, LOCALES, type Locale, type Localized } from '@/lib/locales'
import type { Texts } from '@/lib/texts'
import type { EventRow } from '../access'
import type { Category } from '../queries'

/** Zones of the region first, because most events are there; then all that the platform knows. */
const NEAR_ZONES = ['Asia/Almaty', 'Asia/Tashkent', 'Asia/Bishkek', 'Asia/Dushanbe', 'Asia/Ashgabat']

const DEFAULT_COLOUR = '#0B2E4F'

type Context = { t: Texts; locale: Locale }
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

/** One text in every language, side by side, so that a missing translation is seen. */
function localized({ t }: Context, name: string, value: Localized, kind: 'text' | 'multiline' = 'text'): FieldGroup {
  const hint = `settings.fields.${name}.hint`
  return {
    legend: t(`settings.fields.${name}.label`),
    hint: t.has(hint) ? t(hint) : undefined,
    columns: true,
    fields: LOCALES.map((lang) => ({
      name: `${name}.${lang}`,
      kind,
      label: LOCALE_NAMES[lang],
      hint: value[lang] || !inLocale(value, lang) ? undefined : t('settings.missing_translation'),
      lang,
      isRequired: false,
      value: value[lang] ?? '',
    })),
  }
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
export function newEventGroups(context: Context): FieldGroup[] {
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
export const NEW_EVENT_DEFAULTS = { colour: DEFAULT_COLOUR }

/** Everything that can be set for an event but its state and its picture. */
export function eventGroups(
  context: Context,
  event: EventRow,
  series: { id: string; name: Localized }[],
): FieldGroup[] {
  const { t, locale } = context
  return [
    localized(context, 'name', event.name),
    localized(context, 'summary', event.summary, 'multiline'),
    localized(context, 'about', event.about, 'multiline'),
    dates(context, event),
    localized(context, 'city', event.city),
    localized(context, 'venue', event.venue),
    localized(context, 'host', event.host),
    {
      legend: t('settings.groups.event'),
      fields: [
        field(context, 'contactEmail', 'email', event.contactEmail, { isRequired: true }),
        field(context, 'chair', 'choice', event.chair ?? '', {
          options: listCountries(locale).map(({ code, name }) => ({ value: code, label: name })),
        }),
        field(context, 'seriesId', 'choice', event.seriesId ?? '', {
          options: series.map(({ id, name }) => ({ value: id, label: inLocale(name, locale) })),
        }),
        field(context, 'colour', 'colour', event.colour),
      ],
    },
    localized(context, 'operator', event.operator),
    localized(context, 'recipients', event.recipients, 'multiline'),
    localized(context, 'abroad', event.abroad, 'multiline'),
    {
      fields: [
        field(context, 'operatorNumber', 'text', event.operatorNumber),
        field(context, 'retentionMonths', 'number', String(event.retentionMonths)),
      ],
    },
  ]
}

/** A category's settings; `category` is null for a new one, whose address and form are asked too. */
export function categoryGroups(context: Context, category: Category | null, timeZone: string): FieldGroup[] {
  const { t } = context
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
      ],
    },
    {
      fields: [
        field(context, 'isOpen', 'yes', tick(category?.isOpen ?? false)),
        field(context, 'isReviewed', 'yes', tick(category?.isReviewed ?? true)),
        field(context, 'hasWaitingList', 'yes', tick(category?.hasWaitingList ?? true)),
      ],
    },
  ].map((group) => ({
    ...group,
    // The schema calls both texts `name`; on the page an event's and a category's have labels of their own.
    fields: group.fields.map((each) => ({ ...each, name: each.name.replace(/^category_name\./, 'name.') })),
  }))
}
