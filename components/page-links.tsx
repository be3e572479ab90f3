import type { Route } from 'next'
import Link from 'next/link'
import type { Texts } from '@/lib/texts'

type Props = { t: Texts; page: number; size: number; total: number; href: (page: number) => string }

/** "51–100 of 230", with the way to the pages before and after. */
export function PageLinks({ t, page, size, total, href }: Props) {
  if (total === 0) return null
  const last = Math.ceil(total / size)
  return (
    <nav aria-label={t('pages.label')} className="mt-4 flex flex-wrap items-center gap-x-6 gap-y-1">
      <p className="text-muted tabular-nums">
        {t('pages.range', { from: (page - 1) * size + 1, to: Math.min(page * size, total), total })}
      </p>
      {page > 1 && (
        <Link href={href(page - 1) as Route} prefetch={false} rel="prev" className="inline-flex min-h-11 items-center">
          {t('pages.previous')}
        </Link>
      )}
      {page < last && (
        <Link href={href(page + 1) as Route} prefetch={false} rel="next" className="inline-flex min-h-11 items-center">
          {t('pages.next')}
        </Link>
      )}
    </nav>
  )
}
