import { Form } from '@/components/form'
import type { ConsentPurpose } from '@/features/events/rules'
import { type FieldView, fieldViews, formLabels } from '@/lib/field-views'
import { inLocale, type Locale, type Localized } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'
import { consentField } from '../form/rules'
import { mayWithdraw, toldOf } from '../own/rules'
import type { OwnPlace } from '../schema'
import { StateTag } from '../state-tag'
import { addCompanionAction, withdrawCompanionAction } from './actions'
import type { Companion } from './queries'
import { companionFields } from './rules'

type ListProps = { locale: Locale; place: OwnPlace; companions: Companion[]; canWithdraw: boolean }

/** Each companion with the way to withdraw it; what that means stands before its button. */
export function CompanionList({ locale, place, companions, canWithdraw }: ListProps) {
  const t = texts(locale)
  return (
    <ul className="mb-10">
      {companions.map((companion) => {
        const name = displayName(companion)
        return (
          <li key={companion.id} className="border-b border-rule py-3">
            <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <strong>{name}</strong>
              <StateTag t={t} state={toldOf(companion)} />
            </p>
            {canWithdraw && mayWithdraw(companion) && (
              <details className="mt-1">
                <summary className="min-h-11 cursor-pointer py-2.5 text-danger underline underline-offset-4">
                  {t('companions.withdraw', { name })}
                </summary>
                <p className="mt-2 mb-4">{t('companions.withdraw_text', { name })}</p>
                <Form
                  id={`withdraw-${companion.id}`}
                  action={withdrawCompanionAction.bind(null, { ...place, companion: companion.id })}
                  groups={[]}
                  labels={formLabels(t)}
                  submit={t('companions.withdraw_confirm', { name })}
                  tone="danger"
                />
              </details>
            )}
          </li>
        )
      })}
    </ul>
  )
}

type FormProps = {
  locale: Locale
  place: OwnPlace
  /** Of the person who names them: a companion's State is most often the same. */
  host: { id: string; country: string }
  /** Wording of each consent that the event asks. */
  consents: Partial<Record<ConsentPurpose, Localized>>
  /** How many were ever named: with each the form begins anew. */
  count: number
}

/** What is asked of a companion, with the agreements they have read. */
export function CompanionForm({ locale, place, host, consents, count }: FormProps) {
  const t = texts(locale)
  const fields = fieldViews(t, locale, companionFields(), { country: host.country }, 'companion')
  const worded = Object.entries(consents) as [ConsentPurpose, Localized][]
  const wordings = new Map(worded.map(([purpose, text]) => [consentField(purpose), text]))
  const isAgreement = ({ name }: FieldView) => wordings.has(name)
  return (
    <Form
      key={count}
      id="companion"
      action={addCompanionAction.bind(null, place)}
      groups={[
        { fields: fields.filter((field) => !isAgreement(field)) },
        {
          legend: t('companions.agreement'),
          hint: t('companions.agreement_hint'),
          fields: fields.filter(isAgreement).map((field) => ({
            ...field,
            fullText: { title: t('form.full_text'), text: inLocale(wordings.get(field.name) ?? {}, locale) },
          })),
        },
      ]}
      labels={formLabels(t)}
      submit={t('companions.add')}
      countries={`/api/countries/${locale}`}
      keep={`companion/${host.id}/${count}`}
    />
  )
}
