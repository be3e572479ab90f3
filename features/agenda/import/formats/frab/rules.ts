import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { MAX_TITLE } from '@/features/agenda/rules'
import { fromZonedInput, isTimeZone } from '@/lib/dates'
import { Refusal } from '@/lib/errors'
import { LOCALES, type Localized } from '@/lib/locales'
import { cleanText } from '@/lib/names'
import { htmlText, signs } from '../html/rules'
import { inItsLanguage, listOf, minutesOf, type ReadSession, withLinks } from '../session/rules'

type Loose = Record<string, unknown>

function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function looseList(value: unknown): Loose[] {
  return (Array.isArray(value) ? value : [value]).filter(isLoose)
}

/** What holds for a whole schedule. */
type Whole = {
  /** By whose clock times without a distance from UTC are. */
  zone: string
  /** What begins before it belongs to the day before: "04:00"; '' where days end at midnight. */
  dayChange: string
  /** Where addresses without a host begin. */
  base: string
}

function wholeOf(schedule: Loose, conference: Loose, timeZone: string): Whole {
  const zone = said(conference.time_zone_name)
  return {
    zone: isTimeZone(zone) ? zone : timeZone,
    dayChange: clockOf(said(conference.day_change)),
    base: said(schedule.base_url) || said(conference.base_url),
  }
}

const MANY = ['day', 'room', 'event', 'person', 'link', 'attachment']

/** Frab's schedule.xml. What declares a type of document could declare entities that grow without end: it is refused. */
export function readFrabXml(text: string, timeZone: string): ReadSession[] {
  if (/<!DOCTYPE/i.test(text)) throw new Refusal('import_doctype', {}, 'file')
  let parsed: Loose
  try {
    const isRight = XMLValidator.validate(text)
    if (isRight !== true) throw new Refusal('import_broken_line', { line: isRight.err.line }, 'file')
    parsed = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      parseTagValue: false,
      parseAttributeValue: false,
      processEntities: false,
      isArray: (name, path) => MANY.includes(name) && !String(path).endsWith('event.room'),
    }).parse(text) as Loose
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('import_unreadable', {}, 'file')
  }
  const schedule = parsed.schedule
  if (!isLoose(schedule)) throw new Refusal('import_not_programme', {}, 'file')
  const conference = isLoose(schedule.conference) ? schedule.conference : {}
  const inText = (part: Loose) =>
    Object.fromEntries(Object.entries(part).map(([name, value]) => [name.replace(/^@/, ''), plain(value)]))
  const whole = wholeOf(inText(schedule), inText(conference), timeZone)
  const listed = (part: unknown, name: string) => (isLoose(part) && Array.isArray(part[name]) ? part[name] : [])
  const found: ReadSession[] = []
  for (const day of looseList(schedule.day))
    for (const room of looseList(day.room))
      for (const event of looseList(room.event)) {
        const linked = [...listed(event.links, 'link'), ...listed(event.attachments, 'attachment')]
        found.push(
          frabSession(found.length + 1, whole, {
            event: inText(event),
            people: listed(event.persons, 'person').map((person) => ({ name: nameOf(person), biography: '' })),
            links: linked.filter(isLoose).map((link) => ({ title: plain(link), url: plain(link['@href']) })),
            room: plain(event.room) || plain(room['@name']),
            day: plain(day['@date']),
          }),
        )
      }
  return apart(found)
}

/** A person's name stands in the element, in an attribute, or in an element within. */
function nameOf(person: unknown): string {
  if (!isLoose(person)) return plain(person)
  return plain(person) || plain(person['@name'] ?? person['@public_name'] ?? person.name ?? person.public_name)
}

const XML_SIGNS = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The text of an element, with the five entities of XML and those by number. */
function plain(value: unknown): string {
  const text = isLoose(value) ? value['#text'] : value
  return typeof text === 'string' ? signs(text, XML_SIGNS) : ''
}

/** Frab's and pretalx's schedule.json. */
export function readFrabJson(text: string, timeZone: string): ReadSession[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new Refusal('import_unreadable', {}, 'file')
  }
  const schedule = isLoose(parsed) && isLoose(parsed.schedule) ? parsed.schedule : parsed
  if (!isLoose(schedule) || !isLoose(schedule.conference) || !Array.isArray(schedule.conference.days))
    throw new Refusal('import_not_programme', {}, 'file')
  const whole = wholeOf(schedule, schedule.conference, timeZone)
  const found: ReadSession[] = []
  for (const day of schedule.conference.days.filter(isLoose))
    for (const [room, events] of Object.entries(isLoose(day.rooms) ? day.rooms : {}))
      for (const event of looseList(events))
        found.push(
          frabSession(found.length + 1, whole, {
            event,
            people: looseList(event.persons).map((person) => ({
              name: said(person.public_name ?? person.full_public_name ?? person.name),
              biography: said(person.biography),
            })),
            links: [event.links, event.attachments].flatMap((all) =>
              (Array.isArray(all) ? all : []).map((link) =>
                isLoose(link) ? { title: said(link.title), url: said(link.url) } : { title: '', url: said(link) },
              ),
            ),
            room: said(event.room) || room,
            day: said(day.date),
          }),
        )
  return apart(found)
}

/** A text or a number; of a text in several languages the first that we know. */
function said(value: unknown): string {
  if (isLoose(value)) {
    const known = LOCALES.find((locale) => typeof value[locale] === 'string' && value[locale])
    return said(known ? value[known] : Object.values(value).find((text) => typeof text === 'string' && text))
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

type Frab = {
  event: Loose
  people: { name: string; biography: string }[]
  links: { title: string; url: string }[]
  room: string
  day: string
}

function frabSession(place: number, whole: Whole, { event, people, links, room, day }: Frab): ReadSession {
  const date = said(event.date)
  const given = date || said(event.start)
  const exact = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(
    /[T ]/.test(date) ? date : said(event.start),
  )
  const clock = clockOf(said(event.start))
  const own = dayOf(date)
  const ofDay = own ?? dayOf(day)
  const start = exact
    ? `${exact[1]}T${exact[2]}`
    : clock && ofDay
      ? `${!own && clock < whole.dayChange ? nextDay(ofDay) : ofDay}T${clock}`
      : null
  const moment = !start
    ? null
    : exact?.[3]
      ? new Date(`${start}${exact[3].replace(/(\d\d)(\d\d)$/, '$1:$2')}`)
      : fromZonedInput(start, whole.zone)

  const title = cleanText(said(event.title))
  const subtitle = cleanText(said(event.subtitle))
  const both = [title, subtitle].filter(Boolean).join(': ')
  const isFitting = both.length <= MAX_TITLE
  const abstract = abstractOf(event.abstract, event.description, links, whole.base)
  return {
    place,
    uid: said(event.guid) || said(event.id) || said(event.code),
    title: localizedOr(event.title, isFitting ? both : title),
    abstract: isFitting || !subtitle ? abstract : ahead(subtitle, abstract),
    start,
    moment: moment && !Number.isNaN(moment.getTime()) ? moment.toISOString() : null,
    minutes: minutesOf(said(event.duration)),
    room: cleanText(room),
    track: cleanText(said(event.track)),
    kind: cleanText(said(event.type)),
    languages: listOf(said(event.language)),
    people: people
      .map(({ name, biography }) => ({ name: cleanText(name), role: '', biography: cleanText(htmlText(biography)) }))
      .filter(({ name }) => name),
    errors: given && !start ? [{ code: 'time_unreadable', values: { text: given.slice(0, 40) } }] : [],
    notes: [],
  }
}

/** Systems keep a short and a long text, and some the same in both. */
function abstractOf(short: unknown, long: unknown, links: Frab['links'], base: string): Localized {
  const inWords = (value: unknown) =>
    Object.entries(localizedOr(value, said(value))).map(
      ([locale, text]) => [locale, cleanText(htmlText(text))] as const,
    )
  const all = new Map<string, string>(inWords(short))
  for (const [locale, text] of inWords(long)) {
    const before = all.get(locale) ?? ''
    all.set(locale, text.includes(before) ? text : before.includes(text) ? before : `${before}\n\n${text}`)
  }
  const absolute = links.flatMap(({ title, url }) => {
    const found = URL.canParse(url, base || undefined) ? new URL(url, base || undefined).href : ''
    return found ? [{ title: cleanText(title), url: found }] : []
  })
  const texts = [...all].filter(([, text]) => text)
  if (texts.length === 0) return inItsLanguage(withLinks('', absolute))
  return Object.fromEntries(texts.map(([locale, text]) => [locale, withLinks(text, absolute)]))
}

function ahead(line: string, texts: Localized): Localized {
  const all = Object.entries(texts)
  if (all.length === 0) return inItsLanguage(line)
  return Object.fromEntries(all.map(([locale, text]) => [locale, `${line}\n\n${text}`]))
}

function localizedOr(value: unknown, text: string): Localized {
  if (!isLoose(value)) return inItsLanguage(text)
  const known = LOCALES.map((locale) => [locale, cleanText(said(value[locale]))] as const).filter(([, it]) => it)
  return known.length > 0 ? Object.fromEntries(known) : inItsLanguage(text)
}

/** "9:30", "09:30:00" → "09:30"; '' for anything else. */
function clockOf(text: string): string {
  return /^([01]?\d|2[0-3]):[0-5]\d(?=$|:)/.exec(text)?.[0].padStart(5, '0') ?? ''
}

function dayOf(text: string): string | undefined {
  return /^\d{4}-\d\d-\d\d/.exec(text)?.[0]
}

function nextDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/**
 * What is held several times, or in several rooms at once, stands in such files several times under one code: each is a
 * session of its own. The very same twice keeps its code, and is named as repeated.
 */
function apart(sessions: ReadSession[]): ReadSession[] {
  const known = new Map<string, string[]>()
  return sessions.map((session) => {
    if (!session.uid) return session
    const what = JSON.stringify([session.title, session.start, session.room])
    const before = known.get(session.uid) ?? []
    known.set(session.uid, [...before, what])
    if (before.length === 0 || before.includes(what)) return session
    const nth = new Set(before).size + 1
    return { ...session, uid: `${session.uid} ${nth}`, notes: [...session.notes, { code: 'same_code' }] }
  })
}
