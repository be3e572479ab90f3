import type { PublicEvent } from '@/features/events/access'
import { formatDate, formatTime } from '@/lib/dates'
import { type Locale, textIn } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { namesOf } from '../public/queries'
import { byRole, visibleSessions } from '../public/rules'
import { readRelease } from '../queries'
import { dayOf, endOf } from '../rules'
import type { ScreenData } from './rules'

/** Most sessions that a screen keeps: hours of a large conference. */
const MOST_KEPT = 250

/** What a screen keeps: all that runs or is to come, of one room or of all. Null while nothing is released. */
export async function screenData(
  event: PublicEvent,
  locale: Locale,
  roomId: string,
  now: Date,
): Promise<ScreenData | null> {
  const release = await readRelease(event)
  if (!release) return null
  const { programme } = release
  const t = texts(locale)
  const at = now.toISOString()
  const hasRoom = programme.rooms.some(({ id }) => id === roomId)
  const sessions = visibleSessions(programme, null)
    .filter((session) => endOf(session) > at && (!hasRoom || session.roomId === null || session.roomId === roomId))
    .slice(0, MOST_KEPT)
  const ids = hasRoom ? sessions.flatMap(({ speakers }) => speakers.map(({ speakerId }) => speakerId)) : []
  const names = await namesOf(event, locale, ids)
  return {
    now: now.getTime(),
    date: formatDate(now, locale, event.timeZone),
    timeZone: event.timeZone,
    rooms: programme.rooms
      .filter(({ id }) => !hasRoom || id === roomId)
      .map(({ id, name }) => ({ id, name: textIn(name, locale).text, lang: textIn(name, locale).lang })),
    sessions: sessions.map((session) => {
      const title = textIn(session.title, locale)
      const [from, to] = [new Date(session.startsAt), new Date(endOf(session))]
      const people = byRole(session.speakers, programme.roles).map(({ speakerId }) => names.get(speakerId) ?? '')
      return {
        id: session.id,
        title: title.text || t(`agenda.kinds.${session.kind}`),
        lang: title.text ? title.lang : locale,
        roomId: session.roomId,
        from: from.getTime(),
        to: to.getTime(),
        time: `${formatTime(from, locale, event.timeZone)}–${formatTime(to, locale, event.timeZone)}`,
        day: dayOf(from, event.timeZone),
        date: formatDate(from, locale, event.timeZone),
        people: [...new Set(people)].filter(Boolean).join(', '),
      }
    }),
  }
}
