'use server'
import { editEvent } from '@/features/events/access'
import { Refusal } from '@/lib/errors'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { refusalText, texts } from '@/lib/texts'
import { runAct } from './commands'
import { readDraft } from './queries'
import type { Answer } from './rules'
import { act } from './schema'

/** One change of the draft. @param since the revision that the browser knows: what changed after it is answered */
export async function editAgendaAction(
  place: { locale: Locale; event: string },
  since: number,
  given: unknown,
): Promise<Answer> {
  const event = await editEvent(place.event)
  const t = texts(isLocale(place.locale) ? place.locale : DEFAULT_LOCALE)
  let made: string[] = []
  let refusal: Answer['refusal'] = null
  try {
    made = await runAct(event, act.parse(given))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    refusal = { code: error.code, message: refusalText(t, error) }
  }
  const { revision, sessions } = await readDraft(event, Number.isInteger(since) ? since : 0)
  return { revision, sessions, made, refusal }
}
