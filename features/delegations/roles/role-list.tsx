import type { Route } from 'next'
import Link from 'next/link'
import { Form } from '@/components/form'
import { fieldViews, formLabels, localizedGroup } from '@/lib/field-views'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { addUsualRolesAction, arrangeRoleAction, saveRoleAction } from '../actions'
import type { DelegationRole } from '../queries'
import { ROLE_FIELDS } from './rules'

type Props = {
  locale: Locale
  event: { slug: string; languages: readonly Locale[] }
  roles: DelegationRole[]
  changing: string
  canChange: boolean
}

/** What members can be, in their order, with the forms that change it. */
export function RoleList({ locale, event, roles, changing, canChange }: Props) {
  const t = texts(locale)
  const place = { locale, event: event.slug }
  const form = (role: DelegationRole | null) => (
    <Form
      id={role ? `role-${role.id}` : 'role-new'}
      key={role ? JSON.stringify(role.name) : 'new'}
      action={saveRoleAction.bind(null, { ...place, role: role?.id })}
      groups={[
        localizedGroup(t, event.languages, 'roleName', role?.name ?? {}),
        {
          fields: fieldViews(
            t,
            locale,
            ROLE_FIELDS.filter(({ name }) => name === 'isHead'),
            { isHead: role?.isHead ? 'yes' : '' },
          ),
        },
      ]}
      labels={formLabels(t)}
      submit={t(role ? 'settings.save' : 'delegations.roles.add')}
      tone="quiet"
    />
  )
  return (
    <>
      {roles.length === 0 && (
        <div className="panel measure">
          <p className="mb-4">{t('delegations.roles.none')}</p>
          {canChange && (
            <Form
              id="usual-roles"
              action={addUsualRolesAction.bind(null, place)}
              groups={[]}
              labels={formLabels(t)}
              submit={t('delegations.roles.add_usual')}
            />
          )}
        </div>
      )}
      <ol className="max-w-4xl">
        {roles.map((role, at) => {
          const name = inLocale(role.name, locale)
          return (
            <li key={role.id} className="border-b border-rule py-3">
              <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
                <strong className={role.retiredAt ? 'text-muted' : ''}>{name}</strong>
                {role.isHead && <span className="tag">{t('delegations.roles.head')}</span>}
                {role.retiredAt && <span className="tag tag-muted">{t('delegations.roles.retired')}</span>}
                {canChange && (
                  <form
                    action={arrangeRoleAction.bind(null, { ...place, role: role.id })}
                    className="flex flex-wrap gap-2 md:ms-auto"
                  >
                    {at > 0 && (
                      <button name="to" value="up" className="button button-quiet" type="submit">
                        {t('delegations.roles.up')}
                        <span className="sr-only"> {name}</span>
                      </button>
                    )}
                    {at < roles.length - 1 && (
                      <button name="to" value="down" className="button button-quiet" type="submit">
                        {t('delegations.roles.down')}
                        <span className="sr-only"> {name}</span>
                      </button>
                    )}
                    <Link href={`?change=${role.id}` as Route} prefetch={false} className="button button-quiet">
                      {t('delegations.roles.change')}
                      <span className="sr-only"> {name}</span>
                    </Link>
                    <button
                      name="to"
                      value={role.retiredAt ? 'back' : 'retired'}
                      className="button button-quiet"
                      type="submit"
                    >
                      {t(role.retiredAt ? 'delegations.roles.back' : 'delegations.roles.retire')}
                      <span className="sr-only"> {name}</span>
                    </button>
                  </form>
                )}
              </div>
              {canChange && role.id === changing && <div className="mt-4">{form(role)}</div>}
            </li>
          )
        })}
      </ol>
      {canChange && !changing && (
        <section aria-labelledby="new-role" className="mt-8 max-w-4xl">
          <h2 id="new-role" className="mb-4 text-xl">
            {t('delegations.roles.add')}
          </h2>
          {form(null)}
        </section>
      )}
    </>
  )
}
