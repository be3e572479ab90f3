import { notFound } from 'next/navigation'
import { explainSecondFactor } from '@/features/events/access'
import { isLocale } from '@/lib/locales'

/** Before any page of an event's area: whoever lacks the second factor that it asks for learns that, not "not found". */
export default async function EventArea({ params, children }: LayoutProps<'/[locale]/admin/[event]'>) {
  const { locale, event } = await params
  if (!isLocale(locale)) notFound()
  await explainSecondFactor(locale, event)
  return children
}
