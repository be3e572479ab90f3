import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { createCategoryAction } from '@/features/events/actions'
import { listCategories } from '@/features/events/queries'
import { categoryGroups } from '@/features/events/settings/rules'
import { SettingsForm } from '@/features/events/settings/settings-form'
import { SettingsFrame } from '@/features/events/settings/settings-frame'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/settings/categories/new'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('settings.add_category'), robots: { index: false } } : {}
}

/** One more category. */
export default async function NewCategory({ params }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  if (event.state === 'archived') notFound()
  const t = texts(locale)
  return (
    <SettingsFrame locale={locale} event={event} part="categories" path="/new">
      <h2 className="mb-6">{t('settings.add_category')}</h2>
      <SettingsForm
        id="category"
        locale={locale}
        event={event}
        action={createCategoryAction.bind(null, { locale, event: slug })}
        groups={categoryGroups(
          { t, locale, languages: event.languages },
          null,
          event.timeZone,
          await listCategories(event),
        )}
      />
    </SettingsFrame>
  )
}
