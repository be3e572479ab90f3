import type { Programme } from '@/db/schema/agenda'
import { formatDate, formatTime } from '@/lib/dates'
import { inLocale, type Locale, textIn } from '@/lib/locales'
import { isOpenToAll, sessionsOfSpeaker } from './rules'

type Props = {
  locale: Locale
  event: { slug: string; timeZone: string }
  programme: Programme | undefined
  speakerId: string
  /** Only sessions that everybody may see. */
  isPublic: boolean
}

/** A speaker's sessions in the released agenda, by time, with what the speaker is there. */
export function SpeakerSessions({ locale, event, programme, speakerId, isPublic }: Props) {
  const sessions = sessionsOfSpeaker(programme, speakerId).filter((session) => !isPublic || isOpenToAll(session))
  return (
    <ul>
      {sessions.map((session) => {
        const title = textIn(session.title, locale)
        const begin = new Date(session.startsAt)
        const end = new Date(begin.getTime() + session.minutes * 60_000)
        const roles = programme?.roles.filter(({ id }) =>
          session.speakers.some((one) => one.speakerId === speakerId && one.roleId === id),
        )
        const room = programme?.rooms.find(({ id }) => id === session.roomId)
        const { timeZone } = event
        return (
          <li key={session.id} className="border-b border-rule py-3">
            <p className="text-sm text-muted tabular-nums">
              {`${formatDate(begin, locale, timeZone)}, ${formatTime(begin, locale, timeZone)}–${formatTime(end, locale, timeZone)}`}
              {room && ` · ${inLocale(room.name, locale)}`}
            </p>
            <p className="font-semibold" lang={title.lang}>
              {isOpenToAll(session) ? (
                <a href={`/${locale}/${event.slug}/agenda/${session.id}`} className="inline-flex min-h-6 items-center">
                  {title.text || '—'}
                </a>
              ) : (
                title.text || '—'
              )}
            </p>
            <p className="text-sm">{roles?.map(({ name }) => inLocale(name, locale)).join(', ')}</p>
          </li>
        )
      })}
    </ul>
  )
}
