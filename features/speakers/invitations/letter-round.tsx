import type { Route } from 'next'
import Link from 'next/link'
import { Form } from '@/components/form'
import { formLabels } from '@/lib/field-views'
import type { FormState } from '@/lib/form-action'
import { LOCALE_NAMES, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { readRound } from './queries'

type Props = {
  locale: Locale
  round: 'invite' | 'remind'
  found: Awaited<ReturnType<typeof readRound>>
  /** Also those that registrations hold. */
  seesAddresses: boolean
  action: (state: FormState, form: FormData) => Promise<FormState>
  /** Address of the list. */
  back: string
}

/** The preview of letters to many: who gets one, everybody ticked, and who is left out and why. */
export function LetterRound({ locale, round, found, seesAddresses, action, back }: Props) {
  const t = texts(locale)
  const { due, total, leftOut } = found
  const away = (
    <Link href={back as Route} prefetch={false} className="button button-quiet">
      {t('delegations.not_now')}
    </Link>
  )
  const columns = [t('speakers.columns.name'), t('review.inform.columns.address')]
  return (
    <>
      <p className="measure mb-6">{t('speakers.write_text')}</p>
      {leftOut.length > 0 && (
        <section aria-labelledby="left-out" className="measure mb-8">
          <h2 id="left-out" className="mb-2 text-xl">
            {t('speakers.round.left_out')}
          </h2>
          {leftOut.map(({ why, count, people }) => (
            <details key={why} className="border-b border-rule py-2">
              <summary className="min-h-6 cursor-pointer">{t(`speakers.round.why.${why}`, { count })}</summary>
              <ul className="mt-2 list-disc ps-5">
                {people.map(({ id, name }) => (
                  <li key={id}>
                    <Link href={`${back}/${id}` as Route} prefetch={false} className="inline-flex min-h-6 items-center">
                      {name}
                    </Link>
                  </li>
                ))}
                {count > people.length && <li>{t('delegations.and_more', { count: count - people.length })}</li>}
              </ul>
            </details>
          ))}
        </section>
      )}
      {due.length === 0 ? (
        <>
          <p className="panel measure mb-4">{t('speakers.round.nobody')}</p>
          {away}
        </>
      ) : (
        <Form
          id="write-form"
          action={action}
          groups={[]}
          labels={formLabels(t)}
          submit={t('speakers.round.send')}
          beside={away}
        >
          <table className="table table-list mb-6">
            <caption className="sr-only">{t(`speakers.round.title.${round}`)}</caption>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {due.map((person) => (
                <tr key={person.id}>
                  <td>
                    <label className="tick">
                      <input type="checkbox" name="person" value={person.id} defaultChecked />
                      <span>{person.name}</span>
                    </label>
                  </td>
                  <td data-label={columns[1]}>
                    {(seesAddresses || !person.isLinked) && <span className="block break-all">{person.email}</span>}
                    <span className="block text-muted">{LOCALE_NAMES[person.locale]}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {total > due.length && (
            <p className="notice measure mb-4">{t('speakers.round.more', { count: total - due.length })}</p>
          )}
        </Form>
      )}
    </>
  )
}
