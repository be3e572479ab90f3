import type { ReactNode } from 'react'
import { TabLinks } from '@/components/tab-links'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { ManagedEvent } from '../access'
import { EventFrame } from '../event-frame'
import { EVENT_PARTS } from './rules'

const PARTS = [...EVENT_PARTS, 'categories', 'questions', 'accreditation', 'reasons', 'publication'] as const

type Props = {
  locale: Locale
  event: ManagedEvent
  part: (typeof PARTS)[number]
  path?: string
  /** What was just done, as `?done=` says; unknown words are nothing. */
  done?: string | string[]
  children: ReactNode
}

/** The frame of the settings' pages: their parts, and a sentence on what was just done. */
export function SettingsFrame({ locale, event, part, path = '', done, children }: Props) {
  const t = texts(locale)
  const base = `/${locale}/admin/${event.slug}/settings`
  return (
    <EventFrame
      locale={locale}
      event={event}
      section="settings"
      path={`/settings${part === 'event' ? '' : `/${part}`}${path}`}
    >
      <h1 className="mb-4">{t('admin.nav.settings')}</h1>
      <TabLinks
        label={t('settings.parts.label')}
        tabs={PARTS.map((name) => ({
          href: name === 'event' ? base : `${base}/${name}`,
          label: t(`settings.parts.${name}`),
          isCurrent: name === part,
        }))}
      />
      {typeof done === 'string' && t.has(`settings.done.${done}`) && (
        <p id="done" role="status" className="done measure mt-6 scroll-mt-6">
          {t(`settings.done.${done}`)}
        </p>
      )}
      {event.state === 'archived' && <p className="notice measure mt-6">{t('refusals.event_archived')}</p>}
      <div className="mt-8">{children}</div>
    </EventFrame>
  )
}
