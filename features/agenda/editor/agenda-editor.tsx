'use client'
import { useRouter } from 'next/navigation'
import { type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { KeyShortcuts } from '@/components/key-shortcuts'
import { inLocale, type Locale } from '@/lib/locales'
import type { ClashContext, ClashKind } from '../clashes/rules'
import { type Agenda, type Session, USUAL_MINUTES } from '../rules'
import { ClashList, marksOf, useClashes } from './clash-list'
import { useDraft } from './draft'
import { Grid } from './grid'
import { useKeyboard } from './keyboard'
import { usualRole } from './people-field'
import { type Drop, useGridPointer } from './pointer'
import {
  applied,
  changing,
  clockAt,
  columnsOf,
  type Day,
  dayOfSession,
  difference,
  type EditorSpeaker,
  type EditorTexts,
  fill,
  minuteOf,
  momentAt,
  placedOn,
  titleOf,
} from './rules'
import { useEvent, useIsWide } from './screen'
import { SessionList, Shelf } from './session-list'
import { SpeakerList } from './speaker-list'
import { Tools } from './tools'
import { type Opened, Windows } from './windows'
import './editor.css'

export type EditorView = {
  place: { locale: Locale; event: string }
  /** Address of the agenda in the organisers' area. */
  base: string
  days: Day[]
  speakers: EditorSpeaker[]
  kinds: Record<string, string>
  /** Names of the floor's languages by their codes. */
  languages: Record<string, string>
  /** Those that the event is written in. */
  written: readonly Locale[]
  texts: EditorTexts
  clashContext: ClashContext
  clashPatterns: Record<ClashKind, string>
  keyLabels: { title: string; on: string; off: string; send: string; leave: string }
}

type Props = { view: EditorView; first: Agenda; day: string; poll: string; isArchived: boolean }

/** The agenda's editor: grid, shelf, speakers and clashes, with what can be done to them by pointer and by keyboard. */
export function AgendaEditor({ view, first, day: firstDay, poll, isArchived }: Props) {
  const { texts, days, place } = view
  const draft = useDraft({ place, agenda: first, texts, poll })
  const { agenda, perform, say } = draft
  const isWide = useIsWide()
  const router = useRouter()
  const [date, setDate] = useState(firstDay)
  const [opened, setOpened] = useState<Opened | null>(null)
  const [isCopying, setCopying] = useState(false)
  const focus = useRef<string | null>(null)
  const root = useRef<HTMLDivElement>(null)
  const day = days.find((one) => one.date === date) ?? days[0]!
  const columns = useMemo(() => columnsOf(agenda), [agenda])
  const placed = useMemo(() => placedOn(day, agenda.sessions, columns), [day, agenda.sessions, columns])
  const clashes = useClashes(agenda, view)
  const marks = useMemo(() => marksOf(clashes), [clashes])
  const known = useRef(agenda)
  known.current = agenda

  const roomName = (id: string | null) =>
    id === null ? texts.whole_venue : inLocale(agenda.rooms.find((room) => room.id === id)?.name, place.locale)

  const sentence = (pattern: string, session: Session) => {
    const on = dayOfSession(days, session)
    const from = on && session.startsAt ? minuteOf(on, session.startsAt) : 0
    return fill(pattern, {
      title: titleOf(session, place.locale, texts),
      time: on ? `${clockAt(on, from)}–${clockAt(on, from + session.minutes)}` : '',
      room: roomName(session.roomId),
      day: on?.label ?? '',
      minutes: session.minutes,
    })
  }

  const change = (session: Session, to: Partial<Session>, pattern: string, merge?: string) => {
    const step = changing(session, to)
    const [after] = applied([session], step)
    perform([step], sentence(pattern, after!), merge)
  }

  const find = (id: string) => known.current.sessions.find((session) => session.id === draft.idOf(id))

  const remove = (session: Session) => perform([{ kind: 'remove', id: session.id }], sentence(texts.removed, session))

  const begin = (content: Partial<Session> = {}) => {
    // The booths of a day rarely change: what was said of the session before holds until something else is said.
    const before = [...placed].reverse().find(({ session }) => session.spoken.length > 0)?.session
    const [made] = applied([], {
      kind: 'create',
      id: `new-${Date.now()}`,
      content: {
        kind: 'panel',
        minutes: USUAL_MINUTES,
        spoken: before?.spoken ?? [],
        interpreted: before?.interpreted ?? [],
        ...content,
      },
    })
    setOpened({ session: made!, isNew: true })
  }

  const save = ({ session, isNew }: Opened, said: Partial<Session>) => {
    const [after] = applied([session], { kind: 'change', id: session.id, change: said, before: {} })
    const on = dayOfSession(days, after!)
    focus.current = session.id
    if (on) setDate(on.date)
    const content = { kind: after!.kind, minutes: after!.minutes, ...said }
    if (isNew)
      perform([{ kind: 'create', id: session.id, content }], sentence(on ? texts.made : texts.to_shelf, after!))
    else if (Object.keys(said).length > 0) change(session, said, on ? texts.changed : texts.to_shelf)
  }

  /** Where the day's last session ends, in its room. */
  const beginNext = () => {
    const [last] = [...placed].sort((a, b) => b.to - a.to)
    const from = Math.min(last?.to ?? 9 * 60, day.minutes - USUAL_MINUTES)
    const roomId = last ? last.session.roomId : (agenda.rooms[0]?.id ?? null)
    begin({ startsAt: momentAt(day, from), roomId })
  }

  const drop = (dropped: Drop) => {
    if (dropped.kind === 'create') {
      const { column, from, minutes } = dropped
      return begin({ startsAt: momentAt(day, from), minutes, roomId: columns[column] ?? null })
    }
    const session = find(dropped.kind === 'speaker' ? dropped.sessionId : dropped.id)
    if (!session) return
    if (dropped.kind === 'move') {
      const to = { startsAt: momentAt(day, dropped.from), roomId: columns[dropped.column] ?? null }
      if (to.startsAt !== session.startsAt || to.roomId !== session.roomId) change(session, to, texts.moved)
    }
    if (dropped.kind === 'stretch' && dropped.minutes !== session.minutes)
      change(session, { minutes: dropped.minutes }, texts.stretched)
    if (dropped.kind === 'shelf') change(session, { startsAt: null }, texts.to_shelf)
    if (dropped.kind === 'speaker') addPerson(session, dropped.speakerId)
  }

  const addPerson = (session: Session, speakerId: string) => {
    const role = agenda.roles.find(({ id }) => id === usualRole(agenda))
    const name = view.speakers.find(({ id }) => id === speakerId)?.name ?? ''
    if (!role) return say(texts.no_roles)
    if (session.speakers.some((one) => one.speakerId === speakerId)) return say(fill(texts.person_there, { name }))
    const speakers = [...session.speakers, { speakerId, roleId: role.id, itemId: null }]
    const values = { name, role: inLocale(role.name, place.locale), title: titleOf(session, place.locale, texts) }
    perform([changing(session, { speakers })], fill(texts.person_added, values))
  }

  useGridPointer(root, {
    day,
    columns: columns.length,
    placed,
    minutesOf: (id) => find(id)?.minutes ?? USUAL_MINUTES,
    onDrop: drop,
    onBusy: draft.isMoving,
  })

  const open = useCallback((id: string) => {
    const session = known.current.sessions.find((one) => one.id === id)
    if (session) setOpened({ session, isNew: false })
  }, [])

  useKeyboard(root, {
    find,
    columns,
    day,
    change: (session, to, how) => {
      focus.current = session.id
      change(session, to, how === 'moved' ? texts.moved : texts.stretched, `${how}/${session.id}`)
    },
    remove: (session) => {
      const at = placed.findIndex((one) => one.session.id === session.id)
      focus.current = (placed[at + 1] ?? placed[at - 1])?.session.id ?? null
      remove(session)
    },
    undo: draft.undo,
    redo: draft.redo,
  })

  // What was moved by keyboard keeps the focus, wherever its element stands now.
  useEffect(() => {
    if (!focus.current || !placed) return
    const id = draft.idOf(focus.current)
    const card = root.current?.querySelector<HTMLElement>(`button[data-session="${id}"]`)
    if (card && document.activeElement !== card) card.focus()
    if (card) focus.current = null
  }, [placed, draft])

  // Who speaks and when they are free is edited on other pages, often in another tab.
  useEffect(() => {
    const renew = () => document.visibilityState === 'visible' && router.refresh()
    document.addEventListener('visibilitychange', renew)
    return () => document.removeEventListener('visibilitychange', renew)
  }, [router])

  const showSession = useEvent((id: string) => {
    const session = find(id)
    const on = session && dayOfSession(days, session)
    if (!session || !on) return open(id)
    setDate(on.date)
    focus.current = id
    if (on.date === date)
      root.current?.querySelector<HTMLElement>(`[data-session="${id}"], [data-open="${id}"]`)?.focus()
  })

  const goTo = (event: MouseEvent, to: string) => {
    if (event.ctrlKey || event.metaKey) return
    event.preventDefault()
    setDate(to)
    history.replaceState(null, '', `?day=${to}`)
  }

  const keys = useMemo(() => [{ code: 'KeyN', selector: '#agenda-new', label: texts.new }], [texts])
  const isReady = isWide !== null
  return (
    <div ref={root} className="agenda-editor" data-ready={isReady}>
      <Tools
        view={view}
        date={day.date}
        isReady={isReady}
        isArchived={isArchived}
        counts={draft.counts}
        onDay={goTo}
        onNew={beginNext}
        onUndo={draft.undo}
        onRedo={draft.redo}
        onCopy={() => setCopying(true)}
      />
      <p className="agenda-said" role="status" aria-live="polite">
        {draft.said}
      </p>
      {draft.problem && (
        <p role="alert" className="notice measure mb-4">
          {draft.problem}
        </p>
      )}
      <div className="agenda-parts">
        <div className="min-w-0">
          {agenda.rooms.length === 0 && (
            <p className="notice measure mb-4">
              <a href={`${view.base}/rooms`}>{texts.empty_rooms}</a>
            </p>
          )}
          {isWide && agenda.sessions.length === 0 && <p className="notice measure mb-4">{texts.empty_sessions}</p>}
          {isWide ? (
            <Grid
              day={day}
              agenda={agenda}
              columns={columns}
              placed={placed}
              marks={marks}
              kinds={view.kinds}
              locale={place.locale}
              texts={texts}
              keyOf={draft.keyOf}
              onOpen={open}
            />
          ) : (
            <SessionList
              view={view}
              agenda={agenda}
              days={isReady ? [day] : days}
              marks={marks}
              onOpen={isReady && !isArchived ? open : null}
            />
          )}
        </div>
        <div className="agenda-aside">
          <Shelf view={view} agenda={agenda} onOpen={isReady && !isArchived ? open : null} />
          <ClashList clashes={clashes} texts={texts} onShow={showSession} />
          {isReady && <SpeakerList view={view} />}
        </div>
      </div>
      {isReady && (
        <div className="mt-4 max-md:hidden">
          <KeyShortcuts keys={keys} labels={view.keyLabels} />
          <p id="agenda-keys" className="mb-3 measure text-sm text-muted">
            {texts.keys}
          </p>
        </div>
      )}
      <div data-part="ghost" className="agenda-ghost" hidden aria-hidden="true" />
      <Windows
        view={view}
        agenda={agenda}
        day={day}
        opened={opened}
        isCopying={isCopying}
        conflict={draft.conflict}
        onClose={() => {
          setOpened(null)
          setCopying(false)
          draft.settle()
        }}
        onSave={save}
        onRemove={remove}
        onCopy={(to) => {
          const said = fill(texts.copied, { day: days.find((one) => one.date === to)?.label ?? '' })
          perform([{ kind: 'copyDay', from: day.date, to }], said)
          setDate(to)
        }}
        onTake={({ theirs, mine }) => (mine ? change(theirs, difference(theirs, mine), texts.changed) : remove(theirs))}
      />
    </div>
  )
}
