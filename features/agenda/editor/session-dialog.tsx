'use client'
import { type FormEvent, Fragment, useState } from 'react'
import { Dialog } from '@/components/dialog'
import { inLocale, LOCALE_NAMES } from '@/lib/locales'
import { NEED_NO_INTERPRETATION } from '../clashes/rules'
import { type Agenda, MAX_TITLE, type Session, type SessionContent } from '../rules'
import type { EditorView } from './agenda-editor'
import { PeopleField, withPerson } from './people-field'
import { clockAt, dayOfSession, fill, isSame, minuteAt, minuteOf, momentAt, readClock, titleOf } from './rules'

type Props = {
  view: EditorView
  agenda: Agenda
  /** What is opened, or what a new one begins with. */
  session: Session
  isNew: boolean
  onSave: (change: Partial<SessionContent>) => void
  onRemove: () => void
  onClose: () => void
}

/** A session's time, room and people in a form: the equal of every drag. */
export function SessionDialog({ view, agenda, session, isNew, onSave, onRemove, onClose }: Props) {
  const { texts, days, place, kinds } = view
  const day = dayOfSession(days, session)
  const [problems, setProblems] = useState<Record<string, string>>({})
  const [people, setPeople] = useState(session.speakers)
  const [adding, setAdding] = useState({ speakerId: '', roleId: '' })
  const own = view.written.includes(place.locale) ? place.locale : view.written[0]!
  const languages = [own, ...view.written.filter((language) => language !== own)]
  const offeredLanguages = Object.keys(view.languages).filter(
    (code) =>
      (view.written as readonly string[]).includes(code) ||
      agenda.sessions.some(({ spoken, interpreted }) => spoken.includes(code) || interpreted.includes(code)),
  )
  const nameOfTitle = (language: string) => (language === own ? 'title' : `title-${language}`)

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const kind = text('kind') as Session['kind']
    const ticked = (list: 'spoken' | 'interpreted') => {
      const said = form.getAll(list).map(String)
      // What a new one was only offered is not said of a break.
      if (isNew && isSame(said, session[list]) && NEED_NO_INTERPRETATION.includes(kind)) return []
      // In the order that they have, where they have one.
      return [...new Set([...session[list], ...said])].filter((code) => said.includes(code))
    }
    const found: Record<string, string> = {}
    const title = { ...session.title }
    for (const language of languages) {
      title[language] = text(nameOfTitle(language))
      if (!title[language]) delete title[language]
    }
    if (Object.keys(title).length === 0) found.title = texts.title_needed
    const minutes = Number(text('minutes'))
    if (!Number.isInteger(minutes) || minutes < 5 || minutes > 1440) found.minutes = texts.wrong_length
    const to = days.find(({ date }) => date === text('day'))
    let startsAt: string | null = null
    if (to) {
      const clock = readClock(text('begins'))
      const minute = clock === null ? null : minuteAt(to, clock)
      if (clock === null) found.begins = texts.wrong_time
      else if (minute === null) found.begins = fill(texts.skipped_time, { time: clock })
      else startsAt = momentAt(to, minute)
    }
    setProblems(found)
    if (Object.keys(found).length > 0) {
      event.currentTarget.querySelector<HTMLElement>(`[name="${Object.keys(found)[0]}"]`)?.focus()
      return
    }
    const said: Partial<SessionContent> = {
      title,
      kind,
      trackId: text('track') || null,
      roomId: text('room') || null,
      startsAt,
      minutes,
      spoken: ticked('spoken'),
      interpreted: ticked('interpreted'),
      speakers: withPerson(people, adding, agenda),
    }
    const changed = Object.entries(said).filter(
      ([key, value]) => isNew || !isSame(value, session[key as keyof Session]),
    )
    onSave(Object.fromEntries(changed))
  }

  const field = (name: string, label: string, control: React.ReactNode) => (
    <div className="field" data-invalid={Boolean(problems[name])}>
      <label htmlFor={`session-${name}`}>{label}</label>
      {problems[name] && (
        <p id={`session-${name}-error`} className="error">
          {problems[name]}
        </p>
      )}
      {control}
    </div>
  )
  const shared = (name: string) => ({
    id: `session-${name}`,
    name,
    'aria-invalid': problems[name] ? (true as const) : undefined,
    'aria-describedby': problems[name] ? `session-${name}-error` : undefined,
  })
  return (
    <Dialog title={isNew ? texts.new_session : titleOf(session, place.locale, texts)} onClose={onClose} isWide>
      <form className="form dialog-form" onSubmit={save} noValidate>
        <div className="dialog-titles">
          {languages.map((language) => (
            <Fragment key={language}>
              {field(
                nameOfTitle(language),
                language === own ? texts.title : LOCALE_NAMES[language],
                <input
                  {...shared(nameOfTitle(language))}
                  lang={language}
                  autoFocus={isNew && language === own}
                  maxLength={MAX_TITLE}
                  autoComplete="off"
                  defaultValue={session.title[language] ?? ''}
                />,
              )}
            </Fragment>
          ))}
        </div>
        <div className="dialog-columns">
          {field(
            'day',
            texts.day,
            <select {...shared('day')} defaultValue={day?.date ?? ''}>
              <option value="">{texts.on_shelf}</option>
              {days.map(({ date, label }) => (
                <option key={date} value={date}>
                  {label}
                </option>
              ))}
            </select>,
          )}
          {field(
            'begins',
            texts.begins,
            <input
              {...shared('begins')}
              inputMode="numeric"
              autoComplete="off"
              defaultValue={day && session.startsAt ? clockAt(day, minuteOf(day, session.startsAt)) : '09:00'}
            />,
          )}
          {field(
            'minutes',
            texts.length,
            <input {...shared('minutes')} type="number" min={5} max={1440} step={5} defaultValue={session.minutes} />,
          )}
          {field(
            'room',
            texts.room,
            <select {...shared('room')} defaultValue={session.roomId ?? ''}>
              <option value="">{texts.whole_venue}</option>
              {agenda.rooms.map(({ id, name }) => (
                <option key={id} value={id}>
                  {inLocale(name, place.locale)}
                </option>
              ))}
            </select>,
          )}
          {field(
            'kind',
            texts.kind,
            <select {...shared('kind')} defaultValue={session.kind}>
              {Object.entries(kinds).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>,
          )}
          {field(
            'track',
            texts.track,
            <select {...shared('track')} defaultValue={session.trackId ?? ''}>
              <option value="">{texts.no_track}</option>
              {agenda.tracks.map(({ id, name }) => (
                <option key={id} value={id}>
                  {inLocale(name, place.locale)}
                </option>
              ))}
            </select>,
          )}
        </div>
        <div className="dialog-columns">
          {(['spoken', 'interpreted'] as const).map((list) => (
            <fieldset key={list}>
              <legend>{texts[list]}</legend>
              <div className="flex flex-wrap gap-x-5">
                {offeredLanguages.map((code) => (
                  <label key={code} className="tick">
                    <input type="checkbox" name={list} value={code} defaultChecked={session[list].includes(code)} />
                    {view.languages[code] ?? code}
                  </label>
                ))}
              </div>
            </fieldset>
          ))}
        </div>
        <PeopleField
          view={view}
          agenda={agenda}
          people={people}
          adding={adding}
          onPeople={setPeople}
          onAdding={setAdding}
        />
        <div className="form-buttons">
          <button type="submit" className="button button-primary">
            {isNew ? texts.add_session : texts.save}
          </button>
          <button type="button" className="button button-quiet" onClick={onClose}>
            {texts.cancel}
          </button>
          {!isNew && (
            <>
              <a href={`${view.base}/sessions/${session.id}`} className="inline-flex min-h-11 items-center">
                {texts.all_details}
              </a>
              <button type="button" className="button button-quiet md:ms-auto" onClick={onRemove}>
                {texts.remove}
              </button>
            </>
          )}
        </div>
      </form>
    </Dialog>
  )
}
