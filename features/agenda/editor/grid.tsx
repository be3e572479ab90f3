'use client'
import { memo, type RefObject, useLayoutEffect, useRef } from 'react'
import { inLocale, type Locale } from '@/lib/locales'
import type { Agenda, Track } from '../rules'
import type { EditorClash } from './clash-list'
import { clockAt, type Day, type EditorTexts, fill, type Placed, titleOf } from './rules'

type Props = {
  day: Day
  agenda: Agenda
  columns: (string | null)[]
  placed: Placed[]
  marks: Map<string, EditorClash['level']>
  kinds: Record<string, string>
  locale: Locale
  texts: EditorTexts
  keyOf: (id: string) => string
  onOpen: (id: string) => void
}

const EARLIEST = 8 * 60

/** Rooms × time of one day. Where things stand is set by their own style, because pages carry no inline styles. */
export const Grid = memo(function Grid({
  day,
  agenda,
  columns,
  placed,
  marks,
  kinds,
  locale,
  texts,
  keyOf,
  onOpen,
}: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const main = useRef<HTMLDivElement>(null)
  const first = useRef({ placed, day })
  first.current = { placed, day }

  useLayoutEffect(() => {
    main.current?.style.setProperty('--columns', String(columns.length))
    main.current?.style.setProperty('--minutes', String(day.minutes))
  }, [columns.length, day.minutes])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another day begins where its sessions do
  useLayoutEffect(() => {
    const { placed, day } = first.current
    const from = placed.length > 0 ? Math.min(...placed.map((one) => one.from)) - 30 : EARLIEST
    const body = main.current?.querySelector('[data-part="body"]')
    if (scroller.current && body)
      scroller.current.scrollTop = (Math.max(0, from) / day.minutes) * body.getBoundingClientRect().height
  }, [day.date])

  const name = (id: string | null) =>
    id === null ? texts.whole_venue : inLocale(agenda.rooms.find((room) => room.id === id)?.name, locale)
  const hours = day.hours.slice(0, Math.ceil(day.minutes / 60))
  return (
    <div ref={scroller} data-part="scroller" className="grid-scroller">
      <div ref={main} className="grid-main">
        <div className="grid-heads">
          <span />
          {columns.map((id) => (
            <span key={id ?? ''} className="grid-head">
              {name(id)}
            </span>
          ))}
        </div>
        <div className="grid-hours" aria-hidden="true">
          {hours.map((clock, at) => (
            <Hour key={clock + String(at)} share={(at * 60) / day.minutes} clock={clock} />
          ))}
        </div>
        <div data-part="body" className="grid-body">
          {columns.slice(1).map((id, at) => (
            <Line key={id} share={(at + 1) / columns.length} />
          ))}
          {placed.map(({ session, column, from, to, lane, lanes }) => {
            const track = agenda.tracks.find(({ id }) => id === session.trackId)
            const time = `${clockAt(day, from)}–${clockAt(day, to)}`
            const title = titleOf(session, locale, texts)
            const level = marks.get(session.id)
            return (
              <Card
                key={keyOf(session.id)}
                id={session.id}
                left={(column + lane / lanes) / columns.length}
                width={1 / lanes / columns.length}
                top={from / day.minutes}
                height={(to - from) / day.minutes}
                isShort={to - from < 30}
                isFlat={to - from < 45}
                isNarrow={lanes > 1}
                time={time}
                title={title}
                track={track}
                trackName={inLocale(track?.name, locale)}
                kind={kinds[session.kind] ?? ''}
                people={session.speakers.length}
                level={level}
                levelText={level ? texts[`clash_levels_${level}`] : ''}
                label={fill(texts.card, {
                  time,
                  title,
                  room: name(session.roomId),
                  kind: [kinds[session.kind], inLocale(track?.name, locale)].filter(Boolean).join(', '),
                  clash: level ? texts[`clash_levels_${level}`] : '',
                })}
                grip={texts.grip}
                onOpen={onOpen}
              />
            )
          })}
          <div data-part="sketch" className="grid-sketch" hidden aria-hidden="true" />
        </div>
      </div>
    </div>
  )
})

function Hour({ share, clock }: { share: number; clock: string }) {
  const element = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    element.current?.style.setProperty('top', `${share * 100}%`)
  }, [share])
  return <span ref={element}>{clock}</span>
}

function Line({ share }: { share: number }) {
  const element = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    element.current?.style.setProperty('left', `${share * 100}%`)
  }, [share])
  return <span ref={element} className="grid-line" aria-hidden="true" />
}

type CardProps = {
  id: string
  left: number
  width: number
  top: number
  height: number
  isShort: boolean
  isFlat: boolean
  isNarrow: boolean
  time: string
  title: string
  track: Track | undefined
  trackName: string
  kind: string
  people: number
  level: EditorClash['level'] | undefined
  levelText: string
  label: string
  grip: string
  onOpen: (id: string) => void
}

const Card = memo(function Card({ id, left, width, top, height, track, level, ...card }: CardProps) {
  const element = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    const style = element.current!.style
    style.insetInlineStart = `${left * 100}%`
    style.width = `${width * 100}%`
    style.top = `${top * 100}%`
    style.height = `${height * 100}%`
  }, [left, width, top, height])
  useColour(element, track?.colour)
  return (
    <button
      ref={element}
      type="button"
      data-session={id}
      data-level={level}
      data-short={card.isShort || undefined}
      data-flat={card.isFlat || undefined}
      data-narrow={card.isNarrow || undefined}
      className="session-card"
      aria-label={card.label}
      aria-describedby="agenda-keys"
      onClick={() => card.onOpen(id)}
    >
      <span className="session-time">
        {level && <Mark level={level} />}
        <span data-time="">{card.time}</span>
      </span>
      <span className="session-title">{card.title}</span>
      {level && <span className="session-level">{card.levelText}</span>}
      <span className="session-more">
        {[card.kind, card.trackName].filter(Boolean).join(' · ')}
        {card.people > 0 && ` · ${card.people}`}
      </span>
      <span data-grip="" className="session-grip" title={card.grip} />
      <span data-stretch="" className="session-edge" />
    </button>
  )
})

/** The track's colour as a property of the element's own. */
export function useColour(element: RefObject<HTMLElement | null>, colour: string | undefined): void {
  useLayoutEffect(() => {
    if (colour) element.current?.style.setProperty('--track', colour)
    else element.current?.style.removeProperty('--track')
  }, [element, colour])
}

/** A clash's sign: its shape differs with its level, too. */
export function Mark({ level }: { level: EditorClash['level'] }) {
  return <span className="clash-mark" data-level={level} aria-hidden="true" />
}
