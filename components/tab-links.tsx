import type { Route } from 'next'
import Link from 'next/link'

type Props = { label: string; tabs: { href: string; label: string; count?: number; isCurrent: boolean }[] }

/** One list in parts: links, so that each part has an address. */
export function TabLinks({ label, tabs }: Props) {
  return (
    <nav aria-label={label} className="tabs">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href as Route}
          prefetch={false}
          aria-current={tab.isCurrent ? 'page' : undefined}
        >
          {tab.label}
          {tab.count !== undefined && <span className="text-muted tabular-nums">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  )
}
