import type { Route } from 'next'
import Link from 'next/link'
import { Facts } from '@/components/facts'
import { Form } from '@/components/form'
import { TitledSection } from '@/components/titled-section'
import type { DelegationRole } from '@/features/delegations/queries'
import type { ManagedEvent } from '@/features/events/access'
import type { Category } from '@/features/events/queries'
import { type FieldView, formLabels } from '@/lib/field-views'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { setDelegationQuotasAction, setEventQuotasAction } from './actions'
import type { countHeld, listQuotas } from './commands'
import { quotaField, roleQuotaField } from './rules'

type Props = {
  locale: Locale
  event: ManagedEvent
  delegation: { id: string }
  categories: Category[]
  quotas: Awaited<ReturnType<typeof listQuotas>>
}

/** How many places a delegation has, in all and per category, with how many are taken beside each. */
export function QuotaForm({ locale, event, delegation, categories, quotas }: Props) {
  const t = texts(locale)
  const own = quotas.filter(({ delegationId, roleId }) => delegationId === delegation.id && !roleId)
  const field = (categoryId: string | null, label: string): FieldView => {
    const quota = own.find((each) => each.categoryId === categoryId)
    return {
      name: quotaField(categoryId),
      kind: 'number',
      label,
      hint: quota ? t('delegations.quota.taken', { taken: quota.taken }) : undefined,
      isRequired: false,
      value: quota ? String(quota.capacity) : '',
    }
  }
  return (
    <Form
      id="quotas"
      action={setDelegationQuotasAction.bind(null, { locale, event: event.slug, delegation: delegation.id })}
      groups={[
        {
          columns: true,
          hint: t('delegations.quota.hint'),
          fields: [
            field(null, t('delegations.quota.all')),
            ...categories.map(({ id, name }) => field(id, inLocale(name, locale))),
          ],
        },
      ]}
      labels={formLabels(t)}
      submit={t('delegations.quota.save')}
      tone="quiet"
    />
  )
}

type EventProps = {
  locale: Locale
  event: ManagedEvent
  roles: DelegationRole[]
  categories: Category[]
  quotas: Awaited<ReturnType<typeof listQuotas>>
  held: Awaited<ReturnType<typeof countHeld>>
}

/** The places of the whole event and of each role, with how many are taken; what the other limits are, and where they are set. */
export function EventQuotas({ locale, event, roles, categories, quotas, held }: EventProps) {
  const t = texts(locale)
  const own = quotas.filter(({ delegationId, categoryId }) => !delegationId && !categoryId)
  const limitOf = (roleId: string | null) => own.find((quota) => quota.roleId === roleId)?.capacity
  const field = (roleId: string | null, label: string): FieldView => ({
    name: roleQuotaField(roleId),
    kind: 'number',
    label,
    hint: t('delegations.quota.taken', { taken: roleId ? (held.byRole.get(roleId) ?? 0) : held.all }),
    isRequired: false,
    value: String(limitOf(roleId) ?? ''),
  })
  const offered = roles.filter(({ id, retiredAt }) => !retiredAt || limitOf(id) !== undefined || held.byRole.has(id))
  const fields = [
    field(null, t('delegations.quota.event')),
    ...offered.map(({ id, name }) => field(id, inLocale(name, locale))),
  ]
  const admin = `/${locale}/admin/${event.slug}`
  const limited = new Set(quotas.flatMap(({ delegationId }) => delegationId ?? []))
  return (
    <TitledSection id="places" title={t('delegations.quota.title')} className="mt-12 max-w-4xl" isRoomy>
      <p className="measure mb-4">{t('delegations.quota.text')}</p>
      {event.state === 'archived' ? (
        <Facts
          rows={fields.map(({ label, value, hint }) => ({ label, value: `${value || t('form.none')} · ${hint}` }))}
        />
      ) : (
        <Form
          id="quotas"
          key={JSON.stringify(own.map(({ roleId, capacity }) => [roleId, capacity]))}
          action={setEventQuotasAction.bind(null, { locale, event: event.slug })}
          groups={[{ columns: true, hint: t('delegations.quota.hint'), fields }]}
          labels={formLabels(t)}
          submit={t('delegations.quota.save')}
          tone="quiet"
        />
      )}
      <h3 className="mt-8 mb-2 text-lg">{t('delegations.quota.others')}</h3>
      <Facts
        rows={[
          ...categories.map(({ id, name, capacity, taken }) => ({
            label: inLocale(name, locale),
            value: (
              <Link href={`${admin}/settings/categories/${id}` as Route} prefetch={false}>
                {capacity === null
                  ? t('delegations.quota.taken', { taken })
                  : t('delegations.members_of', { count: taken, capacity })}
              </Link>
            ),
          })),
          {
            label: t('admin.nav.delegations'),
            value: (
              <Link href={`${admin}/delegations` as Route} prefetch={false}>
                {t('delegations.quota.limited', { count: limited.size })}
              </Link>
            ),
          },
        ]}
      />
    </TitledSection>
  )
}
