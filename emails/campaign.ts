import type { Locale } from '@/lib/locales'
import type { Texts } from '@/lib/texts'
import type { Letter } from './letter'
import { fillPlaceholders, inert, type PlaceholderValues, paragraphsOf } from './wording'

/** What an organiser may put into a letter to many. */
export const CAMPAIGN_PLACEHOLDERS = [
  'name',
  'event',
  'category',
  'reference',
  'date',
  'place',
  'host',
  'delegation',
] as const

/** Characters of the line that mail programs show after the subject. */
const PREVIEW = 140

/** One person's copy of a letter to many, in organisers' words. */
export function campaignLetter(props: {
  t: Texts
  locale: Locale
  event: { name: string; colour: string; contactEmail: string; host: string }
  /** Of `CAMPAIGN_PLACEHOLDERS`. */
  values: PlaceholderValues
  subject: string
  heading: string
  /** Paragraphs separated by empty lines. */
  body: string
  /** Address at which the reader ends bulletins; null: an official notice, which nobody can end. */
  unsubscribe: string | null
  /** True: nothing that shows before the letter is opened may tell of the event. */
  isDiscreet: boolean
}): Letter {
  const { t, event, values } = props
  const fill = (text: string) => fillPlaceholders(text, values)
  const paragraphs = paragraphsOf(props.body).map(fill)
  const subject = fill(props.subject)
  const [first = ''] = paragraphs
  const about = { event: event.name, email: event.contactEmail }
  return {
    locale: props.locale,
    subject: props.isDiscreet ? t('campaigns.letter.discreet') : subject,
    preview: props.isDiscreet ? '' : first.slice(0, PREVIEW),
    brand: { name: event.name, colour: event.colour },
    heading: fill(props.heading) || subject,
    greeting: t('mail.greeting', { name: inert(values.name ?? '') }),
    paragraphs,
    facts: [],
    closing: [t('mail.closing'), event.host || event.name],
    footer: [t('mail.registration.questions', about), t('mail.registration.why', about)],
    ...(props.unsubscribe ? { leave: { label: t('campaigns.letter.leave'), url: props.unsubscribe } } : {}),
  }
}
