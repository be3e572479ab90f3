import { IN_CYRILLIC, type Locale } from './locales'

/** English dates as the UN writes them: "16 October 2026". */
export function tagOf(locale: Locale): string {
  return locale === 'en' ? 'en-GB' : locale
}

/** Dates as officials write them, where the platform's own are bare ("24 Ноябр 2026") or cut ("2026-ж., 24-ноябрь"). */
type Written = { months: string; year: (year: string) => string; day: (day: string) => string; isYearLast?: boolean }

const WRITTEN: Partial<Record<Locale, Written>> = {
  uz: {
    months: 'yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr',
    year: (year) => `${year}-yil`,
    day: (day) => `${day}-`,
  },
  ky: {
    months: 'январы февралы марты апрели майы июну июлу августу сентябры октябры ноябры декабры',
    year: (year) => `${year}-жылдын`,
    day: (day) => `${day}-`,
  },
  tg: {
    months: 'январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри',
    year: (year) => `соли ${year}`,
    day: (day) => `${day} `,
    isYearLast: true,
  },
  tk: {
    months: 'ýanwary fewraly marty apreli maýy iýuny iýuly awgusty sentýabry oktýabry noýabry dekabry',
    year: (year) => `${turkmenOrdinal(year)} ýylyň`,
    day: (day) => `${turkmenOrdinal(day)} `,
  },
}

/** "24-nji", "26-njy": the ending sounds like the number's last word. */
function turkmenOrdinal(number: string): string {
  const last = number.match(/[1-9]0?$|00$/)?.[0] ?? ''
  return `${number}-${['6', '9', '10', '30', '40', '60', '90'].includes(last) ? 'njy' : 'nji'}`
}

const DAY = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()

function format(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${tag} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(tag, options)
  formats.set(key, made)
  return made
}

/** "16 October 2026", "16 октября 2026 г.", "2026 ж. 16 қазан": the day that it is in `timeZone`. */
export function formatDate(date: Date, locale: Locale, timeZone: string): string {
  const written = WRITTEN[locale]
  if (!written) return format(tagOf(locale), { dateStyle: 'long', timeZone }).format(date)
  const { year, day } = writtenParts(date, written, timeZone)
  return inOrder(written, year, day)
}

/** The date with its day of the week: "Friday, 16 October 2026", "2026-yil 16-oktabr, juma". */
export function formatDay(date: Date, locale: Locale, timeZone: string): string {
  const written = WRITTEN[locale]
  if (!written) return format(tagOf(locale), { dateStyle: 'full', timeZone }).format(date)
  const day = formatDate(date, locale, timeZone)
  const weekday = format(locale, { weekday: 'long', timeZone }).format(date).toLocaleLowerCase(locale)
  return written.isYearLast ? `${weekday}, ${day}` : `${day}, ${weekday}`
}

/** "Fri": as short as a table's head. */
export function formatWeekday(date: Date, locale: Locale, timeZone: string): string {
  return format(tagOf(locale), { weekday: 'short', timeZone }).format(date)
}

function writtenParts(date: Date, { months, year, day }: Written, timeZone: string) {
  const [years = '', month = '', days = ''] = toZonedInput(date, timeZone).slice(0, 10).split('-')
  const number = String(Number(days))
  const name = months.split(' ')[Number(month) - 1] ?? ''
  return { year: year(String(Number(years))), number, month: name, day: day(number) + name }
}

function inOrder({ isYearLast }: Written, year: string, day: string): string {
  return isYearLast ? `${day} ${year}` : `${year} ${day}`
}

/** "10:00", of 24 hours. */
export function formatTime(date: Date, locale: Locale, timeZone: string): string {
  return format(tagOf(locale), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(date)
}

/** "16 October 2026, 10:00 (Almaty Time, UTC+5)". */
export function formatDateTime(date: Date, locale: Locale, timeZone: string): string {
  const zone = formatZone(date, locale, timeZone)
  return `${formatDate(date, locale, timeZone)}, ${formatTime(date, locale, timeZone)} (${zone})`
}

/** The zone in words with its offset at that moment: "Almaty Time, UTC+5". */
export function formatZone(date: Date, locale: Locale, timeZone: string): string {
  const named = (timeZoneName: 'shortGeneric' | 'shortOffset', tag: string) =>
    format(tag, { timeZone, timeZoneName })
      .formatToParts(date)
      .find((part) => part.type === 'timeZoneName')?.value ?? ''
  const offset = named('shortOffset', 'en-GB')
    .replace('GMT', 'UTC')
    .replace(/[+-]0$/, '')
  // What the platform says is not the State's own form, and not what Uzbeks call the city.
  const name = named('shortGeneric', tagOf(locale)).replace('Киргизия', 'Кыргызстан').replace('Almati', 'Olmaota')
  const isForeign = /\p{Script=Latin}/u.test(name) && IN_CYRILLIC.includes(locale)
  return /^(GMT|UTC)/.test(name) || isForeign ? offset : `${name}, ${offset}`
}

/** "16–18 October 2026", "16 October – 2 November 2026"; one date where both are on the same day. */
export function formatDateRange(start: Date, end: Date, locale: Locale, timeZone: string): string {
  const written = WRITTEN[locale]
  if (written) return writtenRange(start, end, locale, written, timeZone)
  return format(tagOf(locale), { dateStyle: 'long', timeZone })
    .formatRange(start, end)
    .replace(/(\d)\s–\s(\d)/, '$1–$2')
    .replace(/[\u00a0\u2009\u202f]/g, ' ')
}

function writtenRange(start: Date, end: Date, locale: Locale, written: Written, timeZone: string): string {
  const [from, to] = [writtenParts(start, written, timeZone), writtenParts(end, written, timeZone)]
  if (from.year !== to.year) return `${formatDate(start, locale, timeZone)} – ${formatDate(end, locale, timeZone)}`
  if (from.month !== to.month) return inOrder(written, from.year, `${from.day} – ${to.day}`)
  return inOrder(written, to.year, from.number === to.number ? to.day : `${from.number}–${to.day}`)
}

/** The wall clock of `timeZone` as inputs of type datetime-local hold it: "2026-10-16T10:00". */
export function toZonedInput(date: Date, timeZone: string): string {
  const parts = format('en-GB', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).formatToParts(date)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}

/**
 * The moment when the clocks of `timeZone` show `text` ("2026-10-16T10:00"); the earlier one where they show it twice.
 * Null for anything else, for dates that do not exist, and for times that a clock change skips.
 */
export function fromZonedInput(text: string, timeZone: string): Date | null {
  if (!/^[12]\d{3}-\d\d-\d\dT\d\d:\d\d$/.test(text)) return null
  const wall = Date.parse(`${text}:00Z`)
  if (Number.isNaN(wall)) return null
  const moments = [wall - DAY, wall + DAY]
    .map((near) => wall - (Date.parse(`${toZonedInput(new Date(near), timeZone)}:00Z`) - near))
    .filter((moment) => toZonedInput(new Date(moment), timeZone) === text)
  return moments.length > 0 ? new Date(Math.min(...moments)) : null
}

/** True for IANA names like "Asia/Almaty"; false for bare offsets, whose rules never change when a country's do. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
