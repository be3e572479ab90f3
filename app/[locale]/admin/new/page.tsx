import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { requireUser } from '@/features/accounts/access'
import { InstallationFrame } from '@/features/accounts/installation-frame'
import { createEventAction } from '@/features/events/actions'
import { newEventGroups } from '@/features/events/settings/rules'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/new'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('settings.new_event'), robots: { index: false } } : {}
}

/** A new event: what it needs to begin with. */
export default async function NewEvent({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const user = await requireUser(locale)
  if (!user.isAdministrator) notFound()
  const t = texts(locale)
  return (
    <InstallationFrame locale={locale} user={user} section="new" path="/admin/new">
      <h1 className="mb-3">{t('settings.new_event')}</h1>
      <p className="measure mb-8 text-muted">{t('settings.new_event_intro')}</p>
      <div className="max-w-4xl">
        <Form
          id="new-event"
          action={createEventAction.bind(null, locale)}
          groups={newEventGroups({ t, locale })}
          labels={formLabels(t)}
          submit={t('settings.create_event')}
          keep="new-event"
        />
      </div>
    </InstallationFrame>
  )
}
