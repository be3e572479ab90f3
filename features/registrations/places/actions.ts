'use server'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { getDelegation, listRoles } from '@/features/delegations/queries'
import { manageEvent } from '@/features/events/access'
import { listCategories } from '@/features/events/queries'
import { Refusal } from '@/lib/errors'
import { type FormState, formAction } from '@/lib/form-action'
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { setQuotas } from './commands'
import { capacityOf, delegationQuotaFields, eventQuotaFields, quotaField, roleQuotaField } from './rules'

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
    await setQuotas(
      event,
      [null, ...categories.map(({ id }) => id)].map((categoryId) => {
        const field = quotaField(categoryId)
        const of = { categoryId, delegationId: delegation.id, roleId: null }
        return { of, capacity: capacityOf(answers, field), field }
      }),
    )
    redirect(`/${locale}/admin/${event.slug}/delegations/${delegation.id}?done=quotas` as Route)
  })
}

/** Sets the places of the whole event and of each role. */
export async function setEventQuotasAction(
  place: { locale: Locale; event: string },
  _state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = await manageEvent(place.event)
  const locale = isLocale(place.locale) ? place.locale : DEFAULT_LOCALE
  const roles = await listRoles(event, { withRetired: true })
  return formAction(texts(locale), eventQuotaFields(roles), form, async (answers) => {
    await setQuotas(
      event,
      [null, ...roles.map(({ id }) => id)].map((roleId) => {
        const field = roleQuotaField(roleId)
        const of = { categoryId: null, delegationId: null, roleId }
        return { of, capacity: capacityOf(answers, field), field }
      }),
    )
    redirect(`/${locale}/admin/${event.slug}/settings/accreditation?done=places` as Route)
  })
}
