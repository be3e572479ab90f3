import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'

/** The ways to take the agenda along: one's own sessions, all, and the files for apps and screens. */
export function FeedLinks({ locale, slug }: { locale: Locale; slug: string }) {
  const t = texts(locale)
  return (
    <section aria-labelledby="take-along" className="no-print mt-12 border-t border-rule pt-6">
      <h2 id="take-along" className="mb-2">
        {t('programme.take_along')}
      </h2>
      <p className="flex flex-wrap gap-x-6">
        <a href={`/${locale}/${slug}/agenda/calendar`} className="inline-flex min-h-11 items-center">
          {t('programme.feed_title')}
        </a>
        <a href={`/api/events/${slug}/programme/${locale}`} className="inline-flex min-h-11 items-center">
          {t('programme.files.pdf')}
        </a>
        {(['ics', 'json', 'xml'] as const).map((format) => (
          <a
            key={format}
            href={`/api/events/${slug}/schedule.${format}?lang=${locale}`}
            className="inline-flex min-h-11 items-center"
          >
            {t(`programme.files.${format}`)}
          </a>
        ))}
      </p>
    </section>
  )
}
