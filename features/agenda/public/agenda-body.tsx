import type { PublicEvent } from '@/features/events/access'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { starAction } from './actions'
import { AgendaFilters } from './agenda-filters'
import { AgendaList } from './agenda-list'
import type { View } from './queries'
import type { AgendaView, VisibleSession } from './rules'

type Props = {
  locale: Locale
  event: PublicEvent
  /** This page's address after the language, and the whole of it with what it asks for. */
  base: string
  path: string
  /** Of a participant's own page: what they star there reaches their calendars. */
  token?: string
  view: AgendaView
  shown: View
  standing?: (session: VisibleSession) => string
}

/** What to choose by, and the sessions chosen: the same for everybody and on a participant's own page. */
export function AgendaBody({ locale, event, base, path, token, view, shown, standing }: Props) {
  const t = texts(locale)
  const { programme } = shown.release
  return (
    <>
      <AgendaFilters
        locale={locale}
        base={base}
        event={event}
        programme={programme}
        view={view}
        days={shown.days}
        day={shown.day}
      />
      {shown.shown.length === 0 && (
        <p className="notice mt-8">{t(view.isMine ? 'programme.none_starred' : 'programme.none_found')}</p>
      )}
      <form action={starAction.bind(null, { locale, event: event.slug, path, token })}>
        <AgendaList
          locale={locale}
          programme={programme}
          sessions={shown.shown}
          names={shown.names}
          stars={shown.stars}
          zone={view.zone}
          href={`/${locale}${base}`}
          standing={standing}
        />
      </form>
    </>
  )
}
