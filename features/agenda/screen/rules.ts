/** A session as screens have it: all words are made by the server, because browsers do not know each of our languages. */
export type ScreenSession = {
  id: string
  title: string
  /** Language of the title. */
  lang: string
  roomId: string | null
  /** Milliseconds since 1970. */
  from: number
  to: number
  /** "10:00–11:00", in the event's zone. */
  time: string
  /** The day in the event's zone: ISO, and in words. */
  day: string
  date: string
  people: string
}

export type ScreenData = {
  /** Milliseconds since 1970 by the server's clock. */
  now: number
  /** The day of `now` in the event's zone, in words. */
  date: string
  timeZone: string
  sessions: ScreenSession[]
  rooms: { id: string; name: string; lang: string }[]
}

export type Board = {
  /** What takes the whole venue: a break, a reception. */
  everywhere: ScreenSession[]
  rooms: { id: string; name: string; lang: string; now: ScreenSession[]; next: ScreenSession | null }[]
}

/** What the screen says at a moment: room by room what runs and what comes next. Rooms with nothing more are left out. */
export function boardAt({ sessions, rooms }: Pick<ScreenData, 'sessions' | 'rooms'>, now: number): Board {
  const running = ({ from, to }: ScreenSession) => from <= now && now < to
  const coming = sessions.filter(({ from }) => from > now).sort((a, b) => a.from - b.from)
  return {
    everywhere: sessions.filter((session) => session.roomId === null && running(session)),
    rooms: rooms
      .map((room) => ({
        ...room,
        now: sessions.filter((session) => session.roomId === room.id && running(session)),
        next: coming.find(({ roomId }) => roomId === room.id) ?? null,
      }))
      .filter((room) => room.now.length > 0 || room.next),
  }
}

/**
 * The service worker of the screen: a start without a network, or while the server is away, gets the page that the
 * device kept. All else it asks the network for, so that the board knows when it is alone.
 */
export const SCREEN_WORKER = `
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  const kept = () => caches.match(request, { ignoreVary: true })
  const late = new Promise((_, reject) => setTimeout(reject, 10000))
  event.respondWith(
    Promise.race([fetch(request), late]).then(
      async (answer) => (answer.status < 500 ? answer : ((await kept()) ?? answer)),
      async () => (await kept()) ?? Response.error(),
    ),
  )
})
`

/** Most rooms on one screen, so that its type is large enough; where there are more, the screen turns its pages. */
export const MOST_ROOMS = 4

/** The page of rooms to show at a moment, and how many there are. Each stands for fifteen seconds. */
export function pageAt<T>(rooms: readonly T[], now: number): { rooms: T[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(rooms.length / MOST_ROOMS))
  const page = Math.floor(now / 15_000) % pages
  return { rooms: rooms.slice(page * MOST_ROOMS, (page + 1) * MOST_ROOMS), page: page + 1, pages }
}

/** "10:05" and the ISO day on the clocks of `timeZone`; digits only. */
export function clockAt(now: number, timeZone: string): { time: string; day: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return { time: `${part('hour')}:${part('minute')}`, day: `${part('year')}-${part('month')}-${part('day')}` }
}
