import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { discardAction } from './actions'

/** Offers to go on with a form that this browser left unfinished, or to forget it. */
export function UnfinishedNotice({
  locale,
  event,
  category,
  draft,
}: {
  locale: Locale
  event: string
  category: string
  draft: string
}) {
  const t = texts(locale)
  return (
    <div className="notice mb-8">
      <p>{t('register.unfinished')}</p>
      <div className="mt-2 flex flex-wrap gap-x-6 gap-y-1">
        <a
          href={`/${locale}/${event}/register/${category}/${draft}?step=check`}
          className="inline-flex min-h-11 items-center"
        >
          {t('register.unfinished_continue')}
        </a>
        <form action={discardAction.bind(null, { locale, event, category, draft })}>
          <button type="submit" className="button-link min-h-11">
            {t('register.unfinished_discard')}
          </button>
        </form>
      </div>
    </div>
  )
}
