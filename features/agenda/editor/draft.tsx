'use client'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Locale } from '@/lib/locales'
import type { Agenda, Session } from '../rules'
import { editAgendaAction } from './actions'
import { applied, type EditorTexts, fill, isStill, reversed, type Step, sameIn, titleOf } from './rules'

/** What one gesture did: its steps, how it is taken back, and what is said of it. */
type Entry = { redo: Step[]; undo: Step[]; said: string; merge?: string; at: number }
/** A step on its way, with the session as its editor saw it; `version` is null while a step before it on the same session is on its way. */
type Sent = { step: Step; version: number | null; seen: Session | undefined; entry: Entry; isUnderWay?: boolean }
/** A lost race: the session as somebody else has made it, and as it would be here; null: removed. */
export type Conflict = { theirs: Session; mine: Session | null }

type Options = { place: { locale: Locale; event: string }; agenda: Agenda; texts: EditorTexts; poll: string }

const POLL_MS = 2500
/** Left alone for so long, an open page asks no more, so that its session may end as every other. */
const IDLE_MS = 5 * 60_000
const MERGE_MS = 1500

/** The draft as this browser has it: what the server confirmed, with what is on its way there applied on top. */
export function useDraft({ place, agenda: first, texts, poll }: Options) {
  const confirmed = useRef(first)
  const queue = useRef<Sent[]>([])
  const ids = useRef(new Map<string, string>())
  const keys = useRef(new Map<string, string>())
  const done = useRef<Entry[]>([])
  const undone = useRef<Entry[]>([])
  const isRunning = useRef(false)
  const isBusy = useRef(false)
  const [agenda, setAgenda] = useState(first)
  const [said, setSaid] = useState('')
  const [problem, setProblem] = useState('')
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [counts, setCounts] = useState({ undo: 0, redo: 0, waiting: 0 })

  const show = useCallback(() => {
    const sessions = queue.current.reduce<Session[]>((all, { step }) => applied(all, step), confirmed.current.sessions)
    setAgenda({ ...confirmed.current, sessions })
    setCounts({ undo: done.current.length, redo: undone.current.length, waiting: queue.current.length })
    return sessions
  }, [])

  const now = useCallback(
    () => queue.current.reduce<Session[]>((all, { step }) => applied(all, step), confirmed.current.sessions),
    [],
  )

  const merge = useCallback((revision: number, sessions: readonly Session[], rest: Partial<Agenda> = {}) => {
    const all = new Map(confirmed.current.sessions.map((session) => [session.id, session]))
    for (const session of sessions) {
      if ((all.get(session.id)?.revision ?? 0) > session.revision) continue
      if (session.isDeleted) all.delete(session.id)
      else all.set(session.id, session)
    }
    confirmed.current = {
      ...confirmed.current,
      ...rest,
      sessions: [...all.values()],
      revision: Math.max(revision, confirmed.current.revision),
    }
  }, [])

  const pump = useCallback(async () => {
    if (isRunning.current) return
    isRunning.current = true
    while (queue.current.length > 0) {
      const sent = queue.current[0]!
      sent.isUnderWay = true
      const step = withId(sent.step, ids.current)
      try {
        const answer = await editAgendaAction(place, confirmed.current.revision, actOf(step, sent.version ?? 0))
        queue.current.shift()
        merge(answer.revision, answer.sessions)
        const mine = 'id' in step ? confirmed.current.sessions.find(({ id }) => id === step.id) : undefined
        if (sent.step.kind === 'create' && answer.made[0]) {
          ids.current.set(sent.step.id, answer.made[0])
          keys.current.set(answer.made[0], sent.step.id)
        }
        if (sent.step.kind === 'copyDay') sent.entry.undo = reversed(sent.step, [], answer.made)
        // What was sent twice, because the line broke before the answer came, is as it should be.
        const isThere = step.kind === 'change' && mine && sameIn(mine, step.change)
        if (answer.refusal && !isThere) {
          const id = 'id' in sent.step ? sent.step.id : ''
          queue.current = queue.current.filter(({ step: other }) => !('id' in other) || other.id !== id)
          done.current = done.current.filter((entry) => entry !== sent.entry)
          undone.current = undone.current.filter((entry) => entry !== sent.entry)
          if (answer.refusal.code === 'session_changed' && mine) {
            const own = step.kind === 'change' && sent.seen ? { ...sent.seen, ...step.change } : null
            setConflict({ theirs: mine, mine: own })
          } else setProblem(answer.refusal.message)
          setSaid(answer.refusal.message)
        } else {
          const next = queue.current.find(
            ({ step: other }) => 'id' in other && 'id' in sent.step && other.id === sent.step.id,
          )
          const id = 'id' in sent.step ? (ids.current.get(sent.step.id) ?? sent.step.id) : ''
          if (next && next.version === null)
            next.version = confirmed.current.sessions.find((one) => one.id === id)?.version ?? 0
          setProblem('')
        }
        show()
      } catch {
        sent.isUnderWay = false
        if (step.kind === 'create' || step.kind === 'copyDay') {
          const id = step.kind === 'create' ? step.id : ''
          queue.current = queue.current.filter((one) => one !== sent && (!('id' in one.step) || one.step.id !== id))
          done.current = done.current.filter((entry) => entry !== sent.entry)
          setProblem(texts.lost_new)
        } else setProblem(texts.lost)
        show()
        await new Promise((resolve) => setTimeout(resolve, 3000))
      }
    }
    isRunning.current = false
  }, [place, merge, show, texts])

  const enqueue = useCallback(
    (steps: readonly Step[], entry: Entry) => {
      for (const step of steps) {
        const id = 'id' in step ? step.id : ''
        const last = queue.current.at(-1)
        if (
          step.kind === 'change' &&
          last?.step.kind === 'change' &&
          last.step.id === id &&
          !last.isUnderWay &&
          entry === last.entry
        ) {
          last.step = { ...last.step, change: { ...last.step.change, ...step.change } }
          continue
        }
        const isAfterOwn = queue.current.some(({ step: other }) => 'id' in other && other.id === id)
        const real = ids.current.get(id) ?? id
        const version = confirmed.current.sessions.find((one) => one.id === real)?.version ?? 0
        const seen = now().find((one) => one.id === id)
        queue.current.push({ step: withId(step, ids.current), version: isAfterOwn ? null : version, seen, entry })
      }
      show()
      void pump()
    },
    [now, pump, show],
  )

  /** Does what a gesture means, at once on the screen. Equal `merge` within a moment: one gesture, undone as one. */
  const perform = useCallback(
    (steps: Step[], sentence: string, mergeKey?: string) => {
      const sessions = now()
      const undo = steps.flatMap((step) => reversed(step, sessions)).reverse()
      const last = done.current.at(-1)
      const at = Date.now()
      setSaid(sentence)
      if (mergeKey && last?.merge === mergeKey && at - last.at < MERGE_MS) {
        const [step] = steps
        const [start] = last.redo
        if (step?.kind === 'change' && start?.kind === 'change') {
          const change = { ...start.change, ...step.change }
          const before = { ...step.before, ...start.before }
          last.redo = [{ ...start, change, before }]
          last.undo = [{ ...start, change: before, before: change }]
          last.at = at
          last.said = sentence
          return enqueue(steps, last)
        }
      }
      const entry: Entry = { redo: steps, undo, said: sentence, merge: mergeKey, at }
      done.current = [...done.current.slice(-99), entry]
      undone.current = []
      enqueue(steps, entry)
    },
    [enqueue, now],
  )

  const travel = useCallback(
    (from: typeof done, to: typeof done, which: 'undo' | 'redo') => {
      const entry = from.current.at(-1)
      if (!entry) return setSaid(texts.nothing_to_undo)
      from.current = from.current.slice(0, -1)
      const steps = entry[which].map((step) => withId(step, ids.current))
      if (!steps.every((step) => isStill(now(), step))) {
        setProblem(texts.overtaken)
        setSaid(texts.overtaken)
        return show()
      }
      entry.merge = undefined
      to.current = [...to.current, entry]
      setSaid(fill(which === 'undo' ? texts.undone : texts.redone, { what: entry.said }))
      enqueue(steps, entry)
    },
    [enqueue, now, show, texts],
  )

  const idOf = useCallback((id: string) => ids.current.get(id) ?? id, [])
  /** The same before and after a new session has its id, so that its element stays. */
  const keyOf = useCallback((id: string) => keys.current.get(id) ?? id, [])
  const isMoving = useCallback((busy: boolean) => {
    isBusy.current = busy
  }, [])

  useEffect(() => {
    let isOver = false
    let timer: ReturnType<typeof setTimeout>
    let usedAt = Date.now()
    const use = () => {
      usedAt = Date.now()
    }
    const look = async () => {
      const isQuiet = queue.current.length > 0 || isBusy.current
      if (document.visibilityState === 'visible' && Date.now() - usedAt < IDLE_MS && !isQuiet) {
        try {
          const response = await fetch(`${poll}?since=${confirmed.current.revision}`, { cache: 'no-store' })
          if (response.ok && !isOver) {
            const news = (await response.json()) as Agenda
            // The first change of an agenda gives it its roles, of which that change's answer does not tell.
            if (news.revision > confirmed.current.revision || confirmed.current.roles.length < news.roles.length) {
              const { sessions, revision, ...rest } = news
              merge(revision, sessions, rest)
              if (!isBusy.current) {
                show()
                const names = sessions.map((session) => titleOf(session, place.locale, texts))
                if (names.length > 0) setSaid(fill(texts.others_changed, { titles: names.slice(0, 3).join(', ') }))
              }
            }
          }
        } catch {
          // The line is down: the next look tells.
        }
      }
      if (!isOver) timer = setTimeout(look, POLL_MS)
    }
    timer = setTimeout(look, POLL_MS)
    document.addEventListener('pointermove', use, { passive: true })
    document.addEventListener('keydown', use)
    return () => {
      isOver = true
      clearTimeout(timer)
      document.removeEventListener('pointermove', use)
      document.removeEventListener('keydown', use)
    }
  }, [poll, merge, show, place, texts])

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (queue.current.length > 0) event.preventDefault()
    }
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [])

  return useMemo(
    () => ({
      agenda,
      said,
      problem,
      conflict,
      counts,
      perform,
      isMoving,
      say: setSaid,
      idOf,
      keyOf,
      undo: () => travel(done, undone, 'undo'),
      redo: () => travel(undone, done, 'redo'),
      settle: () => setConflict(null),
    }),
    [agenda, said, problem, conflict, counts, perform, isMoving, travel, idOf, keyOf],
  )
}

export type Draft = ReturnType<typeof useDraft>

function withId<T extends Step>(step: T, ids: Map<string, string>): T {
  if (!('id' in step)) return step
  const id = ids.get(step.id) ?? step.id
  if (id === step.id) return step
  return step.kind === 'restore' ? { ...step, id, session: { ...step.session, id } } : { ...step, id }
}

function actOf(step: Step, version: number): unknown {
  switch (step.kind) {
    case 'create':
      return { kind: 'create', content: step.content }
    case 'change':
      return { kind: 'change', id: step.id, version, change: step.change }
    case 'remove':
      return { kind: 'remove', id: step.id, version }
    case 'restore':
      return { kind: 'restore', id: step.id }
    default:
      return step
  }
}
