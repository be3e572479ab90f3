'use client'
import { useEffect, useState } from 'react'
import { forget, keepPage, remember, remembered, stayAwake } from './kept'
import { boardAt, clockAt, pageAt, type ScreenData, type ScreenSession } from './rules'
import './screen.css'

type Props = {
  data: ScreenData
  title: string
  /** Address that newer data are asked for at. */
  address: string
  /** Address of the service worker. */
  worker: string
  labels: { now: string; next: string; free: string; over: string; offline: string }
}

const ASKS_EVERY = 30_000

/** Milliseconds until it is tried again: a network is often said to be back before it is. */
const TRIES_EVERY = 5_000

/** Milliseconds that a page may take from the server to the screen. */
const MOST_UNDERWAY = 5_000

/** The board in the foyer: by the server's clock, with what was heard last while the network is away, also after a new start. */
export function ScreenBoard({ data: first, title, address, worker, labels }: Props) {
  const [data, setData] = useState(first)
  const [now, setNow] = useState(first.now)
  const [lostAt, setLostAt] = useState<number | null>(null)
  useEffect(() => {
    const last = remembered(address)
    // By the clock of this device the page is of long ago: the device kept it, and what it heard since is newer.
    const isKept = last !== null && first.now < Date.now() + last.ahead - MOST_UNDERWAY
    const heard = isKept && last.data.now > first.now ? last.data : first
    let ahead = isKept ? last.ahead : first.now - Date.now()
    remember(address, { data: heard, ahead })
    setData(heard)
    if (isKept) setLostAt(heard.now)
    const tell = () => setNow(Date.now() + ahead)
    let isOver = false
    let next: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      clearTimeout(next)
      let wait = ASKS_EVERY
      try {
        const answer = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(10_000) })
        if (answer.status === 404) await forget(address)
        if (!answer.ok) throw new Error(String(answer.status))
        const fresh = (await answer.json()) as ScreenData
        ahead = fresh.now - Date.now()
        remember(address, { data: fresh, ahead })
        setData(fresh)
        setLostAt(null)
      } catch {
        wait = TRIES_EVERY
        setLostAt((since) => since ?? Date.now() + ahead)
      }
      clearTimeout(next)
      if (!isOver) next = setTimeout(ask, wait)
    }
    const onLost = () => setLostAt((since) => since ?? Date.now() + ahead)
    const keep = () => keepPage(worker)
    tell()
    stayAwake()
    ask()
    if (document.readyState === 'complete') keep()
    const ticking = setInterval(tell, 1000)
    window.addEventListener('load', keep)
    window.addEventListener('online', ask)
    window.addEventListener('offline', onLost)
    document.addEventListener('visibilitychange', stayAwake)
    return () => {
      clearInterval(ticking)
      isOver = true
      clearTimeout(next)
      window.removeEventListener('load', keep)
      window.removeEventListener('online', ask)
      window.removeEventListener('offline', onLost)
      document.removeEventListener('visibilitychange', stayAwake)
    }
  }, [first, address, worker])

  const clock = clockAt(now, data.timeZone)
  const board = boardAt(data, now)
  const { rooms, page, pages } = pageAt(board.rooms, now)
  const isDoor = data.rooms.length === 1
  const lost = lostAt === null ? null : clockAt(lostAt, data.timeZone)
  const lostTime = lost && (lost.day === clock.day ? lost.time : `${data.date}, ${lost.time}`)
  const when = (session: ScreenSession) =>
    session.day === clock.day ? session.time : `${session.date}, ${session.time}`
  return (
    <main id="main" className="screen" data-rooms={rooms.length} data-door={isDoor}>
      <header>
        <h1>{isDoor ? data.rooms[0]!.name : title}</h1>
        <time className="screen-clock">{clock.time}</time>
      </header>
      {board.everywhere.map((session) => (
        <p key={session.id} className="screen-everywhere">
          <span>{session.time}</span> <b lang={session.lang}>{session.title}</b>
        </p>
      ))}
      <div className="screen-rooms">
        {rooms.map((room) => (
          <section key={room.id} aria-label={room.name}>
            {!isDoor && <h2 lang={room.lang}>{room.name}</h2>}
            {room.now.length === 0 && <p className="screen-free">{labels.free}</p>}
            {room.now.map((session) => (
              <div key={session.id} className="screen-now">
                <p className="screen-label">
                  {labels.now} <span>{session.time}</span>
                </p>
                <p className="screen-title" lang={session.lang}>
                  {session.title}
                </p>
                {isDoor && session.people && <p className="screen-people">{session.people}</p>}
              </div>
            ))}
            {room.next && (
              <div className="screen-next">
                <p className="screen-label">
                  {labels.next} <span>{when(room.next)}</span>
                </p>
                <p className="screen-title" lang={room.next.lang}>
                  {room.next.title}
                </p>
              </div>
            )}
          </section>
        ))}
        {board.rooms.length === 0 && board.everywhere.length === 0 && <p className="screen-free">{labels.over}</p>}
      </div>
      {(lostTime || pages > 1) && (
        <footer>
          {lostTime && <span role="status">{labels.offline.replace('{time}', lostTime)}</span>}
          {pages > 1 && (
            <span>
              {page} / {pages}
            </span>
          )}
        </footer>
      )}
    </main>
  )
}
