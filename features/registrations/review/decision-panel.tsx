import type { Route } from 'next'
import Link from 'next/link'
import { Form } from '@/components/form'
import { KeyShortcuts } from '@/components/key-shortcuts'
import { SEES, type ViewedEvent } from '@/features/events/access'
import type { Category } from '@/features/events/queries'
import { type FieldView, fieldViews, formLabels } from '@/lib/field-views'
import { languageName } from '@/lib/language-names'
import { inLocale, type Locale } from '@/lib/locales'
import { type Texts, texts } from '@/lib/texts'
import type { Reason } from '../reasons/queries'
import { MAIL_OF_STATE, type RegistrationState } from '../rules'
import { decideAction } from './actions'
import { decisionFields, ENDING, movesFrom, placesLeft, QUEUE_KEYS, RARE } from './rules'

type Props = {
  locale: Locale
  event: ViewedEvent
  registration: { id: string; state: RegistrationState; email: string; locale: Locale; holdsPlace: boolean }
  category: Category
  reasons: Reason[]
  /** The queue's filter, after whose decision its next person comes; null: no queue. */
  queue: Record<string, string> | null
}

/** What can be decided now, with what each decision sends and costs said beside it, and a key for each. */
export function DecisionPanel({ locale, event, registration, category, reasons, queue }: Props) {
  const t = texts(locale)
  const isFull = placesLeft(category) === 0 && !registration.holdsPlace
  const by = event.role === 'onsite' ? 'onsite' : 'organiser'
  const moves = movesFrom(registration.state, by).filter(({ to }) => !(to === 'accepted' && isFull))
  const [first, ...others] = moves
  const [usual, rare] = [others.filter(({ to }) => !RARE.includes(to)), others.filter(({ to }) => RARE.includes(to))]
  const asks = moves.some(({ to }) => to === 'information_requested')
  const place = { locale, event: event.slug, registration: registration.id, queue }
  const mailTo = (to: RegistrationState) => mailSentence(t, locale, registration, to)
  const button = ({ to }: { to: RegistrationState }) => (
    <div key={to} className="flex basis-full flex-col items-start gap-1">
      <button
        type="submit"
        name="to"
        value={to}
        className={`button ${ENDING.includes(to) ? 'button-danger' : 'button-quiet'}`}
        aria-describedby={`${to}-sends`}
      >
        {t(`review.moves.${to}`)}
      </button>
      <p id={`${to}-sends`} className="hint">
        {mailTo(to)}
      </p>
    </div>
  )
  return (
    <>
      <h2 className="mb-3 text-xl">{t('review.decide')}</h2>
      <KeyShortcuts
        keys={[
          ...moves
            .filter(({ key }) => key)
            .map(({ to, key }, at) => ({
              code: key,
              selector: at === 0 ? '#decision button[type=submit]:not([name])' : `#decision button[value=${to}]`,
              label: t(`review.moves.${to}`),
              ...(to === 'information_requested' ? { needs: '#decision [name=note]' } : {}),
            })),
          ...(queue
            ? [
                { code: QUEUE_KEYS.next, selector: '[data-key=next]', label: t('review.queue.next') },
                { code: QUEUE_KEYS.back, selector: '[data-key=back]', label: t('review.queue.back') },
              ]
            : []),
          { code: QUEUE_KEYS.undo, selector: '[data-key=undo]', label: t('review.undo') },
        ]}
        labels={{
          title: t('review.keys.title'),
          on: t('review.keys.on'),
          off: t('review.keys.off'),
          send: t('review.keys.send'),
          leave: t('review.keys.leave'),
        }}
      />
      {movesFrom(registration.state, by).some(({ to }) => to === 'accepted') && !registration.holdsPlace && (
        <Places t={t} locale={locale} event={event} category={category} />
      )}
      {first && (
        <Form
          key={`${registration.id} ${registration.state}`}
          id="decision"
          groups={[
            {
              fields: decisionViews(t, locale, registration.locale, reasons).map((field) =>
                field.name === 'note' && asks ? { ...field, hint: `${field.hint} ${t('review.note.ask')}` } : field,
              ),
            },
          ]}
          labels={formLabels(t)}
          keep={`note/${registration.id}`}
          action={decideAction.bind(null, place, registration.state)}
          submit={t(`review.moves.${first.to}`)}
          tone={first.to === 'accepted' ? 'primary' : 'quiet'}
          beside={
            <>
              <p className="hint basis-full">{mailTo(first.to)}</p>
              {usual.map(button)}
              {rare.length > 0 && (
                <details className="basis-full">
                  <summary className="min-h-11 cursor-pointer py-2.5 text-link underline underline-offset-4">
                    {t('review.more')}
                  </summary>
                  <div className="mt-2 flex flex-col gap-3">{rare.map(button)}</div>
                </details>
              )}
            </>
          }
        >
          <input type="hidden" name="first" value={first.to} />
        </Form>
      )}
    </>
  )
}

/** The questions that go with a decision, in the organiser's language. `theirs` is the person's. */
export function decisionViews(t: Texts, locale: Locale, theirs: Locale | null, reasons: Reason[]): FieldView[] {
  const names = new Map(reasons.map(({ id, name }) => [id, inLocale(name, locale)]))
  return fieldViews(t, locale, decisionFields([...names.keys()]), { inform: theirs ? 'now' : 'later' }).map((field) => {
    if (field.name === 'reason') return { ...field, options: [...names].map(([value, label]) => ({ value, label })) }
    if (field.name === 'note' && theirs)
      return { ...field, hint: t('review.note.hint', { language: languageName(theirs, locale) }) }
    return field
  })
}

function Places({ t, locale, event, category }: { t: Texts; locale: Locale; event: ViewedEvent; category: Category }) {
  const left = placesLeft(category)
  const name = inLocale(category.name, locale)
  if (left === 0) {
    return (
      <p className="notice mb-5">
        {`${t('review.places.full', { category: name })} `}
        {SEES[event.role].includes('settings') && (
          <Link href={`/${locale}/admin/${event.slug}/settings/categories/${category.slug}` as Route} prefetch={false}>
            {t('review.places.change')}
          </Link>
        )}
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

function mailSentence(t: Texts, locale: Locale, registration: Props['registration'], to: RegistrationState): string {
  if (!MAIL_OF_STATE[to]) return t('review.sends_nothing')
  return t('review.sends', {
    heading: t(`mail.registration.${MAIL_OF_STATE[to]}.heading`),
    email: registration.email,
    language: languageName(registration.locale, locale),
  })
}
