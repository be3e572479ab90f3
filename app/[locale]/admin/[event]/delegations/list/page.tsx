import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { manageEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { delegationListAction } from '@/features/registrations/delegation-list/actions'
import { DelegationListForm } from '@/features/registrations/delegation-list/list-form'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/delegations/list'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('delegations.list.title'), robots: { index: false } } : {}
}

/** Where a list of delegations is pasted, checked and added. */
export default async function DelegationList({ params }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const t = texts(locale)
  return (
    <EventFrame locale={locale} event={event} section="delegations" path="/delegations/list">
      <p>
        <Link
          href={`/${locale}/admin/${event.slug}/delegations` as Route}
          prefetch={false}
          className="inline-flex min-h-11 items-center text-sm"
        >
          {t('admin.nav.delegations')}
        </Link>
      </p>
      <h1 className="mb-3">{t('delegations.list.title')}</h1>
      <p className="measure mb-6">{t('delegations.list.text')}</p>
      {event.state === 'archived' ? (
        <p className="notice measure">{t('refusals.event_archived')}</p>
      ) : (
        <DelegationListForm
          action={delegationListAction.bind(null, { locale, event: slug })}
          labels={{
            pasted: t('delegations.list.pasted'),
            hint: t('delegations.list.hint'),
            check: t('members.list.check'),
            good: t('delegations.list.good'),
            wrong: t('members.list.correct'),
            skipped: t('members.list.skipped_title'),
            line: t('members.list.line'),
          }}
        />
      )}
    </EventFrame>
  )
}
