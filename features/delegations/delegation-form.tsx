import { Form } from '@/components/form'
import { fieldViews, formLabels, localizedGroup } from '@/lib/field-views'
import type { FormState } from '@/lib/form-action'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { DelegationRow } from './access'
import { DELEGATION_FIELDS } from './rules'

type Props = {
  locale: Locale
  event: { languages: readonly Locale[] }
  delegation: DelegationRow | null
  action: (state: FormState, form: FormData) => Promise<FormState>
}

/** What organisers say of a delegation; null: a new one. */
export function DelegationForm({ locale, event, delegation, action }: Props) {
  const t = texts(locale)
  const others = DELEGATION_FIELDS.filter(({ name }) => !name.startsWith('delegationName.'))
  const answers = {
    delegationKind: delegation?.kind ?? 'parliament',
    delegationCountry: delegation?.country ?? '',
    delegationNote: delegation?.note ?? '',
  }
  return (
    <Form
      id="delegation"
      action={action}
      groups={[
        localizedGroup(t, event.languages, 'delegationName', delegation?.name ?? {}),
        { fields: fieldViews(t, locale, others, answers) },
      ]}
      labels={formLabels(t)}
      submit={t(delegation ? 'settings.save' : 'delegations.add')}
      countries={`/api/countries/${locale}`}
    />
  )
}
