import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { listCategories } from '@/features/events/queries'
import { CategoryTable } from '@/features/events/settings/category-table'
import { SettingsFrame } from '@/features/events/settings/settings-frame'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/settings/categories'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('settings.parts.categories'), robots: { index: false } } : {}
}

/** Who may register, when, and for how many places. */
export default async function Categories({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const { done } = await searchParams
  const t = texts(locale)
  return (
    <SettingsFrame locale={locale} event={event} part="categories" done={done}>
      <CategoryTable locale={locale} event={event} categories={await listCategories(event)} now={new Date()} />
      {event.state !== 'archived' && (
        <p className="mt-6">
          <Link
            href={`/${locale}/admin/${slug}/settings/categories/new` as Route}
            prefetch={false}
            className="button button-quiet"
          >
            {t('settings.add_category')}
          </Link>
        </p>
      )}
    </SettingsFrame>
  )
}
