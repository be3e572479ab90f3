import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { requireUser } from '@/features/accounts/access'
import { listDelegations } from '@/features/delegations/queries'
import { manageEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { listCategories } from '@/features/events/queries'
import {
  createInvitationsAction,
  revokeInvitationAction,
  sendInvitationAgainAction,
} from '@/features/registrations/invitations/actions'
import { invitationToken, listInvitations, standing } from '@/features/registrations/invitations/queries'
import { invitationFields, mayBeSentAgain } from '@/features/registrations/invitations/rules'
import { formatDate } from '@/lib/dates'
import { env } from '@/lib/env'
import { fieldViews, formLabels, inEventLanguages } from '@/lib/field-views'
import { inLocale, isLocale, nearest } from '@/lib/locales'
import { displayName } from '@/lib/names'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/invitations'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('admin.nav.invitations'), robots: { index: false } } : {}
}

/** The event's invitations and how each stands, with the form for more. */
export default async function Invitations({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const { done, count, held, registered: known, revoke, again } = await searchParams
  const [rows, categories, delegations] = await Promise.all([
    listInvitations(event),
    listCategories(event),
    listDelegations(event),
  ])
  const t = texts(locale)
  const now = new Date()
  const labels = formLabels(t)
  const base = `/${locale}/admin/${event.slug}/invitations`
  const names = new Map([
    ...categories.map(({ slug: value, name }) => [value, inLocale(name, locale)] as const),
    ...delegations.map(({ id, name }) => [id, inLocale(name, locale)] as const),
  ])
  const fields = invitationFields({
    categories: categories.map(({ slug: value }) => value),
    delegations: delegations.map(({ id }) => id),
  })
  const offered = fieldViews(t, locale, fields, {
    invitationKind: 'personal',
    invitationLocale: nearest(locale, event.languages),
    maxUses: '1',
  })
  const views = inEventLanguages(offered, event.languages).map((field) =>
    field.name === 'invitationCategory' || field.name === 'invitationDelegation'
      ? { ...field, options: field.options?.map(({ value }) => ({ value, label: names.get(value) ?? value })) }
      : field,
  )
  return (
    <EventFrame locale={locale} event={event} section="invitations" path="/invitations">
      {typeof done === 'string' && t.has(`invitations.done.${done}`) && (
        <p role="status" className="done measure mb-6">
          {[
            t(`invitations.done.${done}`, { count: Number(count) || 0 }),
            ...(Number(held) ? [t('invitations.held', { count: Number(held) })] : []),
            ...(Number(known) ? [t('invitations.known', { count: Number(known) })] : []),
          ].join(' ')}
        </p>
      )}
      <h1 className="mb-2">{t('admin.nav.invitations')}</h1>
      <p className="measure mb-6 text-muted">{t('invitations.text')}</p>
      {rows.length === 0 && <p className="panel measure">{t('invitations.none_yet')}</p>}
      <ul className="max-w-4xl">
        {rows.map(({ invitation, categoryName, delegationName, registered }) => {
          const how = standing(invitation, now)
          const isChangeable = how === 'open' && event.state !== 'archived'
          const canSend = isChangeable && invitation.kind === 'personal' && event.state === 'published'
          const on = (date: Date) => formatDate(date, locale, event.timeZone)
          const title =
            invitation.kind === 'personal'
              ? [invitation.name, invitation.email].filter(Boolean).join(' · ')
              : t(`choices.invitationKind.${invitation.kind}`)
          return (
            <li key={invitation.id} className="border-b border-rule py-3">
              <p>
                <strong>{title}</strong>
                {` · ${inLocale(categoryName, locale)}`}
                {delegationName && ` · ${inLocale(delegationName, locale)}`}
              </p>
              {invitation.kind === 'link' && (
                <p className="break-all">{`${env().PUBLIC_URL}/${locale}/${event.slug}/invitation/${invitationToken(invitation.id)}`}</p>
              )}
              {invitation.kind === 'code' && <p>{invitation.code}</p>}
              <p className="text-sm text-muted">
                {[
                  ...(invitation.sentAt ? [t('invitations.sent', { date: on(invitation.sentAt) })] : []),
                  invitation.declinedAt && how === 'declined'
                    ? t('invitations.declined', { date: on(invitation.declinedAt) })
                    : t(`invitations.standing.${how}`),
                  ...(invitation.kind === 'personal'
                    ? []
                    : [t('invitations.uses', { uses: invitation.uses, max: invitation.maxUses })]),
                  ...(invitation.openedAt ? [t('invitations.opened', { date: on(invitation.openedAt) })] : []),
                ].join(' · ')}
              </p>
              {invitation.declinedReason && (
                <p className="whitespace-pre-line">{t('invitations.reason', { reason: invitation.declinedReason })}</p>
              )}
              {registered.length > 0 && (
                <p>
                  {t('invitations.registered')}
                  {registered.map((person, at) => (
                    <span key={person.id}>
                      {at > 0 && ', '}
                      <Link
                        href={`/${locale}/admin/${event.slug}/registrations/${person.id}` as Route}
                        prefetch={false}
                      >
                        {`${displayName(person)} (${person.reference})`}
                      </Link>
                    </span>
                  ))}
                  {registered[0]!.all > registered.length &&
                    ` ${t('delegations.and_more', { count: registered[0]!.all - registered.length })}`}
                </p>
              )}
              {again === invitation.id && canSend ? (
                <Form
                  id="sending"
                  action={sendInvitationAgainAction.bind(null, { locale, event: slug, invitation: invitation.id })}
                  groups={[]}
                  labels={labels}
                  submit={t('invitations.again')}
                />
              ) : revoke === invitation.id && isChangeable ? (
                <Form
                  id="revocation"
                  action={revokeInvitationAction.bind(null, { locale, event: slug, invitation: invitation.id })}
                  groups={[]}
                  labels={labels}
                  submit={t('invitations.revoke')}
                  tone="danger"
                />
              ) : (
                <p className="flex flex-wrap gap-x-6">
                  {canSend && mayBeSentAgain(invitation, now) && (
                    <Link
                      href={`${base}?again=${invitation.id}` as Route}
                      prefetch={false}
                      className="inline-flex min-h-9 items-center"
                    >
                      {t('invitations.again')}
                      <span className="sr-only"> {title}</span>
                    </Link>
                  )}
                  {isChangeable && (
                    <Link
                      href={`${base}?revoke=${invitation.id}` as Route}
                      prefetch={false}
                      className="inline-flex min-h-9 items-center text-danger"
                    >
                      {t('invitations.revoke')}
                      <span className="sr-only"> {title}</span>
                    </Link>
                  )}
                </p>
              )}
            </li>
          )
        })}
      </ul>
      {event.state === 'published' ? (
        <section aria-labelledby="invite" className="mt-10 max-w-3xl">
          <h2 id="invite" className="mb-4">
            {t('invitations.add')}
          </h2>
          <Form
            id="invitation"
            action={createInvitationsAction.bind(null, { locale, event: slug })}
            groups={[{ fields: views }]}
            labels={labels}
            submit={t('invitations.create')}
          />
        </section>
      ) : (
        <p className="notice measure mt-6">{t('refusals.event_not_published')}</p>
      )}
    </EventFrame>
  )
}
