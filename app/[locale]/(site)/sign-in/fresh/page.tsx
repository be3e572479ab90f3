import type { Metadata, Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Form } from '@/components/form'
import { SiteFrame } from '@/components/site-frame'
import { sessionBeforeSecondFactor } from '@/features/accounts/access'
import { requestFreshLinkAction } from '@/features/accounts/actions'
import { SecondFactorForm } from '@/features/accounts/second-factor/code-form'
import { ownPath } from '@/features/accounts/sessions/rules'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/sign-in/fresh'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('sign_in.fresh'), robots: { index: false } } : {}
}

/** Before what asks for a fresh sign-in: the second factor again, or a new link by mail. */
export default async function FreshSignIn({ params, searchParams }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const to = ownPath(locale, (await searchParams).to)
  const session = await sessionBeforeSecondFactor()
  if (!session) redirect(`/${locale}/sign-in` as Route)
  if (session.session.isFresh && !session.isHalf) redirect((to ?? `/${locale}/admin`) as Route)
  const t = texts(locale)
  const query = to ? `?to=${encodeURIComponent(to)}` : ''
  return (
    <SiteFrame locale={locale} brand={{ name: 'Plenary', href: `/${locale}` }} path={`/sign-in/fresh${query}`}>
      <div className="measure">
        <h1>{t('sign_in.fresh')}</h1>
        <p className="mt-4 mb-8 text-muted">
          {t(session.holdsSecondFactor ? 'sign_in.fresh_factor' : 'sign_in.fresh_link')}
        </p>
        {session.holdsSecondFactor ? (
          <SecondFactorForm locale={locale} session={session} to={to} />
        ) : (
          <Form
            id="fresh"
            action={requestFreshLinkAction.bind(null, { locale, to })}
            groups={[]}
            labels={formLabels(t)}
            submit={t('sign_in.ask')}
          />
        )}
      </div>
    </SiteFrame>
  )
}
