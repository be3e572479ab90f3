import { SESSION_ACCESS, SESSION_KINDS } from '@/db/schema/agenda'
import { fromZonedInput, toZonedInput } from '@/lib/dates'
import { Refusal } from '@/lib/errors'
import { type FieldView, fieldViews, localizedAnswer, localizedFields } from '@/lib/field-views'
import type { Answers, Field } from '@/lib/fields'
import { languageName } from '@/lib/language-names'
import { inLocale, LOCALES, type Locale, type Localized } from '@/lib/locales'
import { type Texts, texts } from '@/lib/texts'
import {
  type Agenda,
  endOf,
  FLOOR_LANGUAGES,
  MAX_ABSTRACT,
  MAX_TITLE,
  MOST_MINUTES,
  type Session,
  type SessionContent,
  USUAL_MINUTES,
} from '../../rules'

type Named = { id: string; name: Localized }

/** What a session's form offers to choose from. */
export type FormContext = {
  locale: Locale
  timeZone: string
  agenda: Agenda
  categories: Named[]
  /** Null: of those the reader may not see, so that they stay as they are. */
  delegations: Named[] | null
}

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

/** The questions of a session's form. Of whom it is for, people and delegations are named only by who may see them. */
export function sessionFields({ agenda, categories, delegations }: FormContext, session: Session | null): Field[] {
  const access = SESSION_ACCESS.filter(
    (name) => delegations || name === session?.access || !['delegations', 'invited'].includes(name),
  )
  const ifAccess = (value: string) => [[{ name: 'sessionAccess', value }]]
  return [
    ...localizedFields('sessionTitle', 'text', MAX_TITLE),
    ...localizedFields('sessionAbstract', 'multiline', MAX_ABSTRACT),
    { name: 'sessionKind', kind: 'choice', isRequired: true, options: SESSION_KINDS },
    { name: 'sessionTrack', kind: 'choice', options: ids(agenda.tracks) },
    { name: 'sessionRoom', kind: 'choice', options: ids(agenda.rooms) },
    { name: 'sessionStarts', kind: 'text', max: 16 },
    { name: 'sessionEnds', kind: 'text', max: 16 },
    { name: 'sessionMinutes', kind: 'number', least: 5, most: MOST_MINUTES },
    { name: 'sessionSpoken', kind: 'choices', options: FLOOR_LANGUAGES },
    { name: 'sessionInterpreted', kind: 'choices', options: FLOOR_LANGUAGES },
    { name: 'sessionAccess', kind: 'choice', isRequired: true, options: access },
    { name: 'sessionCategories', kind: 'choices', options: ids(categories), askedIf: ifAccess('categories') },
    ...(delegations
      ? [
          {
            name: 'sessionDelegations',
            kind: 'choices',
            options: ids(delegations),
            askedIf: ifAccess('delegations'),
          } as const,
        ]
      : []),
    { name: 'sessionSignUp', kind: 'yes' },
    {
      name: 'sessionPlaces',
      kind: 'number',
      least: 1,
      most: 100_000,
      askedIf: [[{ name: 'sessionSignUp', value: 'yes' }]],
    },
  ]
}

/** A session as its form shows it. */
export function sessionAnswers({ timeZone }: FormContext, session: Session | null): Answers {
  if (!session) return { sessionKind: 'panel', sessionMinutes: String(USUAL_MINUTES), sessionAccess: 'public' }
  const { startsAt, minutes } = session
  const inLanguages = (name: string, text: Localized) =>
    Object.fromEntries(LOCALES.map((lang) => [`${name}.${lang}`, text[lang] ?? '']))
  return {
    ...inLanguages('sessionTitle', session.title),
    ...inLanguages('sessionAbstract', session.abstract),
    sessionKind: session.kind,
    sessionTrack: session.trackId ?? '',
    sessionRoom: session.roomId ?? '',
    sessionStarts: startsAt ? toZonedInput(new Date(startsAt), timeZone) : '',
    sessionEnds: startsAt ? toZonedInput(new Date(endOf({ startsAt, minutes })), timeZone) : '',
    sessionMinutes: String(minutes),
    sessionSpoken: session.spoken.join(','),
    sessionInterpreted: session.interpreted.join(','),
    sessionAccess: session.access,
    sessionCategories: session.categoryIds.join(','),
    sessionDelegations: session.delegationIds.join(','),
    sessionSignUp: session.hasSignUp ? 'yes' : '',
    sessionPlaces: session.capacity === null ? '' : String(session.capacity),
  }
}

/** The same to be shown. */
export function sessionViews(context: FormContext, session: Session | null): FieldView[] {
  const { locale, agenda, categories, delegations } = context
  const t = texts(locale)
  const names = (rows: readonly Named[]) => rows.map(({ id, name }) => ({ value: id, label: inLocale(name, locale) }))
  const options: Record<string, { value: string; label: string }[]> = {
    sessionKind: SESSION_KINDS.map((value) => ({ value, label: t(`agenda.kinds.${value}`) })),
    sessionTrack: names(agenda.tracks),
    sessionRoom: names(agenda.rooms),
    sessionSpoken: languageOptions(locale),
    sessionInterpreted: languageOptions(locale),
    sessionAccess: SESSION_ACCESS.map((value) => ({ value, label: t(`agenda.access.${value}`) })),
    sessionCategories: names(categories),
    sessionDelegations: names(delegations ?? []),
  }
  const fields = sessionFields(context, session)
  const plain = fields.filter(({ name }) => !name.includes('.'))
  return fieldViews(t, locale, plain, sessionAnswers(context, session)).map((view) => ({
    ...view,
    kind: view.name === 'sessionStarts' || view.name === 'sessionEnds' ? 'date_time' : view.kind,
    options: options[view.name]?.filter(({ value }) =>
      fields.find(({ name }) => name === view.name)?.options?.includes(value),
    ),
  }))
}

/** Languages of the floor by their names, in the order of the alphabet that the page is written in. */
export function languageOptions(locale: Locale): { value: string; label: string }[] {
  return FLOOR_LANGUAGES.map((value) => ({ value, label: languageName(value, locale) }))
}

/**
 * What was said of a session in its form. The time is from–to by the clocks of the event's time zone; without one, how
 * long it lasts.
 * @throws Refusal at the field: `session_title`, `session_time`, `session_skipped` with { time }, `session_starts`,
 *   `session_ends`, `session_minutes`
 */
export function sessionInput(
  answers: Answers,
  { timeZone, delegations }: FormContext,
): Partial<SessionContent> & Pick<SessionContent, 'kind' | 'minutes'> {
  const title = localizedAnswer(answers, 'sessionTitle')
  if (Object.keys(title).length === 0) throw new Refusal('session_title', {}, 'sessionTitle.en')
  const list = (name: string) => (answers[name] ? answers[name].split(',') : [])
  const access = answers.sessionAccess as SessionContent['access']
  return {
    ...timeOf(answers, timeZone),
    title,
    abstract: localizedAnswer(answers, 'sessionAbstract'),
    kind: answers.sessionKind as SessionContent['kind'],
    trackId: answers.sessionTrack || null,
    roomId: answers.sessionRoom || null,
    spoken: list('sessionSpoken'),
    interpreted: list('sessionInterpreted'),
    access,
    categoryIds: access === 'categories' ? list('sessionCategories') : [],
    ...(delegations || access !== 'delegations'
      ? { delegationIds: access === 'delegations' ? list('sessionDelegations') : [] }
      : {}),
    hasSignUp: answers.sessionSignUp === 'yes',
    capacity: answers.sessionPlaces ? Math.round(Number(answers.sessionPlaces)) : null,
  }
}

function timeOf(answers: Answers, timeZone: string): { startsAt: string | null; minutes: number } {
  const { sessionStarts = '', sessionEnds = '', sessionMinutes = '' } = answers
  if (!sessionStarts) {
    if (sessionEnds) throw new Refusal('session_starts', {}, 'sessionStarts')
    return { startsAt: null, minutes: Math.round(Number(sessionMinutes || USUAL_MINUTES)) }
  }
  const starts = momentOf(sessionStarts, timeZone, 'sessionStarts')
  const startsAt = starts.toISOString()
  if (!sessionEnds) return { startsAt, minutes: Math.round(Number(sessionMinutes || USUAL_MINUTES)) }
  const minutes = (momentOf(sessionEnds, timeZone, 'sessionEnds').getTime() - starts.getTime()) / 60_000
  if (minutes <= 0) throw new Refusal('session_ends', {}, 'sessionEnds')
  if (minutes < 5 || minutes > MOST_MINUTES) throw new Refusal('session_minutes', {}, 'sessionEnds')
  return { startsAt, minutes }
}

function momentOf(text: string, timeZone: string, field: string): Date {
  const moment = fromZonedInput(text, timeZone)
  if (moment) return moment
  const isTime = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/.test(text) && !Number.isNaN(Date.parse(`${text}:00Z`))
  throw isTime
    ? new Refusal('session_skipped', { time: text.slice(11) }, field)
    : new Refusal('session_time', {}, field)
}

/** A refusal of the commands at the field of the form that it is about. */
export function atField(refusal: Refusal): Refusal {
  const fields: Record<string, string> = {
    startsAt: 'sessionStarts',
    minutes: 'sessionMinutes',
    capacity: 'sessionPlaces',
  }
  return refusal.field ? new Refusal(refusal.code, refusal.values, fields[refusal.field] ?? refusal.field) : refusal
}

/** What an answer says in words, for who is told what somebody else wrote. */
export function answerWords(t: Texts, view: FieldView | undefined, answer: string): string {
  const named = answer
    .split(',')
    .map((value) => view?.options?.find((option) => option.value === value)?.label ?? value)
    .join(', ')
  return (view?.kind === 'date_time' ? named.replace('T', ' ') : named) || t('form.none')
}

export const ITEM_FIELDS: readonly Field[] = [
  ...localizedFields('itemTitle', 'text', MAX_TITLE),
  { name: 'itemMinutes', kind: 'number', isRequired: true, least: 0, most: MOST_MINUTES },
]

export const DOCUMENT_FIELDS: readonly Field[] = [
  ...localizedFields('documentTitle', 'text', MAX_TITLE),
  { name: 'documentLanguage', kind: 'choice', options: FLOOR_LANGUAGES },
  { name: 'documentSymbol', kind: 'text', max: 60 },
  { name: 'documentDate', kind: 'date' },
  { name: 'documentPublic', kind: 'yes' },
]

/** Who is added to a session, in which role, and to which part of it; `person`: who is there already and changed. */
export function personFields(context: {
  speakers: readonly { id: string }[]
  agenda: Agenda
  session: Session
  person?: Session['speakers'][number]
}): Field[] {
  const { speakers, agenda, session, person } = context
  return [
    { name: 'sessionSpeaker', kind: 'choice', isRequired: true, options: ids(speakers) },
    {
      name: 'sessionRole',
      kind: 'choice',
      isRequired: true,
      options: ids(agenda.roles.filter(({ id, retiredAt }) => !retiredAt || id === person?.roleId)),
    },
    ...(session.items.length > 0
      ? [{ name: 'sessionItem', kind: 'choice', options: ids(session.items) } as const]
      : []),
  ]
}
