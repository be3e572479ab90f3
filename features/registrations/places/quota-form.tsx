import { Form } from '@/components/form'
import type { ManagedEvent } from '@/features/events/access'
import type { Category } from '@/features/events/queries'
import { type FieldView, formLabels } from '@/lib/field-views'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { setDelegationQuotasAction } from './actions'
import type { listQuotas } from './commands'
import { quotaField } from './rules'

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
