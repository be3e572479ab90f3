import { Said } from '@/components/said'
import { formatTime } from '@/lib/dates'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { endOf, type Programme } from '../rules'
import type { View } from './queries'
import type { VisibleSession } from './rules'

type Props = { locale: Locale; programme: Programme; moment: View['moment']; zone: string; href: string }

/** What runs and what comes next, while the event runs. */
export function NowAndNext({ moment, ...part }: Props) {
  const t = texts(part.locale)
  if (moment.now.length === 0 && moment.next.length === 0) return null
  return (
    <section aria-label={t('programme.now_and_next')} className="panel no-print mb-6 grid gap-5 sm:grid-cols-2">
      <Part {...part} title={t('programme.now')} sessions={moment.now} otherwise={t('programme.nothing_now')} />
      <Part {...part} title={t('programme.next')} sessions={moment.next} otherwise={t('programme.nothing_next')} />
    </section>
  )
}

/** So many of a large conference's that the days stay in reach of a thumb. */
const MOST_SHOWN = 4

type PartProps = Omit<Props, 'moment'> & { title: string; sessions: VisibleSession[]; otherwise: string }

function Part({ title, sessions, otherwise, ...part }: PartProps) {
  const t = texts(part.locale)
  return (
    <div>
      <h2 className="text-xl">{title}</h2>
      {sessions.length === 0 && <p className="hint">{otherwise}</p>}
      <Sessions {...part} sessions={sessions.slice(0, MOST_SHOWN)} />
      {sessions.length > MOST_SHOWN && (
        <details className="agenda-search">
          <summary>{t('programme.more', { count: sessions.length - MOST_SHOWN })}</summary>
          <Sessions {...part} sessions={sessions.slice(MOST_SHOWN)} />
        </details>
      )}
    </div>
  )
}

function Sessions({ locale, programme, zone, href, sessions }: Omit<PartProps, 'title' | 'otherwise'>) {
  const t = texts(locale)
  return (
    <ul>
      {sessions.map((session) => {
        const room = programme.rooms.find(({ id }) => id === session.roomId)
        const name = <Said text={session.title} locale={locale} otherwise={t(`agenda.kinds.${session.kind}`)} />
        return (
          <li key={session.id} className="py-1">
            {session.isOpen ? <a href={`${href}/${session.id}`}>{name}</a> : name}
            <span className="hint block">
              {formatTime(new Date(session.startsAt), locale, zone)}–
              {formatTime(new Date(endOf(session)), locale, zone)}
              {room && (
                <>
                  {' · '}
                  <Said text={room.name} locale={locale} />
                </>
              )}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
