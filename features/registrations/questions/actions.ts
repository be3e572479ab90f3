'use server'
import { randomUUID } from 'node:crypto'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { manageEvent } from '@/features/events/access'
import { listCategories } from '@/features/events/queries'
import { type FormState, formAction, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { deleteQuestion, moveQuestion, retireQuestion, saveQuestion } from './commands'
import { listQuestions } from './queries'
import { decidersOf, questionInput, settingFields } from './rules'

type Place = { locale: Locale; event: string }

/** Adds a question, or changes the one that `question` names. */
export async function saveQuestionAction(
  place: Place & { question: string | null },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(place.event)
  const [all, categories] = await Promise.all([listQuestions(event), listCategories(event)])
  const question = all.find(({ id }) => id === place.question) ?? null
  const fields = settingFields(question, categories, decidersOf(all, question))
  return formAction(texts(known(place)), fields, form, async (answers) => {
    const input = questionInput(answers, question, categories, () => randomUUID().slice(0, 8))
    await saveQuestion(event, place.question, input, known(place))
    go(place)
  })
}

/** What one button of the list does, or dropping a question somewhere: "move:{id}:{place, from 0}", "retire:{id}" … */
export async function arrangeAction(place: Place, _state: FormState, form: FormData): Promise<FormState> {
  const event = await manageEvent(place.event)
  const locale = known(place)
  const [act, question = '', to] = String(form.get('act') ?? '').split(':')
  return refusing(texts(locale), {}, async () => {
    if (act === 'move') await moveQuestion(event, question, Number(to) || 0, locale)
    if (act === 'retire' || act === 'bring_back')
      await retireQuestion(event, question, act === 'retire', locale, new Date())
    if (act === 'delete') await deleteQuestion(event, question, locale)
    go(place)
  })
}

function go(place: Place): never {
  redirect(`/${known(place)}/admin/${place.event}/settings/questions?done=questions` as Route)
}

function known({ locale }: { locale: unknown }): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
