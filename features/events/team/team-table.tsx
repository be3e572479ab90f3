import type { Route } from 'next'
import Link from 'next/link'
import { Form } from '@/components/form'
import { ROLES } from '@/db/schema/events'
import { formatDate } from '@/lib/dates'
import { type FieldView, formLabels } from '@/lib/field-views'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { ViewedEvent } from '../access'
import { changeRoleAction, removeMemberAction } from '../actions'
import type { Member } from '../queries'

type Props = {
  locale: Locale
  event: ViewedEvent
  team: Member[]
  mayChange: boolean
  /** The member whose removal is asked about once more. */
  asked: string
}

/** The event's team, owners first. */
export function TeamTable({ locale, event, team, mayChange, asked }: Props) {
  const t = texts(locale)
  const heads = ['person', 'role', 'since'].map((name) => t(`team.columns.${name}`))
  const [person = '', role = '', since = ''] = heads
  const base = `/${locale}/admin/${event.slug}/team`
  return (
    <table className="table table-list max-w-4xl">
      <caption className="sr-only">{t('admin.nav.team')}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {team.map((member) => (
          <tr key={member.userId}>
            <td data-label={person}>
              <span className="block">{member.name ?? member.email}</span>
              {member.name && <span className="block text-muted">{member.email}</span>}
              {mayChange && asked !== member.userId && (
                <Link
                  href={`${base}?remove=${member.userId}` as Route}
                  prefetch={false}
                  className="inline-flex min-h-8 items-center text-danger"
                >
                  {t('team.remove')}
                  <span className="sr-only"> {member.email}</span>
                </Link>
              )}
              {mayChange && asked === member.userId && (
                <div className="mt-3">
                  <p className="mb-2 font-semibold">{t('team.remove_ask', { person: member.email })}</p>
                  <Form
                    id={`remove-${member.userId}`}
                    action={removeMemberAction.bind(null, { locale, event: event.slug, user: member.userId })}
                    groups={[]}
                    labels={formLabels(t)}
                    submit={t('team.remove')}
                    tone="danger"
                    beside={
                      <Link href={base as Route} prefetch={false} className="button button-quiet">
                        {t('team.keep')}
                      </Link>
                    }
                  />
                </div>
              )}
            </td>
            <td data-label={role}>
              {mayChange ? (
                <Form
                  id={`role-${member.userId}`}
                  action={changeRoleAction.bind(null, { locale, event: event.slug, user: member.userId })}
                  groups={[{ fields: [roleField(locale, `role-of-${member.userId}`, member)] }]}
                  labels={formLabels(t)}
                  submit={t('team.change')}
                  tone="quiet"
                />
              ) : (
                t(`team.role.${member.role}`)
              )}
            </td>
            <td data-label={since}>{formatDate(member.createdAt, locale, event.timeZone)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** One role field a row: its name is its id too, so it must be the row's own. */
function roleField(locale: Locale, name: string, member: Member): FieldView {
  const t = texts(locale)
  return {
    name,
    kind: 'choice',
    label: t('team.role_of', { person: member.email }),
    isRequired: true,
    options: ROLES.map((role) => ({ value: role, label: t(`team.role.${role}`) })),
    value: member.role,
  }
}
