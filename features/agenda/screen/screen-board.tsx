'use client'
import { useEffect, useState } from 'react'
import { boardAt, clockAt, pageAt, type ScreenData, type ScreenSession } from './rules'
import './screen.css'

type Props = {
  data: ScreenData
  title: string
  /** Address that newer data are asked for at. */
  address: string
  labels: { now: string; next: string; free: string; over: string; offline: string }
}

const ASKS_EVERY = 30_000

/** The board in the foyer: by the server's clock, with what was heard last while the network is away. */
export function ScreenBoard({ data: first, title, address, labels }: Props) {
  const [data, setData] = useState(first)
  const [now, setNow] = useState(first.now)
  const [lostAt, setLostAt] = useState<number | null>(null)
  useEffect(() => {
    let ahead = first.now - Date.now()
    const tick = setInterval(() => setNow(Date.now() + ahead), 1000)
    const ask = async () => {
      try {
        const answer = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(10_000) })
        if (!answer.ok) throw new Error(String(answer.status))
        const fresh = (await answer.json()) as ScreenData
        ahead = fresh.now - Date.now()
        setData(fresh)
        setLostAt(null)
      } catch {
        setLostAt((since) => since ?? Date.now() + ahead)
      }
    }
    const asking = setInterval(ask, ASKS_EVERY)
    const onLost = () => setLostAt((since) => since ?? Date.now() + ahead)
    window.addEventListener('online', ask)
    window.addEventListener('offline', onLost)
    return () => {
      clearInterval(tick)
      clearInterval(asking)
      window.removeEventListener('online', ask)
      window.removeEventListener('offline', onLost)
    }
  }, [first.now, address])

  const clock = clockAt(now, data.timeZone)
  const board = boardAt(data, now)
  const { rooms, page, pages } = pageAt(board.rooms, now)
  const isDoor = data.rooms.length === 1
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
      {(lostAt !== null || pages > 1) && (
        <footer>
          {lostAt !== null && (
            <span role="status">{labels.offline.replace('{time}', clockAt(lostAt, data.timeZone).time)}</span>
          )}
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
