import type { ReactNode } from 'react'
import { AdminFrame } from '@/components/admin-frame'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import type { User } from './access'
import { AccountMenu } from './account-menu'

type Props = {
  locale: Locale
  user: User
  section: 'events' | 'new' | 'mail'
  /** This page's address after the language. */
  path: string
  children: ReactNode
}

/** The frame of the organisers' pages that belong to no event. */
export function InstallationFrame({ locale, user, section, path, children }: Props) {
  const t = texts(locale)
  const sections = user.isAdministrator ? (['events', 'new', 'mail'] as const) : (['events'] as const)
  return (
    <AdminFrame
      locale={locale}
      path={path}
      title="Plenary"
      links={sections.map((name) => ({
        href: `/${locale}/admin${name === 'events' ? '' : `/${name}`}`,
        label: t(`admin.installation.${name}`),
        isCurrent: name === section,
      }))}
      account={<AccountMenu locale={locale} />}
    >
      {children}
    </AdminFrame>
  )
}
