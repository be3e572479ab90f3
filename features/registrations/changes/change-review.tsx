import { Form } from '@/components/form'
import { answerText, formLabels, labelOf } from '@/lib/field-views'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { type FormName, fixedFields } from '../form/rules'
import { decideChangeAction } from './actions'
import type { pendingChange } from './commands'

type Props = {
  locale: Locale
  event: { slug: string }
  registration: { id: string }
  form: FormName
  change: NonNullable<Awaited<ReturnType<typeof pendingChange>>>
}

/** A correction that waits, field by field: what stands, what the person wrote, and a tick for each. */
export function ChangeReview({ locale, event, registration, form, change }: Props) {
  const t = texts(locale)
  const fields = fixedFields(form).filter(({ name }) => name in change.after)
  return (
    <section aria-labelledby="change" className="notice mb-8">
      <h2 id="change" className="mb-1 text-lg">
        {t('changes.title')}
      </h2>
      <p className="mb-3">{t('changes.text')}</p>
      <Form
        id="change-form"
        action={decideChangeAction.bind(null, {
          locale,
          event: event.slug,
          registration: registration.id,
          change: change.id,
        })}
        groups={[]}
        labels={formLabels(t)}
        submit={t('changes.decide')}
        beside={
          <button type="submit" name="none" value="1" className="button button-quiet">
            {t('changes.leave')}
          </button>
        }
      >
        <ul>
          {fields.map((field) => (
            <li key={field.name} className="border-b border-rule py-2">
              <label className="tick">
                <input type="checkbox" name="field" value={field.name} defaultChecked />
                <span>
                  <strong>{labelOf(t, locale, field, form)}</strong>
                  <span className="block">
                    <del>{answerText(t, locale, field, change.before[field.name] ?? '') || t('form.none')}</del>{' '}
                    <ins>{answerText(t, locale, field, change.after[field.name] ?? '') || t('form.none')}</ins>
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </Form>
    </section>
  )
}
