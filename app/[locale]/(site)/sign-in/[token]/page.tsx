import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form'
import { SiteFrame } from '@/components/site-frame'
import { signInAction } from '@/features/accounts/actions'
import { isSignInTokenLive } from '@/features/accounts/commands'
import { formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/sign-in/[token]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('sign_in.title'), robots: { index: false } } : {}
}

/** Looking at a sign-in link does nothing, because mail scanners look at every link; the button signs in. */
export default async function SignInLink({ params, searchParams }: Props) {
  const { locale, token } = await params
  const { to } = await searchParams
  if (!isLocale(locale)) notFound()
  const isLive = await isSignInTokenLive(token)
  const t = texts(locale)
  const again = (
    <a href={`/${locale}/sign-in`} className="button button-quiet">
      {t('sign_in.again')}
    </a>
  )
  return (
    <SiteFrame locale={locale} brand={{ name: 'Plenary', href: `/${locale}` }} path={`/sign-in/${token}`}>
      <div className="measure">
        <h1 className="mb-4">{t(isLive ? 'sign_in.title' : 'sign_in.gone')}</h1>
        {isLive ? (
          <>
            <p className="mb-8 text-muted">{t('sign_in.press')}</p>
            <Form
              id="sign-in"
              action={signInAction.bind(null, { locale, token, to: typeof to === 'string' ? to : null })}
              groups={[]}
              labels={formLabels(t)}
              submit={t('sign_in.enter')}
            />
          </>
        ) : (
          <>
            <p className="mb-6">{t('refusals.sign_in_link')}</p>
            {again}
          </>
        )}
      </div>
    </SiteFrame>
  )
}
