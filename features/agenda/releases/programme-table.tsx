import { formatDate, formatTime } from '@/lib/dates'
import { inLocale, type Locale, textIn } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { dayOf, endOf, type Programme } from '../rules'

type Props = { locale: Locale; timeZone: string; programme: Programme; names: ReadonlyMap<string, string> }

/** A version as a plain programme, day by day. */
export function ProgrammeTable({ locale, timeZone, programme, names }: Props) {
  const t = texts(locale)
  const sessions = programme.sessions.filter(({ isCancelled }) => !isCancelled)
  const days = [...new Set(sessions.map(({ startsAt }) => dayOf(startsAt, timeZone)))]
  const heads = ['time', 'session', 'room'].map((name) => t(`releases.columns.${name}`))
  const roomOf = (id: string | null) => inLocale(programme.rooms.find((room) => room.id === id)?.name, locale)
  const roleOf = (id: string) => inLocale(programme.roles.find((role) => role.id === id)?.name, locale)
  return days.map((day) => {
    const ofDay = sessions.filter(({ startsAt }) => dayOf(startsAt, timeZone) === day)
    return (
      <table key={day} className="table table-list mb-8">
        <caption className="pb-2 text-start font-semibold">
          {formatDate(new Date(ofDay[0]!.startsAt), locale, timeZone)}
        </caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ofDay.map((session) => {
            const title = textIn(session.title, locale)
            const time = (moment: string) => formatTime(new Date(moment), locale, timeZone)
            return (
              <tr key={session.id}>
                <td className="tabular-nums">{`${time(session.startsAt)}–${time(endOf(session))}`}</td>
                <td data-label={heads[1]} className="break-words">
                  <span lang={title.lang}>{title.text || t('clashes.untitled')}</span>
                  <span className="block text-sm text-muted">
                    {[
                      t(`agenda.kinds.${session.kind}`),
                      ...session.speakers.map(({ speakerId, roleId }) =>
                        [names.get(speakerId) ?? t('releases.a_speaker'), roleOf(roleId)].filter(Boolean).join(', '),
                      ),
                    ].join(' · ')}
                  </span>
                </td>
                <td data-label={heads[2]}>{roomOf(session.roomId)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    )
  })
}
