import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { requireUser, revealGuard } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { getRegistration } from '@/features/registrations/queries'
import { maskedTravelDocument } from '@/features/registrations/travel-document/queries'
import { revealAction } from '@/features/registrations/travel-document/reveal/actions'
import { RevealForm } from '@/features/registrations/travel-document/reveal/reveal-form'
import { REVEAL_REASONS } from '@/features/registrations/travel-document/rules'
import { formatDate } from '@/lib/dates'
import { isLocale } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/registrations/[id]/passport'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('passport.title'), robots: { index: false } } : {}
}

/** A person's passport data: masked, and in clear for a reason. */
export default async function Passport({ params }: Props) {
  const { locale, event: slug, id } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const found = await getRegistration(event, id)
  if (!found) notFound()
  const [masked, guard] = await Promise.all([maskedTravelDocument(event, id), revealGuard()])
  const t = texts(locale)
  const here = `/${locale}/admin/${event.slug}/registrations/${id}`
  return (
    <EventFrame locale={locale} event={event} section="registrations" path={`/registrations/${id}/passport`}>
      <p>
        <Link href={here as Route} prefetch={false} className="inline-flex min-h-11 items-center text-sm">
          {t('passport.back')}
        </Link>
      </p>
      <h1 className="mb-2">{t('passport.title')}</h1>
      <p className="mb-6 text-lg">{displayName(found.registration)}</p>
      <p className="measure mb-6">
        {masked
          ? t('passport.masked', {
              number: masked.number,
              date: formatDate(masked.updatedAt, locale, event.timeZone),
            })
          : t('passport.nothing')}
      </p>
      <p className="hint measure mb-6">{t('passport.rules')}</p>
      {!guard.hasSecondFactor ? (
        <p className="notice measure">
          {`${t('refusals.second_factor_needed')} `}
          <Link href={`/${locale}/account` as Route} prefetch={false}>
            {t('passport.account')}
          </Link>
        </p>
      ) : guard.isFresh ? (
        <RevealForm
          action={revealAction.bind(null, { locale, event: event.slug, registration: id })}
          reasons={REVEAL_REASONS.map((value) => ({ value, label: t(`passport.reasons.${value}`) }))}
          labels={{
            reason: t('passport.reason'),
            choose: t('form.choose'),
            show: t('passport.show'),
            shown: t('passport.shown'),
            scans: t('passport.scans'),
          }}
        />
      ) : (
        <p className="notice measure">
          {`${t('refusals.fresh_sign_in_needed')} `}
          <Link
            href={`/${locale}/sign-in/fresh?to=${encodeURIComponent(`${here}/passport`)}` as Route}
            prefetch={false}
          >
            {t('passport.sign_in')}
          </Link>
        </p>
      )}
    </EventFrame>
  )
}
