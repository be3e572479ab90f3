import { Fragment, type ReactNode } from 'react'
import { Said } from '@/components/said'
import { formatDate, formatTime } from '@/lib/dates'
import { inLocale, type Locale, type Localized, textIn } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { endOf, type Programme } from '../rules'
import { AgendaRows } from './agenda-rows'
import { byRole, dayIn, type VisibleSession } from './rules'
import { StarList } from './star-list'

type Props = {
  locale: Locale
  releaseId: string
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

/**
 * Sessions by day and time. The stars are buttons of the form around the list, so that one form serves them all. It is put
 * in as finished HTML: as elements, hundreds of sessions take longer to be rendered, sent and read than all else. What any
 * reader without stars gets is kept by all that it says, so that a speaker's name is never an old one.
 */
export async function AgendaList(props: Props) {
  const { sessions, names, stars, standing } = props
  const isAnybodys = !standing && !sessions.some(({ id }) => stars.has(id))
  if (!isAnybodys) return <StarList html={await rendered(props)} />
  const key = JSON.stringify([
    props.releaseId,
    props.locale,
    props.zone,
    props.href,
    sessions.map(({ id, isOpen, speakers }) => [id, isOpen, speakers.map(({ speakerId }) => names.get(speakerId))]),
  ])
  const html = kept.get(key) ?? (await rendered(props))
  // What was asked for last stays longest.
  kept.delete(key)
  kept.set(key, html)
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!)
  return <StarList html={html} />
}

const MOST_KEPT = 30
const kept = new Map<string, string>()

async function rendered(props: Props): Promise<string> {
  // Imported here, because Next lets no page's module name it.
  const { renderToStaticMarkup } = await import('react-dom/server')
  return renderToStaticMarkup(<Days {...props} />)
}

function Days({ locale, programme, sessions, names, stars, zone, href, standing }: Props): ReactNode {
  const t = texts(locale)
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
