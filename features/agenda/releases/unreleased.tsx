import { Form } from '@/components/form'
import type { EditedEvent } from '@/features/events/access'
import { formLabels, localizedGroup } from '@/lib/field-views'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { CLASH_LEVELS } from '../clashes/rules'
import { releaseAction } from './actions'
import type { readUnreleased } from './queries'
import { MAX_NOTE } from './rules'

/** Sentences of one kind that stand on the page; the rest unfolds. */
const SHOWN = 20

type Props = { locale: Locale; event: EditedEvent; unreleased: Awaited<ReturnType<typeof readUnreleased>> }

/** What the public does not read yet, with the clashes, and the form that releases it. */
export function Unreleased({ locale, event, unreleased }: Props) {
  const t = texts(locale)
  const { revision, last, sessions, changes, clashes } = unreleased
  const inTheWay = clashes.filter(({ level }) => level !== 'note').length
  if (changes.length === 0) return <p className="panel measure">{t(last === 0 ? 'releases.never' : 'releases.same')}</p>
  const number = last + 1
  return (
    <>
      {last === 0 && <p className="measure mb-4">{t('releases.never')}</p>}
      <h3 className="mb-2">{t('releases.changes', { count: changes.length })}</h3>
      <Sentences locale={locale} sentences={changes.map(({ text }) => text)} />
      {clashes.length > 0 && (
        <>
          <h3 className="mt-6 mb-1">{t('releases.clashes', { count: inTheWay })}</h3>
          {inTheWay > 0 && <p className="mb-3 text-muted">{t('releases.clashes_text')}</p>}
          {CLASH_LEVELS.map((level) => ({ level, found: clashes.filter((clash) => clash.level === level) }))
            .filter(({ found }) => found.length > 0)
            .map(({ level, found }) => (
              <section key={level} className="mb-3">
                <h4 className="font-semibold">{`${t(`clashes.levels.${level}`)} (${found.length})`}</h4>
                <Sentences locale={locale} sentences={found.map(({ text }) => text)} />
              </section>
            ))}
        </>
      )}
      {event.state !== 'archived' && (
        <section className="mt-8 max-w-4xl">
          <h3 className="mb-3">{t('releases.form')}</h3>
          <Form
            id="release"
            action={releaseAction.bind(null, { locale, event: event.slug, revision })}
            groups={[localizedGroup(t, event.languages, 'releaseNote', {}, { kind: 'multiline', max: MAX_NOTE })]}
            labels={formLabels(t)}
            submit={t('releases.release', { number })}
          >
            <p className="notice measure my-4">
              {[
                t('releases.confirm', { number, sessions }),
                ...(inTheWay > 0 ? [t('releases.confirm_clashes', { count: inTheWay })] : []),
              ].join(' ')}
            </p>
          </Form>
        </section>
      )}
    </>
  )
}

/** A list of sentences; a long one is folded after its beginning. */
export function Sentences({ locale, sentences }: { locale: Locale; sentences: string[] }) {
  const t = texts(locale)
  const rest = sentences.slice(SHOWN)
  return (
    <>
      <List sentences={sentences.slice(0, SHOWN)} />
      {rest.length > 0 && (
        <details className="mt-1">
          <summary className="min-h-6 cursor-pointer text-link underline underline-offset-4">
            {t('releases.more', { count: rest.length })}
          </summary>
          <List sentences={rest} />
        </details>
      )}
    </>
  )
}

function List({ sentences }: { sentences: string[] }) {
  return (
    <ul className="measure list-disc ps-5">
      {sentences.map((text, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sentences may be alike and never move
        <li key={at} className="py-0.5 break-words">
          {text}
        </li>
      ))}
    </ul>
  )
}
