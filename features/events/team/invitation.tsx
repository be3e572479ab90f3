import { Form } from '@/components/form'
import { ROLES } from '@/db/schema/events'
import { type FieldView, formLabels } from '@/lib/field-views'
import { LOCALE_NAMES, LOCALES, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { ViewedEvent } from '../access'
import { inviteMemberAction } from '../actions'

/** Invites a colleague by e-mail. */
export function Invitation({ locale, event }: { locale: Locale; event: ViewedEvent }) {
  const t = texts(locale)
  const fields: FieldView[] = [
    { name: 'email', kind: 'email', label: t('team.email'), isRequired: true, value: '' },
    {
      name: 'role',
      kind: 'choice',
      label: t('team.columns.role'),
      isRequired: true,
      options: ROLES.map((role) => ({ value: role, label: t(`team.role.${role}`) })),
      value: 'organiser',
    },
    {
      name: 'language_of_letter',
      kind: 'choice',
      label: t('team.language'),
      isRequired: true,
      options: LOCALES.map((language) => ({ value: language, label: LOCALE_NAMES[language] })),
      value: locale,
    },
  ]
  return (
    <section aria-labelledby="invite" className="mt-10 max-w-4xl">
      <h2 id="invite" className="mb-4">
        {t('team.invite')}
      </h2>
      <Form
        id="invitation"
        action={inviteMemberAction.bind(null, { locale, event: event.slug })}
        groups={[{ columns: true, fields }]}
        labels={formLabels(t)}
        submit={t('team.send')}
      />
    </section>
  )
}
