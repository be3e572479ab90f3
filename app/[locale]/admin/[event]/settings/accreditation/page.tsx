import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { listRoles } from '@/features/delegations/queries'
import { manageEvent } from '@/features/events/access'
import { setAccreditationAction } from '@/features/events/accreditation/actions'
import { ACCREDITATION_FIELDS, accreditationAnswers } from '@/features/events/accreditation/rules'
import { listCategories } from '@/features/events/queries'
import { SettingsForm } from '@/features/events/settings/settings-form'
import { SettingsFrame } from '@/features/events/settings/settings-frame'
import { countHeld, listQuotas } from '@/features/registrations/places/commands'
import { EventQuotas } from '@/features/registrations/places/quota-form'
import { fieldViews } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/settings/accreditation'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('settings.parts.accreditation'), robots: { index: false } } : {}
}

/** How the event accredits, and how many places there are of what. */
export default async function Accreditation({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const { done } = await searchParams
  const [roles, categories, quotas, held] = await Promise.all([
    listRoles(event, { withRetired: true }),
    listCategories(event),
    listQuotas(event),
    countHeld(event),
  ])
  const t = texts(locale)
  return (
    <SettingsFrame locale={locale} event={event} part="accreditation" done={done}>
      <SettingsForm
        id="accreditation"
        locale={locale}
        event={event}
        action={setAccreditationAction.bind(null, { locale, event: slug })}
        groups={[{ fields: fieldViews(t, locale, ACCREDITATION_FIELDS, accreditationAnswers(event)) }]}
      />
      <EventQuotas locale={locale} event={event} roles={roles} categories={categories} quotas={quotas} held={held} />
    </SettingsFrame>
  )
}
