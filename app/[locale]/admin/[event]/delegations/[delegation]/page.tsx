import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Facts } from '@/components/facts'
import { Form } from '@/components/form'
import { TitledSection } from '@/components/titled-section'
import { requireUser } from '@/features/accounts/access'
import {
  deleteDelegationAction,
  setCredentialsAction,
  setFreezeAction,
  updateDelegationAction,
} from '@/features/delegations/actions'
import { DelegationForm } from '@/features/delegations/delegation-form'
import { FocalPointList } from '@/features/delegations/focal-points/focal-point-list'
import { getDelegation, listFocalPoints } from '@/features/delegations/queries'
import { CREDENTIALS_FIELDS, FREEZE_FIELDS, isFrozen } from '@/features/delegations/rules'
import { manageEvent, SEES, viewEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { listCategories } from '@/features/events/queries'
import { listFiles } from '@/features/files/queries'
import { FileList } from '@/features/registrations/files/file-list'
import { MemberTable } from '@/features/registrations/members/member-table'
import { listMembers } from '@/features/registrations/members/queries'
import { listQuotas } from '@/features/registrations/places/commands'
import { QuotaForm } from '@/features/registrations/places/quota-form'
import { filterQuery } from '@/features/registrations/review/rules'
import { TO_REVIEW } from '@/features/registrations/rules'
import { formatDateTime, toZonedInput } from '@/lib/dates'
import { fieldViews, formLabels } from '@/lib/field-views'
import { inLocale, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/delegations/[delegation]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('delegations.one'), robots: { index: false } } : {}
}

/** One delegation: its members, places, focal points, credentials. */
export default async function Delegation({ params, searchParams }: Props) {
  const { locale, event: slug, delegation: id } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await viewEvent(slug)
  if (!SEES[event.role].includes('delegations')) notFound()
  const delegation = await getDelegation(event, id)
  if (!delegation) notFound()
  const { done, remove, page } = await searchParams
  const managed = ['owner', 'organiser'].includes(event.role) ? await manageEvent(slug) : null
  const mayDecide = (managed !== null || event.role === 'reviewer') && event.state !== 'archived'
  const canChange = managed !== null && event.state !== 'archived'
  const [members, points, categories, quotas, files] = await Promise.all([
    listMembers(event, id),
    listFocalPoints(event, id),
    listCategories(event),
    listQuotas(event),
    listFiles({ delegationId: id }),
  ])
  const t = texts(locale)
  const now = new Date()
  const place = { locale, event: slug, delegation: id }
  const admin = `/${locale}/admin/${event.slug}`
  const labels = formLabels(t)
  const freeze = delegation.unfrozenUntil ? 'until' : delegation.frozenAt ? 'frozen' : 'usual'
  const unfrozenUntil = delegation.unfrozenUntil
    ? toZonedInput(delegation.unfrozenUntil, event.timeZone).slice(0, 10)
    : ''
  return (
    <EventFrame locale={locale} event={event} section="delegations" path={`/delegations/${id}`}>
      <p>
        <Link
          href={`${admin}/delegations` as Route}
          prefetch={false}
          className="inline-flex min-h-11 items-center text-sm"
        >
          {t('admin.nav.delegations')}
        </Link>
      </p>
      {typeof done === 'string' && t.has(`delegations.done.${done}`) && (
        <p role="status" className="done measure mb-6">
          {t(`delegations.done.${done}`, { count: 0 })}
        </p>
      )}
      <h1 className="mb-4">{inLocale(delegation.name, locale)}</h1>
      <Facts
        rows={[
          { label: t('fields.delegationKind.label'), value: t(`choices.delegationKind.${delegation.kind}`) },
          {
            label: t('delegations.columns.sent'),
            value: delegation.sentAt
              ? formatDateTime(delegation.sentAt, locale, event.timeZone)
              : t('delegations.not_sent'),
          },
          {
            label: t('delegations.editing'),
            value: t(isFrozen(event, delegation, now) ? 'delegations.frozen' : 'delegations.open'),
          },
          { label: t('fields.credentials.label'), value: t(`choices.credentials.${delegation.credentials}`) },
          { label: t('fields.delegationNote.label'), value: managed ? delegation.note : '' },
        ]}
      />
      {canChange && (
        <p className="mt-4">
          <Link href={`/${locale}/delegation/${id}` as Route} prefetch={false} className="button button-quiet">
            {t('delegations.act')}
          </Link>
        </p>
      )}
      <div className="mt-8 max-w-5xl space-y-10">
        <TitledSection id="members" title={t('delegations.columns.members')} isRoomy>
          {members.some(({ state }) => state !== 'draft') && (
            <p className="mb-3 flex flex-wrap gap-3">
              <Link
                href={`${admin}/registrations${filterQuery({ delegation: id })}` as Route}
                prefetch={false}
                className="button button-quiet"
              >
                {t('delegations.review', { count: members.filter(({ state }) => state !== 'draft').length })}
              </Link>
              {mayDecide &&
                TO_REVIEW.map((state) => [state, members.filter((member) => member.state === state).length] as const)
                  .filter(([, count]) => count > 0)
                  .map(([state, count]) => (
                    <Link
                      key={state}
                      href={`${admin}/registrations/decide${filterQuery({ delegation: id, state })}&all=1` as Route}
                      prefetch={false}
                      className="button button-quiet"
                    >
                      {t('delegations.decide', { count, state: t(`states.${state}`) })}
                    </Link>
                  ))}
            </p>
          )}
          <MemberTable
            locale={locale}
            members={members}
            page={page}
            pageHref={(to) => `${admin}/delegations/${id}?page=${to}#members`}
            base={`${admin}/registrations`}
          />
        </TitledSection>
        {managed && (
          <>
            <TitledSection id="points" title={t('delegations.points.title')} isRoomy>
              <FocalPointList
                locale={locale}
                event={managed}
                delegation={delegation}
                points={points}
                removing={String(remove ?? '')}
                canChange={canChange}
              />
            </TitledSection>
            {canChange && (
              <TitledSection id="places" title={t('delegations.quota.title')} isRoomy>
                <QuotaForm
                  locale={locale}
                  event={managed}
                  delegation={delegation}
                  categories={categories}
                  quotas={quotas}
                />
              </TitledSection>
            )}
            <TitledSection id="credentials" title={t('fields.credentials.label')} isRoomy>
              {files.length > 0 && <FileList locale={locale} event={event} files={files} />}
              {canChange && (
                <Form
                  id="credentials-form"
                  action={setCredentialsAction.bind(null, place)}
                  groups={[
                    { fields: fieldViews(t, locale, CREDENTIALS_FIELDS, { credentials: delegation.credentials }) },
                  ]}
                  labels={labels}
                  submit={t('settings.save')}
                  tone="quiet"
                />
              )}
            </TitledSection>
            {canChange && (
              <TitledSection id="freezing" title={t('delegations.editing')} isRoomy>
                <p className="hint mb-3">
                  {event.delegationsCloseAt
                    ? t('delegations.closes', {
                        date: formatDateTime(event.delegationsCloseAt, locale, event.timeZone),
                      })
                    : t('delegations.closes_never')}
                </p>
                <Form
                  id="freeze-form"
                  action={setFreezeAction.bind(null, place)}
                  groups={[{ fields: fieldViews(t, locale, FREEZE_FIELDS, { freeze, unfrozenUntil }) }]}
                  labels={labels}
                  submit={t('settings.save')}
                  tone="quiet"
                />
              </TitledSection>
            )}
            {canChange && (
              <TitledSection id="change" title={t('delegations.change')} isRoomy>
                <DelegationForm
                  locale={locale}
                  event={event}
                  delegation={delegation}
                  action={updateDelegationAction.bind(null, place)}
                />
                {members.length === 0 && (
                  <div className="mt-6">
                    <Form
                      id="deletion"
                      action={deleteDelegationAction.bind(null, place)}
                      groups={[]}
                      labels={labels}
                      submit={t('delegations.delete')}
                      tone="danger"
                    />
                  </div>
                )}
              </TitledSection>
            )}
          </>
        )}
      </div>
    </EventFrame>
  )
}
