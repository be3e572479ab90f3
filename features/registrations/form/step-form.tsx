import type { events } from '@/db/schema/events'
import { Form } from '@/components/form'
import { fieldViews, formLabels } from '@/lib/field-views'
import type { Answers } from '@/lib/fields'
import { inLocale, type Locale, type Localized } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { saveStepAction } from './actions'
import { consentField, type FormName, type Step, STEPS, stepFields } from './rules'
import type { ConsentPurpose } from '@/features/events/rules'

type Props = {
  locale: Locale
  event: typeof events.$inferSelect
  category: { slug: string; form: FormName; name: Localized }
  step: Step
  draft: string | null
  answers: Answers
  /** Wording of each consent that the event asks. */
  consents: Record<string, Localized>
}

export const FORM_ID = 'registration'

/** One step of the form: its heading, how far it is, its questions. */
export function StepForm({ locale, event, category, step, draft, answers, consents }: Props) {
  const t = texts(locale)
  const purposes = Object.keys(consents) as ConsentPurpose[]
  const given: Answers = { locale, interpretation: locale, ...answers }
  const fields = fieldViews(t, locale, stepFields(category.form, step, purposes), given, category.form).map((field) => {
    const purpose = purposes.find((name) => consentField(name) === field.name)
    return purpose ? { ...field, label: t(`consents.${purpose}.label`), hint: inLocale(consents[purpose], locale) } : field
  })
  const index = STEPS.indexOf(step)
  const previous = STEPS[index - 1]
  const action = saveStepAction.bind(null, { locale, event: event.slug, category: category.slug, draft, step })
  return (
    <>
      <p className="text-sm text-muted">{`${inLocale(category.name, locale)} · ${t('register.step', { number: index + 1, total: STEPS.length + 1 })}`}</p>
      <h1 className="mt-1 mb-6">{t(`register.${step}.title`)}</h1>
      {t.has(`register.${step}.intro`) && <p className="mb-6 text-muted">{t(`register.${step}.intro`)}</p>}
      <Form
        id={FORM_ID}
        action={action}
        groups={[{ fields }]}
        labels={formLabels(t)}
        submit={t('form.continue')}
        keep={`${event.slug}/${category.slug}/${draft ?? 'new'}/${step}`}
        countries={`/api/countries/${locale}`}
        beside={
          <a href={previous && draft ? `?step=${previous}` : `/${locale}/${event.slug}`} className="inline-flex min-h-11 items-center">
            {t('form.back')}
          </a>
        }
      />
    </>
  )
}
