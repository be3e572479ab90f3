'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { getDelegation } from '@/features/delegations/queries'
import { manageEvent } from '@/features/events/access'
import { listCategories } from '@/features/events/queries'
import { Refusal } from '@/lib/errors'
import { type FormState, formAction } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { listQuotas, setQuota } from './commands'
import { delegationQuotaFields, quotaField } from './rules'

/** Sets a delegation's places, in all and per category. */
export async function setDelegationQuotasAction(
  place: { locale: Locale; event: string; delegation: string },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(place.event)
  const locale = isLocale(place.locale) ? place.locale : DEFAULT_LOCALE
  const categories = await listCategories(event)
  return formAction(texts(locale), delegationQuotaFields(categories), form, async (answers) => {
    const delegation = await getDelegation(event, place.delegation)
    if (!delegation) throw new Refusal('delegation_unknown')
    const before = (await listQuotas(event)).filter((quota) => quota.delegationId === delegation.id && !quota.roleId)
    for (const categoryId of [null, ...categories.map(({ id }) => id)]) {
      const name = quotaField(categoryId)
      const capacity = answers[name] === '' ? null : Math.trunc(Number(answers[name]))
      if (capacity === (before.find((quota) => quota.categoryId === categoryId)?.capacity ?? null)) continue
      await setQuota(event, { categoryId, delegationId: delegation.id, roleId: null }, capacity).catch(
        (error: unknown) => {
          throw error instanceof Refusal && error.field ? new Refusal(error.code, error.values, name) : error
        },
      )
    }
    redirect(`/${locale}/admin/${event.slug}/delegations/${delegation.id}?done=quotas` as Route)
  })
}
