import type { Route } from 'next'
import Link from 'next/link'
import { Form } from '@/components/form'
import { FRAME_SANDBOX } from '@/features/mail/mailbox/rules'
import { formLabels } from '@/lib/field-views'
import { LOCALE_NAMES, type Locale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'
import { sendTestAction } from './actions'
import type { Recipient } from './queries'

type Props = {
  locale: Locale
  event: { slug: string }
  number: number
  /** Address of this page. */
  base: string
  search: string
  found: Recipient[]
  person: Recipient | null
  /** The person's copy, rendered. */
  mail: { subject: string; text: string; locale: Locale } | null
  canTest: boolean
}

/** A letter as one of its people gets it, who can be looked for, and the button that sends this copy to oneself. */
export function RecipientPreview({ locale, event, number, base, search, found, person, mail, canTest }: Props) {
  const t = texts(locale)
  return (
    <>
      <search>
        <form action={base} method="get" className="field max-w-xl">
          <label htmlFor="q">{t('campaigns.preview.search')}</label>
          <p id="q-hint" className="hint">
            {t('campaigns.preview.search_hint')}
          </p>
          <div className="flex gap-3">
            <input
              id="q"
              name="q"
              type="search"
              key={search}
              defaultValue={search}
              maxLength={200}
              autoComplete="off"
              aria-describedby="q-hint"
            />
            <button type="submit" className="button button-quiet shrink-0">
              {t('review.list.apply')}
            </button>
          </div>
        </form>
      </search>
      {found.length === 0 ? (
        <p className="panel measure mt-6">{t('campaigns.preview.nobody')}</p>
      ) : (
        <ul aria-label={t('campaigns.people.title')} className="mt-3 flex flex-wrap gap-2">
          {found.map((each) => (
            <li key={each.id} className="max-w-full">
              <Link
                href={`${base}?${new URLSearchParams({ ...(search ? { q: search } : {}), as: each.id })}` as Route}
                prefetch={false}
                className="chip"
                aria-current={each.id === person?.id ? 'true' : undefined}
              >
                {displayName(each)}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {person && mail && (
        <>
          <h2 className="mt-10 mb-1 break-words" lang={mail.locale}>
            {mail.subject}
          </h2>
          <p className="mb-4 text-muted">
            {t('campaigns.preview.as', { name: displayName(person), language: LOCALE_NAMES[mail.locale] })}
            {person.locale !== mail.locale &&
              ` ${t('campaigns.preview.instead', { language: LOCALE_NAMES[person.locale] })}`}
            {person.isKeptOffLists && ` ${t('campaigns.preview.discreet')}`}
          </p>
          {canTest && (
            <Form
              id="test"
              action={sendTestAction.bind(null, { locale, event: event.slug, number, person: person.id })}
              groups={[]}
              labels={formLabels(t)}
              submit={t('campaigns.preview.test')}
              tone="quiet"
            />
          )}
          <iframe
            src={`${base}/html?as=${person.id}`}
            title={t('mailbox.frame', { subject: mail.subject })}
            sandbox={FRAME_SANDBOX}
            className="mt-6 h-[46rem] w-full border border-rule bg-paper"
          />
          <section aria-labelledby="text" className="mt-8">
            <h2 id="text" className="mb-3">
              {t('mailbox.as_text')}
            </h2>
            <pre lang={mail.locale} className="panel font-mono text-sm break-words whitespace-pre-wrap">
              {mail.text}
            </pre>
          </section>
        </>
      )}
    </>
  )
}
