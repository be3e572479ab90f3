import ICAL from 'ical.js'
import { fromZonedInput, isTimeZone, toZonedInput } from '@/lib/dates'
import { Refusal } from '@/lib/errors'
import { cleanText } from '@/lib/names'
import { htmlText } from '../html/rules'
import { inItsLanguage, type Problem, type ReadSession, withLinks } from '../session/rules'

type Zones = ReadonlyMap<string, ICAL.Timezone>
type Clock = { zone: string; zones: Zones }

const ENTRY = /^BEGIN:VEVENT[ \t]*\r?\n[\s\S]*?^END:VEVENT[ \t]*(?:\r?\n|$)/gim

/** iCalendar (RFC 5545). Of what repeats the first stands for all, and what was called off stays out. */
export function readCalendar(text: string, timeZone: string): ReadSession[] {
  try {
    return componentsOf(text)
      .flatMap((calendar) => {
        const clock = clockOf(calendar, timeZone)
        return calendar.getAllSubcomponents('vevent').map((part) => ({ part, clock }))
      })
      .map(({ part, clock }, at) => calendarSession(part, at + 1, clock))
  } catch {
    return oneByOne(text, timeZone)
  }
}

/** One broken line makes a parser throw all away: the entries one after another, so that the broken ones can be named. */
function oneByOne(text: string, timeZone: string): ReadSession[] {
  const entries = text.match(ENTRY) ?? []
  if (entries.length === 0) throw new Refusal('import_unreadable', {}, 'file')
  let clock: Clock = { zone: timeZone, zones: new Map() }
  try {
    for (const calendar of componentsOf(text.replace(ENTRY, ''))) clock = clockOf(calendar, timeZone)
  } catch {
    // What is broken outside the entries cannot be told to anybody by its place.
  }
  return entries.map((entry, at) => {
    try {
      const [calendar] = componentsOf(`BEGIN:VCALENDAR\r\n${entry.trim()}\r\nEND:VCALENDAR\r\n`)
      return calendarSession(calendar!.getFirstSubcomponent('vevent')!, at + 1, clock)
    } catch {
      const title = /^SUMMARY[^:\n]*:(.*)$/im.exec(entry)?.[1] ?? ''
      return {
        ...NOTHING,
        place: at + 1,
        title: inItsLanguage(cleanText(title)),
        errors: [{ code: 'entry_unreadable' }],
      }
    }
  })
}

const NOTHING: ReadSession = {
  place: 0,
  uid: '',
  title: {},
  abstract: {},
  start: null,
  moment: null,
  minutes: null,
  room: '',
  track: '',
  kind: '',
  languages: [],
  people: [],
  errors: [],
  notes: [],
}

/** Calendars that were put one after another are one file too. */
function componentsOf(text: string): ICAL.Component[] {
  const parsed = ICAL.parse(text) as unknown[]
  return (Array.isArray(parsed[0]) ? parsed : [parsed]).map((it) => new ICAL.Component(it as never))
}

function clockOf(calendar: ICAL.Component, timeZone: string): Clock {
  const named = String(calendar.getFirstPropertyValue('x-wr-timezone') ?? '')
  const zones = calendar.getAllSubcomponents('vtimezone').map((part) => {
    const made = new ICAL.Timezone(part)
    return [made.tzid, made] as const
  })
  return { zone: isTimeZone(named) ? named : timeZone, zones: new Map(zones) }
}

/** IANA's name in what a calendar calls a zone: "Europe/Berlin", "/example.org/Tzfile/Europe/Berlin". */
function zoneNamed(tzid: string): string | null {
  const known = [tzid, tzid.split('/').slice(-2).join('/'), tzid.split('/').slice(-3).join('/')]
  return known.find((name) => name && isTimeZone(name)) ?? null
}

type Time = { isDate: boolean; moment: Date | null; wall: string; strange: string }

function timeOf(part: ICAL.Component, name: string, { zone, zones }: Clock): Time | null {
  const time = part.getFirstPropertyValue(name)
  if (!(time instanceof ICAL.Time)) return null
  const tzid = String(part.getFirstProperty(name)?.getFirstParameter('tzid') ?? '')
  const wall = time.toString().slice(0, 16)
  const read = { isDate: time.isDate, wall, strange: '' }
  if (time.zone === ICAL.Timezone.utcTimezone) {
    const moment = time.toJSDate()
    return { ...read, moment, wall: toZonedInput(moment, zone) }
  }
  // The names of IANA are known better here than by what a file says of them.
  const known = zoneNamed(tzid)
  if (known || !tzid) return { ...read, moment: fromZonedInput(wall, known ?? zone) }
  const own = zones.get(tzid)
  if (!own) return { ...read, moment: fromZonedInput(wall, zone), strange: tzid }
  time.zone = own
  return { ...read, moment: time.toJSDate() }
}

function calendarSession(part: ICAL.Component, place: number, clock: Clock): ReadSession {
  const value = (name: string) => {
    const found = part.getFirstPropertyValue(name)
    return found === null ? '' : String(found)
  }
  const [begin, end] = [timeOf(part, 'dtstart', clock), timeOf(part, 'dtend', clock)]
  const duration = part.getFirstPropertyValue('duration')
  const isAllDay = begin?.isDate ?? false
  const minutes =
    begin?.moment && end?.moment
      ? Math.round((end.moment.getTime() - begin.moment.getTime()) / 60_000)
      : duration instanceof ICAL.Duration
        ? Math.round(duration.toSeconds() / 60)
        : null
  const notes: Problem[] = []
  if (isAllDay) notes.push({ code: 'all_day' })
  if (begin?.strange) notes.push({ code: 'zone_unknown', values: { text: begin.strange.slice(0, 60) } })
  if (part.getFirstProperty('rrule')) notes.push({ code: 'repeats' })
  const attached = part.getAllProperties('attach').map((it) => ({ title: '', url: String(it.getFirstValue()) }))
  const track = part.getFirstProperty('categories')?.getFirstValue()
  return {
    ...NOTHING,
    place,
    uid: [value('uid'), value('recurrence-id')].filter(Boolean).join(' '),
    title: inItsLanguage(cleanText(value('summary'))),
    abstract: inItsLanguage(withLinks(cleanText(htmlText(value('description'))), attached)),
    start: begin && !isAllDay ? begin.wall : null,
    moment: begin && !isAllDay ? (begin.moment?.toISOString() ?? null) : null,
    minutes: isAllDay ? null : minutes,
    room: cleanText(value('location')),
    track: cleanText(track ? String(track) : ''),
    errors: value('status').toUpperCase() === 'CANCELLED' ? [{ code: 'called_off' }] : [],
    notes,
  }
}
