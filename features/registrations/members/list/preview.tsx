import { Form } from '@/components/form'
import { listCountries } from '@/lib/countries'
import { formLabels } from '@/lib/field-views'
import { inLocale, LOCALE_NAMES, LOCALES, type Locale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'
import { correctImportAction, importNextAction } from './actions'
import { isGood, type OpenImport } from './commands'
import { GoOn } from './go-on'

type Props = {
  locale: Locale
  place: { locale: Locale; delegation: string; list: string }
  open: OpenImport
  /** How the run goes on by itself; null: it does not. */
  run: 'all' | 'first' | null
}

/** A list before it is entered: what is good, each bad cell with its sentence and a box to correct it, who is there already. */
export function ListPreview({ locale, place, open, run }: Props) {
  const t = texts(locale)
  const rows = open.checked.map((row, at) => ({ ...row, at }))
  const good = rows.filter(isGood)
  const wrong = rows.filter(({ errors, skipped }) => errors.length > 0 && skipped === null)
  const skipped = rows.filter((row) => row.skipped !== null)
  const left = open.left
  const isOver = left !== null && good.length > left
  const labels = formLabels(t)
  return (
    <>
      <ul className="mb-6 list-disc pl-5">
        {open.done > 0 && <li>{t('members.list.done', { count: open.done })}</li>}
        <li>{t('members.list.good', { count: good.length })}</li>
        {wrong.length > 0 && <li>{t('members.list.wrong', { count: wrong.length })}</li>}
        {skipped.length > 0 && <li>{t('members.list.skipped', { count: skipped.length })}</li>}
        {left !== null && <li>{t('members.list.places', { left })}</li>}
      </ul>
      {run && good.length > 0 && (
        <p className="mb-4">
          <progress max={open.done + good.length} value={open.done} aria-label={t('members.list.progress')} />{' '}
          {t('members.list.progress_of', { done: open.done, total: open.done + good.length })}
        </p>
      )}
      {good.length > 0 && (
        <div className="panel measure mb-8">
          {isOver && <p className="mb-3">{t('members.list.over', { count: good.length, left: Math.max(0, left) })}</p>}
          {(!isOver || left > 0) && (
            <Form
              id="import"
              action={importNextAction.bind(null, place)}
              groups={[]}
              labels={labels}
              submit={
                isOver
                  ? t('members.list.enter_first', { count: left })
                  : t('members.list.enter', { count: good.length })
              }
            >
              <input type="hidden" name="mode" value={isOver ? 'first' : (run ?? 'all')} />
            </Form>
          )}
          {run && !isOver && <GoOn form="import" />}
        </div>
      )}
      {wrong.length > 0 && (
        <section aria-labelledby="wrong" className="mb-8">
          <h2 id="wrong" className="mb-2 text-xl">
            {t('members.list.correct')}
          </h2>
          <Form
            id="corrections"
            key={JSON.stringify(wrong.map(({ at, errors }) => [at, errors]))}
            action={correctImportAction.bind(null, place)}
            groups={[]}
            labels={labels}
            submit={t('members.list.save')}
          >
            <ol className="mb-6">
              {wrong.map(({ at, answers, errors }) => (
                <li key={at} className="border-b border-rule py-4">
                  <p className="mb-2 font-semibold">
                    {t('members.list.row', {
                      row: at + 1,
                      name: displayName({ title: '', patronymic: '', ...named(answers) }),
                    })}
                  </p>
                  {errors.map(({ field, code, values }) => {
                    const id = `${at}.${field}`
                    const label = t(`fields.${field}.label`)
                    const options = optionsOf(locale, field, open)
                    return (
                      <div key={field} className="field mb-3">
                        <label htmlFor={id}>{label}</label>
                        {answers[field] && options && (
                          <p className="hint">{t('members.list.was', { text: answers[field] })}</p>
                        )}
                        <p id={`${id}-error`} className="error">
                          {t(`errors.${code}`, values)}
                        </p>
                        {options ? (
                          <select
                            id={id}
                            name={id}
                            className="input"
                            defaultValue=""
                            aria-describedby={`${id}-error`}
                            aria-invalid="true"
                          >
                            <option value="">{t('form.choose')}</option>
                            {options.map(({ value, label: text }) => (
                              <option key={value} value={value}>
                                {text}
                              </option>
                            ))}
                          </select>
                        ) : (
                          <input
                            id={id}
                            name={id}
                            className="input"
                            defaultValue={answers[field]}
                            aria-describedby={`${id}-error`}
                            aria-invalid="true"
                          />
                        )}
                      </div>
                    )
                  })}
                </li>
              ))}
            </ol>
          </Form>
        </section>
      )}
      {skipped.length > 0 && (
        <section aria-labelledby="skipped" className="mb-8">
          <h2 id="skipped" className="mb-2 text-xl">
            {t('members.list.skipped_title')}
          </h2>
          <ul className="list-disc pl-5">
            {skipped.map(({ at, answers, skipped: why }) => (
              <li key={at}>
                {`${displayName({ title: '', patronymic: '', ...named(answers) })}: ${t(`members.list.why.${why}`)}`}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function named(answers: Record<string, string>) {
  return { givenName: answers.givenName ?? '', familyName: answers.familyName ?? '' }
}

function optionsOf(locale: Locale, field: string, { choices }: OpenImport) {
  if (field === 'country') return listCountries(locale).map(({ code, name }) => ({ value: code, label: name }))
  if (field === 'locale') return LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))
  const list = field === 'category' ? choices.categories : field === 'memberRole' ? choices.roles : null
  return list?.map(({ slug, name }) => ({ value: slug, label: inLocale(name, locale) })) ?? null
}
