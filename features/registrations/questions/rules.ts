import type { QUESTION_KINDS, questions } from '@/db/schema/registrations'
import type { Answers, Field } from '@/lib/fields'

export type Question = typeof questions.$inferSelect
export type QuestionKind = (typeof QUESTION_KINDS)[number]

const PREFIX = 'q_'

/** Longest answers, in characters. */
const MAX: Partial<Record<QuestionKind, number>> = { text: 200, multiline: 2000 }

/** The name of a question's field. */
export function questionName(id: string): string {
  return PREFIX + id
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

/** The other way round. */
export function asFormAnswers(kept: Answers): Answers {
  return Object.fromEntries(Object.entries(kept).map(([id, answer]) => [questionName(id), answer]))
}

export function hasOptions(kind: QuestionKind): boolean {
  return kind === 'choice' || kind === 'choices'
}

/** Whether other questions can depend on the answer. */
export function canDecide(kind: QuestionKind): boolean {
  return hasOptions(kind) || kind === 'yes'
}
