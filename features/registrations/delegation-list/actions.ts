'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { manageEvent } from '@/features/events/access'
import { answerText } from '@/lib/field-views'
import { refusing } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { enterLines, readLines } from './commands'
import type { ListState } from './list-form'
import { type DelegationLine, isGoodLine, LINE_FIELDS } from './rules'

/** Checks the pasted list, or adds its good lines, as the pressed button says; what is to be corrected stays. */
export async function delegationListAction(
  place: { locale: Locale; event: string },
  _state: ListState,
  form: FormData,
): Promise<ListState> {
  const event = await manageEvent(place.event)
  const locale = isLocale(place.locale) ? place.locale : DEFAULT_LOCALE
  const t = texts(locale)
  const pasted = String(form.get('pasted') ?? '').slice(0, 500_000)
  let next: ListState = { pasted }
  const outcome = await refusing(t, {}, async () => {
    if (form.get('act') !== 'enter') {
      next = { pasted, preview: previewOf(locale, await readLines(event, pasted)) }
      return
    }
    const { added, wrong } = await enterLines(event, pasted, locale)
    if (wrong.length === 0) redirect(`/${locale}/admin/${event.slug}/delegations?done=listed&count=${added}` as Route)
    const left = wrong.map(({ cells }) => cells.join('; ').replace(/[;\s]+$/, '')).join('\n')
    next = {
      pasted: left,
      done: t('delegations.done.listed', { count: added }),
      preview: previewOf(locale, await readLines(event, left)),
    }
  })
  const problem = outcome.refusal ?? outcome.errors?.[0]?.message
  return problem ? { pasted, problem } : next
}

/** The lines in finished sentences. */
function previewOf(locale: Locale, lines: DelegationLine[]): NonNullable<ListState['preview']> {
  const t = texts(locale)
  const titled = ({ line, answers }: DelegationLine) =>
    t('members.list.row', { row: line, name: answers.delegationName ?? '' })
  const good = lines.filter(isGoodLine)
  const skipped = lines.filter((line) => line.skipped !== null)
  const wrong = lines.filter(({ errors, skipped: isSkipped }) => errors.length > 0 && isSkipped === null)
  return {
    heads: LINE_FIELDS.map(({ name }) => t(`fields.${name}.label`)),
    good: good.map(({ line, answers }) => ({
      line,
      cells: LINE_FIELDS.map((field) => answerText(t, locale, field, answers[field.name] ?? '')),
    })),
    wrong: wrong.map((line) => ({
      line: line.line,
      title: titled(line),
      problems: line.errors.map(
        ({ field, code, values }) => `${t(`fields.${field}.label`)}: ${t(`errors.${code}`, values)}`,
      ),
    })),
    skipped: skipped.map((line) => ({
      line: line.line,
      text: `${titled(line)}: ${t(`delegations.list.why.${line.skipped}`)}`,
    })),
    enter: good.length > 0 ? t('delegations.list.enter', { count: good.length }) : null,
    nothing: good.length + wrong.length === 0 ? t('delegations.list.all_there', { count: skipped.length }) : null,
  }
}
