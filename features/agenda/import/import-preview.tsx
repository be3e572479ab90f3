import type { Route } from 'next'
import Link from 'next/link'
import { Form } from '@/components/form'
import type { EditedEvent } from '@/features/events/access'
import { formatDate, formatTime } from '@/lib/dates'
import { formLabels } from '@/lib/field-views'
import { inLocale, type Locale } from '@/lib/locales'
import { type Texts, texts } from '@/lib/texts'
import { takeOverAction } from './actions'
import type { FileKind, Problem } from './formats/session/rules'
import type { Plan, PlannedSession } from './rules'

/** Rows shown of those that are right: what is wrong is always shown whole. */
const MOST_SHOWN = 50
const MOST_NAMED = 30
/** Rows with one mistake that stand open; more of them are folded under their numbers. */
const MOST_OPEN = 10

type Props = {
  locale: Locale
  event: EditedEvent
  open: { id: string; file: { kind: FileKind }; plan: Plan }
  isUpdating: boolean
}

/** A file before it is taken over: what will be made, every mistake by its line, and what is done otherwise than it says. */
export function ImportPreview({ locale, event, open, isUpdating }: Props) {
  const t = texts(locale)
  const { plan, file } = open
  const of = (state: PlannedSession['state']) => plan.sessions.filter((session) => session.state === state)
  const [made, changed, same, removed, wrong] = [of('new'), of('changed'), of('same'), of('removed'), of('wrong')]
  const taken = [...made, ...(isUpdating ? changed : [])].sort((a, b) => a.place - b.place)
  const address = (shift: boolean, update: boolean) =>
    `/${locale}/admin/${event.slug}/agenda/import?file=${open.id}&shift=${shift ? 'yes' : 'no'}&update=${update ? 'yes' : 'no'}` as Route
  const day = (date: string) => formatDate(new Date(`${date}T12:00:00Z`), locale, 'UTC')
  const where = (place: number) => t('paper.place_of', { kind: file.kind, place })
  return (
    <>
      <ul className="mb-6 list-disc ps-5">
        <li>{t('paper.count.new', { count: made.length })}</li>
        {changed.length > 0 && <li>{t('paper.count.changed', { count: changed.length })}</li>}
        {same.length > 0 && <li>{t('paper.count.same', { count: same.length })}</li>}
        {removed.length > 0 && <li>{t('paper.count.removed', { count: removed.length })}</li>}
        {wrong.length > 0 && <li>{t('paper.count.wrong', { count: wrong.length })}</li>}
      </ul>
      {plan.shift && (
        <div className="panel measure mb-6">
          <p>
            {t(plan.isShifted ? 'paper.shift.moved' : 'paper.shift.kept', {
              from: day(plan.shift.from),
              to: day(plan.shift.to),
            })}
          </p>
          <Link href={address(!plan.isShifted, isUpdating)} className="inline-flex min-h-11 items-center">
            {t(plan.isShifted ? 'paper.shift.keep' : 'paper.shift.move')}
          </Link>
        </div>
      )}
      {changed.length > 0 && (
        <div className="panel measure mb-6">
          <p>{t(isUpdating ? 'paper.update.yes' : 'paper.update.no', { count: changed.length })}</p>
          <Link href={address(plan.isShifted, !isUpdating)} className="inline-flex min-h-11 items-center">
            {t(isUpdating ? 'paper.update.leave' : 'paper.update.change')}
          </Link>
        </div>
      )}
      {wrong.length > 0 && (
        <section aria-labelledby="wrong" className="mb-8">
          <h2 id="wrong" className="mb-2 text-xl">
            {t('paper.wrong')}
          </h2>
          <ul className="list-disc ps-5">
            {[...mistakesOf(wrong, (problem) => problemText(t, problem, day))].map(([mistake, rows]) => {
              const list = (
                <ul className="list-disc ps-5">
                  {rows.map(({ place, title }) => (
                    <li key={place}>
                      {[where(place), inLocale(title, locale).slice(0, 200)].filter(Boolean).join(': ')}
                    </li>
                  ))}
                </ul>
              )
              const places = rows.map(({ place }) => place)
              return (
                <li key={mistake} className="mb-2 wrap-anywhere">
                  <strong className="text-danger">{mistake}</strong>
                  {rows.length <= MOST_OPEN ? (
                    list
                  ) : (
                    <details>
                      <summary className="min-h-11 cursor-pointer py-2">{placesText(t, file.kind, places)}</summary>
                      {list}
                    </details>
                  )}
                </li>
              )
            })}
          </ul>
        </section>
      )}
      {plan.notes.length > 0 && (
        <section aria-labelledby="notes" className="mb-8">
          <h2 id="notes" className="mb-2 text-xl">
            {t('paper.notes')}
          </h2>
          <ul className="list-disc ps-5">
            {notesTogether(plan.notes, locale).map(({ code, values, places }) => (
              <li key={JSON.stringify([code, values])} className="wrap-anywhere">
                {problemText(t, { code, values }, day)} ({placesText(t, file.kind, places)})
              </li>
            ))}
          </ul>
        </section>
      )}
      <NewNames t={t} id="rooms" title={t('paper.new.rooms', { count: plan.rooms.length })} names={plan.rooms} />
      <NewNames t={t} id="tracks" title={t('paper.new.tracks', { count: plan.tracks.length })} names={plan.tracks} />
      <NewNames t={t} id="people" title={t('paper.new.people', { count: plan.people.length })} names={plan.people} />
      {taken.length === 0 ? (
        <p className="notice measure">{t('refusals.import_nothing')}</p>
      ) : (
        <>
          <Form
            id="take-over"
            action={takeOverAction.bind(
              null,
              { locale, event: event.slug },
              { file: open.id, isShifted: plan.isShifted, isUpdating },
            )}
            groups={[]}
            labels={formLabels(t)}
            submit={t('paper.take_over', { count: taken.length })}
          />
          <section aria-labelledby="right" className="mt-8">
            <h2 id="right" className="mb-2 text-xl">
              {t('paper.right')}
            </h2>
            <table className="table table-list">
              <caption className="sr-only">{t('paper.right')}</caption>
              <thead>
                <tr>
                  {(['where', 'time', 'session', 'room', 'people'] as const).map((head) => (
                    <th key={head} scope="col">
                      {t(`paper.heads.${head}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {taken.slice(0, MOST_SHOWN).map(({ place, title, content }) => (
                  <tr key={place}>
                    <td data-label={t('paper.heads.where')}>{place}</td>
                    <td data-label={t('paper.heads.time')} className="md:whitespace-nowrap">
                      {timeText(t, content!, locale, event.timeZone)}
                    </td>
                    <td data-label={t('paper.heads.session')} className="wrap-anywhere">
                      {inLocale(title, locale)}
                    </td>
                    <td data-label={t('paper.heads.room')}>{content!.room || '—'}</td>
                    <td data-label={t('paper.heads.people')}>
                      {content!.people.map(({ name }) => name).join(', ') || '—'}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {taken.length > MOST_SHOWN && (
              <p className="mt-3">{t('paper.more', { count: taken.length - MOST_SHOWN })}</p>
            )}
          </section>
        </>
      )}
    </>
  )
}

function NewNames({ t, id, title, names }: { t: Texts; id: string; title: string; names: string[] }) {
  if (names.length === 0) return null
  const rest = names.length - MOST_NAMED
  return (
    <section aria-labelledby={`new-${id}`} className="mb-6">
      <h2 id={`new-${id}`} className="mb-1 text-lg">
        {title}
      </h2>
      <p className="measure wrap-anywhere">
        {names.slice(0, MOST_NAMED).join('; ')}
        {rest > 0 && ` ${t('paper.more', { count: rest })}`}
      </p>
    </section>
  )
}

/** Rows by what is wrong with them, as one cause often spoils many. */
function mistakesOf(
  wrong: readonly PlannedSession[],
  inWords: (problem: Problem) => string,
): ReadonlyMap<string, PlannedSession[]> {
  const rows = new Map<string, PlannedSession[]>()
  for (const session of wrong)
    for (const problem of session.errors) {
      const text = inWords(problem)
      rows.set(text, [...(rows.get(text) ?? []), session])
    }
  return rows
}

/** Words that are not known here, all of one sort in one sentence: "Music" × 25, "Other" × 3. */
const UNKNOWN = new Set(['kind_unknown', 'language_unknown', 'role_unknown', 'zone_unknown'])

function notesTogether(notes: Plan['notes'], locale: Locale): Plan['notes'] {
  const quoted = (text: unknown) => (locale === 'en' ? `“${text}”` : `«${text}»`)
  return [...new Set(notes.map(({ code, values }) => (UNKNOWN.has(code) ? code : JSON.stringify([code, values]))))].map(
    (key) => {
      const alike = notes.filter(({ code, values }) => [code, JSON.stringify([code, values])].includes(key))
      const [first] = alike
      if (!UNKNOWN.has(key)) return first!
      const words = alike.map(({ values, places }) =>
        places.length > 1 && alike.length > 1
          ? `${quoted(values?.text)}\u00A0×\u00A0${places.length}`
          : quoted(values?.text),
      )
      const places = [...new Set(alike.flatMap((note) => note.places))].sort((a, b) => a - b)
      return { code: key, values: { text: words.join(', '), count: words.length }, places }
    },
  )
}

function problemText(t: Texts, { code, values = {} }: Problem, day: (date: string) => string): string {
  return t(`paper.problems.${code}`, typeof values.day === 'string' ? { ...values, day: day(values.day) } : values)
}

function placesText(t: Texts, kind: FileKind, places: number[]): string {
  const shown = places.slice(0, 10).join(', ')
  const rest = places.length - 10
  return `${t('paper.place_of', { kind, place: shown })}${rest > 0 ? ` ${t('paper.more', { count: rest })}` : ''}`
}

function timeText(
  t: Texts,
  { startsAt, minutes }: NonNullable<PlannedSession['content']>,
  locale: Locale,
  timeZone: string,
): string {
  if (!startsAt) return t('paper.shelf')
  const begin = new Date(startsAt)
  const end = new Date(begin.getTime() + minutes * 60_000)
  return `${formatDate(begin, locale, timeZone)}, ${formatTime(begin, locale, timeZone)}–${formatTime(end, locale, timeZone)}`
}
