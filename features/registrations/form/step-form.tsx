import { Form } from '@/components/form'
import type { events } from '@/db/schema/events'
import { fieldViews, formLabels, inEventLanguages } from '@/lib/field-views'
import type { Answers } from '@/lib/fields'
import { inLocale, type Locale, type Localized, nearest } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { consentGroups } from '../consents/rules'
import { saveStepAction } from './actions'
import { type FormName, type FormShape, type Step, stepFields, stepsOf, TRAP } from './rules'

type Props = {
  locale: Locale
  event: typeof events.$inferSelect
  category: { slug: string; form: FormName; name: Localized }
  shape: FormShape
  step: Step
  draft: string | null
  answers: Answers
  /** Wording of each consent that the event asks. */
  consents: Record<string, Localized>
}

export const FORM_ID = 'registration'

/** One step of the form: its heading, how far it is, its questions. */
export function StepForm({ locale, event, category, shape, step, draft, answers, consents }: Props) {
  const t = texts(locale)
  const steps = stepsOf(shape)
  const language = nearest(locale, event.languages)
  const given: Answers = { locale: language, interpretation: language, ...answers }
  const views = fieldViews(t, locale, stepFields(shape, step), given, category.form)
  const fields = inEventLanguages(views, event.languages)
  const index = steps.indexOf(step)
  const previous = steps[index - 1]
  const action = saveStepAction.bind(null, { locale, event: event.slug, category: category.slug, draft, step })
  return (
    <>
      <p className="text-sm text-muted">{`${inLocale(category.name, locale)} · ${t('register.step', { number: index + 1, total: steps.length + 1 })}`}</p>
      <h1 className="mt-1 mb-6">{t(`register.${step}.title`)}</h1>
      {t.has(`register.${step}.intro`) && <p className="mb-6 text-muted">{t(`register.${step}.intro`)}</p>}
      <Form
        id={FORM_ID}
        action={action}
        groups={step === 'consents' ? consentGroups(t, locale, fields, consents) : [{ fields }]}
        labels={formLabels(t)}
        submit={t('form.continue')}
        keep={`${event.slug}/${category.slug}/${draft ?? 'new'}/${step}`}
        countries={`/api/countries/${locale}`}
        beside={
          <a
            href={previous && draft ? `?step=${previous}` : `/${locale}/${event.slug}`}
            className="inline-flex min-h-11 items-center"
          >
            {t('form.back')}
          </a>
        }
      >
        {index === 0 && (
          <div className="trap" aria-hidden="true">
            <label htmlFor={TRAP}>{t('register.trap')}</label>
            <input id={TRAP} name={TRAP} type="text" tabIndex={-1} autoComplete="off" />
          </div>
        )}
      </Form>
    </>
  )
}
