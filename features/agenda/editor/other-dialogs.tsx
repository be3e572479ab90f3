'use client'
import { useState } from 'react'
import { Dialog } from '@/components/dialog'
import { inLocale } from '@/lib/locales'
import type { Agenda, Session } from '../rules'
import type { EditorView } from './agenda-editor'
import type { Conflict } from './draft'
import { clockAt, dayOfSession, fill, minuteOf, titleOf } from './rules'

type ConflictProps = {
  view: EditorView
  agenda: Agenda
  conflict: Conflict
  onKeep: () => void
  onTake: () => void
}

/** A lost race: both versions of a session beside each other, one of which is chosen. */
export function ConflictDialog({ view, agenda, conflict: { theirs, mine }, onKeep, onTake }: ConflictProps) {
  const { texts } = view
  const facts = factsOf(view, agenda, theirs)
  const own = mine && factsOf(view, agenda, mine)
  const rows = own ? facts.filter(({ value }, at) => own[at]?.value !== value) : facts.slice(0, 5)
  return (
    <Dialog title={texts.conflict} onClose={onKeep} isWide>
      <p className="measure mb-4">
        {fill(texts.conflict_text, {
          who: theirs.changedBy ?? texts.somebody,
          title: titleOf(theirs, view.place.locale, texts),
        })}
      </p>
      <table className="table mb-6">
        <thead>
          <tr>
            <td />
            <th scope="col">{fill(texts.theirs, { who: theirs.changedBy ?? texts.somebody })}</th>
            <th scope="col">{texts.yours}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, value }, at) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{value}</td>
              <td>{own ? own.find((fact) => fact.label === label)?.value : at === 0 ? texts.removed_version : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="form-buttons">
        <button type="button" className="button button-primary" onClick={onKeep}>
          {texts.keep_theirs}
        </button>
        <button type="button" className="button button-quiet" onClick={onTake}>
          {texts.take_yours}
        </button>
      </div>
    </Dialog>
  )
}

function factsOf({ texts, days, place, kinds, speakers }: EditorView, agenda: Agenda, session: Session) {
  const day = dayOfSession(days, session)
  const from = day && session.startsAt ? minuteOf(day, session.startsAt) : null
  const room = agenda.rooms.find(({ id }) => id === session.roomId)
  const people = session.speakers.map(({ speakerId, roleId }) =>
    [
      speakers.find(({ id }) => id === speakerId)?.name ?? texts.somebody,
      inLocale(agenda.roles.find(({ id }) => id === roleId)?.name, place.locale),
    ].join(', '),
  )
  return [
    { label: texts.day, value: day?.label ?? texts.on_shelf },
    { label: texts.begins, value: day && from !== null ? clockAt(day, from) : '—' },
    { label: texts.length, value: fill(texts.minutes_short, { minutes: session.minutes }) },
    { label: texts.room, value: room ? inLocale(room.name, place.locale) : texts.whole_venue },
    { label: texts.title, value: Object.values(session.title).filter(Boolean).join(' / ') || texts.untitled },
    { label: texts.kind, value: kinds[session.kind] ?? '' },
    {
      label: texts.track,
      value: inLocale(agenda.tracks.find(({ id }) => id === session.trackId)?.name, place.locale) || texts.no_track,
    },
    { label: texts.people, value: people.join('; ') || '—' },
  ]
}

type CopyProps = { view: EditorView; from: string; onCopy: (to: string) => void; onClose: () => void }

/** All of a day, once more on another. */
export function CopyDialog({ view: { texts, days }, from, onCopy, onClose }: CopyProps) {
  const others = days.filter(({ date }) => date !== from)
  const [to, setTo] = useState(others[0]?.date ?? '')
  return (
    <Dialog title={texts.copy_day} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          onCopy(to)
        }}
      >
        <p className="measure">{fill(texts.copy_text, { day: days.find(({ date }) => date === from)?.label ?? '' })}</p>
        <div className="field">
          <label htmlFor="copy-to">{texts.copy_to}</label>
          <select id="copy-to" value={to} onChange={(event) => setTo(event.target.value)}>
            {others.map(({ date, label }) => (
              <option key={date} value={date}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <div className="form-buttons">
          <button type="submit" className="button button-primary">
            {texts.copy_all}
          </button>
          <button type="button" className="button button-quiet" onClick={onClose}>
            {texts.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
