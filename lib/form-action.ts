import { Refusal } from './errors'
import { type Answers, checkAnswers, type Field } from './fields'
import { refusalText, type Texts } from './texts'

/** What a form's action answers when it stays on the page. Going elsewhere is a redirect. */
export type FormState = {
  /** What was typed, to be shown again. */
  answers?: Answers
  errors?: { field: string; message: string }[]
  /** A sentence about the whole form. */
  refusal?: string
  /** A sentence about what was done. */
  done?: string
}

/**
 * Parse, then run. Wrong answers and refusals come back as sentences with all that was typed kept; whatever else is
 * thrown (a redirect, a bug) passes through.
 * @param run the command; returns a sentence on what was done, or nothing
 */
export async function formAction(
  t: Texts,
  fields: readonly Field[],
  form: FormData,
  run: (answers: Answers) => Promise<unknown>,
): Promise<FormState> {
  const { answers, errors } = checkAnswers(fields, Object.fromEntries(form))
  if (errors.length > 0) {
    return {
      answers,
      errors: errors.map(({ field, code, values }) => ({ field, message: t(`errors.${code}`, values) })),
    }
  }
  return refusing(t, answers, () => run(answers))
}

/** Runs a command; a refusal comes back as a sentence, at its field where it has one. */
export async function refusing(t: Texts, answers: Answers, run: () => Promise<unknown>): Promise<FormState> {
  try {
    const done = await run()
    return { answers, ...(typeof done === 'string' ? { done } : {}) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const message = refusalText(t, error)
    return error.field ? { answers, errors: [{ field: error.field, message }] } : { answers, refusal: message }
  }
}
