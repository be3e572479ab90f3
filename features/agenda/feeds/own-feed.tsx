import { Form } from '@/components/form'
import { formLabels } from '@/lib/field-views'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { createFeedAction } from './actions'

type Props = {
  locale: Locale
  slug: string
  /** Of the private link, where the reader came with one. */
  token?: string
  /** Of the address that this browser has made. */
  feed?: string
}

/** Makes the address of one's own calendar, or leads to it. */
export function OwnFeed({ locale, slug, token, feed }: Props) {
  const t = texts(locale)
  return (
    <>
      <p className="measure mb-4">{t(token ? 'programme.feed_text_own' : 'programme.feed_text')}</p>
      {feed ? (
        <p>
          <a href={`/${locale}/${slug}/agenda/calendar/${feed}`} className="button button-quiet">
            {t('programme.feed_show')}
          </a>
        </p>
      ) : (
        <Form
          id="feed-form"
          action={createFeedAction.bind(null, { locale, event: slug, ...(token ? { token } : {}) })}
          groups={[]}
          labels={formLabels(t)}
          submit={t('programme.feed_make')}
        />
      )}
    </>
  )
}
