import type { ReactNode } from 'react'
import { TabLinks } from '@/components/tab-links'
import type { EditedEvent } from '@/features/events/access'
import { EventFrame } from '@/features/events/event-frame'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'

export const AGENDA_PARTS = ['agenda', 'rooms', 'tracks', 'roles', 'import', 'versions'] as const

type Props = {
  locale: Locale
  event: EditedEvent
  part: (typeof AGENDA_PARTS)[number]
  /** What was just done, as the address says. */
  done?: unknown
  /** What follows the part in the address. */
  path?: string
  title?: string
  children: ReactNode
}

const DONE = ['saved', 'removed', 'created', 'rooms', 'tracks', 'roles']

/** The agenda's pages in the organisers' area, each with the way to the others. */
export function AgendaFrame({ locale, event, part, done, path = '', title, children }: Props) {
  const t = texts(locale)
  const base = `/${locale}/admin/${event.slug}/agenda`
  const own = part === 'agenda' ? '' : `/${part}`
  return (
    <EventFrame locale={locale} event={event} section="agenda" path={`/agenda${own}${path}`}>
      <h1 className="mb-3">{title ?? t(`editor.parts.${part}`)}</h1>
      <div className="mb-5">
        <TabLinks
          label={t('editor.parts.label')}
          tabs={AGENDA_PARTS.map((name) => ({
            href: name === 'agenda' ? base : `${base}/${name}`,
            label: t(`editor.parts.${name}`),
            isCurrent: name === part,
          }))}
        />
      </div>
      {DONE.includes(String(done)) && (
        <p id="done" role="status" className="done measure mb-5">
          {t(`editor.done.${String(done)}`)}
        </p>
      )}
      {children}
    </EventFrame>
  )
}
