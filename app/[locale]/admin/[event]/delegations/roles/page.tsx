import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { listRoles } from '@/features/delegations/queries'
import { RoleList } from '@/features/delegations/roles/role-list'
import { manageEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/delegations/roles'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('delegations.roles.title'), robots: { index: false } } : {}
}

/** What members of a delegation can be. */
export default async function Roles({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await manageEvent(slug)
  const { done, change } = await searchParams
  const roles = await listRoles(event, { withRetired: true })
  const t = texts(locale)
  return (
    <EventFrame locale={locale} event={event} section="delegations" path="/delegations/roles">
      <p>
        <Link
          href={`/${locale}/admin/${event.slug}/delegations` as Route}
          prefetch={false}
          className="inline-flex min-h-11 items-center text-sm"
        >
          {t('admin.nav.delegations')}
        </Link>
      </p>
      <h1 className="mb-2">{t('delegations.roles.title')}</h1>
      <p className="measure mb-6 text-muted">{t('delegations.roles.text')}</p>
      {done === 'roles' && (
        <p role="status" className="done measure mb-6">
          {t('delegations.done.roles')}
        </p>
      )}
      <RoleList
        locale={locale}
        event={event}
        roles={roles}
        changing={String(change ?? '')}
        canChange={event.state !== 'archived'}
      />
    </EventFrame>
  )
}
