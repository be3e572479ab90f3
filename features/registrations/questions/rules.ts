import { ANSWER_KINDS, QUESTION_KINDS, type questions } from '@/db/schema/registrations'
import { holds } from '@/lib/conditions'
import { localizedAnswer, localizedFields } from '@/lib/field-views'
import { type Answers, checkAnswers, type Field } from '@/lib/fields'
import type { Localized } from '@/lib/locales'

export type Question = typeof questions.$inferSelect
export type QuestionKind = (typeof QUESTION_KINDS)[number]

const PREFIX = 'q_'

/** Longest answers, in characters. */
const MAX: Partial<Record<QuestionKind, number>> = { text: 200, multiline: 2000 }

/** The name of a question's field. */
export function questionName(id: string): string {
  return PREFIX + id
}

/** The question's id in the name of its field. */
export function questionIdOf(name: string): string {
  return name.slice(PREFIX.length)
}

/** A question as a field of a form. */
export function fieldOf(question: Question): Field {
  const { kind, options, conditions } = question
  return {
    name: questionName(question.id),
    kind,
    isRequired: question.isRequired,
    max: MAX[kind],
    options: hasOptions(kind) ? options.map(({ value }) => value) : undefined,
    texts: {
      label: question.label,
      hint: question.hint,
      options: Object.fromEntries(options.map(({ value, label }) => [value, label])),
    },
    askedIf: conditions.map((group) =>
      group.map(({ questionId, value }) => ({ name: questionName(questionId), value })),
    ),
  }
}

/** Of a form's answers those to organisers' questions, by the question's id: as a registration keeps them. */
export function questionAnswers(answers: Answers): Answers {
  const own = Object.entries(answers).filter(([name]) => name.startsWith(PREFIX))
  return Object.fromEntries(own.map(([name, answer]) => [name.slice(PREFIX.length), answer]))
}

/** What a registration keeps as answers to the form: `questionAnswers` the other way round. */
export function asFormAnswers(kept: Answers): Answers {
  return Object.fromEntries(Object.entries(kept).map(([id, answer]) => [questionName(id), answer]))
}

/** Those of the questions in use that are asked of a category, of the accepted also what comes after. */
export function questionsAskedOf(live: readonly Question[], category: { id: string }, isAccepted: boolean): Question[] {
  return live.filter(
    ({ categoryIds, isAfterAcceptance }) =>
      (categoryIds.length === 0 || categoryIds.includes(category.id)) && (isAccepted || !isAfterAcceptance),
  )
}

/** The fields of the questions that have an answer, for who reads. */
export function answeredFields(questions: readonly Question[], kept: Answers): Field[] {
  return questions.filter(({ id }) => kept[id]).map(fieldOf)
}

/** An answer as it can be read without us: the chosen words in each language, else what was answered. */
export function wordsOf({ options, kind }: Question, answer: string): string | Localized[] {
  if (!hasOptions(kind)) return answer
  return answer.split(',').flatMap((value) => options.find((option) => option.value === value)?.label ?? [])
}

/** Whether a person has something to answer: what was never put to them, or is required and empty. */
export function hasOpenQuestions(questions: readonly Question[], kept: Answers): boolean {
  const fields = questions.map(fieldOf)
  const { errors } = checkAnswers(fields, asFormAnswers(kept))
  const answers = asFormAnswers(kept)
  return errors.length > 0 || fields.some(({ name, askedIf }) => holds(askedIf, answers) && !(name in answers))
}

export function hasOptions(kind: QuestionKind): boolean {
  return kind === 'choice' || kind === 'choices'
}

/** Whether other questions can depend on the answer. */
export function canDecide(kind: QuestionKind): boolean {
  return hasOptions(kind) || kind === 'yes'
}

export const MAX_QUESTIONS = 100
const MAX_OPTIONS = 40
const MAX_GROUPS = 4
const MAX_TERMS = 5

/** The values of the rows for the answers to choose from: those there are, then new ones, six in all at least. */
export function optionRows(question: Pick<Question, 'options'> | null): string[] {
  const kept = question?.options.map(({ value }) => value) ?? []
  const spare = Math.min(Math.max(6 - kept.length, 3), MAX_OPTIONS - kept.length)
  return [...kept, ...Array.from({ length: spare }, (_, at) => `new${at}`)]
}

/** How many terms each "asked only if" has room for: those there are and one more, and one group more. */
export function conditionRooms(question: Pick<Question, 'conditions'> | null): number[] {
  const rooms = (question?.conditions ?? []).map((terms) => Math.min(terms.length + 1, MAX_TERMS))
  return rooms.length < MAX_GROUPS ? [...rooms, 2] : rooms
}

/** Questions whose answers can decide whether this one is asked: those before it, of its moment or an earlier one. */
export function decidersOf(all: readonly Question[], question: Question | null): Question[] {
  const at = question ? all.findIndex(({ id }) => id === question.id) : all.length
  return all.slice(0, at).filter(({ kind, retiredAt }) => canDecide(kind) && !retiredAt)
}

/** What a question's answer can be, where others depend on it. */
export function decisiveValues({ kind, options }: Pick<Question, 'kind' | 'options'>): string[] {
  return kind === 'yes' ? ['yes'] : options.map(({ value }) => value)
}

export const QUESTION_TIMES = ['sign_up', 'accepted'] as const

/** What organisers say of a question. */
export function settingFields(
  question: Question | null,
  categories: readonly { slug: string }[],
  deciders: readonly Question[],
): Field[] {
  const terms = deciders.flatMap((each) => decisiveValues(each).map((value) => `${each.id}.${value}`))
  const isChoice = QUESTION_KINDS.filter(hasOptions).map((value) => [{ name: 'questionKind', value }])
  return [
    ...localizedFields('questionLabel', 'text', 300),
    ...localizedFields('questionHint', 'text', 500),
    { name: 'questionKind', kind: 'choice', options: QUESTION_KINDS, isRequired: true },
    ...optionRows(question).flatMap((value) =>
      localizedFields(`option_${value}`, 'text', 200).map((field) => ({ ...field, askedIf: isChoice })),
    ),
    { name: 'questionRequired', kind: 'yes' },
    { name: 'questionTime', kind: 'choice', options: QUESTION_TIMES, isRequired: true },
    { name: 'questionCategories', kind: 'choices', options: categories.map(({ slug }) => slug) },
    { name: 'questionData', kind: 'choice', options: ANSWER_KINDS, isRequired: true },
    ...conditionRooms(question).flatMap((room, group) =>
      Array.from({ length: room }, (_, at) => ({
        name: `if_${group}_${at}`,
        kind: 'choice' as const,
        options: terms,
      })),
    ),
  ]
}

export type QuestionInput = Pick<
  Question,
  'kind' | 'label' | 'hint' | 'options' | 'isRequired' | 'isAfterAcceptance' | 'dataKind' | 'categoryIds' | 'conditions'
>

/** Checked answers to `settingFields` as a question. New options get values of their own from `newValue`. */
export function questionInput(
  answers: Answers,
  question: Question | null,
  categories: readonly { id: string; slug: string }[],
  newValue: () => string,
): QuestionInput {
  const kind = answers.questionKind as QuestionKind
  const options = optionRows(question).flatMap((value) => {
    const label = localizedAnswer(answers, `option_${value}`)
    return Object.keys(label).length > 0 ? [{ value: value.startsWith('new') ? newValue() : value, label }] : []
  })
  const chosen = (answers.questionCategories ?? '').split(',')
  const conditions = conditionRooms(question).map((room, group) =>
    Array.from({ length: room }, (_, at) => answers[`if_${group}_${at}`] ?? '')
      .filter(Boolean)
      .map((term) => ({ questionId: term.slice(0, 36), value: term.slice(37) })),
  )
  return {
    kind,
    label: localizedAnswer(answers, 'questionLabel'),
    hint: localizedAnswer(answers, 'questionHint'),
    options: hasOptions(kind) ? options : [],
    isRequired: answers.questionRequired === 'yes',
    isAfterAcceptance: answers.questionTime === 'accepted',
    dataKind: answers.questionData as Question['dataKind'],
    categoryIds: categories.filter(({ slug }) => chosen.includes(slug)).map(({ id }) => id),
    conditions: conditions.filter((terms) => terms.length > 0),
  }
}

/** A question as its settings' form has it. */
export function presentSettings(
  question: Question | null,
  categories: readonly { id: string; slug: string }[],
): Answers {
  if (!question) return { questionTime: 'sign_up', questionData: 'registrations' }
  const terms = question.conditions.flatMap((group, at) =>
    group.map(({ questionId, value }, term) => [`if_${at}_${term}`, `${questionId}.${value}`]),
  )
  return {
    questionKind: question.kind,
    questionRequired: question.isRequired ? 'yes' : '',
    questionTime: question.isAfterAcceptance ? 'accepted' : 'sign_up',
    questionCategories: categories
      .filter(({ id }) => question.categoryIds.includes(id))
      .map(({ slug }) => slug)
      .join(','),
    questionData: question.dataKind,
    ...Object.fromEntries(terms),
  }
}

/**
 * The first live question that stands where the answer it depends on is not known yet: before it, at sign-up while that
 * one is asked after acceptance, or with an answer that cannot be given. Null where all is well.
 */
export function strayQuestion(all: readonly Question[]): Question | null {
  const live = all.filter(({ retiredAt }) => !retiredAt)
  const strays = live.filter(({ conditions, isAfterAcceptance }, at) =>
    conditions.flat().some(({ questionId, value }) => {
      const before = live.slice(0, at).find(({ id }) => id === questionId)
      return !before || !decisiveValues(before).includes(value) || (before.isAfterAcceptance && !isAfterAcceptance)
    }),
  )
  return strays[0] ?? null
}
