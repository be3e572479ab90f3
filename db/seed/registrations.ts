import { createHash, randomUUID } from 'node:crypto'
import type { audit } from '@/db/schema/audit'
import type { mails } from '@/db/schema/mail'
import { CONSENT_PURPOSES, type consents, type registrations, type submissions } from '@/db/schema/registrations'
import { calendarFile } from '@/lib/calendar'
import { env } from '@/lib/env'
import { inLocale, type Locale } from '@/lib/locales'
import { displayName, searchKey, sortKey } from '@/lib/names'
import { derivedToken, hashToken, newReference } from '@/lib/secrets'
import { exampleLetter } from './letters'
import { PEOPLE, type Person } from './people'
import { EXAMPLE, EXAMPLE_LANGUAGES, type ExampleLanguage } from './texts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A month of life in the secretariat, as rows to insert. */
type Rows = {
  registrations: (typeof registrations.$inferInsert)[]
  submissions: (typeof submissions.$inferInsert)[]
  consents: (typeof consents.$inferInsert)[]
  audit: (typeof audit.$inferInsert)[]
  mails: (typeof mails.$inferInsert)[]
}

const DIETS: Record<ExampleLanguage, string[]> = {
  en: ['Vegetarian', 'Halal', 'No nuts'],
  ru: ['Халяль', 'Без глютена', 'Вегетарианское питание'],
  kk: ['Халал', 'Етсіз', 'Сүтсіз'],
}

const NEEDS: Record<ExampleLanguage, string> = {
  en: 'I use a wheelchair: a place at the end of a row, please.',
  ru: 'Нужен сурдоперевод на русский язык.',
  kk: 'Нашар естимін: сахнаға жақын орын керек.',
}

/**
 * The example's registrations with all that belongs to them. The same `now` gives the same people, states and times;
 * ids and references are new each time.
 */
export function seedRegistrations(input: {
  eventId: string
  categoryIds: Record<Person['form'], string>
  opensAt: Date
  now: Date
  startsAt: Date
  endsAt: Date
}): Rows {
  const { eventId, now } = input
  const random = randomNumbers(20231016)
  const arrivals = arrivalTimes(PEOPLE.length, input.opensAt, now, random)
  const rows: Rows = { registrations: [], submissions: [], consents: [], audit: [], mails: [] }
  const references = new Set<string>()

  inOrderOfArrival(random).forEach((person, at) => {
    const createdAt = arrivals[at]!
    const id = randomUUID()
    const reference = uniqueReference(references)
    const history = historyOf(person, createdAt, now, random)
    const last = history.at(-1)!
    const contact = contactOf(person, at, random)

    rows.registrations.push({
      id,
      eventId,
      categoryId: input.categoryIds[person.form],
      reference,
      state: last.state,
      stateSince: last.at,
      toldState: last.state,
      holdsPlace: last.state === 'accepted',
      title: person.title,
      givenName: person.givenName,
      familyName: person.familyName,
      patronymic: person.patronymic,
      nativeName: person.nativeName,
      sortKey: sortKey(person.familyName, person.givenName, person.patronymic),
      searchKey: searchKey(
        person.familyName,
        person.givenName,
        person.patronymic,
        person.nativeName,
        person.institution,
        contact.email,
        reference,
      ),
      personKey: `${contact.email}|${searchKey(person.givenName, person.familyName)}`,
      country: person.country,
      position: person.position,
      institution: person.institution,
      ...contact,
      details: person.form === 'diplomat' ? { ...person.details, accreditingState: 'UZ' } : person.details,
      linkHash: hashToken(derivedToken('registration', `${id}:1`)),
      version: history.length,
      createdAt,
      updatedAt: last.at,
    })

    const digest = createHash('sha256').update(JSON.stringify(person)).digest('hex')
    rows.submissions.push({
      id: randomUUID(),
      eventId,
      registrationId: id,
      categoryId: input.categoryIds[person.form],
      digest,
      reference,
      createdAt,
    })
    for (const purpose of CONSENT_PURPOSES) {
      const isGiven = purpose === 'processing' || purpose === 'conduct' || random() < 0.75
      rows.consents.push({
        registrationId: id,
        purpose,
        eventId,
        version: 1,
        isGiven,
        locale: person.locale,
        at: createdAt,
      })
    }

    history.forEach(({ state, at: when }, step) => {
      const from = history[step - 1]?.state
      rows.audit.push({
        eventId,
        at: when,
        actor: from === undefined || state === 'withdrawn' ? 'person' : 'organiser',
        subject: 'registration',
        subjectId: id,
        action: `registration.${state}`,
        data: from ? { from, to: state } : { to: state },
      })
      const name = displayName(person)
      const letter = exampleLetter(state, person.locale, {
        name,
        reference,
        startsAt: input.startsAt,
        endsAt: input.endsAt,
      })
      rows.mails.push({
        eventId,
        registrationId: id,
        ...letter,
        version: step + 1,
        to: contact.email,
        replyTo: EXAMPLE.contactEmail,
        locale: person.locale,
        calendar: state === 'accepted' ? calendarOf(input, person.locale) : null,
        state: 'sent',
        attempts: 1,
        dueAt: when,
        firstTriedAt: new Date(when.getTime() + 1_000),
        sentAt: new Date(when.getTime() + 2_000 + Math.floor(random() * 8_000)),
        createdAt: when,
      })
    })
  })

  // Ids of the audit count up with time.
  rows.audit.sort((a, b) => a.at!.getTime() - b.at!.getTime())
  return rows
}

/** Mulberry32: numbers in [0, 1), the same for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Those who wait came last, when all was taken; the undecided came lately; those who left came early. */
function inOrderOfArrival(random: () => number): Person[] {
  const earliest = { submitted: 0.6, accepted: 0, waiting_list: 1, declined: 0.1, withdrawn: 0.05 }
  const spread = { submitted: 0.39, accepted: 0.85, waiting_list: 0.1, declined: 0.4, withdrawn: 0.4 }
  return PEOPLE.map((person) => ({ person, rank: earliest[person.state] + spread[person.state] * random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ person }) => person)
}

/** `count` moments in order, in office hours of Tashkent: many at first, few later, more again, hardly any at weekends. */
function arrivalTimes(count: number, opensAt: Date, now: Date, random: () => number): Date[] {
  const times: Date[] = []
  while (times.length < count) {
    const time = new Date(opensAt.getTime() + random() * (now.getTime() - HOUR - opensAt.getTime()))
    const local = new Date(time.getTime() + 5 * HOUR)
    const isWeekend = local.getUTCDay() % 6 === 0
    const part = (time.getTime() - opensAt.getTime()) / (now.getTime() - opensAt.getTime())
    const wish = part < 0.2 ? 0.9 : part < 0.65 ? 0.4 : 0.8
    const isOfficeHour = local.getUTCHours() >= 8 && local.getUTCHours() < 20
    if (isOfficeHour && random() < (isWeekend ? 0.1 : wish)) times.push(time)
  }
  return times.sort((a, b) => a.getTime() - b.getTime())
}

/** The states that the person went through, with their times, all before `now`. */
function historyOf(
  person: Person,
  createdAt: Date,
  now: Date,
  random: () => number,
): { state: Person['state']; at: Date }[] {
  const first = person.form === 'diplomat' ? 'accepted' : 'submitted'
  const wasAccepted = person.form === 'diplomat' || random() < 0.5
  const states: Person['state'][] =
    person.state === 'waiting_list' || person.state === first
      ? [person.state]
      : person.state === 'withdrawn' && wasAccepted && first === 'submitted'
        ? ['submitted', 'accepted', 'withdrawn']
        : [first, person.state]

  let at = createdAt
  return states.map((state, step) => {
    if (step > 0) {
      const later = officeHours(new Date(at.getTime() + (0.6 + random() * 2.6) * DAY))
      at = later < now ? later : new Date((at.getTime() + now.getTime()) / 2)
    }
    return { state, at }
  })
}

/** The next working moment in Tashkent: nobody decides at night or on a Sunday. */
function officeHours(time: Date): Date {
  const local = new Date(time.getTime() + 5 * HOUR)
  const hour = local.getUTCHours()
  const shift = hour < 9 ? 9 - hour : hour >= 18 ? 33 - hour : 0
  const moved = new Date(time.getTime() + shift * HOUR)
  const day = new Date(moved.getTime() + 5 * HOUR).getUTCDay()
  return new Date(moved.getTime() + (day === 6 ? 2 : day === 0 ? 1 : 0) * DAY)
}

/** How the example's people are written to and what they asked for; telephone numbers that nobody has. */
function contactOf(person: Person, at: number, random: () => number) {
  const address = [person.givenName, person.familyName || person.patronymic.replace(/ /g, '.')]
    .join('.')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z.]/g, '')
  return {
    email: `${address}@example.org`,
    phone: random() < 0.4 ? `+7000000${String(at).padStart(4, '0')}` : '',
    locale: person.locale,
    interpretation:
      random() < 0.8 ? person.locale : EXAMPLE_LANGUAGES[Math.floor(random() * EXAMPLE_LANGUAGES.length)]!,
    diet: random() < 0.2 ? DIETS[person.locale][Math.floor(random() * 3)]! : '',
    accessibility: random() < 0.06 ? NEEDS[person.locale] : '',
  }
}

function uniqueReference(taken: Set<string>): string {
  const reference = newReference()
  if (taken.has(reference)) return uniqueReference(taken)
  taken.add(reference)
  return reference
}

function calendarOf(event: { eventId: string; startsAt: Date; endsAt: Date }, locale: Locale): string {
  return calendarFile({
    uid: `event-${event.eventId}@plenary`,
    sequence: 0,
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    summary: inLocale(EXAMPLE.name, locale),
    description: inLocale(EXAMPLE.summary, locale),
    location: `${inLocale(EXAMPLE.venue, locale)}, ${inLocale(EXAMPLE.city, locale)}`,
    url: `${env().PUBLIC_URL}/${locale}/${EXAMPLE.slug}`,
  })
}
