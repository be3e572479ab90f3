import { Form } from '@/components/form'
import { countryName, listCountries } from '@/lib/countries'
import { formLabels } from '@/lib/field-views'
import { inLocale, LOCALE_NAMES, LOCALES, type Locale, type Localized } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { looksWronglyRead } from '@/lib/tables'
import { type Texts, texts } from '@/lib/texts'
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
  const rows = open.checked
  const good = rows.filter(isGood)
  const wrong = rows.filter(({ errors, skipped }) => errors.length > 0 && skipped === null)
  const skipped = rows.filter((row) => row.skipped !== null)
  const left = open.left
  const isOver = left !== null && good.length > left
  const labels = formLabels(t)
  if (!open.list) return null
  const garbled = rows.flatMap(({ said }) => Object.values(said)).filter(looksWronglyRead)
  const present = skipped.filter((row) => row.skipped === 'member').length
  return (
    <>
      {garbled.length > 0 && (
        <p role="alert" className="notice measure mb-6">
          {t('members.list.garbled', { text: garbled[0]!.slice(0, 60) })}
        </p>
      )}
      <ul className="mb-6 list-disc ps-5">
        {open.done > 0 && <li>{t('members.list.done', { count: open.done })}</li>}
        {good.length + wrong.length === 0 && present > 0 ? (
          <li>{t('members.list.all_there', { count: present })}</li>
        ) : (
          <li>{t('members.list.good', { count: good.length })}</li>
        )}
        {wrong.length > 0 && <li>{t('members.list.wrong', { count: wrong.length })}</li>}
        {skipped.length > 0 && <li>{t('members.list.skipped', { count: skipped.length })}</li>}
        {left !== null && <li>{t('members.list.places', { left: Math.max(0, left) })}</li>}
      </ul>
      <Columns t={t} list={open.list} />
      {run && good.length > 0 && (
        <p className="mb-4">
          <progress max={open.done + good.length} value={open.done} aria-label={t('members.list.progress')} />{' '}
          {t('members.list.progress_of', { done: open.done, total: open.done + good.length })}
        </p>
      )}
      {good.length > 0 && (
        <div className="panel measure mb-8">
          {isOver && (
            <p className="mb-3">
              {left > 0
                ? t('members.list.over', { count: good.length, left })
                : t('members.list.over_none', { count: good.length })}
            </p>
          )}
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
            key={JSON.stringify(wrong.map(({ line, errors }) => [line, errors]))}
            action={correctImportAction.bind(null, place)}
            groups={[]}
            labels={labels}
            submit={t('members.list.save')}
          >
            <ol className="mb-6">
              {wrong.map(({ line, said, answers, errors }) => (
                <li key={line} className="border-b border-rule py-4">
                  <p className="mb-2 font-semibold">
                    {t('members.list.row', {
                      row: line,
                      name: displayName({ title: '', patronymic: '', ...named(answers) }),
                    })}
                  </p>
                  {errors.map(({ field, code, values }) => {
                    const id = `${line}.${field}`
                    const label = t(`fields.${field}.label`)
                    const options = optionsOf(locale, field, open)
                    return (
                      <div key={field} className="field mb-3">
                        <label htmlFor={id}>{label}</label>
                        {said[field] && options && (
                          <p className="hint">{t('members.list.was', { text: said[field] })}</p>
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
      {good.length > 0 && !run && <Good t={t} locale={locale} open={open} rows={good} />}
      {skipped.length > 0 && (
        <section aria-labelledby="skipped" className="mb-8">
          <h2 id="skipped" className="mb-2 text-xl">
            {t('members.list.skipped_title')}
          </h2>
          <ul className="list-disc ps-5">
            {skipped.map(({ line, answers, skipped: why }) => (
              <li key={line}>
                {`${t('members.list.row', { row: line, name: displayName({ title: '', patronymic: '', ...named(answers) }) })}: ${t(`members.list.why.${why}`)}`}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** How the list was read: what each column was taken for, and in which encoding. */
function Columns({ t, list }: { t: Texts; list: NonNullable<OpenImport['list']> }) {
  const unknown = list.columns.filter(({ column }) => column === null)
  return (
    <details className="mb-6" open={unknown.length > 0}>
      <summary className="min-h-11 cursor-pointer py-2.5 text-link underline underline-offset-4">
        {t('members.list.columns')}
      </summary>
      <ul className="list-disc ps-5">
        {list.columns.map(({ head, column }) => (
          <li key={head}>
            {column
              ? t('members.list.column', { label: t(`fields.${column}.label`), head })
              : t('members.list.column_left_out', { head })}
          </li>
        ))}
        {list.encoding && <li>{t('members.list.encoding', { encoding: list.encoding.toUpperCase() })}</li>}
      </ul>
    </details>
  )
}

/** Rows of a list that are shown at once; the others are folded. */
const SHOWN = 50

type GoodProps = { t: Texts; locale: Locale; open: OpenImport; rows: OpenImport['checked'] }

/** Who would be entered, to be looked through before. */
function Good({ t, locale, open, rows }: GoodProps) {
  const rest = rows.slice(SHOWN)
  return (
    <section aria-labelledby="good" className="mb-8">
      <h2 id="good" className="mb-2 text-xl">
        {t('members.list.good_title')}
      </h2>
      <GoodRows t={t} locale={locale} open={open} rows={rows.slice(0, SHOWN)} />
      {rest.length > 0 && (
        <details className="mt-3">
          <summary className="min-h-11 cursor-pointer py-2.5 text-link underline underline-offset-4">
            {t('members.list.good_rest', { count: rest.length })}
          </summary>
          <GoodRows t={t} locale={locale} open={open} rows={rest} />
        </details>
      )}
    </section>
  )
}

function GoodRows({ t, locale, open, rows }: GoodProps) {
  const nameOf = (choices: { slug: string; name: Localized }[], slug = '') =>
    inLocale(choices.find((choice) => choice.slug === slug)?.name, locale)
  const heads = [
    t('members.list.line'),
    t('members.columns.name'),
    t('members.columns.role'),
    t('fields.position.label'),
    t('fields.country.label'),
    t('fields.memberEmail.label'),
  ]
  return (
    <table className="table table-list">
      <caption className="sr-only">{t('members.list.good_title')}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ line, answers }) => (
          <tr key={line}>
            <td data-label={heads[0]} className="tabular-nums">
              {line}
            </td>
            <td data-label={heads[1]}>
              {displayName({ title: answers.title ?? '', patronymic: answers.patronymic ?? '', ...named(answers) })}
              {answers.nativeName && <span className="block text-sm text-muted">{answers.nativeName}</span>}
            </td>
            <td data-label={heads[2]}>
              {nameOf(open.choices.roles, answers.memberRole)}
              <span className="block text-sm text-muted">{nameOf(open.choices.categories, answers.category)}</span>
            </td>
            <td data-label={heads[3]}>
              {answers.position}
              <span className="block text-sm text-muted">{answers.institution}</span>
            </td>
            <td data-label={heads[4]}>{countryName(answers.country ?? '', locale)}</td>
            <td data-label={heads[5]} className="break-all">
              {answers.memberEmail || '—'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
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
