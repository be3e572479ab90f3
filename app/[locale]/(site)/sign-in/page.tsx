import type { Metadata, Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Form } from '@/components/form'
import { SiteFrame } from '@/components/site-frame'
import { currentUser } from '@/features/accounts/access'
import { requestSignInAction } from '@/features/accounts/actions'
import { SIGN_IN_FIELDS } from '@/features/accounts/schema'
import { ownPath } from '@/features/accounts/sessions/rules'
import { fieldViews, formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/sign-in'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('sign_in.title'), robots: { index: false } } : {}
}

/** Organisers ask for a link by mail; there are no passwords. */
export default async function SignIn({ params, searchParams }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const to = ownPath(locale, (await searchParams).to)
  if (await currentUser()) redirect((to ?? `/${locale}/admin`) as Route)
  const t = texts(locale)
  const fields = fieldViews(t, locale, SIGN_IN_FIELDS, {}).map((field) => ({ ...field, hint: undefined }))
  return (
    <SiteFrame
      locale={locale}
      brand={{ name: 'Plenary', href: `/${locale}` }}
      path={to ? `/sign-in?to=${encodeURIComponent(to)}` : '/sign-in'}
    >
      <div className="measure">
        <h1>{t('sign_in.title')}</h1>
        <p className="mt-4 mb-8 text-muted">{t('sign_in.intro')}</p>
        <Form
          id="sign-in"
          action={requestSignInAction.bind(null, { locale, to })}
          groups={[{ fields }]}
          labels={formLabels(t)}
          submit={t('sign_in.ask')}
        />
      </div>
    </SiteFrame>
  )
}
