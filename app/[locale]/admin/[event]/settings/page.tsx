import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { requireUser } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { updateEventAction } from '@/features/events/actions'
import { currentConsents } from '@/features/events/commands'
import { listSeries } from '@/features/events/queries'
import { eventGroups } from '@/features/events/settings/rules'
import { SettingsFrame } from '@/features/events/settings/settings-frame'
import { formLabels } from '@/lib/field-views'
import { inLocale, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/settings'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('admin.nav.settings') } : {}
}

/** The event's own settings, with the consents that follow from them. */
export default async function EventSettings({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const { done } = await searchParams
  const [series, consents] = await Promise.all([listSeries(), currentConsents(event.id)])
  const t = texts(locale)
  return (
    <SettingsFrame locale={locale} event={event} part="event" done={done}>
      {event.state !== 'archived' && (
        <div className="max-w-4xl">
          <Form
            id="event-settings"
            action={updateEventAction.bind(null, { locale, event: slug })}
            groups={eventGroups({ t, locale }, event, series)}
            labels={formLabels(t)}
            submit={t('settings.save')}
          />
        </div>
      )}
      <section aria-labelledby="consents" className="mt-12 max-w-3xl">
        <h2 id="consents" className="mb-2">
          {t('settings.consents')}
        </h2>
        <p className="mb-4 text-muted">{t('settings.consents_intro')}</p>
        {Object.entries(consents.texts).map(([purpose, text]) => (
          <details key={purpose} className="border-t border-rule py-2">
            <summary className="min-h-8 cursor-pointer font-semibold">{t(`fields.consent_${purpose}.label`)}</summary>
            <p className="mt-1">{inLocale(text, locale)}</p>
          </details>
        ))}
      </section>
    </SettingsFrame>
  )
}
