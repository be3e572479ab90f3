import { Facts } from '@/components/facts'
import { Form } from '@/components/form'
import type { ViewedEvent } from '@/features/events/access'
import { formatDate } from '@/lib/dates'
import { fieldViews, formLabels } from '@/lib/field-views'
import { LOCALE_NAMES, type Locale } from '@/lib/locales'
import { machineReadable } from '@/lib/names'
import { texts } from '@/lib/texts'
import type { getRegistration } from '../queries'
import { setSortKeyAction } from './actions'
import { SORT_KEY_FIELDS } from './rules'

type Found = NonNullable<Awaited<ReturnType<typeof getRegistration>>>

/** What the person agreed to, in which wording and language. */
export function ConsentList({
  locale,
  timeZone,
  consents,
  isMember,
}: {
  locale: Locale
  timeZone: string
  consents: Found['consents']
  /** True: a focal point entered the person, or may have. */
  isMember: boolean
}) {
  const t = texts(locale)
  if (consents.length === 0)
    return (
      <p className="notice measure">
        {[t('review.no_consents'), isMember && t('review.no_consents_of_member')].filter(Boolean).join(' ')}
      </p>
    )
  return (
    <Facts
      rows={consents.map((consent) => ({
        label: t(`fields.consent_${consent.purpose}.label`),
        value: (
          <>
            <strong>{t(consent.isGiven ? 'form.yes' : 'form.no')}</strong>
            <span className="block text-sm text-muted">
              {t('review.wording', {
                version: consent.version,
                language: LOCALE_NAMES[consent.locale],
                date: formatDate(consent.at, locale, timeZone),
              })}
            </span>
          </>
        ),
      }))}
    />
  )
}

type NamesProps = { locale: Locale; event: ViewedEvent; registration: Found['registration']; canChange: boolean }

/** The name as machines and alphabetical lists have it. */
export function NameForms({ locale, event, registration, canChange }: NamesProps) {
  const t = texts(locale)
  const place = { locale, event: event.slug, registration: registration.id }
  return (
    <>
      <Facts
        rows={[
          {
            label: t('review.machine_readable'),
            value: (
              <>
                <code className="break-all">{machineReadable(registration.familyName, registration.givenName)}</code>
                <span className="block text-sm text-muted">{t('review.machine_readable_hint')}</span>
              </>
            ),
          },
          { label: t('fields.sortKey.label'), value: registration.sortKey },
        ]}
      />
      {canChange && (
        <details className="mt-2">
          <summary className="min-h-11 cursor-pointer py-2.5 text-link underline underline-offset-4">
            {t('review.sort_key.change')}
          </summary>
          <div className="measure mt-2">
            <Form
              id="sort-key"
              key={registration.sortKey}
              action={setSortKeyAction.bind(null, place)}
              groups={[{ fields: fieldViews(t, locale, SORT_KEY_FIELDS, { sortKey: registration.sortKey }) }]}
              labels={formLabels(t)}
              submit={t('review.sort_key.save')}
              tone="quiet"
            />
          </div>
        </details>
      )}
    </>
  )
}
