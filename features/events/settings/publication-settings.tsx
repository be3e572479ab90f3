import type { Route } from 'next'
import Link from 'next/link'
import { Form } from '@/components/form'
import { type FieldView, formLabels } from '@/lib/field-views'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { ManagedEvent } from '../access'
import { moveEventAction } from '../actions'
import type { Category } from '../queries'
import { BeforePublishingList } from './before-publishing'

type Props = { locale: Locale; event: ManagedEvent; categories: Category[] }

/** Publishing and taking back: an owner's matter. */
export function PublicationSettings({ locale, event, categories }: Props) {
  const t = texts(locale)
  const [to, submit, tone] =
    event.state === 'draft'
      ? (['published', 'publish', 'primary'] as const)
      : (['draft', 'unpublish', 'quiet'] as const)
  return (
    <section aria-labelledby="state">
      <h2 id="state" className="mb-2">
        {t('settings.publication')}
      </h2>
      <p>{t(`settings.state.${event.state}`)}</p>
      <p className="mt-1">
        <Link href={`/${locale}/${event.slug}` as Route} prefetch={false} className="inline-flex min-h-9 items-center">
          {t('settings.public_page')}
        </Link>
      </p>
      {event.state === 'draft' && (
        <div className="mt-3">
          <BeforePublishingList locale={locale} event={event} categories={categories} />
        </div>
      )}
      {event.role === 'owner' && event.state !== 'archived' && (
        <div className="mt-4">
          {to === 'draft' && <p className="hint mb-3">{t('settings.unpublish_text')}</p>}
          <Form
            id={submit}
            action={moveEventAction.bind(null, { locale, event: event.slug, to })}
            groups={[]}
            labels={formLabels(t)}
            submit={t(`settings.${submit}`)}
            tone={tone}
          />
        </div>
      )}
      {event.role !== 'owner' && <p className="hint mt-3">{t('settings.owners_only')}</p>}
    </section>
  )
}

/** Archiving, for good: the event's address is typed first. */
export function Archiving({ locale, event }: Omit<Props, 'categories'>) {
  const t = texts(locale)
  const confirmation: FieldView = {
    name: 'confirmation',
    kind: 'text',
    label: t('settings.archive_confirm', { slug: event.slug }),
    isRequired: true,
    value: '',
  }
  return (
    <section aria-labelledby="archive">
      <h2 id="archive" className="mb-2">
        {t('settings.archive')}
      </h2>
      <p className="mb-4">{t('settings.archive_text')}</p>
      <Form
        id="archiving"
        action={moveEventAction.bind(null, { locale, event: event.slug, to: 'archived' })}
        groups={[{ fields: [confirmation] }]}
        labels={formLabels(t)}
        submit={t('settings.archive')}
        tone="danger"
      />
    </section>
  )
}
