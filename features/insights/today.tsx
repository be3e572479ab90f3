import type { Route } from 'next'
import Link from 'next/link'
import type { EnteredEvent } from '@/features/events/access'
import { filterQuery } from '@/features/registrations/review/rules'
import { formatDate, formatTime } from '@/lib/dates'
import { inLocale, type Locale } from '@/lib/locales'
import { type Texts, texts } from '@/lib/texts'
import type { Need } from './rules'

type Props = { locale: Locale; event: EnteredEvent; needs: Need[]; now: Date }

/** What needs the organiser today, each line a link to where it is done. */
export function Today({ locale, event, needs, now }: Props) {
  const t = texts(locale)
  if (needs.length === 0) return <p className="text-lg">{t(`insights.today.nothing.${event.state}`)}</p>
  return (
    <ul className="border-t border-gold">
      {needs.map((need) => (
        <li key={`${need.kind} ${need.category?.id}`} className="border-b border-rule">
          <Link
            href={`/${locale}/admin/${event.slug}${target(need)}` as Route}
            prefetch={false}
            className="inline-flex min-h-11 items-center py-2.5 text-lg"
          >
            {sentence(t, locale, event, need, now)}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function target(need: Need): string {
  switch (need.kind) {
    case 'queue_paused':
      return '/mail'
    case 'mails_failed':
      return '/mail?state=failed'
    case 'to_review':
      return `/registrations${filterQuery({ state: 'submitted', sort: 'oldest' })}`
    case 'answered':
    case 'correction':
    case 'erasure':
    case 'untold':
    case 'bounced':
    case 'offer':
      return `/registrations${filterQuery({ needs: need.kind, sort: 'oldest' })}`
    case 'delegations_to_review':
    case 'delegations_silent':
      return '/delegations'
    case 'speakers_silent':
      return '/speakers?state=invited'
    case 'agenda_unreleased':
      return '/agenda/versions'
    case 'waiting_free':
      return `/registrations${filterQuery({ state: 'waiting_list', category: need.category?.slug ?? '', sort: 'oldest' })}`
    default:
      return '/settings'
  }
}

function sentence(t: Texts, locale: Locale, event: EnteredEvent, need: Need, now: Date): string {
  const category = inLocale(need.category?.name, locale)
  switch (need.kind) {
    case 'to_review':
      return t('insights.today.to_review', {
        count: need.count ?? 0,
        days: Math.floor((now.getTime() - (need.at ?? now).getTime()) / 86_400_000),
      })
    case 'waiting_free':
      return t('insights.today.waiting_free', { category, count: need.count ?? 0, free: need.free ?? -1 })
    case 'closing':
    case 'delegations_silent': {
      const at = need.at ?? now
      const date = `${formatDate(at, locale, event.timeZone)}, ${formatTime(at, locale, event.timeZone)}`
      return t(`insights.today.${need.kind}`, { category, date, count: need.count ?? 0 })
    }
    default:
      return t(`insights.today.${need.kind}`, { count: need.count ?? 0, today: need.today ?? 0 })
  }
}
