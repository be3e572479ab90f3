import { Form } from '@/components/form'
import {
  type FieldGroup,
  type FieldView,
  fieldViews,
  formLabels,
  inEventLanguages,
  localizedGroup,
} from '@/lib/field-views'
import type { FormState } from '@/lib/form-action'
import type { Locale } from '@/lib/locales'
import { type Texts, texts } from '@/lib/texts'
import {
  answersOfSpeaker,
  availabilityFields,
  CARE_FIELDS,
  type Care,
  IDENTITY_FIELDS,
  type Identity,
  MAX_BIOGRAPHY,
  PROFILE_FIELDS,
  type Profile,
} from './rules'

type Props = {
  locale: Locale
  event: { timeZone: string; languages: readonly Locale[] }
  /** Null: a new one. */
  speaker: (Identity & Profile & Care) | null
  /** Who it is, a registration says. */
  isLinked: boolean
  /** The speaker's own hands: what only organisers say is left out. */
  isOwn?: boolean
  /** Key under which typed text outlives a reload. */
  keep: string
  action: (state: FormState, form: FormData) => Promise<FormState>
  back?: string
}

const NEW: Identity & Profile & Care = {
  title: '',
  givenName: '',
  familyName: '',
  nativeName: '',
  country: '',
  email: '',
  locale: 'en',
  pronunciation: '',
  position: {},
  institution: {},
  biography: {},
  links: [],
  availability: [],
  isPublic: true,
  hidden: [],
  note: '',
}

/** What is said of a speaker, in the organisers' hands and in the speaker's own. */
export function SpeakerForm({ locale, event, speaker, isLinked, isOwn, keep, action, back }: Props) {
  const t = texts(locale)
  const said = speaker ?? { ...NEW, locale }
  const answers = answersOfSpeaker(said, event.timeZone)
  const views = (fields: Parameters<typeof fieldViews>[2]) =>
    inEventLanguages(fieldViews(t, locale, fields, answers, isOwn ? 'speaker_own' : 'speaker'), event.languages)
  const groups: FieldGroup[] = [
    ...(isLinked ? [] : [{ legend: t('speakers.form.person'), fields: views(IDENTITY_FIELDS) }]),
    { fields: views(PROFILE_FIELDS.filter(({ name }) => name === 'pronunciation')) },
    localizedGroup(t, event.languages, 'speakerPosition', said.position),
    localizedGroup(t, event.languages, 'speakerInstitution', said.institution),
    localizedGroup(t, event.languages, 'biography', said.biography, { kind: 'multiline', max: MAX_BIOGRAPHY }),
    { fields: views(PROFILE_FIELDS.filter(({ name }) => name === 'links')) },
    {
      legend: t('speakers.form.availability'),
      hint: t('speakers.form.availability_hint', { zone: event.timeZone }),
      fields: availabilityViews(t, answers, said.availability.length),
    },
    ...(isOwn ? [] : [{ legend: t('speakers.form.public'), fields: views(CARE_FIELDS) }]),
  ]
  return (
    <Form
      id="speaker-form"
      action={action}
      groups={groups}
      labels={formLabels(t)}
      submit={t('settings.save')}
      keep={keep}
      countries={`/api/countries/${locale}`}
      beside={
        back && (
          <a href={back} className="inline-flex min-h-11 items-center">
            {t('form.back')}
          </a>
        )
      }
    />
  )
}

function availabilityViews(t: Texts, answers: Record<string, string>, kept: number): FieldView[] {
  return availabilityFields(kept).map(({ name, max }, at) => ({
    name,
    kind: 'date_time',
    max,
    label: t(at % 2 === 0 ? 'speakers.form.from' : 'speakers.form.to', { number: Math.floor(at / 2) + 1 }),
    isRequired: false,
    value: answers[name] ?? '',
  }))
}
