import { Form } from '@/components/form'
import type { EditedEvent } from '@/features/events/access'
import { fieldViews, formLabels, localizedGroup } from '@/lib/field-views'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { PartList } from '../editor/part-list'
import type { Agenda } from '../rules'
import { addUsualSessionRolesAction, arrangeSessionRolesAction, saveSessionRoleAction } from './actions'
import { SESSION_ROLE_FIELDS } from './rules'

type Props = { locale: Locale; event: EditedEvent; agenda: Agenda; changing: string }

/** What people can be in a session, in their order, with the forms that change it. */
export function SessionRoleList({ locale, event, agenda, changing }: Props) {
  const t = texts(locale)
  const place = { locale, event: event.slug }
  const canChange = event.state !== 'archived'
  const role = agenda.roles.find(({ id }) => id === changing)
  return (
    <>
      {agenda.roles.length === 0 && (
        <div className="panel measure">
          <p className="mb-4">{t('editor.roles.none')}</p>
          {canChange && (
            <Form
              id="usual-roles"
              action={addUsualSessionRolesAction.bind(null, place)}
              groups={[]}
              labels={formLabels(t)}
              submit={t('delegations.roles.add_usual')}
            />
          )}
        </div>
      )}
      <PartList
        locale={locale}
        action={arrangeSessionRolesAction.bind(null, place)}
        removing=""
        canChange={canChange}
        parts={agenda.roles.map(({ id, name, isChair, retiredAt }) => ({
          id,
          name: inLocale(name, locale),
          mark: retiredAt ? <span className="tag tag-muted">{t('delegations.roles.retired')}</span> : undefined,
          facts: isChair ? [t('editor.roles.chair')] : [],
          act: {
            name: retiredAt ? 'bring_back' : 'retire',
            label: t(retiredAt ? 'delegations.roles.back' : 'delegations.roles.retire'),
          },
        }))}
      />
      {canChange && (
        <section id="form" aria-labelledby="role-form" className="mt-8 max-w-4xl">
          <h2 id="role-form" className="mb-4">
            {role ? inLocale(role.name, locale) : t('delegations.roles.add')}
          </h2>
          <Form
            id="role"
            key={role ? JSON.stringify(role) : `new-${agenda.roles.length}`}
            action={saveSessionRoleAction.bind(null, { ...place, role: role?.id ?? null })}
            groups={[
              localizedGroup(t, event.languages, 'sessionRoleName', role?.name ?? {}, { max: 120 }),
              { fields: fieldViews(t, locale, SESSION_ROLE_FIELDS.slice(-1), { isChair: role?.isChair ? 'yes' : '' }) },
            ]}
            labels={formLabels(t)}
            submit={t(role ? 'settings.save' : 'delegations.roles.add')}
            tone="quiet"
          />
        </section>
      )}
    </>
  )
}
