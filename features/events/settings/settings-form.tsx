import { Facts } from '@/components/facts'
import { Form } from '@/components/form'
import { formatDateTime, fromZonedInput } from '@/lib/dates'
import { type FieldGroup, type FieldView, formLabels } from '@/lib/field-views'
import type { FormState } from '@/lib/form-action'
import type { Locale } from '@/lib/locales'
import { type Texts, texts } from '@/lib/texts'
import type { ManagedEvent } from '../access'

type Props = {
  id: string
  locale: Locale
  event: ManagedEvent
  action: (state: FormState, form: FormData) => Promise<FormState>
  groups: FieldGroup[]
}

/** Settings to change; of an archived event, to read. */
export function SettingsForm({ id, locale, event, action, groups }: Props) {
  const t = texts(locale)
  if (event.state !== 'archived') {
    return (
      <div className="max-w-4xl">
        <Form
          id={id}
          action={action}
          groups={groups}
          labels={formLabels(t)}
          submit={t('settings.save')}
          countries={`/api/countries/${locale}`}
        />
      </div>
    )
  }
  return (
    <div className="max-w-4xl space-y-8">
      {groups.map((group) => (
        <section key={group.legend ?? group.fields[0]?.name}>
          {group.legend && <h2 className="mb-2 text-xl">{group.legend}</h2>}
          <Facts
            rows={group.fields.map((field) => ({
              label: field.label,
              value: (
                <span lang={field.lang} className="whitespace-pre-line">
                  {inWords(t, locale, event.timeZone, field) || t('form.none')}
                </span>
              ),
            }))}
          />
        </section>
      ))}
    </div>
  )
}

function inWords(t: Texts, locale: Locale, timeZone: string, { kind, value, options }: FieldView): string {
  if (kind === 'yes') return t(value ? 'form.yes' : 'form.no')
  const date = kind === 'date_time' ? fromZonedInput(value, timeZone) : null
  if (date) return formatDateTime(date, locale, timeZone)
  return options?.find((option) => option.value === value)?.label ?? value
}
