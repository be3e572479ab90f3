import type { Metadata, Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { encode } from 'uqr'
import { Form } from '@/components/form'
import { SiteFrame } from '@/components/site-frame'
import { requireFresh } from '@/features/accounts/access'
import { confirmTotpAction } from '@/features/accounts/second-factor/actions'
import { getWaitingSecret } from '@/features/accounts/second-factor/queries'
import { authenticator, CODE_FIELDS } from '@/features/accounts/second-factor/rules'
import { fieldViews, formLabels } from '@/lib/field-views'
import { isLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'

type Props = PageProps<'/[locale]/account/authenticator'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: texts(locale)('account.totp'), robots: { index: false } } : {}
}

/** The key of an authenticator app, until its first code has come. */
export default async function Authenticator({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const session = await requireFresh(locale, `/${locale}/account/authenticator`)
  const secret = await getWaitingSecret(session)
  if (!secret) redirect(`/${locale}/account` as Route)
  const t = texts(locale)
  const { data, size } = encode(authenticator(secret, session.user.email).toString(), { border: 2 })
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x},${y}h1v1h-1z` : ''))).join('')
  const [field] = fieldViews(t, locale, CODE_FIELDS, {})
  return (
    <SiteFrame locale={locale} brand={{ name: 'Plenary', href: `/${locale}` }} path="/account/authenticator">
      <div className="measure">
        <h1>{t('account.totp')}</h1>
        <p className="mt-4">{t('account.totp_scan')}</p>
        <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('account.qr')} className="my-4 w-56">
          <rect width={size} height={size} fill="white" />
          <path d={path} fill="black" />
        </svg>
        <p>{t('account.totp_key')}</p>
        <p className="mt-1 mb-8 break-all font-mono">{secret.match(/.{1,4}/g)?.join(' ')}</p>
        <Form
          id="authenticator"
          action={confirmTotpAction.bind(null, locale)}
          groups={[{ fields: [{ ...field!, label: t('account.first_code'), hint: undefined }] }]}
          labels={formLabels(t)}
          submit={t('account.confirm')}
        />
      </div>
    </SiteFrame>
  )
}
