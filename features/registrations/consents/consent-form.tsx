import { Facts } from '@/components/facts'
import { Form } from '@/components/form'
import { TitledSection } from '@/components/titled-section'
import { formatDate } from '@/lib/dates'
import { type FieldView, fieldViews, formLabels } from '@/lib/field-views'
import { inLocale, type Locale } from '@/lib/locales'
import { type Texts, texts } from '@/lib/texts'
import { consentField } from '../form/rules'
import type { OwnPlace } from '../schema'
import { consentsAction } from './actions'
import { type ConsentStand, consentFields, consentGroups, renewalField } from './rules'

type Props = {
  locale: Locale
  timeZone: string
  place: OwnPlace
  version: number
  stands: ConsentStand[]
  /** False: the event is over and done; what was agreed to can only be read. */
  isOpen: boolean
}

/** What a person has agreed to, and what they can still decide. */
export function ConsentForm({ locale, timeZone, place, version, stands, isOpen }: Props) {
  const t = texts(locale)
  const fixed = stands.filter(({ isRequired, answer }) => answer && (!isOpen || (isRequired && answer.isGiven)))
  return (
    <>
      {fixed.length > 0 && (
        <TitledSection id="given" title={t('my.consents.given')} className="measure mb-8">
          <Facts
            rows={fixed.map((stand) => ({
              label: labelOf(t, stand),
              value: (
                <>
                  {standText(t, locale, timeZone, stand)}
                  <details>
                    <summary className="min-h-11 cursor-pointer py-2.5 text-link underline underline-offset-4">
                      {t('form.full_text')}
                      <span className="sr-only">: {labelOf(t, stand)}</span>
                    </summary>
                    <p className="text-sm text-muted">{inLocale(stand.answer?.wording, locale)}</p>
                  </details>
                </>
              ),
            }))}
          />
        </TitledSection>
      )}
      {isOpen && (
        <Form
          id="consents-form"
          action={consentsAction.bind(null, place, version)}
          groups={groupsOf(t, locale, timeZone, stands)}
          labels={formLabels(t)}
          submit={t('my.consents.save')}
        />
      )}
    </>
  )
}

function groupsOf(t: Texts, locale: Locale, timeZone: string, stands: ConsentStand[]) {
  const isAsked = new Set(consentFields(stands).map(({ name }) => name))
  const given = stands.filter(({ answer }) => answer?.isGiven).map(({ purpose }) => [consentField(purpose), 'yes'])
  const fields = fieldViews(
    t,
    locale,
    consentFields(stands).filter(({ name }) => stands.some(({ purpose }) => name === consentField(purpose))),
    Object.fromEntries(given),
  )
  const read = stands.map(({ purpose, wording, answer }) => [
    purpose,
    (answer?.isGiven ? answer.wording : wording) ?? {},
  ])
  const renewals = stands
    .filter(({ purpose }) => isAsked.has(renewalField(purpose)))
    .map(
      (stand): FieldView => ({
        name: renewalField(stand.purpose),
        kind: 'yes',
        label: t('my.consents.renew', { consent: labelOf(t, stand) }),
        isRequired: false,
        fullText: { title: t('form.full_text'), text: inLocale(stand.wording, locale) },
        value: '',
      }),
    )
  const groups = consentGroups(t, locale, fields, Object.fromEntries(read)).map((group) => ({
    ...group,
    fields: group.fields.map((field) => {
      const stand = stands.find(({ purpose }) => field.name === consentField(purpose))
      return { ...field, hint: stand?.answer ? standText(t, locale, timeZone, stand) : undefined }
    }),
  }))
  return [
    ...groups,
    { legend: t('my.consents.new_wording'), hint: t('my.consents.new_wording_hint'), fields: renewals },
  ].filter((group) => group.fields.length > 0)
}

function labelOf(t: Texts, { purpose }: ConsentStand): string {
  return t(`fields.consent_${purpose}.label`)
}

function standText(t: Texts, locale: Locale, timeZone: string, { answer, wording, hasChanged }: ConsentStand): string {
  if (!answer) return ''
  const values = { date: formatDate(answer.at, locale, timeZone), version: answer.version }
  return [
    t(answer.isGiven ? 'my.consents.agreed' : 'my.consents.refused', values),
    hasChanged && t('my.consents.changed'),
    !wording && t('my.consents.asked_no_longer'),
  ]
    .filter(Boolean)
    .join(' ')
}
