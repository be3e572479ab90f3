import type { Route } from 'next'
import Link from 'next/link'
import { Form } from '@/components/form'
import { ROLES } from '@/db/schema/events'
import { formatDate } from '@/lib/dates'
import { type FieldView, fieldViews, formLabels } from '@/lib/field-views'
import { inLocale, type Locale } from '@/lib/locales'
import { type Texts, texts } from '@/lib/texts'
import type { Role, ViewedEvent } from '../access'
import { changeRoleAction, removeMemberAction, setScopeAction } from '../actions'
import type { Member } from '../queries'
import type { ScopeOptions } from './queries'
import { scopeFields } from './rules'

type Props = {
  locale: Locale
  event: ViewedEvent
  team: Member[]
  mayChange: boolean
  /** The member whose role is being changed. */
  changing: string
  /** The member whose removal is asked about once more. */
  removing: string
  /** The reviewer whose limits are being set. */
  limiting: string
  /** What reviewers can be limited to. */
  scope: ScopeOptions
}

/** The event's team, owners first. */
export function TeamTable({ locale, event, team, mayChange, changing, removing, limiting, scope }: Props) {
  const t = texts(locale)
  const heads = ['person', 'role', 'since'].map((name) => t(`team.columns.${name}`))
  const [person = '', role = '', since = ''] = heads
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
          {mayChange && (
            <th scope="col">
              <span className="sr-only">{t('team.columns.change')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {team.map((member) => (
          <tr key={member.userId}>
            <td data-label={person}>
              {member.name && <span className="block">{member.name}</span>}
              <span className={member.name ? 'text-muted' : ''}>{member.email}</span>
            </td>
            <td data-label={role}>
              {t(`team.role.${member.role}`)}
              {member.role === 'reviewer' && (
                <span className="block text-sm text-muted">{scopeText(locale, member, scope)}</span>
              )}
            </td>
            <td data-label={since}>{formatDate(member.createdAt, locale, event.timeZone)}</td>
            {mayChange && (
              <td>
                <MemberChange
                  locale={locale}
                  event={event}
                  member={member}
                  scope={scope}
                  asked={
                    (['remove', 'change', 'limit'] as const).find(
                      (name) => member.userId === { remove: removing, change: changing, limit: limiting }[name],
                    ) ?? null
                  }
                />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What an owner can do with a member: two links, and the form that one of them opens. */
function MemberChange({
  locale,
  event,
  member,
  scope,
  asked,
}: {
  locale: Locale
  event: ViewedEvent
  member: Member
  scope: ScopeOptions
  asked: 'change' | 'limit' | 'remove' | null
}) {
  const t = texts(locale)
  const base = `/${locale}/admin/${event.slug}/team`
  const place = { locale, event: event.slug, user: member.userId }
  const person = member.name ?? member.email
  const form = {
    labels: formLabels(t),
    beside: (
      <Link href={base as Route} prefetch={false} className="button button-quiet">
        {t('team.keep')}
      </Link>
    ),
  }
  if (asked === 'change') {
    return (
      <Form
        {...form}
        id="role-change"
        action={changeRoleAction.bind(null, place)}
        groups={[{ fields: [roleField(locale, t('team.role_of', { person }), member.role)] }]}
        submit={t('team.change')}
      />
    )
  }
  if (asked === 'limit' && member.role === 'reviewer') {
    return (
      <Form
        {...form}
        id="scope"
        action={setScopeAction.bind(null, place)}
        groups={[
          {
            hint: t('team.scope_hint'),
            legend: t('team.scope_of', { person }),
            fields: scopeViews(t, locale, member, scope),
          },
        ]}
        submit={t('team.limit')}
      />
    )
  }
  if (asked === 'remove') {
    return (
      <>
        <p className="mb-3 font-semibold">{t('team.remove_ask', { person })}</p>
        <Form
          {...form}
          id="removal"
          action={removeMemberAction.bind(null, place)}
          groups={[]}
          submit={t('team.remove')}
          tone="danger"
        />
      </>
    )
  }
  return (
    <div className="flex flex-wrap gap-x-5 md:justify-end">
      {(member.role === 'reviewer' ? ACTS : ACTS.filter((name) => name !== 'limit')).map((name) => (
        <Link
          key={name}
          href={`${base}?${name}=${member.userId}` as Route}
          prefetch={false}
          className={`inline-flex min-h-9 items-center ${name === 'remove' ? 'text-danger' : ''}`}
        >
          {t(`team.${name}`)}
          <span className="sr-only"> {person}</span>
        </Link>
      ))}
    </div>
  )
}

const ACTS = ['limit', 'change', 'remove'] as const

function scopeViews(t: Texts, locale: Locale, member: Member, scope: ScopeOptions): FieldView[] {
  const names = new Map([...scope.categories, ...scope.delegations].map(({ id, name }) => [id, inLocale(name, locale)]))
  const answers = {
    scopeCategories: member.categoryIds?.join(',') ?? '',
    scopeDelegations: member.delegationIds?.join(',') ?? '',
  }
  return fieldViews(t, locale, scopeFields(scope), answers).map((field) => ({
    ...field,
    options: field.options?.map(({ value }) => ({ value, label: names.get(value) ?? value })),
  }))
}

/** "Delegate, Diplomat" or everyone. */
function scopeText(locale: Locale, member: Member, scope: ScopeOptions): string {
  const ids = [...(member.categoryIds ?? []), ...(member.delegationIds ?? [])]
  const names = [...scope.categories, ...scope.delegations]
    .filter(({ id }) => ids.includes(id))
    .map(({ name }) => inLocale(name, locale))
  const isLimited = member.categoryIds !== null || member.delegationIds !== null
  return isLimited ? new Intl.ListFormat(locale, { type: 'unit' }).format(names) : texts(locale)('team.scope_all')
}

function roleField(locale: Locale, label: string, role: Role): FieldView {
  const t = texts(locale)
  return {
    name: 'role-of-member',
    kind: 'choice',
    label,
    isRequired: true,
    options: ROLES.map((each) => ({ value: each, label: t(`team.role.${each}`) })),
    value: role,
  }
}
