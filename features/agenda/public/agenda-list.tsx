import { Fragment, type ReactNode } from 'react'
import { Said } from '@/components/said'
import { formatDate, formatTime } from '@/lib/dates'
import { inLocale, type Locale, type Localized, textIn } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { endOf, type Programme } from '../rules'
import { AgendaRows } from './agenda-rows'
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
  // An element that is none need not be made, sent, sent again for the browser's scripts, and read there.
  const said = (text: Localized): ReactNode =>
    textIn(text, locale).lang === locale ? inLocale(text, locale) : <Said text={text} locale={locale} />
  const rooms = new Map(programme.rooms.map(({ id, name }) => [id, said(name)]))
  const tracks = new Map(programme.tracks.map(({ id, name }) => [id, said(name)]))
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
      <AgendaRows
        rows={ofDay.map((session) => {
          const facts = [kinds.get(session.kind), rooms.get(session.roomId ?? ''), tracks.get(session.trackId ?? '')]
          const people = byRole(session.speakers, programme.roles)
            .map(({ speakerId }) => names.get(speakerId))
            .filter((name, at, all) => name && all.indexOf(name) === at)
          const title = said(session.title)
          return {
            id: session.id,
            kind: session.kind,
            startsAt: session.startsAt,
            when: `${clock(session.startsAt)}–${clock(endOf(session))}`,
            title: inLocale(session.title, locale) || kinds.get(session.kind)!,
            marked: typeof title === 'string' ? undefined : title,
            facts: line(facts),
            people: people.join(', '),
            isOpen: session.isOpen,
            isStarred: stars.has(session.id),
            note: standing?.(session) ?? '',
          }
        })}
        href={href}
        star={star}
        participantsOnly={participantsOnly}
      />
    </section>
  ))
}

/** Facts with points between them: one text, unless one of them is marked as of another language. */
function line(facts: readonly ReactNode[]): ReactNode {
  const said = facts.filter(Boolean)
  if (said.every((fact) => typeof fact === 'string')) return said.join(' · ')
  return said.map((fact, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: kind, room and track keep their order
    <Fragment key={at}>
      {at > 0 && ' · '}
      {fact}
    </Fragment>
  ))
}
