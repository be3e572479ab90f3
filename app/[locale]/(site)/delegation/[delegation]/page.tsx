import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Facts } from '@/components/facts'
import { Form } from '@/components/form'
import { TitledSection } from '@/components/titled-section'
import { requireUser } from '@/features/accounts/access'
import { focalDelegation } from '@/features/delegations/access'
import { isFrozen, openUntil } from '@/features/delegations/rules'
import { listFiles } from '@/features/files/queries'
import { ACCEPT } from '@/features/files/rules'
import {
  attachCredentialsAction,
  moveMemberAction,
  removeCredentialsAction,
  reservePlacesAction,
  sendDelegationAction,
} from '@/features/registrations/members/actions'
import { seenByFocalPoint } from '@/features/registrations/members/credentials/commands'
import { MemberTable, nameOf } from '@/features/registrations/members/member-table'
import { PortalFrame } from '@/features/registrations/members/portal-frame'
import { listDelegationPlaces, listMembers, memberChoices } from '@/features/registrations/members/queries'
import { reservationFields } from '@/features/registrations/members/rules'
import { isLive } from '@/features/registrations/rules'
import { formatDateTime } from '@/lib/dates'
import { fieldViews, formLabels } from '@/lib/field-views'
import { inLocale, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/delegation/[delegation]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('members.title'), robots: { index: false } } : {}
}

/** A delegation for who looks after it: what is missing, the members, and everything that can be done. */
export default async function DelegationPortal({ params, searchParams }: Props) {
  const { locale, delegation: id } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale, `/${locale}/delegation/${id}`)
  const focal = await focalDelegation(id)
  const { delegation, event } = focal
  const now = new Date()
  await seenByFocalPoint(focal, now)
  const [members, places, choices, files] = await Promise.all([
    listMembers(event, id),
    listDelegationPlaces(focal),
    memberChoices(event),
    listFiles({ delegationId: id }),
  ])
  const { done, count, page } = await searchParams
  const t = texts(locale)
  const base = `/${locale}/delegation/${id}`
  const place = { locale, delegation: id }
  const labels = formLabels(t)
  const canChange = event.state !== 'archived' && !(focal.focalPoint && isFrozen(event, delegation, now))
  const closes = openUntil(event, delegation, now)
  const live = members.filter(({ state }) => isLive(state))
  const toSend = live.filter(({ state, isReserved }) => state === 'draft' && !isReserved)
  const lacking = live.filter(({ missing }) => missing.length > 0).length
  const names = new Map(choices.categories.map((category) => [category.id, inLocale(category.name, locale)]))
  const reservation = fieldViews(t, locale, reservationFields(choices), { places: '1' }).map((field) => ({
    ...field,
    options: field.options?.map(({ value }) => {
      const chosen = [...choices.categories, ...choices.roles].find(({ slug }) => slug === value)
      return { value, label: chosen ? inLocale(chosen.name, locale) : value }
    }),
  }))
  return (
    <PortalFrame locale={locale} focal={focal} wide>
      {typeof done === 'string' && t.has(`members.done.${done}`) && (
        <p role="status" className="done measure mb-6">
          {t(`members.done.${done}`, { count: Number(count) || 0 })}
        </p>
      )}
      <h1 className="mb-4">{inLocale(delegation.name, locale)}</h1>
      {!canChange && (
        <p className="notice measure mb-6">
          {t(event.state === 'archived' ? 'refusals.event_archived' : 'refusals.delegation_frozen')}
        </p>
      )}
      <Facts
        rows={[
          { label: t('members.facts.members'), value: live.length },
          ...places.map(({ categoryId, capacity, taken }) => ({
            label: categoryId
              ? t('members.facts.places_in', { category: names.get(categoryId) ?? '' })
              : t('members.facts.places'),
            value: t('members.facts.left', { left: capacity - taken, capacity }),
          })),
          {
            label: t('members.facts.head'),
            value: live.some(({ isHead }) => isHead) ? t('form.yes') : <strong>{t('delegations.no_head')}</strong>,
          },
          {
            label: t('members.facts.missing'),
            value: lacking > 0 ? <strong>{t('members.facts.lacking', { count: lacking })}</strong> : t('form.none'),
          },
          {
            label: t('delegations.columns.sent'),
            value: delegation.sentAt
              ? formatDateTime(delegation.sentAt, locale, event.timeZone)
              : t('delegations.not_sent'),
          },
          {
            label: t('mail.focal_point.closes'),
            value: closes && formatDateTime(closes, locale, event.timeZone),
          },
        ]}
      />
      {canChange && (
        <p className="mt-6 flex flex-wrap gap-3">
          <Link href={`${base}/member/new` as Route} prefetch={false} className="button button-primary">
            {t('members.add')}
          </Link>
          <Link href={`${base}/list` as Route} prefetch={false} className="button button-quiet">
            {t('members.list.title')}
          </Link>
        </p>
      )}
      <TitledSection id="members" title={t('delegations.columns.members')} className="mt-10" isRoomy>
        <MemberTable
          locale={locale}
          members={members}
          page={page}
          pageHref={(to) => `${base}?page=${to}#members`}
          base={`${base}/member`}
          isFocal
          acts={
            canChange
              ? (member, at) =>
                  at < live.length && (
                    <form
                      action={moveMemberAction.bind(null, { ...place, member: member.id, page: Number(page) || 1 })}
                      className="flex gap-2 md:justify-end"
                    >
                      {(['up', 'down'] as const)
                        .filter((to) => (to === 'up' ? at > 0 : at < live.length - 1))
                        .map((to) => (
                          <button key={to} type="submit" name="to" value={to} className="button button-quiet">
                            <span aria-hidden="true">{to === 'up' ? '↑' : '↓'}</span>
                            <span className="sr-only">{t(`members.${to}`, { name: nameOf(t, member) })}</span>
                          </button>
                        ))}
                    </form>
                  )
              : undefined
          }
        />
      </TitledSection>
      {canChange && toSend.length > 0 && (
        <section aria-labelledby="send" className="panel measure mt-10">
          <h2 id="send" className="mb-2 text-xl">
            {t('members.send.title')}
          </h2>
          <p className="mb-4">{t('members.send.text', { count: toSend.length })}</p>
          {!live.some(({ isHead }) => isHead) && <p className="notice mb-4">{t('members.send.no_head')}</p>}
          <Form
            id="send-form"
            action={sendDelegationAction.bind(null, place)}
            groups={[]}
            labels={labels}
            submit={t('members.send.button', { count: toSend.length })}
          />
        </section>
      )}
      {canChange && (
        <TitledSection id="reserve" title={t('members.reserve.title')} className="mt-10 max-w-3xl">
          <p className="measure mb-4 text-muted">{t('members.reserve.text')}</p>
          <Form
            id="reservation"
            key={live.length}
            action={reservePlacesAction.bind(null, place)}
            groups={[{ columns: true, fields: reservation }]}
            labels={labels}
            submit={t('members.reserve.button')}
            tone="quiet"
          />
        </TitledSection>
      )}
      <TitledSection id="credentials" title={t('members.credentials.title')} className="mt-10 max-w-3xl">
        <p className="mb-3">{t(`choices.credentials.${delegation.credentials}`)}</p>
        <ul className="mb-4">
          {files.map((file) => (
            <li key={file.id} className="flex flex-wrap items-center gap-3 border-b border-rule py-2">
              {file.name}
              {canChange && (
                <Form
                  id={`remove-${file.id}`}
                  action={removeCredentialsAction.bind(null, { ...place, file: file.id })}
                  groups={[]}
                  labels={labels}
                  submit={t('members.credentials.remove')}
                  tone="quiet"
                />
              )}
            </li>
          ))}
        </ul>
        {canChange && (
          <Form
            id="credentials-form"
            action={attachCredentialsAction.bind(null, place)}
            groups={[
              {
                fields: [
                  {
                    name: 'file',
                    kind: 'file',
                    label: t('members.credentials.file'),
                    hint: t('members.credentials.hint'),
                    isRequired: true,
                    accept: ACCEPT.document,
                    value: '',
                  },
                ],
              },
            ]}
            labels={labels}
            submit={t('members.credentials.attach')}
            tone="quiet"
          />
        )}
      </TitledSection>
    </PortalFrame>
  )
}
