import { Said } from '@/components/said'
import type { PublicEvent } from '@/features/events/access'
import { formatDate } from '@/lib/dates'
import { type Locale, textIn } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { Release } from '../queries'

type Props = {
  locale: Locale
  event: Pick<PublicEvent, 'slug' | 'timeZone'>
  release: Pick<Release, 'number' | 'releasedAt' | 'note'>
}

/** Which version the public reads, what the organisers say of it, and the way to what it changed. */
export function VersionLine({ locale, event, release: { number, releasedAt, note } }: Props) {
  const t = texts(locale)
  const date = formatDate(releasedAt, locale, event.timeZone)
  return (
    <>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 text-sm text-muted">
        {t('releases.version_of', { number, date })}
        {number > 1 && (
          <a href={`/${locale}/${event.slug}/agenda/changes`} className="no-print inline-flex min-h-11 items-center">
            {t('releases.what_changed')}
          </a>
        )}
      </p>
      {textIn(note, locale).text && (
        <p className="measure mt-1 border-s-2 border-gold ps-3 break-words whitespace-pre-line">
          <Said text={note} locale={locale} />
        </p>
      )}
    </>
  )
}
