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

/**
 * Puts in `form` what stands for each file: the name of the one that came, else of the one that is there already, nothing
 * where that one is removed.
 * @param kept the answers as they were
 * @param keep keeps a file that came for a field and returns its name
 * @returns a sentence for each that was refused
 */
export async function takeFiles(
  t: Texts,
  fields: readonly Field[],
  form: FormData,
  kept: Answers,
  keep: (field: string, file: File) => Promise<string>,
): Promise<{ field: string; message: string }[]> {
  const refused: { field: string; message: string }[] = []
  for (const { name } of fields.filter(({ kind }) => kind === 'file')) {
    const file = form.get(name)
    form.set(name, form.get(`${name}.remove`) === 'yes' ? '' : (kept[name] ?? ''))
    if (!(file instanceof File) || file.size === 0) continue
    const { errors = [], refusal } = await refusing(t, {}, async () => form.set(name, await keep(name, file)))
    refused.push(...errors, ...(refusal ? [{ field: name, message: refusal }] : []))
  }
  return refused
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
