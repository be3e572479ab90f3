import { visibleSessions } from '@/features/agenda/public/rules'
import { dayOf, endOf, type Programme, type ReleasedSession } from '@/features/agenda/rules'
import type { PublicEvent } from '@/features/events/access'
import { isShown, type Speaker } from '@/features/speakers/rules'
import { formatDate, formatDateRange, formatDay, formatTime, formatZone } from '@/lib/dates'
import { bareLanguageName } from '@/lib/language-names'
import { inLocale, type Locale, type Localized, textIn } from '@/lib/locales'
import { texts } from '@/lib/texts'

export const PAPERS = ['a4', 'a5'] as const
export type Paper = (typeof PAPERS)[number]

/** A text with the language that it is in, so that readers of the file pronounce and divide it rightly. */
type Said = { text: string; lang: Locale }

/** People of one role, in their order. */
type People = { role: string; people: { name: string; function: Said | null }[] }

type PaperSession = {
  time: string
  kind: string
  room: string
  track: string
  title: Said
  note: string
  languages: string[]
  items: { time: string; title: Said; people: People[] }[]
  people: People[]
  /** True: short enough to stand on one page. */
  isWhole: boolean
}

/** All that the printed programme says, in finished strings: the template puts them in their places and adds none. */
export type PaperProgramme = {
  lang: Locale
  paper: Paper
  colour: string
  title: Said
  /** The title on one line, for the head of further pages. */
  running: Said
  series: Said | null
  label: string
  facts: { label: string; text: string }[]
  days: { name: string; sessions: PaperSession[] }[]
  empty: string
  version: string
  zone: string
  /** With PAGE and PAGES where the numbers come. */
  page: string
}

/** People and items above which a session may be divided between two pages. */
const MOST_WHOLE: Record<Paper, number> = { a4: 12, a5: 7 }

/** What everybody may know of the agenda, by time and room. */
export function printedSessions(programme: Programme): readonly ReleasedSession[] {
  return visibleSessions(programme, null)
}

/** The programme as it is printed in one language. `people` are those whom it names; who may not be shown is left out. */
export function paperProgramme(
  event: Pick<
    PublicEvent,
    'name' | 'seriesName' | 'startsAt' | 'endsAt' | 'timeZone' | 'venue' | 'city' | 'host' | 'colour'
  >,
  release: { number: number; releasedAt: Date; programme: Programme },
  people: readonly Speaker[],
  locale: Locale,
  paper: Paper,
): PaperProgramme {
  const t = texts(locale)
  const { programme } = release
  const zone = event.timeZone
  const rooms = new Map(programme.rooms.map((room) => [room.id, room]))
  const tracks = new Map(programme.tracks.map(({ id, name }) => [id, name]))
  const roles = new Map(programme.roles.map((role) => [role.id, role]))
  const shown = new Map(people.filter(isShown).map((speaker) => [speaker.id, speaker]))

  const peopleOf = (entries: ReleasedSession['speakers']): People[] => {
    const groups = new Map<string, People>()
    for (const { speakerId, roleId } of entries) {
      const speaker = shown.get(speakerId)
      if (!speaker) continue
      const group = groups.get(roleId) ?? { role: narrow(inLocale(roles.get(roleId)?.name, locale)), people: [] }
      group.people.push({ name: speaker.name, function: functionOf(speaker, locale) })
      groups.set(roleId, group)
    }
    // Who presides stands first, as on the table.
    return [...groups]
      .sort(([a], [b]) => Number(roles.get(b)?.isChair ?? false) - Number(roles.get(a)?.isChair ?? false))
      .map(([, group]) => group)
  }

  const sessionOf = (session: ReleasedSession): PaperSession => {
    const begins = new Date(session.startsAt)
    const ends = new Date(endOf(session))
    let moment = begins.getTime()
    const items = session.items.map(({ id, title, minutes }) => {
      const item = {
        time: formatTime(new Date(moment), locale, zone),
        title: saidIn(title, locale),
        people: peopleOf(session.speakers.filter(({ itemId }) => itemId === id)),
      }
      moment += minutes * 60_000
      return item
    })
    const kind = t(`agenda.kinds.${session.kind}`)
    const own = peopleOf(session.speakers.filter(({ itemId }) => itemId === null))
    const room = session.roomId ? rooms.get(session.roomId) : undefined
    const floor = inLocale(room?.floor, locale)
    const lines = [...own, ...items.flatMap((item) => item.people)].reduce((sum, group) => sum + group.people.length, 0)
    return {
      time: `${formatTime(begins, locale, zone)}–${formatTime(ends, locale, zone)}`,
      // Where it is all that the title says, it is said once.
      kind: inLocale(session.title, locale) ? kind : '',
      room: [inLocale(room?.name, locale), floor].filter(Boolean).join(', '),
      track: inLocale(session.trackId ? tracks.get(session.trackId) : null, locale),
      title: saidIn(session.title, locale, kind),
      note: session.access === 'public' ? '' : t(`agenda.access.${session.access}`),
      languages: [
        session.spoken.length > 0 ? t('paper.spoken', { languages: languageNames(session.spoken, locale) }) : '',
        session.interpreted.length > 0
          ? t('paper.interpreted', { languages: languageNames(session.interpreted, locale) })
          : '',
      ].filter(Boolean),
      items,
      people: own,
      isWhole: lines + items.length <= MOST_WHOLE[paper],
    }
  }

  const days = new Map<string, PaperProgramme['days'][number]>()
  for (const session of printedSessions(programme)) {
    const key = dayOf(session.startsAt, zone)
    const day = days.get(key) ?? { name: dayName(session.startsAt, locale, zone), sessions: [] }
    day.sessions.push(sessionOf(session))
    days.set(key, day)
  }
  const title = saidIn(event.name, locale)
  const place = [inLocale(event.venue, locale), inLocale(event.city, locale)].filter(Boolean).join(', ')
  const facts = [
    { label: t('paper.dates'), text: formatDateRange(event.startsAt, event.endsAt, locale, zone) },
    { label: t('paper.place'), text: place },
    { label: t('paper.host'), text: inLocale(event.host, locale) },
  ]
  return {
    lang: locale,
    paper,
    colour: event.colour,
    title,
    running: { ...title, text: title.text.length > 80 ? `${title.text.slice(0, 79)}…` : title.text },
    series: event.seriesName ? saidIn(event.seriesName, locale) : null,
    label: t('paper.title'),
    facts: facts.filter(({ text }) => text),
    days: [...days.values()],
    empty: days.size === 0 ? t('paper.empty') : '',
    version: t('paper.version', { number: release.number, date: formatDate(release.releasedAt, locale, zone) }),
    zone: t('paper.zone', { zone: formatZone(event.startsAt, locale, zone) }),
    page: t('paper.page', { page: 'PAGE', pages: 'PAGES' }),
  }
}

function saidIn(text: Localized | null | undefined, locale: Locale, otherwise = ''): Said {
  const { text: found, lang } = textIn(text, locale)
  return found ? { text: dividable(found), lang } : { text: otherwise, lang: locale }
}

function functionOf({ position, institution }: Speaker, locale: Locale): Said | null {
  const parts = [position, institution].map((text) => textIn(text, locale)).filter(({ text }) => text)
  if (parts.length === 0) return null
  return { text: dividable(parts.map(({ text }) => text).join(', ')), lang: parts[0]!.lang }
}

/** "Thursday, 16 October 2026". */
function dayName(moment: string, locale: Locale, timeZone: string): string {
  const text = formatDay(new Date(moment), locale, timeZone)
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}

function languageNames(codes: readonly string[], locale: Locale): string {
  return codes.map((code) => bareLanguageName(code, locale)).join(', ')
}

/** Long words of a narrow column may be divided between syllables: the typesetter knows no rules of the region’s languages. */
function narrow(text: string): string {
  return text.replace(/\p{L}{15,}/gu, (word) =>
    word.replace(/(?<=\p{L}{2}[аәеёиіӣоөұүӯыэюяуaäeioöuüy])(?=\p{L}[аәеёиіӣоөұүӯыэюяуaäeioöuüy])/giu, '\u00AD'),
  )
}

/** A word longer than any column is wide may be broken anywhere: nobody's title runs off the paper. */
function dividable(text: string): string {
  return text.replace(/\S{40,}/g, (word) => word.replace(/.{20}(?=.)/gu, '$&\u200B'))
}
