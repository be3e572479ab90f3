import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { SEES, viewEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import { listTeam } from '@/features/events/queries'
import { Invitation } from '@/features/events/team/invitation'
import { listScopeOptions } from '@/features/events/team/queries'
import { TeamTable } from '@/features/events/team/team-table'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/admin/[event]/team'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('admin.nav.team'), robots: { index: false } } : {}
}

/** Who works on the event; owners invite and change roles. */
export default async function Team({ params, searchParams }: Props) {
  const { locale, event: slug } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale)
  const event = await viewEvent(slug)
  if (!SEES[event.role].includes('team')) notFound()
  const { done, change, limit, remove } = await searchParams
  const [team, scope] = await Promise.all([listTeam(event), listScopeOptions(event)])
  const t = texts(locale)
  const mayChange = event.role === 'owner' && event.state !== 'archived'
  return (
    <EventFrame locale={locale} event={event} section="team" path="/team">
      <h1 className="mb-2">{t('admin.nav.team')}</h1>
      <p className="measure mb-6 text-muted">{t('team.roles_text')}</p>
      {typeof done === 'string' && t.has(`team.done.${done}`) && (
        <p id="done" role="status" className="done measure mb-6 scroll-mt-6">
          {t(`team.done.${done}`)}
        </p>
      )}
      <TeamTable
        locale={locale}
        event={event}
        team={team}
        mayChange={mayChange}
        changing={String(change ?? '')}
        removing={String(remove ?? '')}
        limiting={String(limit ?? '')}
        scope={scope}
      />
      {mayChange ? (
        <Invitation locale={locale} event={event} />
      ) : (
        <p className="hint mt-6">
          {t(event.state === 'archived' ? 'refusals.event_archived' : 'settings.owners_only')}
        </p>
      )}
    </EventFrame>
  )
}
