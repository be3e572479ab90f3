'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { takeTurn } from '@/features/accounts/rate/commands'
import { focalDelegation } from '@/features/delegations/access'
import { Refusal } from '@/lib/errors'
import { checkAnswers } from '@/lib/fields'
import { type FormState, refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { newMemberAnswers } from '../member-form'
import { memberChoices } from '../queries'
import { memberFields } from '../rules'
import { beginImport, correctImport, importNext } from './commands'
import { answerOf, COLUMNS } from './rules'

type ListPlace = { locale: Locale; delegation: string }
type ImportPlace = ListPlace & { list: string }

/** Takes a file or pasted lines in and goes to their preview. */
export async function beginImportAction(place: ListPlace, _state: FormState, form: FormData): Promise<FormState> {
  const focal = await focalDelegation(place.delegation)
  const locale = known(place)
  const choices = await memberChoices(focal.event)
  const [category] = checkAnswers(
    memberFields(choices).filter(({ name }) => name === 'category'),
    Object.fromEntries(form),
  ).errors
  const pasted = String(form.get('pasted') ?? '').slice(0, 500_000)
  const chosen = category ? (choices.categories[0]?.slug ?? '') : String(form.get('category'))
  return refusing(texts(locale), { pasted, category: chosen }, async () => {
    const role = choices.roles.find(({ slug, isHead }) => slug === 'member' && !isHead)
    const defaults = { ...newMemberAnswers(focal, locale, choices), category: chosen, memberRole: role?.slug ?? '' }
    if (!(await takeTurn(['import', focal.delegation.id], 100, 60 * 60))) throw new Refusal('list_wait')
    const id = await beginImport(focal, { file: form.get('file'), pasted, defaults }, new Date())
    redirect(`/${locale}/delegation/${place.delegation}/list/${id}` as Route)
  })
}

/** Keeps the corrections of cells, which are named `line.column`. */
export async function correctImportAction(place: ImportPlace, _state: FormState, form: FormData): Promise<FormState> {
  const focal = await focalDelegation(place.delegation)
  const locale = known(place)
  const choices = await memberChoices(focal.event)
  const cells = [...form].flatMap(([key, value]) => {
    const [line, column] = key.split('.')
    const isCell = /^\d{1,7}$/.test(line ?? '') && (COLUMNS as readonly string[]).includes(column ?? '')
    return isCell && typeof value === 'string' ? [[key, answerOf(column!, value.trim().slice(0, 1000), choices)]] : []
  })
  return refusing(texts(locale), {}, async () => {
    await correctImport(focal, place.list, Object.fromEntries(cells), new Date())
    redirect(`/${locale}/delegation/${place.delegation}/list/${place.list}` as Route)
  })
}

/** Enters the next people, and comes back for the others as long as there are any. */
export async function importNextAction(place: ImportPlace, _state: FormState, form: FormData): Promise<FormState> {
  const focal = await focalDelegation(place.delegation)
  const locale = known(place)
  const mode = form.get('mode') === 'first' ? 'first' : 'all'
  return refusing(texts(locale), {}, async () => {
    const left = await importNext(focal, place.list, mode, new Date())
    const base = `/${locale}/delegation/${place.delegation}/list/${place.list}`
    redirect(`${base}?${left > 0 ? `run=${mode}&left=${left}` : 'done=imported'}` as Route)
  })
}

function known({ locale }: { locale: unknown }): Locale {
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
