import type { Locale } from '@/lib/locales'
import type { Texts } from '@/lib/texts'
import { addressOf, type RegistrationFilter } from '../review/rules'
import { EXPORT_FORMATS } from './rules'

type Props = { t: Texts; locale: Locale; event: { slug: string }; filter: RegistrationFilter; total: number }

/** Buttons that save what the list shows; plain forms, because a download is no page. */
export function ExportForms({ t, locale, event, filter, total }: Props) {
  return (
    <section aria-labelledby="export" className="no-print mt-10">
      <h2 id="export" className="mb-1 text-xl">
        {t('export.title')}
      </h2>
      <p className="hint mb-3">{t('export.hint', { count: total })}</p>
      <div className="flex flex-wrap gap-3">
        {EXPORT_FORMATS.map((format) => (
          <form key={format} method="post" action={`/api/events/${event.slug}/export/${format}`}>
            <input type="hidden" name="locale" value={locale} />
            {Object.entries(addressOf(filter)).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <button type="submit" className="button button-quiet">
              {t(`export.${format}`)}
            </button>
          </form>
        ))}
      </div>
    </section>
  )
}
