import { countryName, listCountries } from './countries'
import { type Answers, DOCUMENT_TYPES, dottedDate, type Field } from './fields'
import { inLocale, LOCALE_NAMES, LOCALES, type Locale, type Localized } from './locales'
import type { Texts } from './texts'

/** A field as the browser gets it: finished strings only. */
export type FieldView = {
  name: string
  kind: Field['kind'] | 'date_time' | 'colour' | 'hidden'
  label: string
  hint?: string
  /** A long text to unfold below, with the words to unfold it by. */
  fullText?: { title: string; text: string }
  /** Language of the answer, where it is not the page's. */
  lang?: string
  isRequired: boolean
  max?: number
  autocomplete?: string
  options?: { value: string; label: string }[]
  /** Of a file: the types to choose from, where they are not pictures. */
  accept?: string
  /** Of a file that is there already: its name in a sentence, and the words of the tick that removes it. */
  kept?: { text: string; remove?: string }
  /** Shown only where this holds for the fields before it; `askedIfText` says so to who has no scripts. */
  askedIf?: Field['askedIf']
  askedIfText?: string
  /** Offered while typing, never imposed. */
  suggestions?: string[]
  value: string
}

export type FieldGroup = { legend?: string; hint?: string; columns?: boolean; fields: FieldView[] }

/**
 * Puts the texts, options and answers to fields. A text that differs in one form stands under `fields.{form}.{name}`,
 * the usual one under `fields.{name}`.
 */
export function fieldViews(
  t: Texts,
  locale: Locale,
  fields: readonly Field[],
  answers: Answers,
  form?: string,
): FieldView[] {
  const text = (name: string, part: string) => {
    const keys = [...(form ? [`fields.${form}.${name}.${part}`] : []), `fields.${name}.${part}`]
    const key = keys.find((candidate) => t.has(candidate))
    return key ? t(key) : undefined
  }
  const hintOf = (field: Field) =>
    (field.texts ? inLocale(field.texts.hint, locale) : text(field.name, 'hint')) ||
    (field.kind === 'file' ? t('form.file_hint') : undefined)
  return fields.map((field) => ({
    name: field.name,
    kind: field.kind,
    label: labelOf(t, locale, field, form),
    hint: hintOf(field),
    isRequired: field.isRequired ?? false,
    max: field.max,
    autocomplete: field.autocomplete,
    options: optionsOf(t, locale, field),
    suggestions: text(field.name, 'suggestions')?.split(', '),
    ...(field.kind === 'file' ? fileParts(t, field, answers[field.name] ?? '') : {}),
    askedIf: field.askedIf,
    askedIfText: askedIfText(t, locale, fields, field),
    value: answers[field.name] ?? '',
  }))
}

function fileParts(t: Texts, field: Field, name: string): Pick<FieldView, 'accept' | 'kept'> {
  const remove = field.isRequired ? undefined : t('form.file_remove')
  return { accept: DOCUMENT_TYPES, ...(name ? { kept: { text: t('form.file_kept', { name }), remove } } : {}) }
}

/** A condition in words, as the labels of the fields before say it. */
function askedIfText(t: Texts, locale: Locale, fields: readonly Field[], { askedIf }: Field): string | undefined {
  if (!askedIf?.length) return undefined
  const groups = askedIf.map((terms) =>
    terms
      .flatMap(({ name, value }) => {
        const decides = fields.find((field) => field.name === name)
        if (!decides) return []
        const [question, answer] = [labelOf(t, locale, decides), answerText(t, locale, decides, value)]
        return [t('form.condition', { question, answer })]
      })
      .join(` ${t('form.and')} `),
  )
  return t('form.asked_if', { what: groups.join(` ${t('form.or')} `) })
}

/** One text in every language, as fields `{name}.en` and so on. */
export function localizedFields(name: string, kind: 'text' | 'multiline' = 'text', max?: number): Field[] {
  return LOCALES.map((lang) => ({ name: `${name}.${lang}`, kind, max }))
}

/**
 * The same to be shown in an event's languages, side by side, so that a missing translation is seen. What was written in
 * others goes along unseen: an event that speaks them again has it.
 */
export function localizedGroup(
  t: Texts,
  languages: readonly Locale[],
  name: string,
  value: Localized,
  { kind = 'text', max }: { kind?: 'text' | 'multiline'; max?: number } = {},
): FieldGroup {
  const hint = `fields.${name}.hint`
  return {
    legend: t(`fields.${name}.label`),
    hint: t.has(hint) ? t(hint) : undefined,
    columns: true,
    fields: [
      ...languages.map((lang) => ({
        name: `${name}.${lang}`,
        kind,
        max,
        label: LOCALE_NAMES[lang],
        lang,
        isRequired: false,
        value: value[lang] ?? '',
      })),
      ...unspoken(name, value, languages),
    ],
  }
}

/** A text's other languages, kept though nobody is asked for them. */
export function unspoken(name: string, value: Localized, languages: readonly Locale[]): FieldView[] {
  return LOCALES.filter((lang) => value[lang] && !languages.includes(lang)).map((lang) => ({
    name: `${name}.${lang}`,
    kind: 'hidden',
    label: LOCALE_NAMES[lang],
    isRequired: false,
    value: value[lang] ?? '',
  }))
}

/** Where a language is chosen, an event offers its own, and leaves whoever has another that one. */
export function inEventLanguages(views: readonly FieldView[], languages: readonly Locale[]): FieldView[] {
  const offered = (value: string, now: string) => value === now || (languages as readonly string[]).includes(value)
  return views.map((view) =>
    LANGUAGE_CHOICES.includes(view.name)
      ? { ...view, options: view.options?.filter(({ value }) => offered(value, view.value)) }
      : view,
  )
}

const LANGUAGE_CHOICES = ['locale', 'interpretation', 'letterLocale', 'invitationLocale']

/** What was answered to `localizedFields`, without the empty ones. */
export function localizedAnswer(answers: Answers, name: string): Localized {
  const all = LOCALES.map((lang) => [lang, answers[`${name}.${lang}`] ?? ''] as const)
  return Object.fromEntries(all.filter(([, text]) => text !== ''))
}

function optionsOf(t: Texts, locale: Locale, field: Field): FieldView['options'] {
  if (field.kind === 'country') return listCountries(locale).map(({ code, name }) => ({ value: code, label: name }))
  return field.options?.map((value) => ({ value, label: choiceText(t, locale, field, value) }))
}

/** A field's label, as the category's form calls it. */
export function labelOf(t: Texts, locale: Locale, { name, texts }: Field, form?: string): string {
  if (texts) return inLocale(texts.label, locale)
  return t(form && t.has(`fields.${form}.${name}.label`) ? `fields.${form}.${name}.label` : `fields.${name}.label`)
}

/** An answer to a choice in words. Languages are named in themselves, so that everyone finds their own. */
function choiceText(t: Texts, locale: Locale, { name, texts }: Field, value: string): string {
  if (texts) return inLocale(texts.options[value], locale) || value
  if (value in LOCALE_NAMES) return LOCALE_NAMES[value as Locale]
  return t.has(`choices.${name}.${value}`) ? t(`choices.${name}.${value}`) : value
}

/** An answer in words; '' where there is none. */
export function answerText(t: Texts, locale: Locale, field: Field, answer: string): string {
  if (field.kind === 'yes') return answer === 'yes' ? t('form.yes') : t('form.no')
  if (answer === '') return ''
  if (field.kind === 'country') return countryName(answer, locale)
  if (field.kind === 'choice' || field.kind === 'choices')
    return answer
      .split(',')
      .map((value) => choiceText(t, locale, field, value))
      .join(', ')
  if (field.kind === 'date') return dottedDate(answer)
  return answer
}

/** What the frame says that a photo is cropped in. */
export function cropLabels(t: Texts, title: string) {
  return {
    take: t('files.photo.take'),
    title,
    hint: t('files.photo.part_hint'),
    frame: t('files.photo.frame'),
    smaller: t('files.photo.smaller'),
    larger: t('files.photo.larger'),
    position: t('files.photo.position'),
  }
}

/** Sentences that a form needs in the browser. */
export function formLabels(t: Texts): FormLabels {
  return {
    summary: t('form.summary'),
    lost: t('form.lost'),
    sending: t('form.sending'),
    optional: t('form.optional'),
    choose: t('form.choose'),
    required: t('errors.required'),
    chooseOne: t('errors.choose'),
    consent: t('errors.consent_required'),
    email: t('errors.email'),
    fileRequired: t('errors.file_required'),
    fileTooLarge: t('refusals.file_too_large', { megabytes: 8 }),
    day: t('form.day'),
    month: t('form.month'),
    year: t('form.year'),
    noResults: t('form.no_results'),
    results: t('form.results'),
  }
}

export type FormLabels = Record<
  | 'summary'
  | 'lost'
  | 'sending'
  | 'optional'
  | 'choose'
  | 'required'
  | 'chooseOne'
  | 'consent'
  | 'email'
  | 'fileRequired'
  | 'fileTooLarge'
  | 'day'
  | 'month'
  | 'year'
  | 'noResults'
  | 'results',
  string
>
