import { Form } from '@/components/form'
import type { ManagedEvent } from '@/features/events/access'
import type { Category } from '@/features/events/queries'
import { type FieldGroup, fieldViews, formLabels, localizedGroup } from '@/lib/field-views'
import { inLocale, type Locale, type Localized } from '@/lib/locales'
import { type Texts, texts } from '@/lib/texts'
import { saveQuestionAction } from './actions'
import { answerChip } from './question-list'
import { conditionRooms, decidersOf, optionRows, presentSettings, type Question, settingFields } from './rules'

type Props = {
  locale: Locale
  event: ManagedEvent
  /** Null: a new one. */
  question: Question | null
  all: Question[]
  categories: Category[]
}

/** Everything that organisers say of one question. */
export function QuestionForm({ locale, event, question, all, categories }: Props) {
  const t = texts(locale)
  const deciders = decidersOf(all, question)
  const fields = settingFields(question, categories, deciders)
  const present = presentSettings(question, categories)
  const own = fields.filter(({ name }) => /^question\w+$/.test(name))
  const views = fieldViews(t, locale, own, present)
  const pick = (...names: string[]) => views.filter(({ name }) => names.includes(name))
  const categoryName = (slug: string) => inLocale(categories.find((each) => each.slug === slug)?.name, locale)
  const groups: FieldGroup[] = [
    localizedGroup(t, event.languages, 'questionLabel', question?.label ?? {}, { max: 300 }),
    localizedGroup(t, event.languages, 'questionHint', question?.hint ?? {}, { max: 500 }),
    { fields: pick('questionKind') },
    ...optionRows(question).map((value, at) =>
      optionGroup(
        t,
        event.languages,
        value,
        at,
        question?.options.find((option) => option.value === value)?.label ?? {},
        fields,
      ),
    ),
    {
      fields: pick('questionRequired', 'questionTime', 'questionCategories', 'questionData').map((view) =>
        view.name === 'questionCategories'
          ? { ...view, options: view.options?.map(({ value }) => ({ value, label: categoryName(value) })) }
          : view,
      ),
    },
    ...(deciders.length === 0
      ? []
      : conditionRooms(question).map((_, group) => ({
          legend: t(group === 0 ? 'questions.if' : 'questions.or_if', { number: group + 1 }),
          hint: group === 0 ? t('questions.if_hint') : undefined,
          fields: fields
            .filter(({ name }) => name.startsWith(`if_${group}_`))
            .map(({ name, kind, options }, term) => ({
              name,
              kind,
              isRequired: false,
              label: t(term === 0 ? 'questions.term' : 'questions.and_term'),
              options: options?.map((value) => ({
                value,
                label: answerChip(
                  t,
                  locale,
                  deciders.find(({ id }) => id === value.slice(0, 36)),
                  value.slice(37),
                ),
              })),
              value: present[name] ?? '',
            })),
        }))),
  ]
  return (
    <Form
      id="question"
      action={saveQuestionAction.bind(null, { locale, event: event.slug, question: question?.id ?? null })}
      groups={groups}
      labels={formLabels(t)}
      submit={t('settings.save')}
      keep={`question/${event.slug}/${question?.id ?? 'new'}`}
    />
  )
}

/** One answer to choose from, in each language. */
function optionGroup(
  t: Texts,
  languages: readonly Locale[],
  value: string,
  at: number,
  label: Localized,
  fields: ReturnType<typeof settingFields>,
): FieldGroup {
  const group = localizedGroup(t, languages, 'questionOption', label, { max: 200 })
  const name = `option_${value}`
  return {
    ...group,
    legend: t('questions.option', { number: at + 1 }),
    fields: group.fields.map((field) => ({
      ...field,
      name: field.name.replace('questionOption', name),
      askedIf: fields.find((each) => each.name.startsWith(`${name}.`))?.askedIf,
    })),
  }
}
