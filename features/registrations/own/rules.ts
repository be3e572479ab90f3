import { type Answers, checkAnswers, type Field } from '@/lib/fields'
import { isAccepted, MOVES, type RegistrationState } from '../rules'

type Told = { state: RegistrationState; toldState: RegistrationState | null }

/** The state as the person knows it: a decision that is told later shows nowhere before, not even by what can be done. */
export function toldOf({ toldState }: Told): RegistrationState {
  return toldState === null || toldState === 'draft' ? 'submitted' : toldState
}

/** Whether the person may withdraw, as far as they know. */
export function mayWithdraw(registration: Told): boolean {
  return MOVES.person[toldOf(registration)]?.includes('withdrawn') ?? false
}

/** What an accepted person corrects waits for the secretariat: it stands on lists, badges and passes. */
const REVIEWED = [
  'title',
  'givenName',
  'familyName',
  'patronymic',
  'nativeName',
  'country',
  'institution',
  'position',
  'chamber',
  'committee',
  'delegationRole',
  'rank',
  'accreditingState',
]

/**
 * Whether the form has a question that must be answered and is not: whom others entered, nobody has asked yet.
 * @param fields what the form asks this person
 */
export function lacksAnswers(fields: readonly Field[], answers: Answers): boolean {
  return checkAnswers(fields, answers).errors.some(({ field }) => !answers[field])
}

/** The fields whose correction the secretariat looks at first. */
export function reviewedFields(registration: Told): readonly string[] {
  return isAccepted(toldOf(registration)) ? REVIEWED : []
}

/** Arrival, departure and stay. Nothing is required: plans are made piece by piece. */
export function travelFields(event: { startsAt: Date; endsAt: Date }): Field[] {
  const month = 31 * 24 * 60 * 60 * 1000
  const earliest = new Date(event.startsAt.getTime() - month).toISOString().slice(0, 10)
  const latest = new Date(event.endsAt.getTime() + month).toISOString().slice(0, 10)
  return [
    { name: 'arrivalDate', kind: 'date', earliest, latest },
    { name: 'arrivalTime', kind: 'text', max: 20 },
    { name: 'arrivalFlight', kind: 'text', max: 60 },
    { name: 'arrivalFrom', kind: 'text', max: 100 },
    { name: 'departureDate', kind: 'date', earliest, latest },
    { name: 'departureTime', kind: 'text', max: 20 },
    { name: 'departureFlight', kind: 'text', max: 60 },
    { name: 'hotel', kind: 'text', max: 200 },
    { name: 'needsTransfer', kind: 'yes' },
    { name: 'needsVisa', kind: 'yes' },
  ]
}

export const TASKS = ['consents', 'request', 'offer', 'details', 'questions', 'photo', 'travel', 'passport'] as const
export type Task = (typeof TASKS)[number]

/** What the person should do next, the most urgent first. */
export function tasksOf(
  registration: Told & { offerExpiresAt: Date | null; isPhotoExempt: boolean; travel: Record<string, string> },
  category: { asksPhoto: boolean; asksTravel: boolean; asksTravelDocument: boolean },
  has: {
    openRequest: boolean
    openDetails: boolean
    openQuestions: boolean
    photo: boolean
    passport: boolean
    consents: boolean
  },
  now: Date,
): Task[] {
  const told = toldOf(registration)
  const isLive = MOVES.person[told] !== undefined || told === 'checked_in'
  const open: Record<Task, boolean> = {
    consents: !has.consents,
    request: has.openRequest,
    offer: told === 'waiting_list' && registration.offerExpiresAt !== null && now < registration.offerExpiresAt,
    details: has.openDetails,
    questions: has.openQuestions,
    photo: category.asksPhoto && !has.photo && !registration.isPhotoExempt,
    travel: category.asksTravel && Object.keys(registration.travel).length === 0,
    passport: category.asksTravelDocument && !has.passport,
  }
  return isLive ? TASKS.filter((task) => open[task]) : []
}

/** The parts of the own page that a person may fill in: what the category asks, what is there already, and documents. */
export function ownParts(
  registration: { isPhotoExempt: boolean; travel: Record<string, string> },
  category: { asksPhoto: boolean; asksTravel: boolean; asksTravelDocument: boolean },
  has: { questions: boolean; photo: boolean },
): ('questions' | 'photo' | 'travel' | 'passport' | 'documents')[] {
  const shown = {
    questions: has.questions,
    photo: !registration.isPhotoExempt && (category.asksPhoto || has.photo),
    travel: category.asksTravel || Object.keys(registration.travel).length > 0,
    passport: category.asksTravelDocument,
    documents: true,
  }
  return (['questions', 'photo', 'travel', 'passport', 'documents'] as const).filter((part) => shown[part])
}
