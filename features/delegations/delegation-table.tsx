import type { Route } from 'next'
import Link from 'next/link'
import type { ViewedEvent } from '@/features/events/access'
import { formatDate } from '@/lib/dates'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { ListedDelegation } from './queries'
import { isFrozen } from './rules'

type Props = { locale: Locale; event: ViewedEvent; delegations: ListedDelegation[]; now: Date }

/** The delegations with what is missing in each. */
export function DelegationTable({ locale, event, delegations, now }: Props) {
  const t = texts(locale)
  const heads = ['delegation', 'members', 'head', 'focal_points', 'sent'].map((name) =>
    t(`delegations.columns.${name}`),
  )
  const [name = '', members = '', head = '', points = '', sent = ''] = heads
  return (
    <table className="table table-list">
      <caption className="sr-only">{t('admin.nav.delegations')}</caption>
      <thead>
        <tr>
          {heads.map((each) => (
            <th key={each} scope="col">
              {each}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {delegations.map((delegation) => (
          <tr key={delegation.id}>
            <td data-label={name}>
              <Link
                href={`/${locale}/admin/${event.slug}/delegations/${delegation.id}` as Route}
                prefetch={false}
                className="font-semibold"
              >
                {inLocale(delegation.name, locale)}
              </Link>
              <span className="block text-sm text-muted">{t(`choices.delegationKind.${delegation.kind}`)}</span>
            </td>
            <td data-label={members}>
              {delegation.quota
                ? t('delegations.members_of', { count: delegation.members.live, capacity: delegation.quota.capacity })
                : delegation.members.live}
              <span className="block text-sm text-muted">
                {t('delegations.accepted', { count: delegation.members.accepted })}
              </span>
            </td>
            <td data-label={head}>
              {delegation.members.heads > 0 ? t('form.yes') : <strong>{t('delegations.no_head')}</strong>}
            </td>
            <td data-label={points}>
              {delegation.focalPoints.count === 0
                ? t('form.none')
                : t(
                    `delegations.point_state.${delegation.focalPoints.seen > 0 ? 'seen' : delegation.focalPoints.invited > 0 ? 'invited' : 'new'}`,
                  )}
            </td>
            <td data-label={sent}>
              {delegation.sentAt ? formatDate(delegation.sentAt, locale, event.timeZone) : t('delegations.not_sent')}
              {isFrozen(event, delegation, now) && (
                <span className="tag tag-muted ms-2">{t('delegations.frozen')}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
