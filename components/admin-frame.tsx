import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Locale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import { LanguageSwitch } from './site-frame'

type Props = {
  locale: Locale
  /** This page's address after the language, with its query. */
  path: string
  /** What the area is about, at the top: the event's name, or the installation. */
  title: string
  /** Beside the title: what sort of thing it is ("Archived", "Not published"). */
  badge?: string
  /** The left column: one link per noun. */
  links: { href: string; label: string; isCurrent: boolean }[]
  /** Who is signed in, and the button that signs out. */
  account: ReactNode
  switchForm?: string
  children: ReactNode
}

/** The organisers' area: the same place, shape and words on every page. */
export function AdminFrame({ locale, path, title, badge, links, account, switchForm, children }: Props) {
  const t = texts(locale)
  return (
    <div className="admin">
      <a href="#main" className="skip">
        {t('site.skip')}
      </a>
      <header className="no-print flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-rule bg-paper px-4 py-2 lg:col-span-2 lg:px-6">
        <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1">
          <Link href={`/${locale}/admin` as Route} prefetch={false} className="text-sm text-muted">
            {t('admin.all_events')}
          </Link>
          <span className="font-serif text-lg font-semibold">{title}</span>
          {badge && <span className="tag tag-muted">{badge}</span>}
        </div>
        <div className="flex flex-wrap items-center gap-x-6">
          <LanguageSwitch locale={locale} path={path} switchForm={switchForm} label={t('site.languages')} />
          {account}
        </div>
      </header>
      <nav
        aria-label={t('admin.sections')}
        className="admin-nav no-print flex flex-wrap gap-1 border-rule p-2 max-lg:border-b lg:flex-col lg:border-e lg:p-3"
      >
        {links.map((link) => (
          <Link
            key={link.href}
            href={link.href as Route}
            prefetch={false}
            aria-current={link.isCurrent ? 'page' : undefined}
          >
            {link.label}
          </Link>
        ))}
      </nav>
      <main id="main" tabIndex={-1} className="min-w-0 px-4 py-6 lg:px-8">
        {children}
      </main>
    </div>
  )
}
