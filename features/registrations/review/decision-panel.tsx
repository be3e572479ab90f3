import type { Route } from 'next'
import Link from 'next/link'
import { Form } from '@/components/form'
import type { events } from '@/db/schema/events'
import type { registrations } from '@/db/schema/registrations'
import type { Category } from '@/features/events/queries'
import { fieldViews, formLabels } from '@/lib/field-views'
import { inLocale, type Locale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { type Texts, texts } from '@/lib/texts'
import { MAIL_OF_STATE, type RegistrationState } from '../rules'
import { decideAction } from './actions'
import { movesFrom, NOTE_FIELDS, placesLeft } from './rules'

type Props = {
  locale: Locale
  event: Pick<typeof events.$inferSelect, 'slug'>
  registration: typeof registrations.$inferSelect
  category: Category
  /** The move that is asked about once more: declining or withdrawing. */
  asked: RegistrationState | null
}

/** What can be decided now, with what each decision sends and costs said beside it. */
export function DecisionPanel({ locale, event, registration, category, asked }: Props) {
  const t = texts(locale)
  const { direct, ending } = movesFrom(registration.state)
  const here = `/${locale}/admin/${event.slug}/registrations/${registration.id}`
  const place = { locale, event: event.slug, registration: registration.id }
  const decide = (to: RegistrationState) => decideAction.bind(null, place, { from: registration.state, to })
  const form = {
    id: 'decision',
    groups: [{ fields: noteFields(t, locale, registration.locale) }],
    labels: formLabels(t),
    keep: `note/${registration.id}`,
  }
  const mailTo = (to: RegistrationState) => mailSentence(t, locale, registration, to)

  if (asked) {
    return (
      <>
        <h2 className="text-xl">{t(`review.confirm.${asked}`, { name: displayName(registration) })}</h2>
        <p className="mt-3">{t(`review.effect.${registration.state === 'accepted' ? 'place_freed' : 'none'}`)}</p>
        <p className="hint mt-1 mb-5">{mailTo(asked)}</p>
        <Form
          {...form}
          action={decide(asked)}
          submit={t(`review.moves.${asked}`)}
          tone="danger"
          beside={
            <Link href={here as Route} prefetch={false} className="button button-quiet">
              {t('review.confirm.keep')}
            </Link>
          }
        />
      </>
    )
  }

  const isFull = placesLeft(category) === 0
  const [first, ...others] = isFull ? direct.filter((to) => to !== 'accepted') : direct
  return (
    <>
      <h2 className="mb-3 text-xl">{t('review.decide')}</h2>
      {direct.includes('accepted') && <Places t={t} locale={locale} event={event} category={category} />}
      {first && (
        <Form
          {...form}
          key={first}
          action={decide(first)}
          submit={t(`review.moves.${first}`)}
          tone={first === 'accepted' ? 'primary' : 'quiet'}
          beside={
            <>
              <p className="hint basis-full">{mailTo(first)}</p>
              {others.map((to) => (
                <div key={to} className="flex basis-full flex-col items-start gap-2">
                  <button type="submit" name="to" value={to} className="button button-quiet">
                    {t(`review.moves.${to}`)}
                  </button>
                  <p className="hint">{mailTo(to)}</p>
                </div>
              ))}
            </>
          }
        />
      )}
      {ending.length > 0 && (
        <p className={`flex flex-wrap gap-x-6 ${first ? 'mt-5 border-t border-rule pt-3' : ''}`}>
          {ending.map((to) => (
            <Link
              key={to}
              href={`${here}?decide=${to}` as Route}
              prefetch={false}
              className="inline-flex min-h-11 items-center text-danger"
            >
              {t(`review.moves.${to}`)}…
            </Link>
          ))}
        </p>
      )}
    </>
  )
}

function Places({
  t,
  locale,
  event,
  category,
}: {
  t: Texts
  locale: Locale
  event: { slug: string }
  category: Category
}) {
  const left = placesLeft(category)
  const name = inLocale(category.name, locale)
  if (left === 0) {
    return (
      <p className="notice mb-5">
        {`${t('review.places.full', { category: name })} `}
        <Link href={`/${locale}/admin/${event.slug}/settings` as Route} prefetch={false}>
          {t('review.places.change')}
        </Link>
      </p>
    )
  }
  return (
    <p className="mb-5">
      {left === null
        ? t('review.places.unlimited', { category: name })
        : t('review.places.left', { category: name, left, capacity: category.capacity ?? 0 })}
    </p>
  )
}

function noteFields(t: Texts, locale: Locale, theirs: Locale) {
  const hint = t('review.note.hint', { language: languageName(theirs, locale) })
  return fieldViews(t, locale, NOTE_FIELDS, {}).map((field) => ({ ...field, hint }))
}

function mailSentence(t: Texts, locale: Locale, registration: Props['registration'], to: RegistrationState): string {
  if (!MAIL_OF_STATE[to]) return t('review.sends_nothing')
  return t('review.sends', {
    heading: t(`mail.registration.${MAIL_OF_STATE[to]}.heading`),
    email: registration.email,
    language: languageName(registration.locale, locale),
  })
}

/** "Russian", "русский", "орыс тілі". */
function languageName(language: Locale, locale: Locale): string {
  return new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? language
}
