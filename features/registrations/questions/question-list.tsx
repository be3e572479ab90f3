import type { Route } from 'next'
import Link from 'next/link'
import { SortableList } from '@/components/sortable-list'
import type { ManagedEvent } from '@/features/events/access'
import type { Category } from '@/features/events/queries'
import { inLocale, type Locale } from '@/lib/locales'
import { type Texts, texts } from '@/lib/texts'
import { filterQuery } from '../review/rules'
import { arrangeAction } from './actions'
import { canDecide, decisiveValues, type Question } from './rules'

type Props = {
  locale: Locale
  event: ManagedEvent
  questions: Question[]
  categories: Category[]
  /** Of `countAnswers`. */
  counts: Record<string, number>
}

/** The event's questions in their order: what each asks, of whom, how it was answered, and what can be done with it. */
export function QuestionList({ locale, event, questions, categories, counts }: Props) {
  const t = texts(locale)
  const canChange = event.state !== 'archived'
  const items = questions.map((question, at) => ({
    id: question.id,
    content: (
      <div>
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <h2 className="font-sans text-base">{inLocale(question.label, locale)}</h2>
          {question.retiredAt && <span className="tag tag-muted">{t('questions.retired')}</span>}
        </div>
        <p className="mt-1 text-sm text-muted">{traitsOf(t, locale, question, categories).join(' · ')}</p>
        {question.conditions.length > 0 && (
          <p className="mt-1 text-sm text-muted">
            {t('form.asked_if', { what: conditionText(t, locale, question, questions) })}
          </p>
        )}
        <Counts t={t} locale={locale} event={event} question={question} counts={counts} />
        {canChange && (
          <div className="mt-3 flex flex-wrap gap-2">
            <Move t={t} question={question} locale={locale} to={at - 1} way="up" isPossible={at > 0} />
            <Move
              t={t}
              question={question}
              locale={locale}
              to={at + 1}
              way="down"
              isPossible={at < questions.length - 1}
            />
            <Link
              href={`/${locale}/admin/${event.slug}/settings/questions/${question.id}` as Route}
              prefetch={false}
              className="button button-quiet"
            >
              {t('delegations.roles.change')}
              <span className="sr-only"> {inLocale(question.label, locale)}</span>
            </Link>
            <Act t={t} question={question} locale={locale} act={question.retiredAt ? 'bring_back' : 'retire'} />
            {!counts[question.id] && <Act t={t} question={question} locale={locale} act="delete" />}
          </div>
        )}
      </div>
    ),
  }))
  return (
    <SortableList
      action={arrangeAction.bind(null, { locale, event: event.slug })}
      items={items}
      handle={t('questions.handle')}
    />
  )
}

type PartProps = { t: Texts; locale: Locale; question: Question }

function Move({
  t,
  locale,
  question,
  to,
  way,
  isPossible,
}: PartProps & { to: number; way: 'up' | 'down'; isPossible: boolean }) {
  return (
    <button
      type="submit"
      name="act"
      value={`move:${question.id}:${to}`}
      disabled={!isPossible}
      className="button button-quiet"
      aria-label={t(`members.${way}`, { name: inLocale(question.label, locale) })}
    >
      <span aria-hidden="true">{way === 'up' ? '↑' : '↓'}</span>
    </button>
  )
}

function Act({ t, locale, question, act }: PartProps & { act: 'retire' | 'bring_back' | 'delete' }) {
  return (
    <button type="submit" name="act" value={`${act}:${question.id}`} className="button button-quiet">
      {t(`questions.${act}`)}
      <span className="sr-only"> {inLocale(question.label, locale)}</span>
    </button>
  )
}

/** How many answered; of what can be chosen each with the way to those who chose it. */
function Counts({ t, locale, event, question, counts }: PartProps & Pick<Props, 'event' | 'counts'>) {
  const answered = counts[question.id] ?? 0
  if (answered === 0) return null
  const values = canDecide(question.kind)
    ? decisiveValues(question).filter((value) => counts[`${question.id}.${value}`])
    : []
  return (
    <p className="mt-1 flex flex-wrap gap-x-4 text-sm">
      {values.length === 0
        ? t('questions.answered', { count: answered })
        : values.map((value) => (
            <Link
              key={value}
              href={
                `/${locale}/admin/${event.slug}/registrations${filterQuery({ answer: `${question.id}.${value}` })}` as Route
              }
              prefetch={false}
              className="inline-flex min-h-6 items-center"
            >
              {`${valueText(t, locale, question, value)}: ${counts[`${question.id}.${value}`]}`}
            </Link>
          ))}
    </p>
  )
}

function traitsOf(t: Texts, locale: Locale, question: Question, categories: Category[]): string[] {
  const asked = categories.filter(({ id }) => question.categoryIds.includes(id))
  return [
    t(`choices.questionKind.${question.kind}`),
    asked.length > 0 ? asked.map(({ name }) => inLocale(name, locale)).join(', ') : t('questions.everyone'),
    t(`choices.questionTime.${question.isAfterAcceptance ? 'accepted' : 'sign_up'}`),
    ...(question.isRequired ? [t('questions.required')] : []),
    ...(question.dataKind === 'registrations' ? [] : [t(`choices.questionData.${question.dataKind}`)]),
  ]
}

/** A value that decides, in words. */
export function valueText(t: Texts, locale: Locale, question: Question, value: string): string {
  const option = question.options.find((each) => each.value === value)
  return option ? inLocale(option.label, locale) : t('form.yes')
}

/** A question with one of its answers, as a filter's chip says it. */
export function answerChip(t: Texts, locale: Locale, question: Question | undefined, value: string): string {
  return question ? `${inLocale(question.label, locale)}: ${valueText(t, locale, question, value)}` : value
}

function conditionText(t: Texts, locale: Locale, { conditions }: Question, questions: Question[]): string {
  const term = ({ questionId, value }: Question['conditions'][number][number]) => {
    const decides = questions.find(({ id }) => id === questionId)
    if (!decides) return ''
    return t('form.condition', {
      question: inLocale(decides.label, locale),
      answer: valueText(t, locale, decides, value),
    })
  }
  return conditions.map((terms) => terms.map(term).join(` ${t('form.and')} `)).join(` ${t('form.or')} `)
}
