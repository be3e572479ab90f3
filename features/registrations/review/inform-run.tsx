import { Form } from '@/components/form'
import type { Letter } from '@/emails/letter'
import type { ReviewedEvent } from '@/features/events/access'
import { formLabels } from '@/lib/field-views'
import { inLocale, LOCALE_NAMES, type Locale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { type Texts, texts } from '@/lib/texts'
import { MAIL_OF_STATE } from '../rules'
import { StateTag } from '../state-tag'
import { informAction } from './actions'
import type { listUntold } from './commands'

type Props = { locale: Locale; event: ReviewedEvent; untold: Awaited<ReturnType<typeof listUntold>> }

/** The preview of an inform run: who gets which letter, where and in which language; everybody is ticked. */
export function InformRun({ locale, event, untold }: Props) {
  const t = texts(locale)
  const { rows, total } = untold
  if (rows.length === 0) return <p className="panel measure">{t('review.inform.nobody')}</p>
  const heads = ['name', 'status', 'letter', 'address'].map((name) => t(`review.inform.columns.${name}`))
  return (
    <>
      <p className="measure mb-4">{t('review.inform.text', { count: total })}</p>
      <Form
        id="inform"
        action={informAction.bind(null, { locale, event: event.slug })}
        groups={[]}
        labels={formLabels(t)}
        submit={t('review.inform.button')}
      >
        <table className="table table-list mb-6">
          <caption className="sr-only">{t('review.inform.title')}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="sr-only">{t('review.bulk.choose')}</span>
              </th>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const kind = MAIL_OF_STATE[row.state]
              return (
                <tr key={row.id}>
                  <td>
                    <label className="tick">
                      <input type="checkbox" name="person" value={row.id} defaultChecked />
                      <span className="sr-only">{t('review.bulk.choose_one', { name: displayName(row) })}</span>
                    </label>
                  </td>
                  <td>
                    {displayName(row)}
                    <span className="block text-muted">{inLocale(row.categoryName, locale)}</span>
                  </td>
                  <td data-label={heads[1]}>
                    <StateTag t={t} state={row.state} />
                    {row.toldState && (
                      <span className="block text-sm text-muted">
                        {t('review.inform.knows', { state: t(`states.${row.toldState}`) })}
                      </span>
                    )}
                  </td>
                  <td data-label={heads[2]} className="md:max-w-md">
                    <details>
                      <summary className="min-h-6 cursor-pointer text-link underline underline-offset-4">
                        {kind && t(`mail.registration.${kind}.heading`)}
                      </summary>
                      <LetterText t={t} letter={row.letter} />
                    </details>
                  </td>
                  <td data-label={heads[3]}>
                    {row.email}
                    <span className="block text-muted">{LOCALE_NAMES[row.locale]}</span>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Form>
    </>
  )
}

/** The letter as the person will read it, but for the private link, which is theirs alone. */
function LetterText({ t, letter }: { t: Texts; letter: Letter }) {
  return (
    <>
      <blockquote
        lang={letter.locale}
        className="mt-2 space-y-2 border-s-2 border-gold ps-3 text-start whitespace-pre-line"
      >
        <p className="font-semibold">{letter.subject}</p>
        <p>{letter.greeting}</p>
        {letter.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        {letter.note && (
          <p className="ps-3">
            <span className="block text-muted">{letter.note.label}</span>
            {letter.note.text}
          </p>
        )}
        <p>{letter.facts.map(({ label, value }) => `${label}: ${value}`).join('\n')}</p>
        {letter.action && <p>{`[ ${letter.action.label} ]`}</p>}
        <p>{letter.closing.join('\n')}</p>
      </blockquote>
      <p className="mt-2 text-sm text-muted">{t('review.inform.link_hidden')}</p>
    </>
  )
}
