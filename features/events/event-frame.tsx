import type { ReactNode } from 'react'
import { AdminFrame } from '@/components/admin-frame'
import { AccountMenu } from '@/features/accounts/account-menu'
import { MailWarning } from '@/features/mail/mailbox/mail-warning'
import { inLocale, type Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { type EnteredEvent, SECTIONS, SEES } from './access'

type Props = {
  locale: Locale
  event: EnteredEvent
  section: (typeof SECTIONS)[number]
  path?: string
  children: ReactNode
}

/** The frame of one event's pages in the organisers' area. `path` is what follows the event in the address. */
export function EventFrame({ locale, event, section, path = '', children }: Props) {
  const t = texts(locale)
  const base = `/admin/${event.slug}`
  return (
    <AdminFrame
      locale={locale}
      path={`${base}${path}`}
      title={inLocale(event.name, locale)}
      badge={event.state === 'published' ? undefined : t(`admin.event_states.${event.state}`)}
      links={SECTIONS.filter((name) => SEES[event.role].includes(name)).map((name) => ({
        href: `/${locale}${base}${name === 'overview' ? '' : `/${name}`}`,
        label: t(`admin.nav.${name}`),
        isCurrent: name === section,
      }))}
      account={<AccountMenu locale={locale} />}
    >
      {section !== 'mail' && (
        <MailWarning
          locale={locale}
          event={event}
          base={SEES[event.role].includes('mail') ? `/${locale}${base}/mail` : null}
        />
      )}
      {children}
    </AdminFrame>
  )
}
