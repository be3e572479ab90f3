import type { Metadata, Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { TitledSection } from '@/components/titled-section'
import { currentConsents } from '@/features/events/commands'
import { CompanionForm, CompanionList } from '@/features/registrations/companions/companion-form'
import { listCompanions } from '@/features/registrations/companions/queries'
import { mayBring } from '@/features/registrations/companions/rules'
import { ownRegistration } from '@/features/registrations/own/access'
import { OwnFrame } from '@/features/registrations/own/own-frame'
import { toldOf } from '@/features/registrations/own/rules'
import { isLive } from '@/features/registrations/rules'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/[event]/my/[token]/companions'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('companions.title'), robots: { index: false } } : {}
}

/** Whom a person brings along: who is named, and one more. */
export default async function Companions({ params, searchParams }: Props) {
  const { locale, event: slug, token } = await params
  if (!isLocale(locale)) notFound()
  const { event, registration, category } = await ownRegistration(slug, token)
  const companions = await listCompanions(registration)
  const canBring = mayBring(registration, category, event, new Date())
  if (!canBring && companions.length === 0) redirect(`/${locale}/${event.slug}/my/${token}` as Route)
  const { done } = await searchParams
  const t = texts(locale)
  const place = { locale, event: slug, token }
  const isFull = companions.filter(({ state }) => isLive(state)).length >= category.mostCompanions
  return (
    <OwnFrame locale={locale} event={event} token={token} path="/companions" title={t('companions.title')}>
      {typeof done === 'string' && t.has(`companions.done.${done}`) && (
        <p role="status" className="done mb-6">
          {t(`companions.done.${done}`)}
        </p>
      )}
      {canBring && <p className="measure">{t('companions.intro', { most: category.mostCompanions })}</p>}
      {canBring && toldOf(registration) !== 'accepted' && <p className="measure mt-2">{t('companions.waits')}</p>}
      {companions.length > 0 && (
        <div className="mt-6">
          <CompanionList
            locale={locale}
            place={place}
            companions={companions}
            canWithdraw={event.state !== 'archived'}
          />
        </div>
      )}
      {canBring && !isFull && (
        <TitledSection id="add" title={t('companions.add_title')} className="mt-8">
          <div className="mt-6">
            <CompanionForm
              locale={locale}
              place={place}
              host={registration}
              consents={(await currentConsents(event)).texts}
              count={companions.length}
            />
          </div>
        </TitledSection>
      )}
      {!canBring && <p className="notice measure">{t('companions.closed', { email: event.contactEmail })}</p>}
      {canBring && isFull && <p className="notice measure">{t('companions.all_named')}</p>}
    </OwnFrame>
  )
}
