import { Said } from '@/components/said'
import { formatDate, formatTime } from '@/lib/dates'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { endOf, type Programme } from '../rules'
import { byRole, dayIn, type VisibleSession } from './rules'

type Props = {
  locale: Locale
  programme: Programme
  sessions: readonly VisibleSession[]
  names: ReadonlyMap<string, string>
  stars: ReadonlySet<string>
  zone: string
  /** Address of a session's page, before its id. */
  href: string
  /** What stands at a session for this reader: their place, say. */
  standing?: (session: VisibleSession) => string
}

/** Sessions by day and time. The stars are buttons of the form around the list, so that one form serves them all. */
export function AgendaList({ locale, programme, sessions, names, stars, zone, href, standing }: Props) {
  const t = texts(locale)
  const rooms = new Map(programme.rooms.map((room) => [room.id, room]))
  const tracks = new Map(programme.tracks.map((track) => [track.id, track]))
  const dayAt = dayIn(zone)
  // Said once for all sessions: a translator takes longer than all the rest of a row.
  const kinds = new Map([...new Set(sessions.map(({ kind }) => kind))].map((kind) => [kind, t(`agenda.kinds.${kind}`)]))
  const star = t('programme.star', { title: '{title}' })
  const participantsOnly = t('programme.participants_only')
  const clocks = new Map<string, string>()
  const clock = (moment: string) => {
    const time = clocks.get(moment) ?? formatTime(new Date(moment), locale, zone)
    clocks.set(moment, time)
    return time
  }
  const days = new Map<string, VisibleSession[]>()
  for (const session of sessions) {
    const day = dayAt(session.startsAt)
    const there = days.get(day)
    if (there) there.push(session)
    else days.set(day, [session])
  }
  return [...days].map(([day, ofDay]) => (
    <section key={day} aria-labelledby={`day-${day}`} className="agenda-day">
      <h2 id={`day-${day}`}>{formatDate(new Date(ofDay[0]!.startsAt), locale, zone)}</h2>
      <ol className="agenda">
        {ofDay.map((session) => {
          const room = session.roomId ? rooms.get(session.roomId) : undefined
          const track = session.trackId ? tracks.get(session.trackId) : undefined
          const people = byRole(session.speakers, programme.roles)
            .map(({ speakerId }) => names.get(speakerId))
            .filter((name, at, all) => name && all.indexOf(name) === at)
          const isStarred = stars.has(session.id)
          const title = inLocale(session.title, locale) || kinds.get(session.kind)!
          const note = standing?.(session)
          return (
            <li key={session.id} id={`s-${session.id}`} data-kind={session.kind}>
              <time dateTime={session.startsAt}>
                {clock(session.startsAt)}–{clock(endOf(session))}
              </time>
              <div>
                <h3>
                  {session.isOpen ? (
                    <a href={`${href}/${session.id}`}>
                      <Said text={session.title} locale={locale} otherwise={title} />
                    </a>
                  ) : (
                    <Said text={session.title} locale={locale} otherwise={title} />
                  )}
                </h3>
                <p className="hint">
                  {kinds.get(session.kind)}
                  {room && (
                    <>
                      {' · '}
                      <Said text={room.name} locale={locale} />
                    </>
                  )}
                  {track && (
                    <>
                      {' · '}
                      <Said text={track.name} locale={locale} />
                    </>
                  )}
                </p>
                {people.length > 0 && <p className="agenda-people">{people.join(', ')}</p>}
                {!session.isOpen && <p className="tag tag-muted">{participantsOnly}</p>}
                {note && <p className="tag tag-success">{note}</p>}
              </div>
              <button
                type="submit"
                name="star"
                value={session.id}
                className="star no-print"
                aria-pressed={isStarred}
                aria-label={star.replace('{title}', () => title)}
              >
                {isStarred ? '★' : '☆'}
              </button>
            </li>
          )
        })}
      </ol>
    </section>
  ))
}
