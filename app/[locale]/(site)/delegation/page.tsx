import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound, redirect } from 'next/navigation'
import { SiteFrame } from '@/components/site-frame'
import { requireUser } from '@/features/accounts/access'
import { AccountMenu } from '@/features/accounts/account-menu'
import { listOwnDelegations } from '@/features/delegations/queries'
import { inLocale, isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/delegation'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('members.yours'), robots: { index: false } } : {}
}

/** The delegations that one looks after. */
export default async function OwnDelegations({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const user = await requireUser(locale, `/${locale}/delegation`)
  const delegations = await listOwnDelegations(user.id)
  if (delegations.length === 1) redirect(`/${locale}/delegation/${delegations[0]!.id}` as Route)
  const t = texts(locale)
  return (
    <SiteFrame
      locale={locale}
      brand={{ name: 'Plenary', href: `/${locale}` }}
      path="/delegation"
      account={<AccountMenu locale={locale} />}
    >
      <h1 className="mb-6">{t('members.yours')}</h1>
      {delegations.length === 0 && <p className="panel measure">{t('members.yours_none')}</p>}
      <ul>
        {delegations.map(({ id, name, eventName }) => (
          <li key={id} className="border-b border-rule py-3">
            <Link href={`/${locale}/delegation/${id}` as Route} prefetch={false} className="font-semibold">
              {inLocale(name, locale)}
            </Link>
            <span className="block text-muted">{inLocale(eventName, locale)}</span>
          </li>
        ))}
      </ul>
    </SiteFrame>
  )
}
