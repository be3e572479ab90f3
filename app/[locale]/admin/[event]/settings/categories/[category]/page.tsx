import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { requireUser } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { updateCategoryAction } from '@/features/events/actions'
import { getCategory } from '@/features/events/queries'
import { categoryGroups } from '@/features/events/settings/rules'
import { SettingsFrame } from '@/features/events/settings/settings-frame'
import { formLabels } from '@/lib/field-views'
import { inLocale, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/settings/categories/[category]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('settings.columns.category') } : {}
}

/** One category's settings. */
export default async function CategorySettings({ params }: Props) {
  const { locale, event: slug, category: categorySlug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const category = (await getCategory(event, categorySlug)) ?? notFound()
  const t = texts(locale)
  return (
    <SettingsFrame locale={locale} event={event} part="categories" path={`/${category.slug}`}>
      <h2 className="mb-1">{inLocale(category.name, locale)}</h2>
      <p className="mb-6 text-muted">
        {`${t(`settings.forms.${category.form}`)} · /${event.slug}/register/${category.slug} · ${category.capacity === null ? t('settings.taken_unlimited', { taken: category.taken }) : t('settings.taken_of', { taken: category.taken, capacity: category.capacity })}`}
      </p>
      {event.state !== 'archived' && (
        <div className="max-w-4xl">
          <Form
            id="category"
            action={updateCategoryAction.bind(null, { locale, event: slug, category: category.slug })}
            groups={categoryGroups({ t, locale }, category, event.timeZone)}
            labels={formLabels(t)}
            submit={t('settings.save')}
          />
        </div>
      )}
    </SettingsFrame>
  )
}
