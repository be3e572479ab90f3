import type { Route } from 'next'
import Link from 'next/link'
import type { EditedEvent } from '@/features/events/access'
import { countryName } from '@/lib/countries'
import { LOCALE_NAMES, type Locale, textIn } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { listSpeakerPage } from './list/queries'
import { isGone } from './rules'
import { SpeakerStateTag } from './speaker-state-tag'

type Props = { locale: Locale; event: EditedEvent; rows: Awaited<ReturnType<typeof listSpeakerPage>>['rows'] }

/** A page of the speakers, with what is missing of each. */
export function SpeakerTable({ locale, event, rows }: Props) {
  const t = texts(locale)
  const column = (name: string) => t(`speakers.columns.${name}`)
  return (
    <table className="table table-list">
      <caption className="sr-only">{t('speakers.title')}</caption>
      <thead>
        <tr>
          {['name', 'institution', 'state', 'sessions', 'missing'].map((name) => (
            <th key={name} scope="col">
              {column(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const institution = textIn(
            row.registration?.institution && Object.keys(row.institution).length === 0
              ? { [row.registration.locale]: row.registration.institution }
              : row.institution,
            locale,
          )
          const missing = [
            ...(row.photoVersion ? [] : [t('speakers.missing.photo')]),
            ...(row.lacks.length > 0
              ? [t('speakers.missing.biography', { languages: row.lacks.map((lang) => LOCALE_NAMES[lang]).join(', ') })]
              : []),
            ...(row.hasAddress ? [] : [t('speakers.missing.email')]),
          ]
          return (
            <tr key={row.id}>
              <td>
                <Link
                  href={`/${locale}/admin/${event.slug}/speakers/${row.id}` as Route}
                  prefetch={false}
                  className="inline-block py-0.5 font-semibold"
                >
                  {row.name}
                </Link>
                {row.registration && <span className="block text-sm text-muted">{t('speakers.linked_short')}</span>}
                {isGone(row.registration) && (
                  <span className="block text-sm text-danger">
                    {t('speakers.registration_is', { state: t(`states.${row.registration?.state}`) })}
                  </span>
                )}
                {!row.isPublic && <span className="block text-sm text-muted">{t('speakers.kept_back')}</span>}
                {!row.mayBeNamed && <span className="block text-sm text-danger">{t('speakers.not_named')}</span>}
              </td>
              <td data-label={column('institution')}>
                <span lang={institution.lang}>{institution.text}</span>
                {row.country && <span className="block text-muted">{countryName(row.country, locale)}</span>}
              </td>
              <td data-label={column('state')}>
                <SpeakerStateTag t={t} state={row.state} />
              </td>
              <td data-label={column('sessions')}>
                {row.sessions === 0 ? <strong>{t('speakers.missing.session')}</strong> : row.sessions}
              </td>
              <td data-label={column('missing')}>{missing.length > 0 ? missing.join('; ') : t('speakers.complete')}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
