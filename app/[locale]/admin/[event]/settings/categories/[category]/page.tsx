import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Facts } from '@/components/facts'
import { requireUser } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { updateCategoryAction } from '@/features/events/actions'
import { getCategory, listCategories } from '@/features/events/queries'
import { placesText, windowText } from '@/features/events/settings/category-table'
import { categoryGroups } from '@/features/events/settings/rules'
import { SettingsForm } from '@/features/events/settings/settings-form'
import { SettingsFrame } from '@/features/events/settings/settings-frame'
import { inLocale, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/settings/categories/[category]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('settings.columns.category'), robots: { index: false } } : {}
}

/** One category's settings. */
export default async function CategorySettings({ params }: Props) {
  const { locale, event: slug, category: categorySlug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const category = (await getCategory(event, categorySlug)) ?? notFound()
  const t = texts(locale)
  const address = `/${event.slug}/register/${category.slug}`
  return (
    <SettingsFrame locale={locale} event={event} part="categories" path={`/${category.slug}`}>
      <h2 className="mb-1">{inLocale(category.name, locale)}</h2>
      <p className="mb-5 text-muted">{t(`settings.forms.${category.form}`)}</p>
      <div className="mb-8 max-w-3xl">
        <Facts
          rows={[
            { label: t('settings.columns.public'), value: windowText(locale, event, category, new Date()) },
            { label: t('settings.columns.places'), value: placesText(locale, category) },
            { label: t('settings.fields.slug.label'), value: `/${locale}${address}` },
          ]}
        />
      </div>
      <SettingsForm
        id="category"
        locale={locale}
        event={event}
        action={updateCategoryAction.bind(null, { locale, event: slug, category: category.slug })}
        groups={categoryGroups(
          { t, locale, languages: event.languages },
          category,
          event.timeZone,
          await listCategories(event),
        )}
      />
    </SettingsFrame>
  )
}
