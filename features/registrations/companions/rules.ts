import { REQUIRED_CONSENTS } from '@/features/events/rules'
import type { Field } from '@/lib/fields'
import { consentField, DETAIL_FIELDS, fixedFields } from '../form/rules'
import { toldOf } from '../own/rules'
import { isCorrectable, isLive, mayMove, type RegistrationState } from '../rules'

type Host = { state: RegistrationState; toldState: RegistrationState | null; companionOfId: string | null }

/**
 * Whether a person may name companions, as far as they know how they stand: while they take part or may still, and until
 * the event begins. Companions bring nobody.
 */
export function mayBring(
  host: Host,
  category: { mostCompanions: number },
  event: { startsAt: Date; state: string },
  now: Date,
): boolean {
  const told = toldOf(host)
  return (
    category.mostCompanions > 0 &&
    host.companionOfId === null &&
    host.state !== 'draft' &&
    told !== 'checked_in' &&
    isCorrectable(told, event, now)
  )
}

/** Those whose registration ends with the person's own: not who has arrived already. */
export function comesAlong(companion: { state: RegistrationState }): boolean {
  return isLive(companion.state) && mayMove('person', companion.state, 'withdrawn')
}

const ASKED = ['title', 'givenName', 'familyName', 'patronymic', 'nativeName', 'country', 'diet', 'accessibility']

/** What a person says of a companion. The browser must not offer the person's own name and address. */
export function companionFields(): Field[] {
  return [
    ...fixedFields('delegate')
      .filter(({ name }) => ASKED.includes(name))
      .map(({ autocomplete: _own, ...field }) => field),
    { name: 'email', kind: 'email', max: 254 },
    ...REQUIRED_CONSENTS.map((purpose) => ({
      name: consentField(purpose),
      kind: 'yes' as const,
      isRequired: true,
    })),
  ]
}

/** What only those are asked who represent somebody. */
const REPRESENTING = ['institution', 'position', ...Object.values(DETAIL_FIELDS).flat()]

/** Of a form's fields those that this person is asked: not their role where the delegation has said it. */
export function fieldsAskedOf(
  registration: { companionOfId: string | null; roleId: string | null },
  fields: readonly Field[],
): readonly Field[] {
  if (registration.companionOfId) return fields.filter(({ name }) => !REPRESENTING.includes(name))
  return registration.roleId ? fields.filter(({ name }) => name !== 'delegationRole') : fields
}
