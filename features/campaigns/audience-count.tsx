import type { Route } from 'next'
import Link from 'next/link'
import { LOCALE_NAMES, type Locale } from '@/lib/locales'
import type { Texts } from '@/lib/texts'
import type { Count } from './queries'
import { languageFor } from './rules'

type Props = {
  t: Texts
  count: Count
  /** The languages that the letter is written in. */
  written: readonly Locale[]
  /** True: the letter names the delegation. */
  needsDelegation: boolean
  /** Address of the event's registrations. */
  registrations: string
}

/** How many get the letter, in which languages, and who does not and why. */
export function AudienceCount({ t, count, written, needsDelegation, registrations }: Props) {
  const missing = written.length > 0 ? count.byLocale.filter(({ locale }) => !written.includes(locale)) : []
  return (
    <>
      <p className="text-lg font-semibold">{t('campaigns.people.total', { count: count.total })}</p>
      {count.byLocale.length > 1 && (
        <p className="text-muted">
          {count.byLocale
            .map((each) =>
              t('campaigns.people.in_language', { count: each.count, language: LOCALE_NAMES[each.locale] }),
            )
            .join(' · ')}
        </p>
      )}
      {needsDelegation && count.single > 0 && (
        <p className="notice mt-3">{t('campaigns.people.single', { count: count.single })}</p>
      )}
      {missing.length > 0 && (
        <div className="notice mt-3">
          {missing.map((each) => (
            <p key={each.locale}>
              {t('campaigns.people.missing', {
                count: each.count,
                language: LOCALE_NAMES[each.locale],
                instead: LOCALE_NAMES[languageFor(written, each.locale)],
              })}
            </p>
          ))}
        </div>
      )}
      {count.sharing > 0 && (
        <p className="mt-1 text-muted">{t('campaigns.people.sharing', { count: count.sharing })}</p>
      )}
      {count.leftOut.length > 0 && (
        <div className="mt-4">
          <h3 className="mb-1">{t('campaigns.left_out.title')}</h3>
          {count.leftOut.map(({ why, count: of, people }) => (
            <details key={why} className="border-b border-rule py-2">
              <summary className="min-h-6 cursor-pointer">{t(`campaigns.left_out.${why}`, { count: of })}</summary>
              <ul className="mt-2 list-disc ps-5">
                {people.map(({ id, name }) => (
                  <li key={id}>
                    <Link
                      href={`${registrations}/${id}` as Route}
                      prefetch={false}
                      className="inline-flex min-h-6 items-center"
                    >
                      {name}
                    </Link>
                  </li>
                ))}
                {of > people.length && <li>{t('delegations.and_more', { count: of - people.length })}</li>}
              </ul>
            </details>
          ))}
        </div>
      )}
    </>
  )
}
