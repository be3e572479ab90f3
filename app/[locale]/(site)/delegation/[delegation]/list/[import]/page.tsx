import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { requireUser } from '@/features/accounts/access'
import { focalDelegation } from '@/features/delegations/access'
import { readImport } from '@/features/registrations/members/list/commands'
import { ListPreview } from '@/features/registrations/members/list/preview'
import { PortalFrame } from '@/features/registrations/members/portal-frame'
import { inLocale, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/delegation/[delegation]/list/[import]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('members.list.preview'), robots: { index: false } } : {}
}

/** A list before it is entered. */
export default async function Import({ params, searchParams }: Props) {
  const { locale, delegation: id, import: list } = await params
  if (!isLocale(locale)) notFound()
  await requireUser(locale, `/${locale}/delegation/${id}`)
  const focal = await focalDelegation(id)
  const open = await readImport(focal, list)
  if (!open) notFound()
  const { run, done } = await searchParams
  const t = texts(locale)
  return (
    <PortalFrame locale={locale} focal={focal} path={`/list/${list}`} wide>
      <p>
        <Link
          href={`/${locale}/delegation/${id}` as Route}
          prefetch={false}
          className="inline-flex min-h-11 items-center text-sm"
        >
          {inLocale(focal.delegation.name, locale)}
        </Link>
      </p>
      {(done === 'imported' || !open.list) && (
        <p role="status" className="done measure mb-6">
          {t('members.list.done', { count: open.done })}
        </p>
      )}
      <h1 className="mb-4">{t('members.list.preview')}</h1>
      {!open.list && (
        <p>
          <Link href={`/${locale}/delegation/${id}` as Route} prefetch={false} className="button button-primary">
            {t('members.list.back')}
          </Link>
        </p>
      )}
      <ListPreview
        locale={locale}
        place={{ locale, delegation: id, list }}
        open={open}
        run={run === 'all' || run === 'first' ? run : null}
      />
    </PortalFrame>
  )
}
