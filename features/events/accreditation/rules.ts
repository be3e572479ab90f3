import { fromZonedInput, toZonedInput } from '@/lib/dates'
import type { Answers, Field } from '@/lib/fields'
import type { EventRow } from '../access'

const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const

/** How an event accredits: opinions, factors, offers, the delegations' last day. */
export const ACCREDITATION_FIELDS: readonly Field[] = [
  { name: 'needsSecondOpinion', kind: 'yes' },
  { name: 'needsSecondFactor', kind: 'yes' },
  { name: 'delegationsCloseOn', kind: 'date' },
  { name: 'offerHours', kind: 'number', isRequired: true, least: 1, most: 720 },
  { name: 'workDays', kind: 'choices', options: WEEKDAYS, isRequired: true },
  { name: 'workFrom', kind: 'number', isRequired: true, least: 0, most: 23 },
  { name: 'workTo', kind: 'number', isRequired: true, least: 1, most: 24 },
]

/** The event's present answers to them. */
export function accreditationAnswers(event: EventRow): Answers {
  return {
    needsSecondOpinion: event.needsSecondOpinion ? 'yes' : '',
    needsSecondFactor: event.needsSecondFactor ? 'yes' : '',
    delegationsCloseOn: event.delegationsCloseAt
      ? toZonedInput(event.delegationsCloseAt, event.timeZone).slice(0, 10)
      : '',
    offerHours: String(event.offerHours),
    workDays: event.workDays.join(','),
    workFrom: String(event.workFrom),
    workTo: String(event.workTo),
  }
}

/** Checked answers as columns; delegations close at the end of their last day, by the event's clock. */
export function accreditationColumns(event: EventRow, answers: Answers) {
  const day = answers.delegationsCloseOn
  return {
    needsSecondOpinion: answers.needsSecondOpinion === 'yes',
    needsSecondFactor: answers.needsSecondFactor === 'yes',
    delegationsCloseAt: day ? fromZonedInput(`${day}T23:59`, event.timeZone) : null,
    offerHours: Math.trunc(Number(answers.offerHours)),
    workDays: (answers.workDays ?? '').split(',').map(Number),
    workFrom: Math.trunc(Number(answers.workFrom)),
    workTo: Math.trunc(Number(answers.workTo)),
  }
}
