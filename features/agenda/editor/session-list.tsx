'use client'
import { memo } from 'react'
import { inLocale } from '@/lib/locales'
import type { Agenda, Session } from '../rules'
import type { EditorView } from './agenda-editor'
import type { EditorClash } from './clash-list'
import { Mark } from './grid'
import { clockAt, type Day, dayOfSession, fill, minuteOf, titleOf } from './rules'

type Props = {
  view: EditorView
  agenda: Agenda
  /** Those to list: one, or all where nothing else shows them. */
  days: Day[]
  marks: Map<string, EditorClash['level']>
  /** Null before scripts: then a session's address is all there is. */
  onOpen: ((id: string) => void) | null
}

/** The agenda as a list, a part for each room: for phones, and before scripts or without them. */
export function SessionList({ view, agenda, days, marks, onOpen }: Props) {
  const { texts, place } = view
  const Room = days.length > 1 ? 'h3' : 'h2'
  const rooms = [{ id: null, name: null }, ...agenda.rooms]
  return (
    <div className="flex flex-col gap-8">
      {days.map((day) => {
        const on = agenda.sessions.filter((session) => dayOfSession([day], session))
        return (
          <section key={day.date} aria-label={day.label}>
            {days.length > 1 && <h2 className="mb-3">{day.label}</h2>}
            {on.length === 0 && <p className="text-muted">{texts.empty_sessions}</p>}
            {rooms.map((room) => {
              const inRoom = on
                .filter(({ roomId }) => roomId === room.id)
                .sort((a, b) => (a.startsAt ?? '').localeCompare(b.startsAt ?? ''))
              if (inRoom.length === 0) return null
              return (
                <div key={room.id ?? ''} className="mb-5">
                  <Room className="font-sans text-base">
                    {room.name ? inLocale(room.name, place.locale) : texts.whole_venue}
                  </Room>
                  <ul>
                    {inRoom.map((session) => (
                      <Row key={session.id} view={view} session={session} day={day} marks={marks} onOpen={onOpen} />
                    ))}
                  </ul>
                </div>
              )
            })}
          </section>
        )
      })}
    </div>
  )
}

function Row({
  view,
  session,
  day,
  marks,
  onOpen,
}: Pick<Props, 'view' | 'marks' | 'onOpen'> & { session: Session; day: Day }) {
  const { texts, place, base } = view
  const from = minuteOf(day, session.startsAt!)
  const level = marks.get(session.id)
  return (
    <li className="border-b border-rule">
      <a
        href={`${base}/sessions/${session.id}`}
        data-open={session.id}
        className="session-row"
        onClick={(event) => {
          if (!onOpen || event.ctrlKey || event.metaKey) return
          event.preventDefault()
          onOpen(session.id)
        }}
      >
        <span className="tabular-nums text-muted">
          {`${clockAt(day, from)}–${clockAt(day, from + session.minutes)}`}
        </span>
        <span>
          <span>{titleOf(session, place.locale, texts)}</span>
          {level && (
            <span className="ms-2 text-sm">
              <Mark level={level} /> {texts[`clash_levels_${level}`]}
            </span>
          )}
        </span>
      </a>
    </li>
  )
}

/** What has no time, or one on no day of the event. */
export const Shelf = memo(function Shelf({ view, agenda, onOpen }: Pick<Props, 'view' | 'agenda' | 'onOpen'>) {
  const { texts, place, base, days } = view
  const waiting = agenda.sessions.filter((session) => !dayOfSession(days, session))
  return (
    <section aria-labelledby="shelf" data-part="shelf" className="agenda-side agenda-shelf">
      <h2 id="shelf">
        {texts.shelf} <span className="tabular-nums text-muted">{waiting.length}</span>
      </h2>
      {waiting.length === 0 && <p className="text-sm text-muted">{texts.shelf_empty}</p>}
      <ul>
        {waiting.map((session) => {
          const title = titleOf(session, place.locale, texts)
          return (
            <li key={session.id} data-session={session.id} data-name={title} className="shelf-item">
              <span data-grip="" className="shelf-grip" title={texts.grip} aria-hidden="true" />
              <a
                href={`${base}/sessions/${session.id}`}
                draggable={false}
                data-open={session.id}
                aria-label={fill(texts.card_shelf, { title, minutes: session.minutes })}
                onClick={(event) => {
                  if (!onOpen || event.ctrlKey || event.metaKey) return
                  event.preventDefault()
                  onOpen(session.id)
                }}
              >
                {title}
              </a>
              <span className="text-sm text-muted">
                {session.startsAt ? texts.outside : fill(texts.minutes_short, { minutes: session.minutes })}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
})
