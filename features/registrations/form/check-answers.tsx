import { Form } from '@/components/form'
import type { events } from '@/db/schema/events'
import { holds } from '@/lib/conditions'
import { formLabels } from '@/lib/field-views'
import type { Answers } from '@/lib/fields'
import { inLocale, type Locale, type Localized } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { discardAction, sendAction } from './actions'
import { AnswerList } from './answer-list'
import { type FormName, type FormShape, stepFields, stepsOf } from './rules'
import { FORM_ID } from './step-form'

type Props = {
  locale: Locale
  event: typeof events.$inferSelect
  category: { slug: string; form: FormName; name: Localized; isReviewed: boolean }
  draft: string
  answers: Answers
  /** Of the draft as it is now: sending is refused if it has changed since. */
  digest: string
  shape: FormShape
}

/** Everything that was answered, with a way back to each part, and the button that sends it. */
export function CheckAnswers({ locale, event, category, draft, answers, digest, shape }: Props) {
  const t = texts(locale)
  const steps = stepsOf(shape)
  const place = { locale, event: event.slug, category: category.slug, draft }
  return (
    <>
      <p className="text-sm text-muted">{`${inLocale(category.name, locale)} · ${t('register.step', { number: steps.length + 1, total: steps.length + 1 })}`}</p>
      <h1 className="mt-1 mb-2">{t('register.check.title')}</h1>
      <p className="mb-8 text-muted">{t('register.check.intro')}</p>
      <div className="mb-8 space-y-8">
        {steps.map((step) => (
          <section key={step} aria-labelledby={`check-${step}`}>
            <div className="mb-1 flex items-baseline justify-between gap-4 border-b border-gold pb-1">
              <h2 id={`check-${step}`} className="text-xl">
                {t(`register.${step}.short`)}
              </h2>
              <a href={`?step=${step}`} className="inline-flex min-h-6 items-center">
                {t('form.change')}
                <span className="sr-only"> {t(`register.${step}.short`)}</span>
              </a>
            </div>
            <AnswerList
              locale={locale}
              form={category.form}
              fields={stepFields(shape, step).filter(({ askedIf }) => holds(askedIf, answers))}
              answers={answers}
            />
          </section>
        ))}
      </div>
      <Form
        id={FORM_ID}
        action={sendAction.bind(null, { ...place, digest })}
        groups={[]}
        labels={formLabels(t)}
        submit={t('register.send')}
      />
      <form action={discardAction.bind(null, place)} className="mt-8">
        <button type="submit" className="button-link">
          {t('register.discard')}
        </button>
      </form>
    </>
  )
}
