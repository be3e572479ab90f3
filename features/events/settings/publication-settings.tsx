import type { Route } from 'next'
import Link from 'next/link'
import { Form } from '@/components/form'
import { type FieldView, formLabels } from '@/lib/field-views'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { ManagedEvent } from '../access'
import { moveEventAction } from '../actions'

/** Publishing, taking back and archiving: an owner's matter. */
export function PublicationSettings({ locale, event }: { locale: Locale; event: ManagedEvent }) {
  const t = texts(locale)
  const labels = formLabels(t)
  const place = { locale, event: event.slug }
  const confirmation: FieldView = {
    name: 'confirmation',
    kind: 'text',
    label: t('settings.archive_confirm', { slug: event.slug }),
    isRequired: true,
    value: '',
  }
  return (
    <>
      <section aria-labelledby="state">
        <h2 id="state" className="mb-2">
          {t('settings.publication')}
        </h2>
        <p>{t(`settings.state.${event.state}`)}</p>
        <p className="mt-1">
          <Link href={`/${locale}/${event.slug}` as Route} prefetch={false}>
            {t('settings.public_page')}
          </Link>
        </p>
        {event.role === 'owner' && event.state !== 'archived' && (
          <div className="mt-4">
            {event.state === 'draft' ? (
              <Form
                id="publish"
                action={moveEventAction.bind(null, { ...place, to: 'published' })}
                groups={[]}
                labels={labels}
                submit={t('settings.publish')}
              />
            ) : (
              <Form
                id="unpublish"
                action={moveEventAction.bind(null, { ...place, to: 'draft' })}
                groups={[]}
                labels={labels}
                submit={t('settings.unpublish')}
                tone="quiet"
              />
            )}
          </div>
        )}
        {event.role !== 'owner' && <p className="hint mt-3">{t('settings.owners_only')}</p>}
      </section>
      {event.role === 'owner' && event.state !== 'archived' && (
        <section aria-labelledby="archive">
          <h2 id="archive" className="mb-2">
            {t('settings.archive')}
          </h2>
          <p className="mb-4">{t('settings.archive_text')}</p>
          <Form
            id="archiving"
            action={moveEventAction.bind(null, { ...place, to: 'archived' })}
            groups={[{ fields: [confirmation] }]}
            labels={labels}
            submit={t('settings.archive')}
            tone="danger"
          />
        </section>
      )}
    </>
  )
}
