import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { SEES, type ViewedEvent } from '@/features/events/access'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { membershipOf } from './queries'

type Props = {
  locale: Locale
  membership: Awaited<ReturnType<typeof membershipOf>>
  /** Left out on the person's own page: no way to the delegation, and no word on its order. */
  event?: ViewedEvent
}

/** Of which delegation a person is, and as what, as facts. */
export function membershipRows({ locale, membership, event }: Props): { label: string; value: ReactNode }[] {
  if (!membership) return []
  const t = texts(locale)
  const { delegation, role, isHead, position, count } = membership
  const name = inLocale(delegation.name, locale)
  return [
    {
      label: t('delegations.one'),
      value:
        event && opens(event, delegation.id) ? (
          <Link href={`/${locale}/admin/${event.slug}/delegations/${delegation.id}` as Route} prefetch={false}>
            {name}
          </Link>
        ) : (
          name
        ),
    },
    {
      label: t('fields.memberRole.label'),
      value: isHead ? <strong>{t('members.head')}</strong> : role && inLocale(role, locale),
    },
    { label: t('members.order'), value: event && position > 0 ? t('members.order_of', { position, count }) : '' },
  ]
}

/** True where the reader may open the delegation's page. */
function opens(event: ViewedEvent, delegationId: string): boolean {
  const { categoryIds, delegationIds } = event.scope
  const isInScope = delegationIds ? delegationIds.includes(delegationId) : !categoryIds
  return isInScope && SEES[event.role].includes('delegations')
}
