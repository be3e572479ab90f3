import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { requireUser } from '@/features/accounts/access'
import { writeToFocalPointsAction } from '@/features/delegations/actions'
import { DelegationTable } from '@/features/delegations/delegation-table'
import { listToWrite } from '@/features/delegations/focal-points/commands'
import { listDelegations } from '@/features/delegations/queries'
import { manageEvent, SEES, viewEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/delegations'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('admin.nav.delegations'), robots: { index: false } } : {}
}

/** The delegations of the event, and the letters to their focal points. */
export default async function Delegations({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await viewEvent(slug)
  if (!SEES[event.role].includes('delegations')) notFound()
  const { q, done, count, write } = await searchParams
  const search = typeof q === 'string' ? q.slice(0, 200) : ''
  const now = new Date()
  const manages = ['owner', 'organiser'].includes(event.role) && event.state !== 'archived'
  const isLimited = event.scope.categoryIds !== null || event.scope.delegationIds !== null
  const [delegations, toInvite, toRemind] = await Promise.all([
    listDelegations(event, search),
    manages ? listToWrite(await manageEvent(slug), 'invite', now) : [],
    manages ? listToWrite(await manageEvent(slug), 'remind', now) : [],
  ])
  const t = texts(locale)
  const base = `/${locale}/admin/${event.slug}/delegations`
  const round = write === 'invite' ? toInvite : write === 'remind' ? toRemind : []
  return (
    <EventFrame locale={locale} event={event} section="delegations" path="/delegations">
      {typeof done === 'string' && t.has(`delegations.done.${done}`) && (
        <p role="status" className="done measure mb-6">
          {t(`delegations.done.${done}`, { count: Number(count) || 0 })}
        </p>
      )}
      <div className="mb-6 flex flex-wrap items-center justify-between gap-3">
        <h1>{t('admin.nav.delegations')}</h1>
        {manages && (
          <p className="flex flex-wrap gap-3">
            <Link href={`${base}/new` as Route} prefetch={false} className="button button-primary">
              {t('delegations.add')}
            </Link>
            <Link href={`${base}/list` as Route} prefetch={false} className="button button-quiet">
              {t('delegations.list.title')}
            </Link>
            <Link href={`${base}/roles` as Route} prefetch={false} className="button button-quiet">
              {t('delegations.roles.title')}
            </Link>
            {event.state === 'published' && toInvite.length > 0 && (
              <Link href={`${base}?write=invite` as Route} prefetch={false} className="button button-quiet">
                {t('delegations.invite', { count: toInvite.length })}
              </Link>
            )}
            {event.state === 'published' && toRemind.length > 0 && (
              <Link href={`${base}?write=remind` as Route} prefetch={false} className="button button-quiet">
                {t('delegations.remind', { count: toRemind.length })}
              </Link>
            )}
          </p>
        )}
      </div>
      {round.length > 0 && (write === 'invite' || write === 'remind') && (
        <section aria-labelledby="write" className="panel measure mb-8">
          <h2 id="write" className="mb-2 text-xl">
            {t(`delegations.${write}`, { count: round.length })}
          </h2>
          <p className="mb-3">{t('delegations.write_text')}</p>
          <ul className="mb-4 list-disc ps-5">
            {round.slice(0, 20).map(({ point, email }) => (
              <li key={point.id}>{email}</li>
            ))}
            {round.length > 20 && <li>{t('delegations.and_more', { count: round.length - 20 })}</li>}
          </ul>
          <Form
            id="write-form"
            action={writeToFocalPointsAction.bind(null, { locale, event: slug, round: write })}
            groups={[]}
            labels={formLabels(t)}
            submit={t('delegations.write')}
            beside={
              <Link href={base as Route} prefetch={false} className="button button-quiet">
                {t('delegations.not_now')}
              </Link>
            }
          />
        </section>
      )}
      <search className="mb-6 block">
        <form action={base} method="get" className="flex flex-wrap items-end gap-3">
          <div className="field">
            <label htmlFor="q">{t('delegations.search')}</label>
            <input id="q" name="q" type="search" defaultValue={search} className="input" />
          </div>
          <button type="submit" className="button button-quiet">
            {t('review.list.apply')}
          </button>
        </form>
      </search>
      {delegations.length === 0 ? (
        <div className="panel measure">
          <p>{t(search ? 'delegations.none_match' : isLimited ? 'delegations.none_yours' : 'delegations.none_yet')}</p>
          {!search && manages && <p className="mt-2 text-muted">{t('delegations.none_yet_next')}</p>}
        </div>
      ) : (
        <DelegationTable locale={locale} event={event} delegations={delegations} now={now} />
      )}
    </EventFrame>
  )
}
