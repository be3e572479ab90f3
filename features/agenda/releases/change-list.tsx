import { Said } from '@/components/said'
import { formatDateTime } from '@/lib/dates'
import { type Locale, textIn } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { listChanges } from './queries'
import { Sentences } from './unreleased'

type Props = { locale: Locale; timeZone: string; versions: NonNullable<Awaited<ReturnType<typeof listChanges>>> }

/** What the last versions changed, the newest first. */
export function ChangeList({ locale, timeZone, versions }: Props) {
  const t = texts(locale)
  return versions.map(({ number, releasedAt, note, changes }) => (
    <section key={number} aria-labelledby={`version-${number}`} className="mb-10">
      <h2 id={`version-${number}`} className="text-xl">
        {t('releases.version', { number })}
      </h2>
      <p className="mb-3 text-sm text-muted">
        {t('releases.on', { when: formatDateTime(releasedAt, locale, timeZone) })}
      </p>
      {textIn(note, locale).text && (
        <p className="measure mb-3 border-s-2 border-gold ps-3 break-words whitespace-pre-line">
          <Said text={note} locale={locale} />
        </p>
      )}
      {changes.length > 0 ? (
        <Sentences locale={locale} sentences={changes} />
      ) : (
        <p className="measure">{t(number === 1 ? 'releases.first' : 'releases.nothing_public')}</p>
      )}
    </section>
  ))
}
