import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import { SiteFrame } from '@/components/site-frame'
import { direction, isLocale, preferredLocale } from '@/lib/locales'
import { texts } from '@/lib/texts'
import './globals.css'

export const metadata: Metadata = { title: 'Plenary' }

/** Addresses outside every language, and forms that do not fit their page. */
export default async function GlobalNotFound() {
  const remembered = (await cookies()).get('language')?.value
  const locale = isLocale(remembered) ? remembered : preferredLocale((await headers()).get('accept-language'))
  const t = texts(locale)
  return (
    <html lang={locale} dir={direction(locale)}>
      <body>
        <SiteFrame locale={locale} brand={{ name: 'Plenary', href: `/${locale}` }} path="">
          <h1>{t('not_found.title')}</h1>
          <p className="mt-4">{t('not_found.text')}</p>
        </SiteFrame>
      </body>
    </html>
  )
}
