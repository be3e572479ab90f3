import type { Metadata, Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { SiteFrame } from '@/components/site-frame'
import { sessionBeforeSecondFactor } from '@/features/accounts/access'
import { SecondFactorForm } from '@/features/accounts/second-factor/code-form'
import { ownPath } from '@/features/accounts/sessions/rules'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/sign-in/second-factor'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('sign_in.second_factor'), robots: { index: false } } : {}
}

/** Between the mail's link and the organisers' area, for who has a second factor. */
export default async function SecondFactor({ params, searchParams }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const to = ownPath(locale, (await searchParams).to)
  const session = await sessionBeforeSecondFactor()
  if (!session) redirect(`/${locale}/sign-in` as Route)
  if (!session.isHalf) redirect((to ?? `/${locale}/admin`) as Route)
  const t = texts(locale)
  return (
    <SiteFrame locale={locale} brand={{ name: 'Plenary', href: `/${locale}` }} path="/sign-in/second-factor">
      <div className="measure">
        <h1>{t('sign_in.second_factor')}</h1>
        <p className="mt-4 mb-8 text-muted">{t('sign_in.second_factor_text')}</p>
        <SecondFactorForm locale={locale} session={session} to={to} />
      </div>
    </SiteFrame>
  )
}
